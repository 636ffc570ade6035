import { describe, expect, it } from "vitest";
import { findFiniteVerb, wordsOf } from "./finite-verb.ts";
import { pastOf, readVerb, thirdPerson } from "./verbs.ts";

const verbOf = (text: string): string | undefined => wordsOf(text)[findFiniteVerb(wordsOf(text))]?.lower;

describe("the finite verb of a clause", () => {
  it.each([
    ["The intruders kept passwords for internal services.", "kept"],
    ["A report published today by NordLab describes intrusions.", "describes"],
    ["Networks belonging to governments have been entered.", "have"],
    ["NordLab lists five flaws in its notice.", "lists"],
    ["The project's advisory scores it 9.4 out of 10.", "scores"],
    ["Attackers need an account.", "need"],
    ["No money had been paid.", "had"],
  ])("of «%s» is «%s»", (text, verb) => {
    expect(verbOf(text)).toBe(verb);
  });

  it.each([["The exact list of victims"], ["A loader with a short list of products"], ["In brief"]])(
    "is not found in the phrase «%s»",
    (text) => {
      expect(findFiniteVerb(wordsOf(text))).toBe(-1);
    },
  );

  it("keeps the place of every word", () => {
    const text = "TGR-9 “broke” into n8n’s servers.";
    for (const word of wordsOf(text))
      expect(text.slice(word.start, word.end).toLowerCase().replaceAll("’", "'")).toBe(word.lower);
  });
});

describe("forms of verbs", () => {
  it.each([
    ["steal", "stole", "steals"],
    ["compromise", "compromised", "compromises"],
    ["deny", "denied", "denies"],
    ["patch", "patched", "patches"],
    ["stop", "stopped", "stops"],
  ])("of «%s»", (base, past, third) => {
    expect(pastOf(base)).toBe(past);
    expect(thirdPerson(base)).toBe(third);
    expect(readVerb(past).some((reading) => reading.lemma === base)).toBe(true);
  });
});
