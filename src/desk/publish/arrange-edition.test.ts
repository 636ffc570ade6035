import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Edition, type EditionSentence, editionSchema, type sectionIds } from "#terms/edition.ts";
import { readingSchema } from "#terms/reading.ts";
import { arrangeEdition, snapshotArticle } from "./arrange-edition.ts";

const edition: Edition = editionSchema.parse(
  JSON.parse(readFileSync(new URL("../../../test/fixtures/doors/edition.json", import.meta.url), "utf8")),
);

let count = 0;
const sentence = (more: Partial<EditionSentence>): EditionSentence => {
  count += 1;
  return { id: `t${count}`, text: `Sentence ${count}.`, kind: "fact", citations: [], ...more };
};
const blocksOf = (id: (typeof sectionIds)[number], ...sentences: EditionSentence[]) =>
  arrangeEdition({ ...edition, sections: [{ id, sentences }] }).sections.find((section) => section.id === id)?.blocks;

describe("arrangeEdition", () => {
  const reading = arrangeEdition(edition);

  it("gives a reading of the contract, the same each time", () => {
    expect(readingSchema.parse(reading)).toEqual(reading);
    expect(JSON.stringify(arrangeEdition(edition))).toBe(JSON.stringify(reading));
  });

  it("keeps every sentence once, in order", () => {
    const before = edition.sections.flatMap((section) => section.sentences.map((each) => each.id));
    const after = reading.sections.flatMap((section) =>
      section.blocks.flatMap((block) => block.sentences.map((s) => s.id)),
    );
    expect(after).toEqual(before);
  });

  it("labels each passage once, by source and letter, and each with the words around it", () => {
    const labels = reading.passages.map((passage) => passage.label);
    expect(new Set(labels).size).toBe(labels.length);
    for (const passage of reading.passages) {
      const article = edition.articles.find((each) => each.url === passage.articleUrl);
      const around = `${passage.before.replace(/^…\s*/, "")}${passage.quote}${passage.after.replace(/ …$/, "")}`;
      expect(article?.text).toContain(around.trim());
    }
  });

  it("shows a sentence who says otherwise: only those it does not rest on", () => {
    const second = reading.sections[0]?.blocks[0]?.sentences[1];
    expect(second?.dissent).toEqual([{ contradiction: "c1", values: [1] }]);
  });

  it.each([
    ["very likely before likely", "It is very likely to spread.", { strong: "very likely" }],
    ["likely not inside unlikely", "It is unlikely to spread.", { strong: "unlikely" }],
    ["confidence apart from likelihood", "Our confidence in this is high.", { strong: "high", confidence: true }],
    ["no word inside another", "The likelyhood is unknown.", {}],
  ])("finds the word that carries the judgement: %s", (_, text, found) => {
    const [block] = blocksOf("so_what", sentence({ text, kind: "assessment" })) ?? [];
    const { strong, confidence } = block?.sentences[0] ?? {};
    expect({ ...(strong ? { strong } : {}), ...(confidence ? { confidence } : {}) }).toEqual(found);
  });

  it.each([
    ["a card for each role", "for_you", ["ciso:why", "ciso:do", "ciso:owner", "analyst:why", "analyst:do"], [3, 2]],
    ["two cards for one role that has two reasons", "for_you", ["ciso:why", "ciso:do", "ciso:why", "ciso:do"], [2, 2]],
  ] as const)("%s", (_, id, lines, sizes) => {
    const sentences = lines.map((line) => {
      const [role, part] = line.split(":");
      return sentence({ role: role ?? "", part: part as NonNullable<EditionSentence["part"]>, kind: "action" });
    });
    expect(blocksOf(id, ...sentences)?.map((block) => block.sentences.length)).toEqual(sizes);
  });

  it("one item for neighbours of one group and story, a new one where the story changes", () => {
    const group = "Also today";
    const blocks = blocksOf(
      "quick_hits",
      sentence({ group, storyId: "a" }),
      sentence({ group, storyId: "a" }),
      sentence({ group, storyId: "b" }),
    );
    expect(blocks?.map((block) => block.sentences.length)).toEqual([2, 1]);
  });

  it("drops a label that the form prints, and nothing else", () => {
    const texts = blocksOf(
      "for_you",
      sentence({ role: "ciso", part: "owner", text: "Owner: the duty analyst." }),
      sentence({ role: "ciso", part: "by", text: "Owner: nobody." }),
      sentence({ role: "ciso", part: "done_when", text: "Done when: n8n is updated." }),
    )?.flatMap((block) => block.sentences.map((each) => each.text));
    expect(texts).toEqual(["The duty analyst.", "Owner: nobody.", "n8n is updated."]);
  });

  it("leaves the lines of the source list to the table", () => {
    expect(blocksOf("sources", sentence({ kind: "link" }), sentence({ kind: "note" }))?.length).toBe(1);
  });

  it("sets the roles of the second section on one line", () => {
    const blocks = blocksOf(
      "who",
      sentence({ kind: "link", role: "ciso" }),
      sentence({ kind: "link", role: "analyst" }),
    );
    expect(blocks?.map((block) => [block.type, block.sentences.length, block.role])).toEqual([["names", 2, undefined]]);
  });

  it("numbers a source that the edition left without a number", () => {
    const sources = edition.sources.map(({ number: _, ...source }) => source);
    const numbers = arrangeEdition({ ...edition, sources }).passages.map((passage) => passage.number);
    expect(Math.min(...numbers)).toBe(1);
  });
});

describe("snapshotArticle", () => {
  it("marks stretches that are the quotes they claim to be", () => {
    for (const { articleId, label, quote } of arrangeEdition(edition).passages) {
      const snapshot = snapshotArticle(edition, articleId);
      const mark = snapshot?.marks.find((each) => each.label === label);
      expect(snapshot?.text.slice(mark?.start, mark?.end)).toBe(quote);
    }
  });

  it("gives nothing for an id the edition does not hold", () => {
    expect(snapshotArticle(edition, "art-000000000000")).toBeUndefined();
  });
});
