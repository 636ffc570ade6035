/** Lookaround says what a backtracking engine says, on random expressions and short texts, and stays linear on long ones. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { compileRegex } from "./compile-regex.ts";

const one = fc.constantFrom("a", "b", "[ab]", "[^a]", ".", "\\w", "\\b", "^", "$", "c");
const { node } = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    one,
    fc.tuple(tie("node"), tie("node")).map(([first, second]) => first + second),
    fc.tuple(tie("node"), tie("node")).map(([first, second]) => `(?:${first}|${second})`),
    fc
      .tuple(tie("node"), fc.constantFrom("*", "+", "?", "{2}", "{1,2}", "*?"))
      .map(([item, times]) => `(?:${item})${times}`),
    fc.tuple(fc.constantFrom("?=", "?!", "?<=", "?<!"), tie("node")).map(([mark, item]) => `(${mark}${item})`),
  ),
}));
const text = fc.array(fc.constantFrom("a", "b", "c", " ", "\n"), { maxLength: 8 }).map((parts) => parts.join(""));

it("says what the native engine says", () => {
  fc.assert(
    fc.property(
      node,
      fc.constantFrom("?=", "?!", "?<=", "?<!"),
      node,
      fc.array(text, { minLength: 8 }),
      (before, mark, item, texts) => {
        const source = `${before}(${mark}${item})${before}`;
        const compiled = compileRegex(source, "");
        if (!compiled.ok) throw new Error(`${source}: ${compiled.error.message}`);
        const native = new RegExp(source, "u");
        for (const given of texts)
          expect([source, given, compiled.value.test(given)]).toEqual([source, given, native.test(given)]);
      },
    ),
    { seed: 20260130, numRuns: 1500 },
  );
});

it("counts characters beyond the first plane as one", () => {
  const compiled = compileRegex("^.(?=x)", "");
  expect(compiled.ok && [compiled.value.test("😀x"), compiled.value.test("ax"), compiled.value.test("aax")]).toEqual([
    true,
    true,
    false,
  ]);
});

it("is refused when it would be too large, and said so", () => {
  const compiled = compileRegex("(?=(?:a{100}){100}(?:b{100}){200})x", "");
  expect(compiled.ok ? "ok" : compiled.error.type).toBe("UnsupportedRegex");
});
