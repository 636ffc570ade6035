/** Hostile rules and hostile events cost bounded work and are named. No time is measured: each would hang or crash. */
import { expect, it } from "vitest";
import type { EventFields, EventValue } from "#terms/event.ts";
import { compileEngine, explainMatch, loadRules } from "./index.ts";

const ruleWith = (detection: string) => `title: hostile\nlogsource: {category: test}\ndetection:\n${detection}\n`;
const load = (text: string) => loadRules([{ path: "hostile.yml", text }]);
const types = (text: string) => load(text).faults.map(({ type }) => type);

const engines = (detection: string) => {
  const { rules } = load(ruleWith(detection));
  return (["plain", "fast"] as const).map((engine) => compileEngine(rules, { engine }));
};
const fires = (detection: string, fields: EventFields) =>
  engines(detection).map((engine) => engine.match({ fields, file: "x", record: 1 }).length > 0);

it.each([
  ["brackets without end", `a: ${"[".repeat(200_000)}`, "TooLarge"],
  ["braces without end", `a: ${"{a: ".repeat(100_000)}`, "TooLarge"],
  ["a document of many megabytes", `title: ${"x".repeat(5_000_000)}`, "TooLarge"],
  [
    "a hundred thousand selections",
    ruleWith(Array.from({ length: 100_000 }, (_, at) => `  s${at}: {A: ${at}}`).join("\n")),
    "TooLarge",
  ],
  ["a pattern of half a megabyte", ruleWith(`  s: {A|re: '${"a".repeat(500_000)}'}\n  condition: s`), "RegexTooLarge"],
  ["a value of half a megabyte", ruleWith(`  s: {A: '${"a".repeat(500_000)}'}\n  condition: s`), "TooLarge"],
  ["a thousand stars", ruleWith(`  s: {A: '${"a*".repeat(1000)}'}\n  condition: s`), "TooLarge"],
  ["repetitions of repetitions", ruleWith("  s: {A|re: 'a{99999999}'}\n  condition: s"), "RegexTooLarge"],
  ["groups without end", ruleWith(`  s: {A|re: '${"(".repeat(5000)}'}\n  condition: s`), "RegexTooLarge"],
  ["a condition without end", ruleWith(`  s: {A: 1}\n  condition: ${"(".repeat(9000)}s`), "TooLarge"],
  ["a condition of negations", ruleWith(`  s: {A: 1}\n  condition: ${"not ".repeat(9000)}s`), "TooLarge"],
])("refuses %s and says so", (_, text, type) => {
  expect(types(text)).toContain(type);
});

const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"];
for (const [name, last] of [..."bcdefghij"].map((letter, at) => [letter, "abcdefghi"[at]] as const))
  bomb.push(`${name}: &${name} [${Array(9).fill(`*${last}`).join(", ")}]`);

it.each([
  ["aliases of aliases", bomb.join("\n"), "TooLarge"],
  ["a number of a million digits and a letter", `title: ${"1".repeat(900_000)}x`, "NotARule"],
  ["a million spaces before a comment", `title: 'x'${" ".repeat(900_000)}y`, "BadYaml"],
  ["maps in maps without end", Array.from({ length: 1300 }, (_, at) => `${" ".repeat(at)}a:`).join("\n"), "TooLarge"],
  ["a key of a million letters", `${"k".repeat(900_000)}: x`, "BadYaml"],
])("reads %s in bounded work", (_, text, type) => {
  expect(types(text)).toContain(type);
});

it("looks for twenty thousand values in an event, and for a very long one in a long text", () => {
  const values = Array.from({ length: 20_000 }, (_, at) => `v${at}x`);
  const many = `  s: {A|contains: [${values.join(", ")}]}\n  condition: s`;
  expect(fires(many, { A: `${"y".repeat(300)}v19999x` })).toEqual([true, true]);
  const keywords = `  s: [${values.slice(0, 10_000).join(", ")}]\n  condition: s`;
  expect(fires(keywords, { A: `${"y".repeat(300)}v9999X` })).toEqual([true, true]);
  const long = "ab".repeat(15_000);
  expect(fires(`  s: ['${long}']\n  condition: s`, { A: `${"x".repeat(200_000)}${long}` })).toEqual([true, true]);
  expect(fires(`  s: ['${long}']\n  condition: s`, { A: "x".repeat(70_000) + long.slice(0, -1) })).toEqual([
    false,
    false,
  ]);
});

it("keeps the rule beside a hostile one", () => {
  const good = ruleWith("  s: {A: 1}\n  condition: s").replace("hostile", "good");
  const loaded = load(`a: ${"[".repeat(200_000)}\n---\n${good}`);
  expect(loaded.rules.map(({ title }) => title)).toEqual(["good"]);
});

it("searches a value of 20 MB with a quadratic expression", () => {
  expect(fires("  s: {A|re: 'a+b.*c$'}\n  condition: s", { A: "a".repeat(20_000) })).toEqual([false, false]);
  expect(fires("  s: {A|contains: needle}\n  condition: s", { A: `${"x".repeat(20_000_000)}needle` })).toEqual([
    true,
    true,
  ]);
});

it("matches many stars against a long value", () => {
  const pattern = `${"a*".repeat(50)}b`;
  expect(fires(`  s: {A: '${pattern}'}\n  condition: s`, { A: "a".repeat(20_000) })).toEqual([false, false]);
});

it("walks an event ten thousand levels deep", () => {
  let deep: EventValue = "needle";
  for (let level = 0; level < 10_000; level += 1) deep = { x: [deep] };
  expect(fires("  k: [needle]\n  condition: k", { deep })).toEqual([true, true]);
  expect(fires(`  s: {'${"deep.x.".repeat(200)}y': 1}\n  condition: s`, { deep })).toEqual([false, false]);
});

it("does not take what every object has for a field", () => {
  const fields = JSON.parse('{"__proto__": {"A": 1}, "B": 2}') as EventFields;
  expect(fires("  s: {A: 1}\n  condition: s", fields)).toEqual([false, false]);
  expect(fires("  s: {'__proto__.A': 1}\n  condition: s", fields)).toEqual([true, true]);
  expect(fires("  s: {'hasOwnProperty|exists': true}\n  condition: s", { A: 1 })).toEqual([false, false]);
});

it("bounds the kinds of event it keeps an index for", () => {
  const { rules } = load(ruleWith("  s: {A: 1}\n  condition: s"));
  const [plain, fast] = (["plain", "fast"] as const).map((engine) => compileEngine(rules, { engine }));
  for (let at = 0; at < 400; at += 1) {
    const source = { product: `p${at}`, categories: [], services: ["s"], known: false };
    const event = { fields: { A: 1 }, source, file: "x", record: at };
    expect(fast?.match(event).length).toBe(plain?.match(event).length);
  }
});

it("explains which node failed and whether the log source fits", () => {
  const { rules } = load(
    "title: t\nlogsource: {product: linux}\ndetection: { s: { A: 1, B|endswith: x }, f: { C: 1 }, condition: s and not f }",
  );
  const [rule] = rules;
  if (rule?.kind !== "detection") throw new Error("no rule");
  const explained = explainMatch(rule, {
    fields: { A: 1, B: "y" },
    source: { product: "windows", categories: [], services: ["security"], known: true },
    file: "x",
    record: 1,
  });
  expect(explained).toMatchObject({ matched: false, applies: false });
  expect(explained.routing).toBe("rule is for product linux; event is product windows, service security");
  const selection = explained.tree.children[0];
  expect(selection?.children[0]?.children.map(({ label, matched, found }) => [label, matched, found])).toEqual([
    ["A equals 1", true, [1]],
    ["B endswith x", false, ["y"]],
  ]);
});

it("tries an event that came without a source with every rule, and counts it", () => {
  const { rules } = load(
    "title: t\nlogsource: {product: linux, service: auditd}\ndetection: { s: { A: 1 }, condition: s }",
  );
  const [rule] = rules;
  if (rule?.kind !== "detection") throw new Error("no rule");
  const source = { product: "windows", categories: [], services: [], known: true };
  for (const kind of ["plain", "fast"] as const) {
    const engine = compileEngine(rules, { engine: kind });
    const fired = [undefined, source].map(
      (given) => engine.match({ fields: { A: 1, Channel: "Security" }, source: given, file: "x", record: 1 }).length,
    );
    expect([fired, engine.counts()]).toMatchObject([[1, 0], { events: 2, unknownSource: 1 }]);
  }
  expect(explainMatch(rule, { fields: { A: 1 }, file: "x", record: 1 }).routing).toBe(
    "rule is for product linux, service auditd; event is perhaps nothing",
  );
});

it("mutes a rule that is over its time three times, and names it", () => {
  const { rules } = load(ruleWith("  s: {A|re: 'x.+y.+z'}\n  condition: s"));
  let now = 0;
  const clock = () => {
    now += 10;
    return now;
  };
  const engine = compileEngine(rules, { clock, budgetMs: 5 });
  const fired = [1, 2, 3, 4].map((record) => engine.match({ fields: { A: "x-y-z" }, file: "x", record }).length);
  expect(fired).toEqual([1, 1, 1, 0]);
  expect(engine.counts().muted).toMatchObject([{ title: "hostile", tookMs: 10 }]);
});

it("does not take a rule that waited on a busy machine for a slow one", () => {
  const detection = { s: { "Image|contains": "abc" }, condition: "s" };
  const text = JSON.stringify({ title: "waits", id: "0", logsource: { category: "x" }, detection });
  let now = 0;
  let work = 0;
  const mutedWhere = (worksMs: number): number => {
    const clock = () => {
      now += 40;
      work += worksMs;
      return now;
    };
    const engine = compileEngine(loadRules([{ path: "r.yml", text }]).rules, {
      clock,
      budgetMs: 30,
      workClock: () => work,
    });
    for (let record = 1; record < 6; record += 1) engine.match({ fields: { Image: "abc" }, file: "f", record });
    return engine.counts().muted.length;
  };
  expect(mutedWhere(1)).toBe(0);
  expect(mutedWhere(40)).toBe(1);
});
