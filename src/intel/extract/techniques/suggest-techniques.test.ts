import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rankTechniques, suggestTechniques } from "./suggest-techniques.ts";

const report = [
  "The intruders sent a spearphishing email with a malicious Excel attachment to the finance team.",
  "Once the macro ran, the loader downloaded a second payload from a remote server.",
  "It added a value under the Run registry key so that it starts at every logon.",
  "Later the operators dumped the memory of the LSASS process to steal credentials (T1003.001).",
  "The company sells garden furniture and opened two shops last year.",
].join(" ");

describe("techniques suggested for a report", () => {
  const found = suggestTechniques(report, []);

  it.each([
    ["an attachment that was sent", "T1566.001", "inferred", "attachment"],
    ["a payload that was fetched", "T1105", "inferred", "downloaded"],
    ["a run key that was set", "T1547.001", "inferred", "Run registry key"],
    ["a technique named by id", "T1003.001", "explicit", "LSASS"],
  ])("%s", (_, id, basis, words) => {
    const one = found.find((suggestion) => suggestion.id === id);
    expect(one?.basis).toBe(basis);
    expect(one?.sentence).toContain(words);
  });

  it("holds each sentence at its place, each technique once, likeliest first", () => {
    for (const one of found) expect(report.slice(one.start, one.end)).toBe(one.sentence);
    expect(new Set(found.map((one) => one.id)).size).toBe(found.length);
    const probabilities = found.map((one) => one.probability);
    expect(probabilities).toEqual([...probabilities].sort((a, b) => b - a));
  });

  it("never rests on a sentence that tells of no technique", () => {
    expect(found.filter((one) => one.sentence.includes("garden"))).toEqual([]);
  });

  it("says the same twice", () => {
    expect(suggestTechniques(report, [])).toEqual(found);
  });

  it("suggests nothing for prose of another trade", () => {
    const text = "The orchestra played the symphony in the old hall. Critics praised the second movement.";
    expect(suggestTechniques(text, []).filter((one) => one.probability >= 0.5)).toEqual([]);
  });

  it("takes an id from the mentions where the text writes it otherwise", () => {
    const text = "Mapped to t1113 by the analyst in the notes.";
    const start = text.indexOf("t1113");
    const mention = {
      kind: "identifier",
      scheme: "attack",
      id: "T1113",
      surface: "t1113",
      start,
      end: start + 5,
    } as const;
    const [one] = suggestTechniques(text, [mention]);
    expect(one).toMatchObject({ id: "T1113", basis: "explicit", sentence: text });
  });

  it("holds for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
        for (const one of suggestTechniques(text, [])) {
          expect(text.slice(one.start, one.end)).toBe(one.sentence);
          expect(one.probability).toBeGreaterThan(0);
          expect(one.probability).toBeLessThanOrEqual(1);
        }
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it.each([
    ["nothing", ""],
    ["lone surrogates", "\ud800\udfff".repeat(300)],
    ["one long word", "a".repeat(200_000)],
    ["dots", "a.a.a.".repeat(30_000)],
    ["backslashes", "\\".repeat(100_000)],
  ])("reads %s", (_, text) => {
    for (const one of suggestTechniques(text, [])) expect(text.slice(one.start, one.end)).toBe(one.sentence);
  });
});

describe("all live techniques ranked for one clause", () => {
  it.each([
    ["a screen that is captured", "takes screenshots of the desktop", "T1113"],
    ["files encrypted for ransom", "encrypts the victim's files and demands a ransom", "T1486"],
    ["a proxy chain", "routes its traffic through several compromised routers as proxies", "T1090"],
    ["a brute force", "tried thousands of passwords against the VPN login", "T1110"],
    ["camera capture, outside the fifty", "switches on the webcam and records video", "T1125"],
  ])("%s", (_, clause, id) => {
    expect(rankTechniques(clause).map((one) => one.id)).toContain(id);
  });

  it("gives as many as asked, best first, in one order", () => {
    const ranked = rankTechniques("stole browser passwords", { before: "The malware ", after: " and left." }, 12);
    expect(ranked).toHaveLength(12);
    expect(ranked.map((one) => one.score)).toEqual(ranked.map((one) => one.score).sort((a, b) => b - a));
    expect(rankTechniques("stole browser passwords", { before: "The malware ", after: " and left." }, 12)).toEqual(
      ranked,
    );
  });
});
