/** Triage as a person does it: fifty stories by keys alone, two people at once, a cut network, phone, both schemes. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findings } from "./axe-findings.ts";
import { phone, shown, until } from "./open-desk.ts";
import { day, openTriageDay, type TriageDay } from "./triage-day.ts";

let triage: TriageDay;

beforeAll(async () => {
  triage = await openTriageDay();
  await triage.saveBoard(triage.stories);
}, 120_000);
afterAll(() => triage.close(), 120_000);

const focusTitle = (page: Page): Promise<string> => shown(page.locator("[data-focus=true] .row-title"));
const decided = async (): Promise<string[]> => (await triage.store.triage.decisions([day])).map(({ act }) => act.kind);
const open = (path = "/desk/triage", options = {}, who = triage.ada) =>
  triage.desk.open(path, { ...triage.signedIn(who), ...options });

it("opens where there is no story yet, and says why", async () => {
  // The board is there; a desk without one is asked for by the routes' tests. Here: a view that holds nothing.
  const { page } = await open("/desk/triage?view=single");
  await page.waitForSelector(".triage-empty");
  expect(await shown(page.locator(".triage-empty"))).toContain("None of 50 stories is under “Single source”.");
  expect(await findings(page)).toEqual([]);
  await page.getByRole("link", { name: "See all 50 stories" }).click();
  await page.waitForSelector(".triage-row");
});

it("makes a flash of a story: says what will happen, then what happens, and leads to the draft", async () => {
  const { page, foreign } = await open();
  await page.waitForSelector("[data-focus=true]:focus");
  const title = await focusTitle(page);
  await page.getByRole("button", { name: "Make a flash" }).click();
  const dialog = page.locator("dialog[open]");
  expect(await shown(dialog)).toContain(title);
  expect(await shown(dialog)).toContain("Nothing leaves before a named person has approved its text");
  await dialog.getByLabel("For").selectOption("Energy");
  expect(await shown(dialog)).toContain("that receives flashes for Energy");
  expect(await findings(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Make the flash" }).click();
  await dialog.getByText(/^The flash for energy waits for its turn/).waitFor();
  const making = await triage.store.makings.newest();
  expect(making?.audience).toBe("energy");
  const draft = await triage.saveDraft();
  await triage.store.makings.step(making?.id ?? "", { state: "made", editionId: draft });
  await dialog.getByRole("link", { name: "Review this draft" }).waitFor();
  expect(await dialog.getByRole("link", { name: "Review this draft" }).getAttribute("href")).toBe(
    `/desk/review/${draft}`,
  );
  await page.keyboard.press("Escape");
  await until(page, "document.querySelector('dialog[open]') === null");
  expect(foreign).toEqual([]);
});

it("decides fifty stories by keys: the focus goes on, what is decided stays, and undo brings it back", async () => {
  const { page, dialogs, foreign } = await open("/");
  await page.waitForSelector("h1.headline");
  await page.keyboard.press("g");
  await page.keyboard.press("d");
  await page.waitForSelector("[data-focus=true]:focus");
  expect(await focusTitle(page)).toBe("Crane operator 0 reports a break-in");
  expect(await findings(page)).toEqual([]);

  await page.keyboard.press("a");
  await until(page, "document.querySelector('[data-focus=true] .row-title').textContent.includes('operator 1 ')");
  await page.keyboard.press("s");
  await until(page, "document.querySelector('[data-focus=true] .row-title').textContent.includes('operator 2 ')");
  await page.keyboard.press("x");
  await page.waitForSelector(".ask-dialog[open]");
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press("2");
  await until(page, "document.querySelector('[data-focus=true] .row-title').textContent.includes('operator 3 ')");
  await until(
    page,
    "document.querySelector('.triage-done p')?.textContent.includes('Left out, nothing new: Crane operator 2')",
  );
  await page.keyboard.press("z");
  await until(page, "document.querySelector('.triage-done p').textContent.startsWith('Taken back')");
  await until(page, "document.querySelector('[data-focus=true] .row-title').textContent.includes('operator 2 ')");
  expect(await decided()).toEqual(["lead", "supporting", "leave_out", "undo"]);

  // Marked two, merged into the one with the focus; taken apart again.
  await page.keyboard.press("j");
  await page.keyboard.press("Space");
  await page.keyboard.press("k");
  await until(page, "document.querySelectorAll('[aria-selected=true]').length === 1");
  await page.keyboard.press("m");
  await until(page, "document.querySelector('[data-focus=true]').getAttribute('aria-setsize') === '49'");
  await page.keyboard.press("u");
  await page.waitForSelector(".split-article");
  const boxes = page.locator(".split-article input");
  expect(await boxes.count()).toBe(4);
  await boxes.nth(2).check();
  await boxes.nth(3).check();
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await until(page, "document.querySelector('[data-focus=true]').getAttribute('aria-setsize') === '50'");

  // The rest, one key each. Keys come faster than answers.
  for (let at = 0; at < 45; at += 1) await page.keyboard.press(at % 3 === 0 ? "a" : "s");
  await until(page, "document.querySelector('.view-count').textContent.startsWith('0 to decide')");
  const taken = async () => (await decided()).filter((kind) => kind === "lead" || kind === "supporting").length;
  await expect.poll(taken, { timeout: 20_000 }).toBe(47);
  // What a rule left out can be taken too.
  await page.keyboard.press("End");
  await until(page, "document.querySelector('[data-focus=true]')?.getAttribute('aria-posinset') === '50'");
  await page.keyboard.press("a");
  await until(page, "document.querySelector('[data-focus=true] .chip-ok') !== null");
  // From the list into the story, out to the rail, and the keys of this screen.
  await page.keyboard.press("F6");
  await until(page, "document.activeElement?.dataset.pane === 'story'");
  await page.keyboard.press("?");
  const keys = page.locator("dialog[open]");
  expect(await shown(keys)).toContain("merge the marked stories into this one");
  // Switched off, single letters do nothing, and no button promises one.
  await keys.getByLabel("Single letters act").uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  expect(await keys.count()).toBe(0);
  expect(await page.locator(".triage-actions kbd").first().isVisible()).toBe(false);
  expect(dialogs).toEqual([]);
  expect(foreign).toEqual([]);
});

it("shows a conflict with the other's words, and takes over only knowingly", async () => {
  const title = "Crane operator 8 reports a break-in";
  const { page } = await open("/desk/triage?view=all&story=c8a");
  await page.waitForSelector("[data-focus=true]");
  const other = await triage.decideAs(triage.bo, ["c8a", "c8b"], { kind: "leave_out", reason: "too_thin" });
  expect(other).toBe(200);
  await page.keyboard.press("a");
  await page.waitForSelector(".error-card.mild");
  const card = page.locator(".error-card.mild");
  expect(await shown(card)).toMatch(
    /Ben Osei left it out: too thin to report at \d\d:\d\d UTC\. Nothing was changed\./,
  );
  expect(await shown(card)).toContain(title);
  expect(await findings(page)).toEqual([]);
  await page.getByRole("button", { name: "Take over" }).click();
  await until(page, "document.querySelector('.error-card') === null");
  await until(page, "document.querySelector('.triage-done p')?.textContent.startsWith('Lead')");
  const last = (await triage.store.triage.decisions([day])).at(-1);
  expect([last?.act.kind, last?.who.name]).toEqual(["lead", "Ana Ruiz"]);
});

it("keeps a decision that could not be sent, until it is sent again", async () => {
  const { page } = await open("/desk/triage?view=all&story=c9a");
  await page.waitForSelector("[data-focus=true]");
  await page.context().setOffline(true);
  await page.keyboard.press("s");
  await page.waitForSelector(".error-card");
  expect(await shown(page.locator(".error-card"))).toContain("Your decision is kept on this page.");
  await page.context().setOffline(false);
  const count = (await decided()).length;
  await page.getByRole("button", { name: "Try again" }).click();
  await until(page, "document.querySelector('.error-card') === null");
  await until(page, "document.querySelector('.triage-done') !== null");
  expect((await decided()).length).toBe(count + 1);
});

it("a list made anew waits until it is asked for, whatever is told meanwhile", async () => {
  const { page } = await open("/desk/triage?view=all");
  const listening = page.waitForRequest((request) => request.url().endsWith("/api/v1/live"));
  await page.waitForSelector(".triage-sources");
  const before = await shown(page.locator(".triage-list"));
  await listening;
  const lists: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/api/v1/triage?")) lists.push(request.url());
  });
  const [first, ...rest] = triage.stories;
  if (first === undefined) throw new Error("Expected stories.");
  await triage.saveBoard([{ ...first, title: "A lock keeper reports a break-in" }, ...rest], `${day}T08:30:00Z`);
  // Looked at again, everything that may change by itself is asked again.
  await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
  await page.getByRole("button", { name: "Show the new list" }).waitFor();
  expect(await shown(page.locator(".triage-list"))).toBe(before);
  expect(lists).toEqual([]);
  await page.getByRole("button", { name: "Show the new list" }).click();
  await until(page, "document.querySelector('.triage-list').textContent.includes('A lock keeper')");
  await until(page, "document.querySelector('.triage-anew') === null");
});

it("leaves a handover note; what is typed outlives a reload", async () => {
  const { page } = await open("/desk/triage?view=all");
  await page.waitForSelector("[data-focus=true]");
  await page.keyboard.press("h");
  await page.getByLabel("In your own words").fill("Mind <b>operator 8</b>.");
  expect(await findings(page)).toEqual([]);
  await page.reload();
  await page.waitForSelector("[data-focus=true]");
  await page.keyboard.press("h");
  expect(await page.getByLabel("In your own words").inputValue()).toBe("Mind <b>operator 8</b>.");
  await page.getByRole("button", { name: "Hand over" }).click();
  await until(page, "document.querySelector('.ask-dialog') === null");
  await page.keyboard.press("h");
  await page.waitForSelector(".handover-words");
  expect(await shown(page.locator(".handover-words"))).toBe("Mind <b>operator 8</b>.");
});

it("reads and decides on a phone: the list, then the story as a page of its own, and back", async () => {
  const { page } = await open("/desk/triage?view=all", { viewport: phone, colorScheme: "dark", hasTouch: true });
  await page.waitForSelector(".triage-row");
  expect(await findings(page)).toEqual([]);
  expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  await page.locator(".triage-row").nth(4).tap();
  await page.waitForSelector(".triage-sources");
  expect(await page.locator(".triage-list").isVisible()).toBe(false);
  expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  expect(await findings(page)).toEqual([]);
  await page.getByRole("button", { name: "Supporting" }).tap();
  await page.waitForSelector(".triage-done");
  await page.goBack();
  await until(page, "document.querySelector('.triage-list').getClientRects().length > 0");
});

it("holds five thousand rows with a few dozen on the page, and goes from end to end", async () => {
  const many = Array.from({ length: 5_000 }, (_, at) => ({
    ...(triage.stories[0] as (typeof triage.stories)[number]),
    id: `many-${at}`,
    title: `Story ${at}`,
    weight: 5_000 - at,
    articles: [
      { ...(triage.stories[0]?.articles[0] as (typeof triage.stories)[number]["articles"][number]), id: `m${at}` },
    ],
    origins: [{ name: "Quay Post", articleIds: [`m${at}`] }],
    contradictions: [],
  }));
  await triage.saveBoard(many, `${day}T09:00:00Z`);
  const { page } = await open("/desk/triage?view=all", { colorScheme: "dark" });
  await page.waitForSelector(".triage-row");
  expect(await page.locator(".triage-row").count()).toBeLessThan(60);
  await page.locator("[data-focus=true]").focus();
  await page.keyboard.press("End");
  await until(page, "document.querySelector('[data-focus=true]')?.getAttribute('aria-posinset') === '5000'");
  await until(page, "document.activeElement?.getAttribute('aria-posinset') === '5000'");
  expect(await page.locator("[data-focus=true]").getAttribute("aria-setsize")).toBe("5000");
  expect(await shown(page.locator(".story-top"))).toContain("Story 5,000 of 5,000");
  await page.keyboard.press("Home");
  await until(page, "document.activeElement?.getAttribute('aria-posinset') === '1'");
  expect(await findings(page)).toEqual([]);
});
