/** Large integers keep their digits wherever they stand; everything else is as JSON.parse has it. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { keepIntegers } from "./exact-integers.ts";

const keep = (text: string): unknown => keepIntegers(JSON.parse(text), text);

it.each<[string, string, unknown]>([
  ["at the top", '{"id":9007199254740993,"b":1}', { id: "9007199254740993", b: 1 }],
  ["negative", '{"k": -9223372036854775808 }', { k: "-9223372036854775808" }],
  [
    "in lists and objects",
    '{"a":[1,18446744073709551615],"b":{"c":9007199254740993}}',
    { a: [1, "18446744073709551615"], b: { c: "9007199254740993" } },
  ],
  ["under a name that stands twice", '{"a":{"id":1},"id":9007199254740993}', { a: { id: 1 }, id: "9007199254740993" }],
  [
    "under a name that stands in a text too",
    '{"t":"\\"id\\":1","id":9007199254740993}',
    { t: '"id":1', id: "9007199254740993" },
  ],
  [
    "when the name comes twice, of the last",
    '{"id":9007199254740995,"id":9007199254740993}',
    { id: "9007199254740993" },
  ],
])("keeps digits %s", (_, text, value) => {
  expect(keep(text)).toEqual(value);
});

it.each([
  ["safe integers", '{"a":9007199254740991,"b":-9007199254740991}'],
  ["fractions and exponents", '{"a":1e300,"b":12345678901234567890.5,"c":1.5}'],
  ["texts", '{"a":"9007199254740993"}'],
  ["names that objects have", '{"__proto__":{"a":1},"b":2}'],
])("leaves %s alone", (_, text) => {
  expect(keep(text)).toEqual(JSON.parse(text));
});

it("reads what is nested very deeply as JSON.parse does", () => {
  const text = `{"id":9007199254740993,"a":${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}}`;
  expect(() => keep(text)).not.toThrow();
});

it("is the same for records as a whole reading with digits is", () => {
  const number = fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n });
  const record = fc.dictionary(
    fc.constantFrom("a", "b", "c", "id", 'q"x'),
    fc.oneof(number, fc.string(), fc.dictionary(fc.constantFrom("a", "id"), number)),
  );
  const write = (value: unknown): string =>
    typeof value === "bigint"
      ? `${value}`
      : typeof value === "string"
        ? JSON.stringify(value)
        : `{${Object.entries(value as object)
            .map(([name, inner]) => `${JSON.stringify(name)}:${write(inner)}`)
            .join(",")}}`;
  const wanted = (value: unknown): unknown => {
    if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : `${value}`;
    if (typeof value === "string") return value;
    return Object.fromEntries(Object.entries(value as object).map(([name, inner]) => [name, wanted(inner)]));
  };
  fc.assert(
    fc.property(record, (value) => {
      expect(keep(write(value))).toEqual(wanted(value));
    }),
    { seed: 20261125, numRuns: 500 },
  );
});
