/**
 * Case files of `rules/`: events that a rule must and must not fire on, and mutants of the rule, which some case must notice.
 *
 * An event is a record as its log would hold it: fields (then read as JSON), or `line`, text of the case's `format`. What the
 * case has `given` stands in each event. `at` is its time in seconds; `repeat` writes it so many times, `every` seconds
 * apart, with `{n}` in its texts the number of the repetition. `expect` names the events a rule fires on, `alerts` those that
 * end each alert of a correlation.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { compileEngine, createCorrelator, type LoadedRules, loadRules } from "#defend/detect/index.ts";
import { type LogFormat, observeAll } from "#defend/observe/index.ts";
import type { Event } from "#terms/event.ts";
import type { Rule, RuleNode } from "#terms/rule.ts";

type Fields = Readonly<Record<string, unknown>>;

interface CaseEvent {
  readonly id: string;
  readonly at?: number;
  readonly repeat?: number;
  readonly every?: number;
  readonly line?: string;
  readonly [field: string]: unknown;
}

export interface RuleCase {
  readonly case: string;
  readonly format?: LogFormat;
  /** Lines before the events: the header of a format that has one. */
  readonly header?: string;
  readonly given?: Fields;
  readonly events: readonly CaseEvent[];
  readonly expect?: readonly string[];
  readonly alerts?: readonly string[];
}

export interface PreparedCase extends RuleCase {
  readonly observed: readonly { readonly id: string; readonly event: Event }[];
}

const rulesRoot = fileURLToPath(new URL("../../rules", import.meta.url));

export const ruleFiles = (): readonly string[] =>
  readdirSync(rulesRoot, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".yml"))
    .sort();

export const readRule = (file: string): LoadedRules =>
  loadRules([{ path: file, text: readFileSync(join(rulesRoot, file), "utf8") }]);

const startMs = Date.UTC(2026, 0, 15, 10, 0, 0);
const control = new Set(["id", "at", "repeat", "every", "line"]);

interface Written {
  readonly id: string;
  readonly at: number | undefined;
  readonly text: string;
}

const writeEvent = (one: RuleCase, event: CaseEvent): Written[] => {
  const { id, at, repeat = 1, every = 0, line } = event;
  const own = Object.entries(event).filter(([name]) => !control.has(name));
  const text = line ?? JSON.stringify({ ...one.given, ...Object.fromEntries(own) });
  return Array.from({ length: repeat }, (_, index) => ({
    id,
    at: at === undefined ? undefined : at + index * every,
    text: text.replaceAll("{n}", String(index + 1)),
  }));
};

/** As a log would bring them: told what they are by what they hold. */
const prepareCase = (one: RuleCase): PreparedCase => {
  const written = one.events.flatMap((event) => writeEvent(one, event));
  const header = one.header === undefined ? [] : [one.header.trimEnd()];
  const text = [...header, ...written.map((event) => event.text.trimEnd()), ""].join("\n");
  const hints = { file: "case", format: one.format ?? "json", year: 2026 };
  const { events } = observeAll(new TextEncoder().encode(text), hints);
  if (events.length !== written.length)
    throw new Error(`Expected ${written.length} events but found ${events.length} in the case "${one.case}"`);
  const observed = events.flatMap((event, index) => {
    const from = written[index];
    if (from === undefined) return [];
    const timed = from.at === undefined ? event : { ...event, timeMs: startMs + Math.round(from.at * 1000) };
    return [{ id: from.id, event: timed }];
  });
  return { ...one, observed };
};

export const readRuleCases = (file: string): readonly PreparedCase[] => {
  const text = readFileSync(join(rulesRoot, file.replace(/\.yml$/, ".cases.yaml")), "utf8");
  return (parse(text) as RuleCase[]).map(prepareCase);
};

export interface CaseOutcome {
  readonly fired: readonly string[];
  readonly alerts: readonly string[];
}

/** What the rules do on the events of a case: ids in order, each once. */
export const runRuleCase = (
  rules: readonly Rule[],
  { observed }: PreparedCase,
  engineKind: "plain" | "fast",
): CaseOutcome => {
  const engine = compileEngine(rules, { engine: engineKind });
  const correlator = createCorrelator(rules);
  const fired = new Set<string>();
  const found = observed.flatMap(({ id, event }) => {
    const matches = engine.match(event);
    if (matches.some(({ rule }) => rule.reports)) fired.add(id);
    return correlator.push(matches);
  });
  found.push(...correlator.flush());
  const alerts = found.map(({ events }) => observed[(events.at(-1)?.record ?? 0) - 1]?.id ?? "?");
  return { fired: [...fired], alerts };
};

/** Whether the case sees nothing amiss. */
export const caseHolds = (rules: readonly Rule[], one: PreparedCase): boolean => {
  const { fired, alerts } = runRuleCase(rules, one, "plain");
  const same = (expected: readonly string[] | undefined, found: readonly string[]) =>
    expected === undefined || JSON.stringify(expected) === JSON.stringify(found);
  return same(one.expect, fired) && same(one.alerts, alerts);
};

export interface Mutant {
  readonly name: string;
  readonly rules: readonly Rule[];
}

const constant = (value: boolean): RuleNode => ({ kind: "constant", value, reason: "mutant" });

type Change = readonly [name: string, node: RuleNode];

const fieldOf = (node: RuleNode): string => {
  if (node.kind === "atom") return node.atom.field ?? "keyword";
  if (node.kind === "constant") return "constant";
  const first = "children" in node ? node.children[0] : node.child;
  return first === undefined ? "nothing" : fieldOf(first);
};

/** Whether alternatives ask different fields; values of one field are a list, judged as a whole. */
const isSplit = (children: readonly RuleNode[]): boolean => new Set(children.map(fieldOf)).size > 1;

/** Each tree that differs from this one in one selection (held to be always or never so) or one field of a selection. */
const changesOf = (node: RuleNode, inside: string): Change[] => {
  if (node.kind === "atom" || node.kind === "constant") return [];
  if (node.kind === "not") return changesOf(node.child, inside).map(([name, child]) => [name, { ...node, child }]);
  if (node.kind === "selection") {
    const whole: Change[] = [
      [`${node.name} always holds`, { ...node, child: constant(true) }],
      [`${node.name} never holds`, { ...node, child: constant(false) }],
    ];
    const within = changesOf(node.child, node.name).map(([name, child]): Change => [name, { ...node, child }]);
    return [...whole, ...within];
  }
  return node.children.flatMap((child, index): Change[] => {
    const replace = (other: RuleNode): RuleNode => ({ ...node, children: node.children.with(index, other) });
    const inner = changesOf(child, inside).map(([name, other]): Change => [name, replace(other)]);
    if (inside === "" || child.kind === "selection" || node.children.length === 1) return inner;
    const place = `${inside}, ${fieldOf(child)} (${index + 1} of ${node.kind})`;
    if (node.kind === "and") return [[`${place} is not asked for`, replace(constant(true))], ...inner];
    return isSplit(node.children) ? [[`${place} is left out`, replace(constant(false))], ...inner] : inner;
  });
};

const mutantsOfRule = (rule: Rule): readonly (readonly [string, Rule])[] => {
  if (rule.kind === "detection")
    return changesOf(rule.condition, "").map(([name, condition]) => [`${rule.title}: ${name}`, { ...rule, condition }]);
  const bounds = (by: number) => rule.bounds.map((bound) => ({ ...bound, value: bound.value + by }));
  const counted: (readonly [string, Rule])[] =
    rule.bounds.length === 0
      ? []
      : [
          ["asks for one more", { ...rule, bounds: bounds(1) }],
          ["asks for one less", { ...rule, bounds: bounds(-1) }],
        ];
  return [
    ...counted,
    ["takes twice the time", { ...rule, timespanMs: rule.timespanMs * 2 }],
    ["takes half the time", { ...rule, timespanMs: rule.timespanMs / 2 }],
    ...(rule.groupBy.length === 0 ? [] : [["groups nothing", { ...rule, groupBy: [], aliases: {} }] as const]),
  ];
};

/** The rules of a file with one thing in one of them changed. */
export const mutantsOf = (rules: readonly Rule[]): readonly Mutant[] =>
  rules.flatMap((rule, index) =>
    mutantsOfRule(rule).map(([name, other]) => ({ name, rules: rules.with(index, other) })),
  );
