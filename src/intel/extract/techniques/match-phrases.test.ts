import { describe, expect, it } from "vitest";
import { shippedAttack } from "./attack-names.ts";
import { matchPhrases, readPhrase } from "./match-phrases.ts";
import { readPhraseTable, shippedPhrases } from "./phrase-table.ts";

const find = (written: string, clause: string): string[] =>
  [readPhrase(written, "m")]
    .flatMap((phrase) => (phrase === undefined ? [] : matchPhrases(clause, [phrase])))
    .map(({ start, end }) => clause.slice(start, end));

describe("a phrase in a clause", () => {
  it.each([
    ["word by word", "web shell", "They left a web shell.", ["web shell"]],
    ["in any case", "dcsync", "DCSync was run", ["DCSync"]],
    ["either of two words", "vba/jscript", "a JScript file", ["JScript"]],
    ["a beginning", "obfuscat*", "heavily obfuscated code", ["obfuscated"]],
    ["up to so many words between", "inject* ~2 process*", "injected into a process", ["injected into a process"]],
    ["no more than that", "inject* ~2 process*", "injected into a very old process", []],
    ["not inside a longer word", "rdp", "wordpress rdp-like", []],
    ["a word with a full stop inside", "ntds.dit", "copied ntds.dit.", ["ntds.dit"]],
    ["each time it stands", "rdp", "RDP and rdp", ["RDP", "rdp"]],
    ["nothing in nothing", "rdp", "", []],
    ["no phrase", "", "anything", []],
    ["a gap alone is no phrase", "~3", "anything", []],
  ])("%s", (_, written, clause, wanted) => {
    expect(find(written, clause)).toEqual(wanted);
  });
});

describe("the table of phrases", () => {
  it("stands for live techniques alone, every row readable, no phrase twice for one", () => {
    const { byId } = shippedAttack();
    for (const { meaning } of shippedPhrases()) {
      expect(byId.get(meaning.id)?.live, meaning.id).toBe(true);
      expect(byId.get(meaning.id)?.id).toBe(meaning.id);
      expect(meaning.confidence).toBeGreaterThan(0.5);
      expect(meaning.confidence).toBeLessThanOrEqual(1);
    }
  });

  it("draws what was seen seldom towards what is common", () => {
    const confidences = readPhraseTable(["A|one|80|100", "B|two|1|1", "C|three|0|0"]).map(
      (one) => one.meaning.confidence,
    );
    expect(confidences).toEqual([0.8, 0.85, 0.8]);
  });
});
