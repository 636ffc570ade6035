/** The record: editions listed, an earlier one opened with its own sources, and back to the latest. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Desk, edition, openDesk, shown, untilRead } from "./open-desk.ts";

const dayBefore = {
  ...edition,
  edition: { ...edition.edition, date: "2026-03-11", asOf: "2026-03-11T18:00:00Z", title: "What stood here yesterday" },
};

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk([edition, dayBefore]);
});
afterAll(async () => desk.close());

it("opens an earlier edition, keeps to it from screen to screen, and comes back to the latest", async () => {
  const watched = await desk.open("/");
  const { page } = watched;
  await untilRead(watched);
  await page.keyboard.press("g");
  await page.keyboard.press("e");
  await page.waitForSelector(".editions");
  expect(await page.locator(".editions li").count()).toBe(2);
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
  await page.getByText("No weekly edition is on record.").waitFor();
  await page.getByLabel("Read as").selectOption("ciso");
  const feed = page.locator('.feeds a[href="/feeds/editions.json?role=ciso&kind=weekly"]');
  await feed.waitFor();
  expect(new URL(page.url()).search).toBe("?kind=weekly&role=ciso");
  expect(await page.locator('link[rel="alternate"][href="/feeds/editions.rss?role=ciso&kind=weekly"]').count()).toBe(1);
});

it("says so when the address names an edition that is not on record", async () => {
  const { page } = await desk.open(`/?edition=${"0".repeat(64)}`);
  await page.waitForSelector("h1.screen-title");
  expect(await shown(page.locator("main"))).toContain("No edition with that id is on record.");
});
