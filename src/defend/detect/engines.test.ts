/** The plain engine and the fast one agree, on random rules and random events. */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Event } from "#terms/event.ts";
import { documentsOf, randomFields, randomRule } from "../../../test/fixtures/detect/random-rules.ts";
import { compileEngine, loadRules } from "./index.ts";

it("gives the same verdicts as the plain engine", () => {
  fc.assert(
    fc.property(
      fc.array(randomRule, { minLength: 1, maxLength: 12 }),
      fc.array(randomFields, { minLength: 1, maxLength: 12 }),
      (rules, records) => {
        const text = documentsOf(rules, (index) => (index % 3 === 0 ? "x" : "test"));
        const loaded = loadRules([{ path: "random.yml", text }]);
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
      fc.array(randomRule, { minLength: 8, maxLength: 20 }),
      fc.array(randomFields, { minLength: 10, maxLength: 25 }),
      (rules, records) => {
        const loaded = loadRules([{ path: "random.yml", text: documentsOf(rules, () => "test") }]);
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

it("agrees where kinds of event share the index of their product", () => {
  const categories = ["file_event", "image_load"];
  fc.assert(
    fc.property(
      fc.array(randomRule, { minLength: 240, maxLength: 260 }),
      fc.array(randomFields, { minLength: 12, maxLength: 20 }),
      (rules, records) => {
        const loaded = loadRules([{ path: "random.yml", text: documentsOf(rules, () => "test") }]);
        const routed = loaded.rules.map((rule, index) => {
          if (rule.kind !== "detection") return rule;
          const category = categories[(index >> 2) % 2] ?? "";
          return { ...rule, logSource: index % 4 === 0 ? { product: "windows", category } : {} };
        });
        const plain = compileEngine(routed, { engine: "plain" });
        const fast = compileEngine(routed, { engine: "fast" });
        for (const [index, fields] of records.entries()) {
          const [category = ""] = categories.slice(index % 3);
          const kind = { product: index % 5 === 0 ? "linux" : "windows", services: [], known: false };
          const source = { ...kind, categories: category === "" ? [] : [category] };
          const event: Event = { fields, source, file: "random", record: index + 1 };
          const ids = (engine: typeof plain) => engine.match(event).map((match) => match.rule.id);
          expect(ids(fast)).toEqual(ids(plain));
        }
      },
    ),
    { seed: 20261125, numRuns: 6, endOnFailure: true },
  );
});
