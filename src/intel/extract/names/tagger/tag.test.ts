import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Mention } from "#terms/mention.ts";
import { shippedTables } from "../load-tables.ts";
import type { Weights } from "./decode.ts";
import { decode, scoresOf } from "./decode.ts";
import { buckets } from "./features.ts";
import { fitTagger, type LabelledText } from "./fit/fit-tagger.ts";
import { labels, mayFollow } from "./labels.ts";
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

  it("reads a name that it found twice wherever else it stands", () => {
    const text = [
      "The Ostrel backdoor was dropped by Fen Heron operators.",
      "The Ostrel backdoor was dropped by Fen Heron operators.",
      "Ostrel, 2021",
    ].join("\n");
    expect(brief(text).filter((one) => one === "Ostrel = MALWARE")).toHaveLength(3);
  });

  it("gives the same weights each time", () => {
    const plan = { epochs: 2, seeds: [1, 2] };
    const texts = lessons.map((one) => labelled(one, knowledge));
    expect(fitTagger(texts, plan).emit).toEqual(fitTagger(texts, plan).emit);
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
      for (const row of sentence) for (const bucket of row) expect(bucket >= 0 && bucket < buckets).toBe(true);
  });
});

describe("decoding", () => {
  it("never lets an inside follow another kind, whatever the weights", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 40, maxLength: 40 }), (numbers) => {
        const emit = Float32Array.from({ length: 3 * labels.length }, (_, at) => numbers[at % 40] ?? 0);
        const rows = new Int32Array(buckets);
        rows[1] = 1;
        rows[2] = 2;
        const any = { rows, emit, move: new Float32Array(labels.length ** 2), scale: 1 };
        const path = decode(scoresOf([Int32Array.of(1), Int32Array.of(2), Int32Array.of(1, 2)], any), any);
        for (const [at, label] of path.entries()) expect(mayFollow(path[at - 1] ?? 0, label)).toBe(true);
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  it("of no token is no label", () => {
    expect(decode(scoresOf([], weights), weights)).toEqual([]);
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
