/** The desk's feeds, read back by the desk's own reader: what goes out is what a subscriber gets. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editionsToAtom, editionsToJsonFeed, editionsToRss } from "../../src/desk/publish/index.ts";
import { htmlToText, parseFeed } from "../../src/intel/read/index.ts";
import { showInvisible } from "../../src/kit/text/show-invisible.ts";
import type { ApprovedBriefing } from "../../src/terms/approved-briefing.ts";
import { type Edition, editionSchema } from "../../src/terms/edition.ts";
import type { Feed } from "../../src/terms/feed.ts";

const edition: Edition = editionSchema.parse(
  JSON.parse(readFileSync(new URL("../fixtures/doors/edition.json", import.meta.url), "utf8")),
);
type Form = readonly [name: string, file: string, write: typeof editionsToRss];
const forms: readonly Form[] = [
  ["RSS 2.0", "editions.rss", editionsToRss],
  ["Atom 1.0", "editions.atom", editionsToAtom],
  ["JSON Feed 1.1", "editions.json", editionsToJsonFeed],
];

const home = "http://127.0.0.1:8037/";
const readBack = (form: Form, editions: readonly Edition[]): Feed => {
  const self = `${home}feeds/${form[1]}`;
  const listed = editions.map((each, at) => {
    const id = String(at).repeat(64);
    return { id, link: `${home}editions/${id}/edition.html`, edition: each as ApprovedBriefing };
  });
  const feed = parseFeed(new TextEncoder().encode(form[2]({ home, self, editions: listed })), { url: self });
  if (!feed.ok) throw new Error(feed.error.message);
  return feed.value;
};
const retitled = (title: string, text: string): Edition => ({
  ...edition,
  edition: { ...edition.edition, title },
  sections: [{ id: "summary", sentences: [{ id: "s1", text, kind: "note", citations: [] }] }],
});

describe.each(forms)("%s read back", (...form) => {
  it("gives every edition with title, id, link, time, label and summary, and finds no fault", () => {
    const feed = readBack(form, [
      edition,
      retitled("Tom & Jerry <b>said</b> \"1 < 2\" 'so'", "A & B, 2 > 1; &amp; stays."),
    ]);
    expect(feed.faults).toEqual([]);
    expect(feed.title?.value).toBe("Watchfloor editions");
    expect(feed.entries).toHaveLength(2);
    expect(feed.entries[0]).toMatchObject({
      id: `urn:sha256:${"0".repeat(64)}`,
      link: `${home}editions/${"0".repeat(64)}/edition.html`,
      publishedAt: "2026-03-12T18:00:00Z",
      tags: ["TLP:AMBER+STRICT"],
    });
    const said = edition.sections[0]?.sentences.map(({ text }) => text) ?? [];
    expect(feed.entries[0]?.summary?.value).toContain(said[0]);
    expect(feed.entries[1]?.title?.value).toBe("Tom & Jerry <b>said</b> \"1 < 2\" 'so'");
    expect(feed.entries[1]?.summary?.value).toBe("A & B, 2 > 1; &amp; stays.");
  });

  it("gives every sentence of the edition in the body, as text and not as markup", () => {
    const [entry] = readBack(form, [edition]).entries;
    const body = htmlToText(entry?.content?.value ?? "").replace(/\s+/g, " ");
    const said = edition.sections
      .filter(({ id }) => id !== "sources")
      .flatMap(({ sentences }) => sentences)
      .filter(({ part }) => part === undefined || part === "why");
    expect(said.length).toBeGreaterThan(20);
    expect(said.filter(({ text }) => !body.includes(text.slice(0, -1))).map(({ text }) => text)).toEqual([]);
  });

  it("gives a feed without entries for a record without editions", () => {
    const feed = readBack(form, []);
    expect([feed.entries, feed.faults]).toEqual([[], []]);
  });

  it("gives any title back, unseen characters shown", () => {
    const title = fc.string({
      unit: fc.oneof(fc.constantFrom(..."&<>\"'];\u202e\ufffe\u0000\u00a0"), fc.string({ unit: "binary" })),
    });
    fc.assert(
      fc.property(title, (text) => {
        const [entry] = readBack(form, [retitled(`a${text}z`, "One.")]).entries;
        const written = showInvisible(`a${text}z`);
        const shown = form[0] === "JSON Feed 1.1" ? written : written.replace(/[\ufffe\uffff]/g, "\ufffd");
        expect(entry?.title?.value.replace(/\s+/g, " ")).toBe(shown.replace(/\s+/g, " "));
      }),
      { seed: 20260312, numRuns: 300 },
    );
  });
});
