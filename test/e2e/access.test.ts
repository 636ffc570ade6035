/** What opens over an edition, and the narrowest page. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { findings } from "./axe-findings.ts";
import { type Desk, desktop, openDesk, phone } from "./open-desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(async () => desk.close());

const widths = { desktop, phone };

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
    expect(links.length).toBe(9);
    for (const link of links.filter((each) => !each.endsWith(".pdf"))) {
      const { status, body } = await fetch(new URL(link, desk.base));
      // What is not read keeps its connection, and the door waits for it when it closes.
      await body?.cancel();
      expect(status, link).toBe(200);
    }
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
