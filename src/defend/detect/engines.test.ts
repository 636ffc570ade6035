/** The plain engine and the fast one agree, on random rules and random events. */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Event, EventValue } from "#terms/event.ts";
import { compileEngine, loadRules } from "./index.ts";

const words = ["cmd", "Power", "shell", ".exe", "\\", " -enc ", "/c", "ß", "Σας", "日本", "x", "-", "4624", "0x1", ""];
const text = fc.array(fc.constantFrom(...words), { maxLength: 4 }).map((parts) => parts.join(""));
const pattern = fc.array(fc.constantFrom(...words, "*", "?", "\\*"), { maxLength: 4 }).map((parts) => parts.join(""));
const field = fc.constantFrom("A", "B", "C.D", "E");

const modifier = fc.constantFrom(
  "",
  "|contains",
  "|startswith",
  "|endswith",
  "|contains|all",
  "|all",
  "|cased",
  "|contains|cased",
  "|neq",
  "|windash|contains",
  "|endswith|windash",
  "|startswith|neq",
);

const textItem = fc.tuple(field, modifier, fc.array(pattern, { minLength: 1, maxLength: 8 }));
const otherItem = fc.constantFrom<readonly [string, string, readonly unknown[]]>(
  ["A", "|re", ["c.d"]],
  ["B", "|re|i", ["^power.*(exe|shell)$", "[0-9]{3,}"]],
  ["A", "|re", ["(x|xx)+y"]],
  ["A", "|exists", [true]],
  ["C.D", "|exists", [false]],
  ["E", "|gte", [4624]],
  ["A", "|fieldref", ["B"]],
  ["B", "|contains|fieldref", ["E"]],
  ["A", "", [null]],
  ["E", "", [4624, true]],
  ["B", "|cidr", ["10.0.0.0/8"]],
  ["A", "|base64offset|contains", ["cmd"]],
);

const selection = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.array(fc.oneof({ weight: 4, arbitrary: textItem }, otherItem), { minLength: 1, maxLength: 3 }),
  },
  {
    weight: 1,
    arbitrary: fc
      .array(
        pattern.filter((one) => one !== ""),
        { minLength: 1, maxLength: 7 },
      )
      .map((list) => [["", "", list] as const]),
  },
);

const conditions = [
  "a",
  "a and b",
  "a or b",
  "a and not b",
  "not a",
  "a and not (b or c)",
  "1 of them",
  "all of them",
  "a or b and c",
  "not 1 of *",
];

const toYaml = (items: readonly (readonly [string, string, readonly unknown[]])[]): unknown => {
  const [first] = items;
  if (first?.[0] === "") return first[2];
  return Object.fromEntries(
    items.map(([name, marks, values]) => [`${name}${marks}`, values.length === 1 ? values[0] : values]),
  );
};

const rule = fc
  .record({ a: selection, b: selection, c: selection, condition: fc.constantFrom(...conditions) })
  .map((parts) => ({
    detection: { a: toYaml(parts.a), b: toYaml(parts.b), c: toYaml(parts.c), condition: parts.condition },
  }));

const leaf = fc.oneof(
  { weight: 6, arbitrary: text },
  { weight: 1, arbitrary: fc.constantFrom<EventValue>(null, 4624, true, 1, "10.1.2.3", "", []) },
);
const value = fc.oneof({ weight: 5, arbitrary: leaf }, { weight: 1, arbitrary: fc.array(leaf, { maxLength: 3 }) });
const fields = fc
  .record(
    { A: value, B: value, E: value, C: fc.oneof(leaf, fc.record({ D: value })), "F G": leaf },
    { requiredKeys: [] },
  )
  .map((given) => given as Record<string, EventValue>);

it("gives the same verdicts as the plain engine", () => {
  fc.assert(
    fc.property(
      fc.array(rule, { minLength: 1, maxLength: 12 }),
      fc.array(fields, { minLength: 1, maxLength: 12 }),
      (rules, records) => {
        const documents = rules.map((one, index) =>
          JSON.stringify({
            title: `rule ${index}`,
            id: `${index}`,
            logsource: { category: index % 3 === 0 ? "x" : "test" },
            ...one,
          }),
        );
        const loaded = loadRules([{ path: "random.yml", text: documents.join("\n---\n") }]);
        const plain = compileEngine(loaded.rules, { engine: "plain" });
        const fast = compileEngine(loaded.rules, { engine: "fast" });
        for (const [index, record] of records.entries()) {
          const event: Event = { fields: record, file: "random", record: index + 1 };
          const ids = (engine: typeof plain) => engine.match(event).map((match) => match.rule.id);
          expect(ids(fast)).toEqual(ids(plain));
        }
      },
    ),
    { seed: 20260115, numRuns: 300 },
  );
});

it("still agrees after it has learnt which witnesses are rare", () => {
  fc.assert(
    fc.property(
      fc.array(rule, { minLength: 8, maxLength: 20 }),
      fc.array(fields, { minLength: 10, maxLength: 25 }),
      (rules, records) => {
        const documents = rules.map((one, index) =>
          JSON.stringify({ title: `rule ${index}`, id: `${index}`, logsource: { category: "test" }, ...one }),
        );
        const loaded = loadRules([{ path: "random.yml", text: documents.join("\n---\n") }]);
        const plain = compileEngine(loaded.rules, { engine: "plain" });
        const fast = compileEngine(loaded.rules, { engine: "fast" });
        const events = records.map((record, index): Event => ({ fields: record, file: "random", record: index + 1 }));
        for (let round = 0; round < 25; round += 1) for (const event of events) fast.match(event);
        for (const event of events)
          expect(fast.match(event).map((match) => match.rule.id)).toEqual(
            plain.match(event).map((match) => match.rule.id),
          );
      },
    ),
    { seed: 20260116, numRuns: 30 },
  );
});
