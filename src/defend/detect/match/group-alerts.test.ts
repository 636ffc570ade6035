/** Matches grouped for a person. */
import { expect, it } from "vitest";
import type { Event } from "#terms/event.ts";
import { compileEngine } from "../engine.ts";
import { loadRules } from "../load-rules.ts";
import { groupAlerts } from "./group-alerts.ts";

const { rules } = loadRules([
  {
    path: "r.yml",
    text: "title: One\nid: one\nlevel: high\nlogsource: {category: test}\ndetection: { s: { A: 1 }, condition: s }",
  },
]);
const engine = compileEngine(rules);
const minute = 60_000;
const at = (minutes: number | undefined, Computer: string, record: number): Event => ({
  fields: { A: 1, Computer },
  file: "f",
  record,
  ...(minutes === undefined ? {} : { timeMs: minutes * minute }),
});
const matches = [
  at(0, "A", 1),
  at(5, "a", 2),
  at(10, "B", 3),
  at(70, "A", 4),
  at(undefined, "C", 5),
  at(undefined, "C", 6),
].flatMap((event) => engine.match(event));

it("makes one alert of a rule, a host and an hour", () => {
  const { alerts } = groupAlerts(matches);
  expect(alerts.map(({ host, count, fromMs, untilMs }) => [host, count, fromMs, untilMs])).toEqual([
    ["A", 2, 0, 5 * minute],
    ["B", 1, 10 * minute, 10 * minute],
    ["A", 1, 70 * minute, 70 * minute],
    ["C", 2, undefined, undefined],
  ]);
});

it("keeps the number of what it does not keep", () => {
  const { alerts } = groupAlerts(matches, { maxMatches: 1, windowMs: 100 * minute });
  expect(alerts.map(({ count, matches: kept }) => [count, kept.length])).toEqual([
    [3, 1],
    [1, 1],
    [2, 1],
  ]);
});

it.each([
  ["a rule on one host", { rule: "one", host: "a" }, 3, 2],
  ["a rule by its title", { rule: "One" }, 6, 0],
  ["a host until a time", { host: "A", untilMs: minute }, 1, 4],
])("suppresses %s and counts it", (_, suppression, suppressed, alertCount) => {
  const { alerts, suppressedByRule } = groupAlerts(matches, { suppressions: [suppression] });
  expect(suppressedByRule.get("one")).toBe(suppressed);
  expect(alerts.length).toBe(alertCount);
});
