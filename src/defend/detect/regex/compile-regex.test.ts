import fc from "fast-check";
import { expect, it } from "vitest";
import { compileRegex } from "./compile-regex.ts";

/** Searched by RE2 whatever the value's length, or from a length on. */
const sources = [
  "a.*b.+c",
  "(?i)set.*&&.?set",
  "a{2,5}.*b",
  "(?:ab|a.{0,5}c).+d$",
  "^x.*y.*z",
  "\\bab\\b.*\\bba\\b",
  "[^a]+b[^b]+a\\s",
].map((source) => {
  const native = new RegExp(source.replace("(?i)", ""), source.startsWith("(?i)") ? "iu" : "u");
  return { source, native, compiled: compileRegex(source, "") };
});

it("says what the native engine says where RE2 answers", () => {
  const words = fc.constantFrom("a", "b", "c", "d", "set", "SeT", "&&", "x", "y", "z", " ", "\n", "ſ", "é", "😀");
  const texts = fc.array(words, { maxLength: 60 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(
      fc.constantFrom(...sources),
      texts,
      fc.constantFrom("", "-".repeat(1100)),
      ({ source, native, compiled }, text, tail) => {
        const found = compiled.ok && compiled.value.test(text + tail);
        expect([source, text, found]).toEqual([source, text, native.test(text + tail)]);
      },
    ),
    { seed: 20, numRuns: 3000 },
  );
});
