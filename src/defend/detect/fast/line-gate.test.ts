/** The gate refuses no line that a rule fires on, however the line was written. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { compileEngine, loadRules } from "../index.ts";
import { createLineGate } from "./line-gate.ts";

const rulesOf = (...detections: readonly unknown[]) =>
  loadRules([
    {
      path: "r.yml",
      text: detections
        .map((detection, at) =>
          JSON.stringify({ title: `t${at}`, id: `${at}`, logsource: { category: "x" }, detection }),
        )
        .join("\n---\n"),
    },
  ]).rules;

const asks = (gate: ReturnType<typeof createLineGate>, line: string): boolean | undefined => {
  const bytes = Buffer.from(`xx${line}yy`);
  return gate?.(bytes, 2, bytes.length - 2);
};

it.each<[string, unknown, string, boolean]>([
  ["the word of a contains", { s: { "A|contains": "whoami" }, condition: "s" }, '{"A":"x WhoAmI y"}', true],
  ["no word", { s: { "A|contains": "whoami" }, condition: "s" }, '{"A":"who am I"}', false],
  [
    "the part of a path behind the backslash",
    { s: { "A|endswith": "\\cmd.exe" }, condition: "s" },
    '{"A":"C:\\\\cmd.exe"}',
    true,
  ],
  ["a word written with escapes", { s: { "A|contains": "whoami" }, condition: "s" }, '{"A":"\\u0077hoami"}', true],
  ["a word with the Kelvin sign", { s: { "A|contains": "kernel" }, condition: "s" }, '{"A":"\u212aernel"}', true],
  ["either word of a list", { s: { A: ["alpha", "bravo"] }, condition: "s" }, '{"A":"Bravo"}', true],
  [
    "the word of the rarer half",
    { a: { A: ["alpha", "bravo"] }, b: { B: "delta" }, condition: "a and b" },
    '{"A":"alpha"}',
    false,
  ],
  ["a literal of an expression", { s: { "A|re": "^net (user|group)" }, condition: "s" }, '{"A":"x"}', false],
])("lets a line through by %s", (_, detection, line, wanted) => {
  expect(asks(createLineGate(rulesOf(detection)), line)).toBe(wanted);
});

it.each<[string, unknown]>([
  ["numbers", { s: { EventID: 4624 }, condition: "s" }],
  ["absence", { s: { "A|contains": "whoami" }, f: { B: null }, condition: "s or f" }],
  ["negation", { s: { "A|contains": "whoami" }, condition: "not s" }],
  ["short words", { s: { "A|contains": "-x" }, condition: "s" }],
])("there is no gate where a rule asks for %s", (_, detection) => {
  expect(createLineGate(rulesOf({ s: { A: "alpha" }, condition: "s" }, detection))).toBeUndefined();
});

const word = fc.constantFrom(
  "whoami",
  "Net User",
  "\\cmd.exe",
  "C:\\Temp\\",
  "a/b/long",
  '"quoted" text',
  "straße",
  "mimikatz",
  "x",
  "<script>",
  "tab\tbed",
);
const values = fc.array(word, { minLength: 1, maxLength: 3 });
const key = fc.constantFrom(
  "A",
  "A|contains",
  "B|endswith",
  "B|startswith",
  "A|contains|all",
  "B|windash|contains",
  "A|cased",
);
const detection = fc
  .record({
    s: fc.dictionary(key, values, { minKeys: 1, maxKeys: 2 }),
    f: fc.dictionary(key, values, { minKeys: 1, maxKeys: 1 }),
  })
  .chain((parts) =>
    fc.constantFrom("s", "s and f", "s or f", "s and not f").map((condition) => ({ ...parts, condition })),
  );

/** Texts of a JSON line, some letters and slashes of them written as escapes. */
const writeLine = (fields: object, odd: number): string =>
  JSON.stringify(fields)
    .replaceAll("/", odd % 3 === 1 ? "\\/" : "/")
    .replaceAll("m", odd % 5 === 1 ? "\\u006d" : "m")
    .replaceAll("ß", odd % 2 === 1 ? "\\u00df" : "ß");

it("refuses no line that a rule fires on", () => {
  let refused = 0;
  const text = fc.array(word, { maxLength: 3 }).map((parts) => parts.join(" "));
  const event = fc.record({ A: text, B: text, C: fc.record({ A: text }) });
  fc.assert(
    fc.property(fc.array(detection, { minLength: 1, maxLength: 3 }), event, fc.nat(30), (detections, fields, odd) => {
      const rules = rulesOf(...detections);
      const gate = createLineGate(rules);
      if (gate === undefined) return;
      const line = writeLine(fields, odd);
      const fires = compileEngine(rules, { engine: "plain" }).match({ fields: JSON.parse(line), file: "x", record: 1 });
      if (asks(gate, line) === false) {
        refused += 1;
        expect(fires).toEqual([]);
      }
    }),
    { seed: 20261126, numRuns: 2000 },
  );
  expect(refused).toBeGreaterThan(50);
});
