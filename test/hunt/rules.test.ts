/**
 * Every rule we ship loads without a fault, fires on the events of its case file that it should and on no other, and has
 * cases that notice when any part of it is gone.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { lintRules } from "#defend/hunt/index.ts";
import {
  type CaseOutcome,
  caseHolds,
  mutantsOf,
  type PreparedCase,
  readRule,
  readRuleCases,
  ruleFiles,
  runRuleCase,
} from "./run-rule-case.ts";

const files = ruleFiles();

const attack = JSON.parse(readFileSync(new URL("../../data/attack/attack.json", import.meta.url), "utf8")) as {
  readonly objects: readonly string[];
};
const known = new Set(
  attack.objects
    .map((line) => line.split("|"))
    .filter((cells) => cells.at(-1) === "live")
    .map(([id]) => id?.toLowerCase()),
);

const fires = (one: PreparedCase): number => new Set(one.expect ?? one.alerts).size;
const isQuiet = (one: PreparedCase, id: string): boolean => !(one.expect ?? one.alerts ?? []).includes(id);

describe.each(files)("%s", (file) => {
  const loaded = readRule(file);
  const cases = readRuleCases(file);
  const isCorrelation = loaded.rules.some(({ kind }) => kind === "correlation");

  it("loads whole and leaves nothing to remark", () => {
    expect([...loaded.faults, ...loaded.unsupported, ...lintRules(loaded.rules)]).toEqual([]);
    expect(loaded.rules.filter(({ reports }) => reports)).toHaveLength(1);
  });

  it("says who wrote it and what it is for, and names techniques that ATT&CK has", () => {
    for (const rule of loaded.rules) {
      expect([rule.author, rule.status]).toEqual(["Watchfloor", "experimental"]);
      expect(rule.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(rule.fields.length).toBeGreaterThan(0);
      const techniques = rule.tags.map((tag) => tag.replace("attack.", "")).filter((tag) => /^[ts]\d/.test(tag));
      expect(techniques.filter((id) => !known.has(id))).toEqual([]);
    }
  });

  it("has at least three events that fire and four that do not", () => {
    const quiet = cases.flatMap((one) => one.events.filter(({ id }) => isQuiet(one, id)));
    const fired = cases.reduce((sum, one) => sum + fires(one), 0);
    expect(fired).toBeGreaterThanOrEqual(isCorrelation ? 1 : 3);
    expect(quiet.length).toBeGreaterThanOrEqual(4);
  });

  it.each(cases.map((one) => [one.case, one] as const))("%s", (_, one) => {
    for (const kind of ["plain", "fast"] as const) {
      const found = runRuleCase(loaded.rules, one, kind);
      const expected: CaseOutcome = { fired: one.expect ?? found.fired, alerts: one.alerts ?? found.alerts };
      expect(found).toEqual(expected);
      expect(one.expect === undefined && one.alerts === undefined).toBe(false);
    }
  });

  it("has a case that notices each change to it", () => {
    const unnoticed = mutantsOf(loaded.rules).filter(({ rules }) => cases.every((one) => caseHolds(rules, one)));
    expect(unnoticed.map(({ name }) => name)).toEqual([]);
  });
});

it("gives every rule an id and title of its own", () => {
  const rules = files.flatMap((file) => readRule(file).rules);
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  expect(new Set(rules.map(({ title }) => title)).size).toBe(rules.length);
});
