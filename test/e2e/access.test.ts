import { afterAll, beforeAll, expect, it } from "vitest";
import { findings } from "./axe-findings.ts";
import { type Desk, desktop, openDesk, phone, tablet } from "./open-desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(async () => desk.close());

const widths = { desktop, tablet, phone };
const screens: readonly [string, string, string][] = [
  ["Today with contents", "/", "h1.headline"],
  ["Today with passages", "/#s2", "#passages-title"],
  ["Today with a disagreement open", "/#s60", "aside .contra"],
  ["Stories", "/stories", ".story"],
  ["Sources", "/sources", "table.sources"],
  ["Editions", "/editions", ".editions"],
  ["Search before a word", "/search", ".empty"],
  ["Search with much found", "/search?q=crane&outlet=Quay", ".found"],
  ["Search with nothing found", "/search?q=nothing", ".empty"],
  ["Search that failed", "/search?q=fault", "[role=alert]"],
  ["an article on record", `/record/${"0".repeat(64)}?q=crane`, ".article-text mark"],
  ["the HTML file", "/edition.html", "h1"],
  ["an address without a screen", "/article/art-none", "h1"],
];

/**
 * One page a screen, widened and narrowed as a person would: the dark scheme differs from the light one in its colours
 * alone, and the tablet from both others in its layout.
 */
it.each(screens)("%s: no finding, wide and narrow, light and dark", async (_name, path, ready) => {
  const { page } = await desk.open(path, { viewport: desktop, colorScheme: "light" });
  const fits = async (): Promise<void> => {
    await page.waitForSelector(ready);
    const sideways = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
    expect(sideways, "scrolls sideways").toBeLessThanOrEqual(0);
  };
  await fits();
  expect(await findings(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  expect(await findings(page, ["color-contrast", "link-in-text-block"]), "dark").toEqual([]);
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(tablet);
  await fits();
  expect(await findings(page, ["target-size", "scrollable-region-focusable"]), "tablet").toEqual([]);
  await page.setViewportSize(phone);
  await fits();
  expect(await findings(page), "phone").toEqual([]);
});

it.each([
  ["desktop", "light"],
  ["desktop", "dark"],
  ["phone", "light"],
] as const)(
  "the ways to print or send, open, %s, %s: no finding, and each leads somewhere",
  async (width, colorScheme) => {
    const { page } = await desk.open("/", { viewport: widths[width], colorScheme });
    await page.waitForSelector("h1.headline");
    const ways = page.locator(width === "phone" ? ".send-list" : "#send-menu");
    if (width !== "phone") await page.getByRole("button", { name: "Print or send" }).click();
    await ways.getByRole("link", { name: "PDF" }).waitFor();
    expect(await findings(page)).toEqual([]);
    const links = await ways.locator("a").evaluateAll((all) => all.map((each) => each.getAttribute("href") ?? ""));
    expect(links.length).toBe(8);
    for (const link of links.filter((each) => !each.endsWith(".pdf")))
      expect((await fetch(new URL(link, desk.base))).status, link).toBe(200);
  },
);

it.each(["light", "dark"] as const)(
  "the keys, the full sheet and a whole page, %s: no finding",
  async (colorScheme) => {
    const { page } = await desk.open("/#s2", { viewport: phone, colorScheme });
    await page.waitForSelector("#passages-title");
    await page.getByRole("button", { name: "Full height" }).click();
    expect(await findings(page)).toEqual([]);
    await page.getByRole("link", { name: "Whole page, Harbour Signal" }).click();
    await page.waitForSelector(".article-text");
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press("?");
    await page.waitForSelector("dialog[open]");
    expect(await findings(page)).toEqual([]);
  },
);

it("reads at 320 px without sideways scroll, and in forced colours", async () => {
  const { page } = await desk.open("/#s2", { viewport: { width: 320, height: 640 }, forcedColors: "active" });
  await page.waitForSelector("#passages-title");
  expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(320);
  const ground = (selector: string): Promise<string> =>
    page.evaluate<string>(`getComputedStyle(document.querySelector("${selector}")).backgroundColor`);
  const [mark, around] = [await ground("mark"), await ground(".panel:not(.contents)")];
  expect(mark).not.toBe(around);
});
