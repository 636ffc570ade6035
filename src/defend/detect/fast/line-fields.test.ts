/** What is read of a line where it stands is what a parser reads, or nothing is sure. */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { EventFields, EventValue } from "#terms/event.ts";
import { LineFields } from "./line-fields.ts";

const aliases: Readonly<Record<string, readonly string[]>> = { Image: ["NewProcessName", "Event.Process"] };

const read = (line: string, name: string, isPlain = false): { readonly value: EventValue | undefined } | undefined => {
  const bytes = Buffer.from(`{"a":"${line}{"Alpha":"z"}`);
  const fields = new LineFields((one) => aliases[one] ?? [], isPlain);
  fields.open(bytes, 6, 6 + Buffer.byteLength(line));
  const value = fields.read(1, name);
  return fields.isSure ? { value } : undefined;
};

it.each<[string, string, string, EventValue | undefined]>([
  ["a text", '{"Alpha":"x","Beta":"y"}', "Beta", "y"],
  ["a text with escapes", '{"Alpha":"C:\\\\a \\"b\\" \\u00e9\\n"}', "Alpha", 'C:\\a "b" \u00e9\n'],
  ["a text outside of ASCII", '{"Alpha":"stra\u00dfe \u{1f600}"}', "Alpha", "stra\u00dfe \u{1f600}"],
  ["a text that ends in a backslash", '{"Alpha":"a\\\\","Beta":"y"}', "Alpha", "a\\"],
  ["numbers", '{ "Alpha" : -1.50e1 }', "Alpha", -15],
  ["what is true", '{"Alpha":true}', "Alpha", true],
  ["a null", '{"Alpha":null,"Beta":1}', "Alpha", null],
  ["the absence of a name", '{"Beta":1}', "Alpha", undefined],
  ["not what stands in a text", '{"Beta":"x,\\"Alpha\\":1"}', "Alpha", undefined],
  ["not a text that is a name", '{"Beta":"Alpha","C":["Alpha"]}', "Alpha", undefined],
  ["a name behind a script", '{"Beta":"try { \\"x\\" } $a = { 1 }","Alpha":"y"}', "Alpha", "y"],
  ["its own name before another", '{"NewProcessName":"x","Image":"y"}', "Image", "y"],
])("reads %s", (_, line, name, wanted) => {
  for (const isPlain of [false, true]) expect(read(line, name, isPlain)).toEqual({ value: wanted });
});

it.each<[string, string, string]>([
  ["an object in it", '{"Beta":{"Alpha":1},"Gamma":2}', "Gamma"],
  ["an object in a list", '{"Beta":[1, {"Alpha":1}],"Gamma":2}', "Gamma"],
  ["an object behind a comment", '{"Beta":/* x */{ "Alpha":1}}', "Alpha"],
  ["an object under a name that ends in a backslash", '{"x\\\\":{ "Beta":1}}', "Alpha"],
  ["two records", '{"Beta":1} {"Alpha":2}', "Alpha"],
  ["two records and a word between", '{"Beta":1}null{"Alpha":2}', "Alpha"],
  ["the name twice", '{"Alpha":1,"Alpha":2}', "Alpha"],
  ["the name with a blank", '{"Al pha":1}', "Alpha"],
  ["an escaped name", '{"Al\\u0070ha":1}', "Beta"],
  ["a list as value", '{"Alpha":["x"]}', "Alpha"],
  ["an empty object as value", '{"Alpha":{}}', "Alpha"],
  ["a number too large to be exact", '{"Alpha":12345678901234567890}', "Alpha"],
  ["a word that JSON does not know", '{"Alpha":NaN}', "Alpha"],
  ["a comment", '{/*,"Alpha":1,*/"Beta":2}', "Alpha"],
  ["a comment to its end", '{"Beta":2} //1,"Alpha":1}', "Alpha"],
  ["another name for it", '{"NewProcessName":"x"}', "Image"],
  ["a nested name asked for", '{"Alpha":["x"]}', "Alpha.0"],
  ["an end too soon", '{"Alpha":"x', "Alpha"],
])("is not sure of a line with %s", (_, line, name) => {
  for (const isPlain of [false, true]) expect(read(line, name, isPlain)).toBeUndefined();
});

it("reads what parsing reads, or is not sure", () => {
  let sure = 0;
  const text = fc
    .array(
      fc.constantFrom('"', "\\", "{ ", ":", ",", "Alpha", "} ", "//", "http://", "\u00e9", "x", " ", "/*", "true"),
      {
        maxLength: 5,
      },
    )
    .map((parts) => parts.join(""));
  const leaf = fc.oneof({ weight: 5, arbitrary: text }, fc.constantFrom(null, true, 0, -1.5, 2 ** 60, 1e300));
  const value = fc.oneof({ weight: 6, arbitrary: leaf }, fc.array(leaf, { maxLength: 2 }), fc.record({ Alpha: leaf }));
  const name = fc.oneof({ weight: 4, arbitrary: fc.constantFrom("Alpha", "Be", "C", "Gamma_1") }, text);
  fc.assert(
    fc.property(fc.dictionary(name, value, { maxKeys: 5 }), fc.nat(2), (record, spaces) => {
      const line = JSON.stringify(record, null, spaces).replaceAll("\n", " ");
      for (const asked of ["Alpha", "Be", "C"]) {
        const found = read(line, asked);
        expect(read(line, asked, true)).toEqual(found);
        if (found === undefined) continue;
        sure += 1;
        const fields = JSON.parse(line) as EventFields;
        expect(found.value).toEqual(Object.hasOwn(fields, asked) ? fields[asked] : undefined);
      }
    }),
    { seed: 20261128, numRuns: 1500 },
  );
  expect(sure).toBeGreaterThan(800);
});
