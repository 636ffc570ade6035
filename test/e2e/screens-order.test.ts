/** A screen looks the same whether it is opened first or after all the others: their sheets stay loaded. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openReviewDesk, type ReviewDesk } from "./open-review.ts";

let desk: ReviewDesk;
let page: Page;
beforeAll(async () => {
  desk = await openReviewDesk();
  page = await desk.as({ name: "Ada Byron", roles: ["reviewer", "administrator"] });
}, 120_000);
afterAll(async () => desk.close(), 60_000);

interface Screen {
  readonly path: string;
  /** Stands there once the screen is whole. */
  readonly ready: string;
  /** What of the screen is looked at, besides the words that all screens share. */
  readonly own: string;
}
const screens = (): readonly Screen[] => [
  {
    path: `/desk/review/${desk.draft}`,
    ready: ".sentence-actions",
    own: ".gates, .gates *, .sentence-actions *, .tlp",
  },
  { path: "/desk/triage", ready: ".empty", own: ".empty, .empty *" },
  { path: "/settings/delivery", ready: "#outbox-title", own: "#outbox-title" },
  { path: "/settings/audit", ready: ".settings-subject h1", own: ".settings-subject h1" },
  { path: "/settings/people", ready: ".settings-subject fieldset", own: "fieldset, fieldset *" },
  { path: "/sources", ready: "table.sources", own: "table.sources, .sources th, .screen-title" },
  { path: "/editions", ready: ".editions li", own: ".editions li *" },
  { path: "/search", ready: ".search-form", own: ".search-form, .search-form *" },
  {
    path: "/",
    ready: ".contents .failed",
    own: ".contents .edition-gates, .contents .edition-gates *, fieldset.pills, fieldset.pills *",
  },
];

/** Words of the sheets that several screens use, put on every one of them. */
const shared = `
  <p class="row"><button class="button">a</button> <button class="button primary">b <kbd>B</kbd></button></p>
  <button class="button" disabled>c</button> <button class="button" aria-disabled="true">d</button>
  <button class="button primary" disabled>e</button> <button class="button primary" aria-disabled="true">f</button>
  <p class="fault">g <a href="#g">h</a></p> <fieldset>i</fieldset> <span class="tlp tlp-red">j</span>
  <form class="stack"><fieldset>k</fieldset></form>
  <dialog open class="ask-first"><h2>l</h2> <p><textarea>m</textarea></p></dialog>`;

const properties = [
  ...["display", "color", "background-color", "opacity", "cursor", "text-decoration-line"],
  ...["border-top", "border-radius", "padding", "margin-top", "margin-left", "gap", "min-height"],
  ...["font-family", "font-size", "font-weight", "line-height", "vertical-align"],
];

/** How each element looked at is drawn. */
const looks = (own: string): Promise<string[]> =>
  page.evaluate<string[]>(`(() => {
    const words = document.createElement("div");
    words.innerHTML = ${JSON.stringify(shared)};
    (document.querySelector("main") ?? document.querySelector(".frame")).append(words);
    const seen = [...words.querySelectorAll("*"), ...document.querySelectorAll(${JSON.stringify(own)})].map((one) => {
      const style = getComputedStyle(one);
      const drawn = ${JSON.stringify(properties)}.map((name) => name + ": " + style.getPropertyValue(name));
      return one.localName + "." + (one.getAttribute("class") ?? "") + " { " + drawn.join("; ") + " }";
    });
    words.remove();
    return [...new Set(seen)].sort();
  })()`);

/** As a link of the page does: nothing is loaded anew. */
const goOn = async ({ path, ready }: Screen): Promise<void> => {
  await page.evaluate(`history.pushState(null, "", ${JSON.stringify(path)})`);
  await page.waitForSelector(ready, { state: "attached" });
};

it("each screen looks the same, opened first and opened after all others", async () => {
  const fresh = new Map<string, string[]>();
  for (const { path, ready, own } of screens()) {
    await page.goto(`${desk.base}${path}`);
    await page.waitForSelector(ready, { state: "attached" });
    fresh.set(path, await looks(own));
  }
  for (const screen of screens()) await goOn(screen);
  for (const screen of screens()) {
    await goOn(screen);
    expect.soft(await looks(screen.own), screen.path).toEqual(fresh.get(screen.path));
  }
}, 120_000);
