import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Edition, editionSchema } from "#terms/edition.ts";
import { editionToText } from "./edition-text.ts";

const edition: Edition = editionSchema.parse(
  JSON.parse(readFileSync(new URL("../../../test/fixtures/doors/edition.json", import.meta.url), "utf8")),
);
const text = editionToText(edition);
const folded = text.replace(/\s+/g, " ");

describe("editionToText", () => {
  it("has no line over 72 columns but addresses", () => {
    expect(text.split("\n").filter((line) => line.length > 72 && !line.trim().startsWith("http"))).toEqual([]);
  });

  it("says every sentence but the lines of the source list, which it draws itself", () => {
    const said = edition.sections.flatMap(({ id, sentences }) => (id === "sources" ? [] : sentences));
    const plain = said.filter(({ part }) => part === undefined || part === "why").map((sentence) => sentence.text);
    expect(plain.length).toBeGreaterThan(20);
    expect(plain.filter((each) => !folded.includes(each))).toEqual([]);
  });

  it("quotes every passage under its source, by the label that the sentences carry", () => {
    const quotes = edition.sections.flatMap(({ sentences }) => sentences.flatMap(({ citations }) => citations));
    expect(quotes.filter(({ quote }) => !folded.includes(`“${quote.replace(/\s+/g, " ")}”`))).toEqual([]);
    const labels = new Set(
      [...text.matchAll(/\[(\d+[a-z]+(?:,\s+\d+[a-z]+)*)\]/g)].flatMap((match) => (match[1] ?? "").split(/,\s+/)),
    );
    expect(labels.size).toBeGreaterThan(20);
    for (const label of labels) expect(text).toMatch(new RegExp(`^ +${label} {2}“`, "m"));
  });

  it("carries the label on the first and the last line", () => {
    const lines = text.trimEnd().split("\n");
    expect([lines[0], lines.at(-1)]).toEqual(["TLP:AMBER+STRICT", "TLP:AMBER+STRICT"]);
  });

  it("shows what a title would do to a terminal instead of doing it", () => {
    const hostile = { ...edition, edition: { ...edition.edition, title: "\u001b[31mRed\u202etxt\nSUMMARY" } };
    expect(editionToText(hostile)).toContain("⟦U+001B⟧[31mRed⟦U+202E⟧txt SUMMARY");
  });

  it("leaves a section out that says nothing", () => {
    const empty = editionToText({ ...edition, sections: [], sources: [], stories: [], contradictions: [] });
    expect(empty).not.toMatch(/^(SUMMARY|SOURCES|TECHNIQUES)$/m);
  });
});
