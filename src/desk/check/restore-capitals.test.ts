/** Sentences without capitals: their names are compared all the same. */
import { describe, expect, it } from "vitest";
import { indexPassages, judgeSentence } from "./index.ts";
import { isOrdinaryWord } from "./ordinary-words.ts";
import { isWithoutCapitals, restoreCapitals } from "./restore-capitals.ts";

const source =
  "The port of Oslund has replaced the ticket machines on its northern pier after a burglary, Ms Brandt said. " +
  "The king visited the pier in May with King Lewin's guests. The damage came to 4,000 crowns.";
const index = indexPassages([{ text: source }]);
const bare = indexPassages([{ text: source.toLowerCase().repeat(4) }]);

describe("a sentence without capitals", () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ["gets those of its source", "the port of oslund has replaced", "the port of Oslund has replaced"],
    ["gets one where a word is in no dictionary", "rhosyn brandt has said so", "Rhosyn Brandt has said so"],
    ["gets none where the source writes the word both ways", "the king visited the pier", "the king visited the pier"],
    [
      "keeps the small letters of ordinary words",
      "the burglars broke several windows",
      "the burglars broke several windows",
    ],
    ["stays as it is when it is hardly a sentence", "oslund burglary", "oslund burglary"],
  ];
  it.each(rows)("%s", (_row, text, restored) => {
    expect(restoreCapitals(text, index)).toBe(restored);
  });

  it("is one without any, or with the first letter's alone where the source has no others", () => {
    expect(isWithoutCapitals("the port of oslund.", index)).toBe(true);
    expect(isWithoutCapitals("The port of oslund.", index)).toBe(false);
    expect(isWithoutCapitals("The port of oslund.", bare)).toBe(true);
    expect(isWithoutCapitals("The port of Oslund.", bare)).toBe(false);
  });

  const judged: readonly (readonly [string, string, boolean])[] = [
    ["keeps the name of its source", "the port of oslund has replaced the ticket machines on its northern pier.", true],
    [
      "puts a first name that no one gave",
      "rhosyn brandt said the port of oslund has replaced the ticket machines.",
      false,
    ],
    ["puts a place that no one named", "the port of oslund has replaced the ticket machines in kestermouth.", false],
  ];
  it.each(judged)("%s", (_row, claim, holds) => {
    const verdict = judgeSentence(claim, index, {});
    expect(verdict.verdict === "supported", verdict.reason).toBe(holds);
    if (!holds) expect(verdict.slot).toBe("name");
  });
});

describe("an ordinary word", () => {
  it.each(["replaced", "stopped", "families", "tidiest", "quickly", "washings"])("is known by its base: %s", (word) => {
    expect(isOrdinaryWord(word)).toBe(true);
  });
  it.each(["rhosyn", "kestermouth", "london", "saturday"])("is no name: %s", (word) => {
    expect(isOrdinaryWord(word)).toBe(false);
  });
});
