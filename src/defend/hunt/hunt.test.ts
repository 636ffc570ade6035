import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileEngine, loadRules } from "#defend/detect/index.ts";
import type { Event } from "#terms/event.ts";
import type { DetectionRule } from "#terms/rule.ts";
import { AlertBook, findSuppression } from "./alert-book.ts";
import { correlateFindings } from "./correlate-findings.ts";
import { createFinder } from "./find-in-event.ts";
import type { EventFinding, RuleResult } from "./finding.ts";
import { nameResults } from "./name-results.ts";
import { findCut, piecesOf, startsWithObjects, wishedCuts } from "./plan-units.ts";
import { lintRules } from "./rules/lint-rules.ts";
import { writeSql } from "./rules/write-sql.ts";
import { selectRules } from "./select-rules.ts";

const rulesOf = (text: string) => loadRules([{ path: "r.yml", text }]).rules;

const counted = (level: string, more = "") => `title: Base
name: base
id: 7b1f2c1e-0d6b-4a61-8a1e-5c9d9f3b2a10
logsource: { category: test }
detection: { s: { A: 1 }, condition: s }
level: low
tags: [attack.t1059.001]
---
title: Often
id: 5a0e9d3c-1b7f-4c52-9d2b-6e8f7a4c3b21
correlation: { type: event_count, rules: [base], group-by: [U], timespan: 10s, condition: { gte: 2 } }
level: ${level}
${more}`;

describe("selectRules", () => {
  it("keeps what a chosen correlation counts, unreported", () => {
    const chosen = selectRules(rulesOf(counted("high")), { level: "high" });
    expect(chosen.map(({ title, reports }) => [title, reports])).toEqual([
      ["Base", false],
      ["Often", true],
    ]);
  });
  it.each([
    ["a tag above", "attack.t1059", 1],
    ["the tag itself, in any case", "ATTACK.T1059.001", 1],
    ["a tag that only begins alike", "attack.t105", 0],
  ])("chooses by %s", (_, tag, count) =>
    expect(selectRules(rulesOf(counted("low")), { tags: [tag] })).toHaveLength(count),
  );
});

const finder = (text: string) => {
  const rules = rulesOf(text);
  return { rules, find: createFinder({ engine: compileEngine(rules), rules }) };
};

const event = (record: number, seconds: number, file = "f", more: object = {}): Event => ({
  fields: { A: 1, U: "kim", ...more },
  file,
  record,
  timeMs: seconds * 1000,
});

describe("correlateFindings", () => {
  const run = (events: readonly Event[], isOneLog: boolean) => {
    const { rules, find } = finder(counted("high"));
    const correlator = correlateFindings(rules, { latenessMs: 2000, isOneLog });
    const found = events.flatMap((one) => {
      const finding = find(one);
      return finding === undefined ? [] : correlator.push(finding);
    });
    return [...found, ...correlator.end()].map(({ events: seen }) =>
      seen.map(({ file, record }) => `${file}${record}`),
    );
  };

  it("echoes the events that count", () => {
    const { rules, find } = finder(counted("high"));
    const correlator = correlateFindings(rules, { latenessMs: 2000, isOneLog: true });
    for (const one of [event(1, 1), event(2, 3)]) correlator.push(find(one) as EventFinding);
    expect(correlator.end()[0]?.events.map(({ json }) => json)).toEqual(['{"A":1,"U":"kim"}', '{"A":1,"U":"kim"}']);
  });
  it("takes one log as it stands: what comes too late does not count", () => {
    expect(run([event(1, 1), event(2, 100), event(3, 2)], true)).toEqual([]);
  });
  it("lays logs side by side by time", () => {
    const events = [event(1, 1, "a"), event(2, 100, "a"), event(1, 2, "b"), event(2, 103, "b")];
    expect(run(events, false)).toEqual([
      ["a1", "b1"],
      ["a2", "b2"],
    ]);
  });
  const year = 31_536_000;
  it("does not let one date far ahead carry its log away from the others", () => {
    const events = [
      ...[event(1, 1, "a"), event(2, 3, "a"), event(3, year, "a"), event(4, 60, "a"), event(5, 120, "a")],
      ...[event(1, 61, "b"), event(2, 121, "b")],
    ];
    expect(run(events, false)).toEqual([
      ["a1", "a2"],
      ["a4", "b1"],
      ["a5", "b2"],
    ]);
  });
  it("nor a first date that is wrong", () => {
    const events = [event(1, year, "a"), event(2, 60, "a"), event(1, 61, "b"), event(2, 300, "b"), event(3, 500, "b")];
    expect(run(events, false)).toEqual([["a2", "b1"]]);
  });
  it("follows a log over a real gap", () => {
    const events = [1, year, year + 60, year + 120].map((seconds, at) => event(at + 1, seconds, "a"));
    expect(run([...events, event(1, year + 61, "b")], false)).toEqual([["a3", "b1"]]);
  });
  it("knows what time it is from events that nothing fired on", () => {
    const { rules, find } = finder(counted("high"));
    const correlator = correlateFindings(rules, { latenessMs: 2000, isOneLog: true });
    const push = (one: Event) => correlator.push(find(one) as EventFinding);
    push(event(1, 1));
    correlator.advance("f", [2000, 3000, 9000]);
    push(event(2, 4));
    expect([correlator.end(), correlator.counts().late]).toEqual([[], 1]);
  });
  it("means the same disorder in each of several logs", () => {
    expect(run([event(1, 1, "a"), event(2, 100, "a"), event(3, 2, "a"), event(1, 500, "b")], false)).toEqual([]);
  });
});

describe("alerts", () => {
  const result = (timeS: number | undefined, host: string): RuleResult => ({
    kind: "match",
    ruleId: "r",
    title: "R",
    level: "low",
    tags: [],
    matched: [],
    event: { host, file: "f", record: 1, json: "{}", ...(timeS === undefined ? {} : { timeMs: timeS * 1000 }) },
  });
  it("one for each rule, host and window, counted", () => {
    const book = new AlertBook(3_600_000);
    for (const one of [result(0, "a"), result(10, "A"), result(5, "b"), result(4000, "a"), result(undefined, "a")])
      book.add(one);
    expect(book.alerts().map(({ host, count }) => `${host} ${count}`)).toEqual(["a 2", "b 1", "a 2"]);
  });
  it.each([
    ["its rule", { rule: "R" }, true],
    ["another rule", { rule: "S" }, false],
    ["its host in any case", { host: "A" }, true],
    ["a time after it", { rule: "r", untilMs: 11_000 }, true],
    ["a time that is past", { rule: "r", untilMs: 10_000 }, false],
  ])("suppressed by %s", (_, suppression, expected) =>
    expect(findSuppression(result(10, "a"), [suppression]) !== undefined).toBe(expected),
  );
});

describe("nameResults", () => {
  it("gives rules in their order, whatever order they fired in", () => {
    const rules = rulesOf(
      "title: One\nlogsource: {category: t}\ndetection: {s: {A: 1}, condition: s}\n---\ntitle: Two\nlogsource: {category: t}\ndetection: {s: {A: 1}, condition: s}\n",
    );
    const shown = { host: "", file: "f", record: 1, json: "{}" };
    const finding = {
      event: shown,
      fired: [
        { rule: 1, matched: [] },
        { rule: 0, matched: [] },
      ],
      seen: [],
    };
    expect(nameResults(finding, rules, []).map(({ title }) => title)).toEqual(["One", "Two"]);
  });
});

describe("pieces of a log", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  it.each([
    ["between two whole objects", 'tail}\n{"a":1}\n{"b":2}\n', 14],
    ["not inside a longer value", 'x\n{"a":1},\n{"b":2},\n', undefined],
    ["not beside a torn line", 'x\n{"a":\n1}\n', undefined],
    ["not without a second line", 'x\n{"a":1}\n', undefined],
  ])("are cut %s", (_, text, at) => expect(findCut(bytes(text))).toBe(at));
  it("are cut only where the log begins with an object", () => {
    expect([
      startsWithObjects(bytes('{"a":1}\n')),
      startsWithObjects(bytes("#fields\n")),
      startsWithObjects(bytes("[")),
    ]).toEqual([true, false, false]);
  });
  it("cover the log, each byte once", () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 9 }), (size) => {
        const pieces = piecesOf(wishedCuts(size), size);
        expect(pieces[0]?.from).toBe(0);
        expect(pieces.at(-1)?.until).toBe(size);
        expect(pieces.slice(1).every(({ from }, index) => from === pieces[index]?.until)).toBe(true);
      }),
      { seed: 4, numRuns: 50 },
    ));
});

it("remarks on what a rule lacks, each with its reason", () => {
  const [first] = rulesOf(
    "title: T\nlogsource: {category: t}\ndetection: {k: ['ab'], s: {A|contains: x}, condition: k or s}\n",
  );
  const types = lintRules(first === undefined ? [] : [first]).map(({ type }) => type);
  expect(types).toEqual([
    "NoStatus",
    "NoDescription",
    "NoTechnique",
    "NoFalsePositives",
    "NoDate",
    "ShortKeyword",
    "ShortText",
  ]);
});

describe("SQL", () => {
  it("keeps foreign text inside its quotes", () => {
    const [rule] = rulesOf(
      `title: "a\\nDROP TABLE x; --"\nlogsource: {category: t}\ndetection: {s: {'x" OR 1=1 --': "'; DROP TABLE x; --"}, condition: s}`,
    );
    const query = writeSql(rule as DetectionRule, "postgresql", 'e"v');
    expect(query.ok && query.value.sql.split("\n").filter((line) => !line.startsWith("--"))).toEqual([
      `SELECT * FROM "e""v" WHERE COALESCE(lower(CAST("x"" OR 1=1 --" AS TEXT)) = '''; drop table x; --', FALSE);`,
      "",
    ]);
  });

  it("refuses correlations, and what a database cannot run", () => {
    const look = "title: L\nlogsource: {category: t}\ndetection: { s: { 'A|re': 'a(?=b)' }, condition: s }";
    const long = "title: N\nlogsource: {category: t}\ndetection: { s: { 'A|re': 'a{300}' }, condition: s }";
    const refused = (text: string, at: number, dialect: "duckdb" | "postgresql") => {
      const query = writeSql(rulesOf(text)[at] as DetectionRule, dialect, "e");
      return query.ok ? "taken" : query.error;
    };
    expect([refused(look, 0, "postgresql"), refused(long, 0, "duckdb")]).toEqual(["taken", "taken"]);
    expect([refused(counted("low"), 1, "duckdb"), refused(look, 0, "duckdb"), refused(long, 0, "postgresql")]).toEqual([
      "a correlation: run it over the matches of its rules",
      "an expression with lookaround, which RE2 has not",
      "an expression that repeats more than 255 times",
    ]);
  });
});
