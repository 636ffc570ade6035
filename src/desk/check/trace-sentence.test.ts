/** Who did what, in texts without capitals: a sentence pieced together from its source must run as the source runs. */
import { describe, expect, it } from "vitest";
import { indexPassages, judgeSentence } from "./index.ts";
import { rowOf } from "./index-words.ts";
import type { SaidWord } from "./read-doers.ts";
import { readText } from "./read-text.ts";
import { traceSentence } from "./trace-sentence.ts";

const source = [
  "the harbour police said that orla brandt, who runs the ferry office in vessel bay, had found the forged tickets on monday.",
  "brandt told the court that she had called the police at once.",
  "one angry passenger demanded the removal of the ticket machines from the northern pier.",
  "the former wife of tomas ilk has sued the ferry office over lost wages.",
  "lewin carrow, on leave from the port authority, received the safety award at a dinner in oslund.",
  "the port authority praised carrow but said the machines had to be replaced before the summer.",
  "a clerk was accused of copying the keys and was dismissed after a short hearing.",
  "the ferry office appealed to those who had bought forged tickets to come forward.",
  "mira holm (pictured, with her brother, on the pier) lost her licence in the spring.",
].join(" ");

const judge = (claim: string): string => judgeSentence(claim, [{ text: source }], {}).verdict;

describe("a sentence pieced together from a source without capitals", () => {
  const rows: readonly (readonly [string, string, boolean])[] = [
    ["keeps a relative clause's doer", "orla brandt had found the forged tickets on monday", true],
    ["keeps the doer past an aside", "lewin carrow received the safety award at a dinner in oslund", true],
    ["names the one a pronoun stands for", "brandt had called the police at once", true],
    ["leaves words out that change nothing", "a clerk was accused of copying the keys and was dismissed", true],
    [
      "takes the way by words that both sentences have",
      "orla brandt had called the police at once in vessel bay",
      true,
    ],
    ["steps over what stands in brackets", "mira holm lost her licence in the spring", true],
    [
      "tells who says it at the end",
      "the machines had to be replaced before the summer, says the port authority",
      true,
    ],
    ["gives one man's deed to another", "tomas ilk received the safety award at a dinner in oslund", false],
    ["gives an unnamed one's deed to a name", "orla brandt demanded the removal of the ticket machines", false],
    ["joins halves of two sentences", "the port authority had found the forged tickets before the summer", false],
  ];
  it.each(rows)("%s", (_row, claim, holds) => {
    expect(judge(`${claim}.`) === "supported").toBe(holds);
  });
});

const wordsOf = (claim: string): { all: SaidWord[]; row: ReturnType<typeof rowOf> } => {
  const row = rowOf(indexPassages([{ text: source }]));
  const read = readText(claim, undefined);
  const all = read.tokens
    .map((token, at) => ({ token, weight: read.weights[at] ?? 0 }))
    .filter(({ token }) => token.kind !== "mark")
    .map((word, at) => ({ ...word, at, near: row.places.get(word.token.key) ?? [] }));
  return { all, row };
};

describe("the way through the source", () => {
  const way = (claim: string): ReturnType<typeof traceSentence> => {
    const { all, row } = wordsOf(claim);
    return traceSentence(all, row);
  };

  it("is whole where the sentence was copied, and nothing where no word stands", () => {
    expect(way("one angry passenger demanded the removal of the ticket machines")).toEqual({ mean: 1, worst: 1 });
    expect(way("glaciers melt")).toEqual({ mean: 0, worst: 0 });
  });

  it("of one telling word is whole where the source has it", () => {
    expect(way("the passenger")).toEqual({ mean: 1, worst: 1 });
    expect(way("the glacier")).toEqual({ mean: 0, worst: 0 });
  });

  it("has its worst seam where the doer was changed, not where words were left out", () => {
    const changed = way("orla brandt demanded the removal of the ticket machines");
    const shortened = way("one passenger demanded the removal of the machines");
    expect(changed.worst).toBeLessThan(0.4);
    expect(shortened.worst).toBeGreaterThan(0.8);
  });

  it("sees who owns and who does", () => {
    const wife = way("the former wife of tomas ilk has sued the ferry office");
    const husband = way("tomas ilk has sued the ferry office");
    expect(wife.worst).toBe(1);
    expect(husband.worst).toBeLessThan(0.7);
  });

  it("depends on the order of words, not on how often they stand in the source", () => {
    const { all, row } = wordsOf("the ferry office appealed to those who had bought forged tickets");
    const turned = [...all].reverse().map((word, at) => ({ ...word, at }));
    expect(traceSentence(turned, row).mean).toBeLessThan(traceSentence(all, row).mean);
  });

  it("is found for long sentences of words that stand in hundreds of places", () => {
    const many = "pier office clerk machine ".repeat(400);
    const row = rowOf(indexPassages([{ text: many }]));
    const read = readText("pier office clerk machine ".repeat(30), undefined);
    const all = read.tokens.map((token, at) => ({ token, weight: 1, at, near: row.places.get(token.key) ?? [] }));
    expect(traceSentence(all, row).mean).toBeGreaterThan(0.5);
  });
});
