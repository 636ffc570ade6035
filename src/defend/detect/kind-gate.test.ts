/** What is told of a line before it is parsed is what parsing it tells. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { LinePeek } from "./fast/line-peek.ts";
import { compileEngine, createKindGate, loadRules } from "./index.ts";

const names = ["product", "category", "EventID"];

const read = (line: string, isPlain = false): readonly (string | undefined)[] | undefined => {
  const bytes = Buffer.from(`,${line}{"product":"z"}`);
  const peek = new LinePeek(names, isPlain);
  return peek.read(bytes, 1, 1 + Buffer.byteLength(line)) === undefined ? undefined : peek.values;
};

it.each<[string, string, readonly (string | undefined)[] | undefined]>([
  ["texts and numbers", '{"product":"windows","EventID":4624}', ["windows", undefined, "4624"]],
  ["names with blanks around", '{ "product" : "windows" , "EventID" : 1 }', ["windows", undefined, "1"]],
  ["nothing of a record without them", '{"a":"product","b":1}', [undefined, undefined, undefined]],
  ["nothing of longer names", '{"myproduct":"x","product ":"y"}', [undefined, undefined, undefined]],
  ["a text with a brace", '{"product":"{6a}","a":"{b"}', ["{6a}", undefined, undefined]],
])("reads %s", (_, line, wanted) => {
  expect(read(line)).toEqual(wanted);
  expect(read(line, true)).toEqual(wanted);
});

it.each([
  ["an object in it", '{"a":{"product":"x"},"product":"y"}'],
  ["an object in it under a name that ends in a backslash", '{"a\\\\":{ "product":1}}'],
  ["an object in it, spaced", '{"a":{ "b":1},"product":"y"}'],
  ["the same name twice", '{"product":"x","product":"y"}'],
  ["a null as value", '{"product":null}'],
  ["an empty text as value", '{"product":"","a":1}'],
  ["escapes", '{"product":"\\u0078"}'],
  ["escaped names", '{"prod\\u0075ct":"x"}'],
  ["a list as value", '{"product":["x"]}'],
  ["letters outside of ASCII in the value", '{"product":"\u00df"}'],
  ["a list instead of a record", '["product","x"]'],
])("tells nothing of a line with %s", (_, line) => {
  expect(read(line)).toBeUndefined();
  expect(read(line, true)).toBeUndefined();
});

it("tells what parsing tells, or nothing", () => {
  let told = 0;
  const leaf = fc.oneof(fc.constantFrom("windows", 'a"b', "a\\", "{ ", "product", "\u00e9"), fc.nat(99), fc.boolean());
  const value = fc.oneof({ weight: 4, arbitrary: leaf }, fc.constantFrom<unknown>(null, [1], { product: "x" }));
  const name = fc.constantFrom("product", "category", "EventID", 'x"product', "a b", "product.category");
  fc.assert(
    fc.property(fc.dictionary(name, value, { maxKeys: 5 }), fc.boolean(), (fields, isSpaced) => {
      const line = isSpaced ? JSON.stringify(fields, null, 1).replaceAll("\n", " ") : JSON.stringify(fields);
      const values = read(line);
      expect(read(line, true)).toEqual(values);
      if (values === undefined) return;
      told += 1;
      const own = names.map((one) => fields[one]);
      expect(values).toEqual(own.map((one) => (one === undefined || one === null ? undefined : String(one))));
    }),
    { seed: 20261127, numRuns: 2000 },
  );
  expect(told).toBeGreaterThan(500);
});

it("refuses lines of the kinds it knows, and only those no rule fires on", () => {
  const detection = { s: { "Alpha|contains": "whoami" }, condition: "s" };
  const text = JSON.stringify({ title: "t", id: "0", logsource: { product: "windows" }, detection });
  const engine = compileEngine(loadRules([{ path: "r.yml", text }]).rules);
  const source = { product: "windows", categories: [], services: [], known: true };
  const gate = createKindGate(engine, ["product"], ([product]) => (product === "windows" ? source : undefined));
  const asks = (line: string): boolean => gate(Buffer.from(line), 0, Buffer.byteLength(line));
  for (let at = 0; at < 2000; at += 1) asks(`{"product":"windows","Alpha":"${at}"}`);
  expect(asks('{"product":"windows","Alpha":"x"}')).toBe(false);
  expect(asks('{"product":"windows","Alpha":"WhoAmI"}')).toBe(true);
  expect(asks('{"product":"other","Alpha":"x"}')).toBe(true);
  expect(asks('{"a":{"product":"windows"},"Alpha":"x"}')).toBe(true);
  // Where nothing is refused it stands open for a while.
  for (let at = 0; at < 20_000; at += 1) asks('{"product":"other"}');
  expect(asks('{"product":"windows","Alpha":"x"}')).toBe(true);
});
