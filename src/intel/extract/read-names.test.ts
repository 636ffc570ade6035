import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { annotate } from "./annotate.ts";
import { readNames } from "./read-names.ts";

const read = (text: string, language = "en") => readNames(text, annotate(text, { language }), language);
const told = (text: string, language = "en"): string[] =>
  read(text, language).map((one) => `${one.surface} = ${one.type}`);

const report = [
  "The group Fen Heron has targeted government organisations in Manila and Jeddah since 2019.",
  "Fen Heron used spear phishing to deliver Quillfox, a backdoor, and Emotet.",
  "According to researchers at Tarnworth Labs, Quillfox talks to 203.0.113.7.",
].join("\n");

describe("names read by the model", () => {
  it("are those that no table knows, each at its place and with its confidence", () => {
    const readings = read(report);
    expect(readings.map((one) => one.surface)).toContain("Manila");
    for (const { start, end, surface, basis, confidence } of readings) {
      expect(report.slice(start, end)).toBe(surface);
      expect(basis).toBe("model");
      expect(confidence > 0 && confidence <= 1).toBe(true);
    }
  });

  it("yield to what is known: names, dates, addresses", () => {
    const surfaces = read(report).map((one) => one.surface);
    for (const known of ["Emotet", "2019", "203.0.113.7"]) expect(surfaces).not.toContain(known);
  });

  it("yield to places the caller knows", () => {
    const at = report.indexOf("Manila");
    const mentions = annotate(report, { language: "en" });
    const left = readNames(report, mentions, "en", [{ start: at + 1, end: at + 2 }]);
    expect(left.map((one) => one.surface)).not.toContain("Manila");
    expect(left.length).toBe(read(report).length - 1);
  });

  it.each([
    ["English of any country", "en-GB", true],
    ["a language nobody knows", "und", true],
    ["German", "de", false],
    ["a language that only begins like English", "enm", false],
  ])("are read in %s (%s): %s", (_what, language, is) => expect(told(report, language).length > 0).toBe(is));

  it("of a text longer than a part keep their places", () => {
    const long = `${"A quiet harbour town lies there.\n".repeat(9_000)}${report}\n`;
    const [first] = read(long);
    expect(first?.start).toBeGreaterThan(9_000 * 32);
    for (const { start, end, surface } of read(long)) expect(long.slice(start, end)).toBe(surface);
  });

  it("of any text overlap nothing known and not each other", () => {
    const pieces = [
      "Fen Heron",
      "Manila",
      "backdoor",
      "Emotet",
      "APT28",
      "in",
      "\n",
      "\u202e",
      "\ud83d",
      "phishing",
      ".",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (parts) => {
        const text = parts.join(" ");
        const held = annotate(text, { language: "en" }).filter((one) => one.kind === "name");
        let last = 0;
        for (const { start, end } of read(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(held.some((one) => one.start < end && one.end > start)).toBe(false);
          last = end;
        }
      }),
      { seed: 5, numRuns: 100 },
    );
  });
});
