import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Mention } from "#terms/mention.ts";
import { shippedTables } from "../load-tables.ts";
import { buckets } from "./features.ts";
import { fitTagger, type LabelledText } from "./fit/fit-tagger.ts";
import { labels } from "./labels.ts";
import type { Weights } from "./score-tokens.ts";
import { knowledgeOf, prepareText, type TaggerKnowledge, tagText } from "./tag.ts";
import { wordOf } from "./words.ts";

/** A text of our own with its spans in double square brackets: [[KIND name]]. */
const labelled = (marked: string, knowledge: TaggerKnowledge): LabelledText => {
  const spans: { start: number; end: number; label: string }[] = [];
  let text = "";
  for (const [index, part] of marked.split(/\[\[|\]\]/).entries()) {
    if (index % 2 === 0) {
      text += part;
      continue;
    }
    const [label = "", ...name] = part.split(" ");
    spans.push({ start: text.length, end: text.length + name.join(" ").length, label });
    text += name.join(" ");
  }
  return { prepared: prepareText(text, [], knowledge), spans };
};

const lessons = [
  "The [[MALWARE Quillfox]] backdoor was dropped by [[GROUP Marsh Heron]] operators.",
  "The [[MALWARE Brandle]] backdoor was dropped by [[GROUP Salt Heron]] operators.",
  "The [[MALWARE Tarnip]] backdoor was dropped by [[GROUP Pine Heron]] operators.",
  "Nothing was dropped by the operators of the harbour.",
  "The backdoor of the house was open.",
];

let knowledge: TaggerKnowledge;
let weights: Weights;
beforeAll(() => {
  knowledge = knowledgeOf(shippedTables);
  weights = fitTagger(
    lessons.map((one) => labelled(one, knowledge)),
    { epochs: 12, seeds: [1] },
  );
});

const brief = (text: string, mentions: readonly Mention[] = []): string[] =>
  tagText(text, mentions, knowledge, weights).map((one) => `${text.slice(one.start, one.end)} = ${one.label}`);

describe("the tagger", () => {
  it("finds names it never saw where names of their kind stood", () => {
    expect(brief("The Ostrel backdoor was dropped by Fen Heron operators.")).toEqual([
      "Ostrel = MALWARE",
      "Fen Heron = GROUP",
    ]);
  });

  it("finds nothing where none stood", () => {
    expect(brief("Nothing was dropped by the operators.")).toEqual([]);
  });

  it("reads a name that it found once wherever else it stands", () => {
    const text = ["The Ostrel backdoor was dropped by Fen Heron operators.", "Ostrel, 2021"].join("\n");
    expect(brief(text).filter((one) => one === "Ostrel = MALWARE")).toHaveLength(2);
  });

  it("gives the same weights each time", () => {
    const plan = { epochs: 2, seeds: [1, 2] };
    const texts = lessons.map((one) => labelled(one, knowledge));
    expect(fitTagger(texts, plan).emit).toEqual(fitTagger(texts, plan).emit);
  });

  it("finds new names with a net beside the weights, and gives the same net each time", () => {
    const plan = { epochs: 12, seeds: [1], nets: { epochs: 20, seeds: [1] } };
    const texts = lessons.map((one) => labelled(one, knowledge));
    const both = fitTagger(texts, plan);
    expect(fitTagger(texts, plan).nets).toEqual(both.nets);
    const text = "The Ostrel backdoor was dropped by Fen Heron operators.";
    const found = tagText(text, [], knowledge, both).map((one) => `${text.slice(one.start, one.end)} = ${one.label}`);
    expect(found).toEqual(["Ostrel = MALWARE", "Fen Heron = GROUP"]);
  });

  it("learns a name as well from a span that holds the blank before it", () => {
    const plan = { epochs: 2, seeds: [1] };
    const texts = lessons.map((one) => labelled(one, knowledge));
    const early = texts.map(({ prepared, spans }) => ({
      prepared,
      spans: spans.map((span) => ({ ...span, start: span.start - 1 })),
    }));
    expect(fitTagger(early, plan).emit).toEqual(fitTagger(texts, plan).emit);
  });

  it("takes mentions that overlap each other", () => {
    const text = "The Ostrel backdoor was dropped by Fen Heron operators.";
    const at = (surface: string): { start: number; end: number; surface: string } => {
      const start = text.indexOf(surface);
      return { start, end: start + surface.length, surface };
    };
    const mentions: Mention[] = [
      { kind: "name", ...at("Ostrel backdoor"), type: "malware", canonical: "Ostrel backdoor", from: "pattern" },
      { kind: "name", ...at("Ostrel"), type: "product", canonical: "Ostrel", from: "pattern" },
      { kind: "name", ...at("backdoor was"), type: "organisation", canonical: "backdoor was", from: "pattern" },
    ];
    const spans = tagText(text, mentions, knowledge, weights);
    for (const [index, span] of spans.entries()) expect(span.start).toBeGreaterThanOrEqual(spans[index - 1]?.end ?? 0);
  });

  it("gives ordered spans that do not overlap, whatever the text", () => {
    const pieces = [
      "The",
      "Ostrel",
      "backdoor",
      "dropped",
      "by",
      "Heron",
      "\ud83d",
      "\u202e",
      "\u200f",
      "Оstrеl",
      "\n",
      ".",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), fc.constantFrom(" ", ""), (parts, gap) => {
        const text = parts.join(gap);
        let last = 0;
        for (const span of tagText(text, [], knowledge, weights)) {
          expect(span.start).toBeGreaterThanOrEqual(last);
          expect(span.end).toBeGreaterThan(span.start);
          last = span.end;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it("makes numbers below the count of buckets of any text, and takes no text of any length amiss", () => {
    const { features } = prepareText(`${"a.".repeat(5000)}\n${"Foo ".repeat(5000)}`, [], knowledge);
    for (const sentence of features)
      for (const row of sentence) for (const bucket of row.all) expect(bucket >= 0 && bucket < buckets).toBe(true);
  });
});

describe("whatever the weights", () => {
  it("no two names overlap, and each has a chance worth telling", () => {
    const numbers = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 41, maxLength: 41 });
    const text = "The Ostrel backdoor was dropped by Fen Heron operators.";
    const rows = Int32Array.from({ length: buckets }, (_, at) => at % 8);
    fc.assert(
      fc.property(numbers, (any) => {
        const emit = Float32Array.from({ length: 8 * labels.length }, (_, at) => any[at % 41] ?? 0);
        const move = Float32Array.from({ length: labels.length ** 2 }, (_, at) => any[(at * 7) % 41] ?? 0);
        const spans = tagText(text, [], knowledge, { rows, emit, move, scale: 4 });
        for (const [at, span] of spans.entries()) {
          expect(span.start).toBeGreaterThanOrEqual(spans[at - 1]?.end ?? 0);
          expect(span.chance).toBeGreaterThanOrEqual(0.3);
          expect(span.chance).toBeLessThanOrEqual(1);
        }
      }),
      { seed: 4, numRuns: 60 },
    );
  });
});

describe("a word", () => {
  const plain = { frequentWords: new Set(["the"]), knownWords: new Set(["harbour"]) };
  it.each([
    ["the", 0],
    ["Harbour", 1],
    ["Quillfox", 2],
    ["Ноrbour", 2],
    ["\ud83d", 2],
  ] as const)("%j is of rarity %i", (word, rarity) => {
    expect(wordOf(word, plain).rarity).toBe(rarity);
  });

  it("in other letters that look the same is another word", () => {
    expect(wordOf("Оstrel", plain).lower).not.toBe(wordOf("Ostrel", plain).lower);
  });
});
