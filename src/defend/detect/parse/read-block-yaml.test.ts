/** The line reader gives just what the whole reader gives, or nothing: on documents like rules, whole and damaged. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { createFaultBook } from "./fault.ts";
import { readBlockYaml } from "./read-block-yaml.ts";
import { readWholeYaml } from "./read-yaml.ts";

const wholeOf = (text: string) => {
  const source = { file: "x", text, start: 0, end: text.length };
  const book = createFaultBook(source);
  const node = readWholeYaml(source, book);
  return book.isBroken() || book.faults.length > 0 ? "faulty" : node;
};

it.each([
  ["maps, lists and scalars of every type", "a: x\nb: 4624\nc: true\nd: ~\ne:\n  - 'it''s'\n  - \"two\"\n  - -5\n"],
  ["a list no deeper than its key", "a:\n- x\n- y\nb: z\n"],
  ["maps in lists", "s:\n  - A|contains: x\n    B: y\n  - C: z\n"],
  ["literal blocks with blank lines", "d: |\n  one\n\n    two\n  three\n\ne: |-\n  x\nf: y\n"],
  ["comments and spaces", "# c\na: x # not x\n\n  # d\nb: 'y' # z\nc: a#b \n"],
  ["values that look like others", "a: 0x3e7\nb: '0x3e7'\nc: -foo\nd: .git/\ne: True\nf: yes\ng: \\\\x\n"],
  ["days", "date: 2021-12-01\nmodified: 2022/01/02 # y\n"],
  ["quoted keys", "s:\n  '|all':\n    - x\n    - y\n"],
])("reads %s", (_, text) => {
  expect(readBlockYaml(text, 0)).toEqual(wholeOf(text));
});

it.each([
  ["flow collections", "a: [x]\n"],
  ["anchors", "a: &x 1\n"],
  ["folded blocks", "a: >\n  x\n"],
  ["scalars over two lines", "a: x\n  y\n"],
  ["escapes", 'a: "\\x41"\n'],
  ["doubles", "a: x\na: y\n"],
  ["tabs", "a:\n\t- x\n"],
  ["numbers with fractions", "a: 1.0\n"],
  ["a key without a value", "a:\nb: x\n"],
])("leaves %s to the whole reader", (_, text) => {
  expect(readBlockYaml(text, 0)).toBeUndefined();
});

const word = fc.constantFrom(
  ..."x|'y'|4624|0x1f|true|~|- z|a b|2021-12-01|c:|d: e|'f''g'|\"h\"|# i|j # k||1.5|.5|1e3|-|--|- - x|null|No|\\\\|@a|%b|*c|0o17|+7|?|'l|[m]".split(
    "|",
  ),
  "|",
  "|-",
  ">",
  "é",
);
const key = fc.constantFrom("a", "b", "c|contains", "d.e", "'|all'", "f g", "1", "- h", "-", "");
const line = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom("", "", "- "), key, word)
  .map(([indent, dash, name, value]) => `${"  ".repeat(indent)}${dash}${name}${name === "" ? "" : ": "}${value}`);

it("never says otherwise than the whole reader, whatever the lines", () => {
  let read = 0;
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), fc.boolean(), (lines, ends) => {
      const text = lines.join("\n") + (ends ? "\n" : "");
      const node = readBlockYaml(text, 0);
      if (node === undefined) return;
      read += 1;
      expect(node).toEqual(wholeOf(text));
    }),
    { seed: 20261125, numRuns: 30_000 },
  );
  expect(read).toBeGreaterThan(500);
});
