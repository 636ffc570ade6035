import { describe, expect, it } from "vitest";
import { basisWords, wordsAround } from "./story-techniques.ts";

const shown = (sentence: string, quote: string): string => {
  const start = 100 + sentence.indexOf(quote);
  const evidence = { articleUrl: "https://a.example/", start, end: start + quote.length, quote };
  const { before, words, after } = wordsAround({ ...evidence, sentence, sentenceStart: 100 }, "A");
  return `${before}[${words}]${after}`;
};

describe("the words of a technique", () => {
  it.each([
    [
      "stand in their whole sentence when it is short",
      "They left a web shell there.",
      "They left a [web shell] there.",
    ],
    ["stand alone when that is all", "web shell", "[web shell]"],
    ["lose line ends", "They left\n a web shell\nthere.", "They left a [web shell] there."],
    [
      "keep a little of a long sentence on either side",
      `${"before ".repeat(30)}web shell${" behind".repeat(30)}`,
      `…${" before".repeat(8)} [web shell]${" behind".repeat(8)} …`,
    ],
  ])("%s", (_, sentence, wanted) => {
    expect(shown(sentence, "web shell")).toBe(wanted);
  });

  it("say how sure a suggestion is, and no number for what is stated", () => {
    expect(basisWords({ basis: "suggested", confidence: 0.8 })).toBe("suggested, 0.80");
    expect(basisWords({ basis: "stated", confidence: 0.99 })).toBe("stated");
  });
});
