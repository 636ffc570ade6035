import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Edition } from "../../src/terms/edition.ts";
import { type Desk, edition, openDesk, phone, shown, until, untilRead } from "./open-desk.ts";

const hostile = `<img src=x onerror="alert(1)"><script>alert(2)</script> [a](javascript:alert(3)) \u202Eexe.fdp\u001b[2J`;
const everywhere: Edition = {
  ...edition,
  edition: { ...edition.edition, title: `${edition.edition.title} ${hostile}` },
  sections: edition.sections.map((section) => ({
    ...section,
    sentences: section.sentences.map((sentence) => ({
      ...sentence,
      text: `${sentence.text} ${hostile}`,
      ...(sentence.checked ? { checked: [...sentence.checked, hostile] } : {}),
      ...(sentence.group ? { group: `${sentence.group} ${hostile}` } : {}),
    })),
  })),
  stories: edition.stories.map((story) => ({ ...story, title: hostile, mergedBecause: [hostile] })),
  sources: edition.sources.map((source) => ({
    ...source,
    outlet: `${source.outlet} ${hostile}`,
    title: hostile,
    note: hostile,
  })),
  articles: edition.articles.map((article) => ({ ...article, title: hostile, hiddenText: [hostile] })),
};
const badAddress: Edition = JSON.parse(
  JSON.stringify(edition).replaceAll(
    "https://klaxontech.example/brindle-mega-hack",
    "javascript:alert(document.domain)",
  ),
);

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk([everywhere]);
});
afterAll(async () => desk.close());

describe("hostile text", () => {
  it.each(["/", "/#s2", "/stories", "/sources", "/edition.html"])("stays text on %s", async (path) => {
    const watched = await desk.open(path);
    const { page } = watched;
    await page.waitForSelector("h1");
    // A stream of changes stays open: a page that listens is never idle.
    await page.getByText("<script>alert(2)</script>").first().waitFor();
    const text = await shown(page.locator("body"));
    expect(text).toContain("<script>alert(2)</script>");
    expect(text).toContain("⟦U+202E⟧exe.fdp⟦U+001B⟧[2J");
    expect(await page.locator("body img").count()).toBe(0);
    expect(watched.dialogs).toEqual([]);
    expect(watched.complaints).toEqual([]);
    expect(watched.foreign).toEqual([]);
    const links = await page
      .locator("a[href]")
      .evaluateAll((all) => all.map((each) => each.getAttribute("href") ?? ""));
    expect(links.filter((href) => !/^(https?:|\/|#)/.test(href))).toEqual([]);
  });

  it("an address that is no web address is no link", async () => {
    const other = await openDesk([badAddress]);
    const watched = await other.open("/edition.html");
    const links = await watched.page
      .locator("a[href]")
      .evaluateAll((all) => all.map((each) => each.getAttribute("href") ?? ""));
    expect(links.filter((href) => href.startsWith("javascript"))).toEqual([]);
    await watched.page.goto(`${other.base}/sources`);
    await watched.page.getByRole("link", { name: /EVERY Brindle/ }).click();
    await watched.page.waitForSelector(".article-text");
    expect(await shown(watched.page.locator(".facts"))).toContain("javascript:alert(document.domain)");
    expect(await watched.page.locator(".facts a").count()).toBe(0);
    await other.close();
  });
});

describe("without JavaScript", () => {
  it("the edition reads whole, its markers lead to the passages and back", async () => {
    const { page } = await desk.open("/", { javaScriptEnabled: false });
    await page.waitForURL("**/edition.html");
    const text = await shown(page.locator("main"));
    for (const section of edition.sections) {
      for (const sentence of section.sentences)
        expect(text).toContain(sentence.text.slice(0, sentence.text.lastIndexOf(" ")));
    }
    await page
      .getByRole("link", { name: /^Passage 3b/ })
      .first()
      .click();
    expect(new URL(page.url()).hash).toBe("#p-3b");
    await page.locator("#p-3b").getByRole("link", { name: "Back to sentence 2" }).click();
    expect(new URL(page.url()).hash).toBe("#s2");
  });
});

describe("states", () => {
  it("says that no edition is there yet, and how to make one", async () => {
    const empty = await openDesk([]);
    const { page } = await empty.open("/");
    expect(await shown(page.getByRole("heading", { name: "No edition yet" }))).toBe("No edition yet");
    await empty.close();
  });

  it("says what it means when the desk does not answer, and tries again on request", async () => {
    const { page } = await desk.open("/no-such-page");
    await page.route("**/api/**", (route) => route.abort());
    await page.goto(`${desk.base}/`);
    await page.getByRole("alert").waitFor();
    expect(await shown(page.getByRole("alert"))).toContain("did not answer");
    await page.unroute("**/api/**");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.waitForSelector("h1.headline");
  });

  it("an empty section says so", async () => {
    const quiet = await openDesk([
      { ...edition, sections: edition.sections.filter((section) => section.id === "summary") },
    ]);
    const watched = await quiet.open("/");
    await untilRead(watched);
    expect(await shown(watched.page.locator("[data-section=happened]"))).toContain("Nothing today.");
    await quiet.close();
  });
});

describe("paper", () => {
  it("Ctrl P loads the paper layout and prints that, with no complaint of the policy", async () => {
    const watched = await desk.open("/");
    await untilRead(watched);
    await watched.page.keyboard.press("Control+p");
    await until(watched.page, "document.getElementById('print-frame')?.contentDocument?.readyState === 'complete'");
    await until(
      watched.page,
      "document.getElementById('print-frame').contentDocument.querySelector('.passages') !== null",
    );
    expect(watched.complaints).toEqual([]);
  });

  it("prints the text and every passage, without the panels", async () => {
    const watched = await desk.open("/#s2");
    await untilRead(watched);
    await watched.page.emulateMedia({ media: "print" });
    expect(await watched.page.locator(".printed").isVisible()).toBe(true);
    expect(await watched.page.locator(".rail").isVisible()).toBe(false);
    expect(await watched.page.locator(".panel").first().isVisible()).toBe(false);
    expect(await watched.page.locator(".top-bar .tlp").isVisible()).toBe(true);
  });
});

describe("budget", () => {
  const assets = new URL("../../dist/web/assets/", import.meta.url);
  const weight = (name: string): number => gzipSync(readFileSync(new URL(name, assets))).length;

  it("the entry is at most 130 kB of script and 20 kB of style, compressed; a screen at most 60 kB", () => {
    const files = readdirSync(assets);
    const page = readFileSync(new URL("../index.html", assets), "utf8");
    const entry = files.filter((file) => file.endsWith(".js") && page.includes(file));
    const others = files.filter((file) => file.endsWith(".js") && !page.includes(file));
    expect(entry.reduce((sum, file) => sum + weight(file), 0)).toBeLessThanOrEqual(130_000);
    expect(
      files.filter((file) => file.endsWith(".css")).reduce((sum, file) => sum + weight(file), 0),
    ).toBeLessThanOrEqual(20_000);
    for (const file of others) expect(weight(file)).toBeLessThanOrEqual(60_000);
  });

  it("nothing inline stands in the page, and two fonts are announced", () => {
    const page = readFileSync(new URL("../index.html", assets), "utf8");
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(page).not.toContain("<style");
    expect(page.match(/rel="preload"/g)?.length).toBe(2);
  });

  it("a page loads at phone width with everything from this host", async () => {
    const watched = await desk.open("/", { viewport: phone });
    await untilRead(watched);
    await watched.page.waitForLoadState("load");
    expect(watched.foreign).toEqual([]);
  });
});
