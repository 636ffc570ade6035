/** Every rule we ship loads without a fault, and fires on the events of its case file that it should, and on no other. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { compileEngine, loadRules } from "#defend/detect/index.ts";
import { lintRules } from "#defend/hunt/index.ts";
import { observeAll } from "#defend/observe/index.ts";

interface RuleCase {
  readonly case: string;
  readonly events: readonly (Readonly<Record<string, unknown>> & { readonly id: string })[];
  readonly expect: readonly string[];
}

const root = fileURLToPath(new URL("../../rules", import.meta.url));
const files = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".yml"))
  .sort();

const readRule = (file: string) => loadRules([{ path: file, text: readFileSync(join(root, file), "utf8") }]);
const readCases = (file: string): readonly RuleCase[] =>
  parse(readFileSync(join(root, file.replace(/\.yml$/, ".cases.yaml")), "utf8")) as RuleCase[];

/** As a log would bring them: JSON lines, told what they are by what they hold. */
const observe = ({ events }: RuleCase) => {
  const lines = events.map(({ id: _, ...fields }) => JSON.stringify(fields)).join("\n");
  return observeAll(new TextEncoder().encode(`${lines}\n`), { file: "case.ndjson", format: "json" }).events;
};

describe.each(files)("%s", (file) => {
  const loaded = readRule(file);

  it("loads whole and leaves nothing to remark", () => {
    expect([...loaded.faults, ...loaded.unsupported, ...lintRules(loaded.rules)]).toEqual([]);
    expect(loaded.rules).toHaveLength(1);
  });

  it.each(readCases(file).map((one) => [one.case, one] as const))("%s", (_, one) => {
    const observed = observe(one);
    expect(observed).toHaveLength(one.events.length);
    expect(one.expect.length).toBeGreaterThan(0);
    expect(one.expect.length).toBeLessThan(one.events.length);
    for (const kind of ["plain", "fast"] as const) {
      const engine = compileEngine(loaded.rules, { engine: kind });
      const fired = observed.flatMap((event, index) =>
        engine.match(event).length > 0 ? [one.events[index]?.id ?? "?"] : [],
      );
      expect(fired).toEqual(one.expect);
    }
  });
});

it("gives every rule an id and title of its own", () => {
  const rules = files.flatMap((file) => readRule(file).rules);
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  expect(new Set(rules.map(({ title }) => title)).size).toBe(rules.length);
});
