/** Search on a real record, as a person would: keys, words, filters, a hit opened, and Back to the list as it was. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { editionToJson } from "../../src/pipeline/steps/publish-edition.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { makeArticle } from "../../src/terms/make-article.fixture.ts";
import { openTestServer, type TestServer } from "../store/open-test-store.ts";
import { type Desk, edition, openDesk, phone, shown, until } from "./open-desk.ts";

let test: TestServer;
let store: Store;
let desk: Desk;

const articles = Array.from({ length: 45 }, (_, at) =>
  makeArticle({
    id: `a${at}`,
    title: `Crane report ${at}`,
    text: `${"It was a long night. ".repeat(60)}The sunken crane ${at} was reached from hxxp://evil[.]com. The pier slept.`,
    outlet: at % 2 === 0 ? "Quay Post" : "Pier News",
    publishedAt: new Date(Date.UTC(2031, 4, 1, at)).toISOString(),
  }),
);

beforeAll(async () => {
  test = await openTestServer("npm");
  store = await openStore({ connection: test.server.address });
  const record = { edition, articles, claims: new Map(), stories: [], contradictions: [], assessments: [] };
  await store.saveEdition(record, editionToJson(edition));
  desk = await openDesk([edition], store);
}, 120_000);
afterAll(async () => {
  await desk.close();
  await store.close();
  await test.remove();
}, 120_000);

it("finds by keys alone, opens a hit with its words in sight, and comes Back to the list", async () => {
  const watched = await desk.open("/");
  const { page } = watched;
  await page.waitForSelector("h1.headline");
  await page.keyboard.press("g");
  await page.keyboard.press("f");
  await page.waitForSelector("#search-words:focus");
  expect(await shown(page.locator("main"))).toContain("Search what is on record");
  await page.keyboard.type('"sunken crane" hxxps://evil[.]com');
  await page.keyboard.press("Enter");
  await page.waitForSelector(".found");
  expect(await shown(page.locator("h1"))).toBe("45 records found");
  expect(new URL(page.url()).searchParams.get("q")).toBe('"sunken crane" hxxps://evil[.]com');
  await page.getByRole("button", { name: "More" }).click();
  await until(page, "document.querySelectorAll('.found > li').length === 40");
  await page.keyboard.press("/");
  await page.waitForSelector("#search-words:focus");
  expect(await page.locator("#search-words").inputValue()).toBe('"sunken crane" hxxps://evil[.]com');

  await page.getByRole("link", { name: "Crane report 44" }).click();
  await page.waitForSelector(".article-text mark");
  expect(await page.locator(".article-text mark").allInnerTexts()).toEqual(["sunken crane", "evil[.]com"]);
  const inSight = "(({ top }) => top > 0 && top < innerHeight)(document.querySelector('mark').getBoundingClientRect())";
  await until(page, inSight);
  await page.goBack();
  await page.waitForSelector(".found");
  expect(await page.locator(".found > li").count()).toBe(40);
  expect(watched.complaints).toEqual([]);
  expect(watched.foreign).toEqual([]);
});

it("keeps filters in the address, says what was searched when nothing is found, and goes Back through both", async () => {
  const { page } = await desk.open("/search?q=crane");
  await page.waitForSelector(".found");
  await page.getByLabel("Outlet").fill("pier news");
  await page.keyboard.press("Enter");
  await until(page, "document.querySelector('h1').textContent === '22 records found'");
  await page.getByLabel("From (UTC)").fill("2032-01-01");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".empty");
  expect(await shown(page.locator(".empty"))).toContain("Searched 46 records. None holds all of these words within");
  await page.goBack();
  await until(page, "document.querySelector('h1').textContent === '22 records found'");
  expect(await page.getByLabel("From (UTC)").inputValue()).toBe("");
  expect(await page.getByLabel("Outlet").inputValue()).toBe("pier news");
  await page.goBack();
  await until(page, "document.querySelector('h1').textContent === '45 records found'");
});

it("opens the sentence of an edition", async () => {
  const sentence = edition.sections.flatMap((section) => section.sentences).find(({ kind }) => kind === "fact");
  const words = encodeURIComponent(`"${sentence?.text.split(" ").slice(0, 6).join(" ")}"`);
  const { page } = await desk.open(`/search?q=${words}&kind=edition`, { viewport: phone });
  await page.waitForSelector(".found");
  await page.getByRole("link", { name: "Open this sentence" }).first().click();
  await page.waitForSelector("h1.headline");
  expect(new URL(page.url()).hash).toBe(`#${sentence?.id}`);
});

it("says what is wrong with a question, and keeps its words", async () => {
  const { page } = await desk.open("/search?q=a*");
  await page.waitForSelector("[role=alert]");
  expect(await shown(page.locator("main"))).toContain("expected at least 2 letters before *");
  expect(await page.locator("#search-words").inputValue()).toBe("a*");
});
