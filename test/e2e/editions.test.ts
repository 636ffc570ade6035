/** The record: editions listed, an earlier one opened with its own sources, and back to the latest. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { findings } from "./axe-findings.ts";
import { type Desk, edition, openDesk, phone, shown, untilRead } from "./open-desk.ts";

const dayBefore = {
  ...edition,
  edition: { ...edition.edition, date: "2026-03-11", asOf: "2026-03-11T18:00:00Z", title: "What stood here yesterday" },
};

const energy = {
  ...edition,
  edition: {
    ...edition.edition,
    title: "What stood here for grid operators",
    audience: { name: "energy", title: "Energy", sectors: ["energy"] },
  },
};

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk([edition, dayBefore, energy]);
});
afterAll(async () => desk.close());

it("opens an earlier edition, keeps to it from screen to screen, and comes back to the latest", async () => {
  const watched = await desk.open("/");
  const { page } = watched;
  await untilRead(watched);
  await page.keyboard.press("g");
  await page.keyboard.press("e");
  await page.waitForSelector(".editions");
  expect(await page.locator(".editions li").count()).toBe(3);
  await page.getByRole("link", { name: "What stood here yesterday" }).click();
  await page.waitForSelector(".earlier-note");
  expect(await shown(page.locator("h1.headline"))).toBe("What stood here yesterday");
  await page.getByRole("link", { name: "Stories" }).click();
  await page.waitForSelector(".story");
  expect(await shown(page.locator(".top-bar"))).toContain("11 Mar");
  await page.getByRole("link", { name: "Sources" }).click();
  await page.waitForSelector("table.sources");
  await page.locator("table.sources a").first().click();
  await page.waitForSelector(".article-text");
  await page.getByRole("link", { name: "Back to the edition" }).click();
  await page.waitForSelector(".earlier-note");
  await page.getByRole("link", { name: "Read the latest" }).click();
  await page.waitForSelector(".earlier-note", { state: "detached" });
  expect(await shown(page.locator("h1.headline"))).toBe(edition.edition.title);
  expect(watched.complaints).toEqual([]);
  expect(watched.foreign).toEqual([]);
});

it("offers its feeds by role and kind, to the reader and to the browser, and prints as the role reads", async () => {
  const { page } = await desk.open("/?role=soc_lead");
  await page.waitForSelector("h1.headline");
  const named = 'link[rel="alternate"][href="/feeds/editions.rss?role=soc_lead"]';
  expect(await page.locator(named).count()).toBe(1);
  await page.getByRole("button", { name: "Print or send" }).click();
  const menu = page.locator("#send-menu");
  expect(await menu.getByRole("link", { name: "Plain text" }).getAttribute("href")).toBe(
    "/editions/2026-03-12/edition.txt?role=soc_lead",
  );
  await menu.getByRole("link", { name: "Other feeds" }).click();
  await page.waitForSelector("#feeds");
  await page.getByLabel("Kind").selectOption("weekly");
  await page.getByText("No weekly edition of these is on record.").waitFor();
  await page.getByLabel("Read as").selectOption("ciso");
  const feed = page.locator('.feeds a[href="/feeds/editions.json?role=ciso&kind=weekly"]');
  await feed.waitFor();
  expect(new URL(page.url()).search).toBe("?kind=weekly&role=ciso");
  expect(await page.locator('link[rel="alternate"][href="/feeds/editions.rss?role=ciso&kind=weekly"]').count()).toBe(1);
});

it("shows each audience its own latest edition, its own files and its own place in the list", async () => {
  const { page, complaints } = await desk.open("/");
  await page.waitForSelector("h1.headline");
  expect(await shown(page.locator("h1.headline"))).toBe(edition.edition.title);
  await page.getByLabel("Edition for").selectOption("energy");
  await page.getByRole("heading", { name: energy.edition.title }).waitFor();
  expect(new URL(page.url()).searchParams.get("audience")).toBe("energy");
  expect(await shown(page.locator(".top-title"))).toContain("Edition for Energy of 18:00 UTC");
  expect(await findings(page)).toEqual([]);
  const file = await page.locator("#send-menu a", { hasText: "Plain text" }).getAttribute("href");
  expect(await (await fetch(new URL(file ?? "", desk.base))).text()).toContain("briefing for Energy of");
  await page.setViewportSize(phone);
  expect(await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
  await page.getByRole("link", { name: "Other feeds" }).last().click();
  await page.waitForSelector("#feeds");
  expect(await page.locator("ol.editions li").count()).toBe(1);
  expect(await page.locator('.feeds a[href="/feeds/editions.rss?audience=energy"]').count()).toBe(1);
  await page.getByLabel("Audience").selectOption("main");
  await page.getByText("What stood here yesterday").waitFor();
  expect(await page.locator("ol.editions li").count()).toBe(2);
  expect(complaints).toEqual([]);
});

it("says so when the address names an edition that is not on record", async () => {
  const { page } = await desk.open(`/?edition=${"0".repeat(64)}`);
  await page.waitForSelector("h1.screen-title");
  expect(await shown(page.locator("main"))).toContain("No edition with that id is on record.");
});
