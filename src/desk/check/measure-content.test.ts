import { describe, expect, it } from "vitest";
import { indexPassages } from "./index.ts";
import { type ContentMeasures, joinMeasures, measureContent } from "./measure-content.ts";
import { readText } from "./read-text.ts";

const measure = (claim: string, source: string): ContentMeasures => {
  const bare = claim === claim.toLowerCase();
  return measureContent({
    claim: readText(claim, undefined),
    index: indexPassages([{ text: source }]),
    alignments: [],
    bare,
  });
};

describe("a text of several sentences", () => {
  const source = "The pier was shut. the clerk had found the forged tickets at the ferry office on a wet monday.";
  const traced = measure("the clerk had found the forged tickets at the ferry office", source);
  const plain = measure("The Quay Office shut the pier.", source);

  it("is as much one way through its source as those of its parts that were traced", () => {
    expect([traced.caseless, plain.caseless]).toEqual([true, false]);
    expect(traced.way).toBeGreaterThan(0.9);
    const joined = joinMeasures([traced, plain]);
    expect([joined.way, joined.worstSeam]).toEqual([traced.way, traced.worstSeam]);
  });

  it("has no way where none was traced", () => {
    expect(joinMeasures([plain, plain])).toMatchObject({ caseless: false, way: 0, worstSeam: 0 });
  });
});

describe("a figure stands in a source", () => {
  it.each([
    ["written in one", "paid 12,500", "It paid 12,500.", 1],
    ["torn at its mark", "paid 3,800", "It paid 3, 800.", 1],
    ["with its currency as a word", "paid £20 million", "It paid 20 million pounds.", 1],
    ["in neither of two that any word stands between", "12,,500", "It paid 12 of 500.", 0],
  ])("%s", (_how, claim, source, present) => {
    expect(measure(claim, source).strict).toBe(present);
  });
});
