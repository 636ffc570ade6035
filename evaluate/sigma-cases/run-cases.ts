/**
 * Runs case files of `test/cases/detect/*.yaml`: rules and events, and what must come of them, through both engines.
 *
 * A case gives `detection` (the section alone) or `rules` (whole documents), `events` (each with an `id`; `at`, `raw`,
 * `source` and `taxonomy` are not fields; without the last two they are what `observe` says of them) and any of: `expect`, ids of events on which some rule fires; `fires`, titles by
 * id; `alerts` of correlations; `faults` and `unsupported`, types that must be reported, no others; `evidence` of the
 * first match. Correlations are run in the order given and, within the lateness, shuffled; both must agree.
 */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import {
  type Correlator,
  compileEngine,
  createCorrelator,
  type LoadedRules,
  loadRules,
  parsePipelines,
} from "../../src/defend/detect/index.ts";
import { observeAll } from "../../src/defend/observe/index.ts";
import type { Event, EventFields, FieldTaxonomy, LogSourceFacts } from "../../src/terms/event.ts";
import type { CorrelationMatch } from "../../src/terms/match.ts";

interface CaseEvent {
  readonly id: string;
  /** Seconds from the start, or a time. */
  readonly at?: number;
  readonly raw?: string;
  readonly source?: Partial<LogSourceFacts>;
  readonly taxonomy?: FieldTaxonomy;
  readonly [field: string]: unknown;
}

interface ExpectedAlert {
  readonly rule: string;
  readonly group?: readonly string[];
  readonly events?: readonly string[];
  readonly measure?: number;
}

export interface DetectCase {
  readonly case: string;
  readonly detection?: string;
  readonly rules?: string;
  readonly pipeline?: string;
  readonly placeholders?: Readonly<Record<string, readonly string[]>>;
  readonly events?: readonly CaseEvent[];
  readonly latenessS?: number;
  readonly maxBytes?: number;
  readonly expect?: readonly string[];
  readonly fires?: Readonly<Record<string, readonly string[]>>;
  readonly alerts?: readonly ExpectedAlert[];
  readonly faults?: readonly string[];
  readonly unsupported?: readonly string[];
  readonly places?: readonly string[];
  readonly counts?: Readonly<Record<string, number>>;
  readonly evidence?: readonly string[];
}

const startMs = Date.UTC(2026, 0, 15, 10, 0, 0);
const notFields = new Set(["id", "at", "raw", "source", "taxonomy"]);

const asRead = (fields: EventFields): Pick<Event, "source" | "taxonomy"> => {
  const [event] = observeAll(Buffer.from(JSON.stringify(fields)), { file: "case" }).events;
  return { source: event?.source, taxonomy: event?.taxonomy };
};

const toEvent = (given: CaseEvent, index: number): Event => {
  const fields = Object.fromEntries(Object.entries(given).filter(([key]) => !notFields.has(key))) as EventFields;
  const { raw, source, taxonomy, at } = given;
  const asWritten = source === undefined && taxonomy === undefined ? asRead(fields) : {};
  return {
    fields,
    file: "case",
    record: index + 1,
    ...asWritten,
    ...(at === undefined ? {} : { timeMs: startMs + Math.round(at * 1000) }),
    ...(raw === undefined ? {} : { raw }),
    ...(taxonomy === undefined ? {} : { taxonomy }),
    ...(source === undefined ? {} : { source: { categories: [], services: [], known: true, ...source } }),
  };
};

const indent = (text: string): string => text.replace(/^(?=.)/gm, "  ");

const ruleText = (one: DetectCase): string =>
  one.rules ?? `title: case\nlogsource: {category: test}\ndetection:\n${indent(one.detection ?? "")}`;

const loadCase = (one: DetectCase): LoadedRules => {
  const pipelines =
    one.pipeline === undefined ? [] : parsePipelines([{ path: "pipeline.yml", text: one.pipeline }]).pipelines;
  return loadRules([{ path: "case.yml", text: ruleText(one) }], {
    pipelines,
    placeholders: new Map(Object.entries(one.placeholders ?? {})),
  });
};

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const differs = (what: string, expected: unknown, found: unknown): string[] =>
  same(expected, found) ? [] : [`${what}: expected ${JSON.stringify(expected)} but found ${JSON.stringify(found)}`];

const checkLoad = (one: DetectCase, loaded: LoadedRules): string[] => {
  const faults = [...new Set(loaded.faults.map(({ type }) => type))].sort();
  const unsupported = [...new Set(loaded.unsupported.map(({ type }) => type))].sort();
  const places = loaded.faults.map(({ file, line, column }) => `${file}:${line}:${column}`);
  return [
    ...differs("faults", [...(one.faults ?? [])].sort(), faults),
    ...differs("unsupported", [...(one.unsupported ?? [])].sort(), unsupported),
    ...(one.places === undefined ? [] : differs("places", one.places, places)),
  ];
};

const checkFiring = (one: DetectCase, loaded: LoadedRules, kind: "plain" | "fast"): string[] => {
  const engine = compileEngine(loaded.rules, { engine: kind });
  const ids: string[] = [];
  const titles: Record<string, string[]> = {};
  let evidence: string[] | undefined;
  for (const [index, given] of (one.events ?? []).entries()) {
    const matches = engine.match(toEvent(given, index)).filter(({ rule }) => rule.reports || one.fires !== undefined);
    const [first] = matches;
    if (first === undefined) continue;
    ids.push(given.id);
    titles[given.id] = matches.map(({ rule }) => rule.title);
    evidence ??= first.evidence.flatMap(({ selection, fields }) =>
      fields.map(({ field, asked, values }) => `${selection}: ${field} ${asked} = ${values.join(", ")}`),
    );
  }
  return [
    ...(one.expect === undefined ? [] : differs(`${kind} engine`, one.expect, ids)),
    ...(one.fires === undefined ? [] : differs(`${kind} engine`, one.fires, titles)),
    ...(one.evidence === undefined ? [] : differs("evidence", one.evidence, evidence ?? [])),
  ];
};

const describeAlert = (
  alert: CorrelationMatch,
  expected: ExpectedAlert | undefined,
  ids: readonly string[],
): ExpectedAlert => ({
  rule: alert.rule.title,
  ...(expected?.group === undefined ? {} : { group: alert.group.map(({ value }) => value) }),
  ...(expected?.events === undefined ? {} : { events: alert.events.map(({ record }) => ids[record - 1] ?? "?") }),
  ...(expected?.measure === undefined ? {} : { measure: alert.measure }),
});

/** A fixed shuffle that moves nothing by more than the lateness. */
const disorder = (events: readonly Event[], latenessMs: number): Event[] =>
  events
    .map((event, index) => ({ event, key: (event.timeMs ?? 0) + ((index * 7919) % 10) * (latenessMs / 10.1) }))
    .sort((one, other) => one.key - other.key)
    .map(({ event }) => event);

const correlate = (one: DetectCase, loaded: LoadedRules, events: readonly Event[], resumeAt: number | undefined) => {
  const engine = compileEngine(loaded.rules);
  const latenessMs = (one.latenessS ?? 2) * 1000;
  const options = { latenessMs, ...(one.maxBytes === undefined ? {} : { maxBytes: one.maxBytes }) };
  let correlator: Correlator = createCorrelator(loaded.rules, options);
  const found: CorrelationMatch[] = [];
  for (const [index, event] of events.entries()) {
    if (index === resumeAt) {
      const resume = JSON.parse(JSON.stringify(correlator.snapshot())) as ReturnType<Correlator["snapshot"]>;
      correlator = createCorrelator(loaded.rules, { ...options, resume });
    }
    found.push(...correlator.push(engine.match(event)));
  }
  found.push(...correlator.flush());
  return { found, counts: correlator.counts() };
};

const checkAlerts = (one: DetectCase, loaded: LoadedRules): string[] => {
  if (one.alerts === undefined) return [];
  const expected = one.alerts;
  const ids = (one.events ?? []).map(({ id }) => id);
  const events = (one.events ?? []).map(toEvent);
  const latenessMs = (one.latenessS ?? 2) * 1000;
  const timed = events.every(({ timeMs }) => timeMs !== undefined);
  const orders: [string, readonly Event[], number | undefined][] = [["in order", events, undefined]];
  if (one.maxBytes === undefined) orders.push(["resumed", events, Math.floor(events.length / 2)]);
  if (timed && one.counts === undefined) orders.push(["shuffled", disorder(events, latenessMs), undefined]);
  return orders.flatMap(([name, order, resumeAt]) => {
    const { found, counts } = correlate(one, loaded, order, resumeAt);
    const shown = found.map((alert, index) => describeAlert(alert, expected[index], ids));
    const wanted = Object.keys(one.counts ?? {});
    const counted = Object.fromEntries(wanted.map((key) => [key, Reflect.get(counts, key) as number]));
    return [
      ...differs(`alerts ${name}`, expected, shown),
      ...(one.counts === undefined ? [] : differs(`counts ${name}`, one.counts, counted)),
    ];
  });
};

/** What is wrong; empty when the case passes. */
export const runCase = (one: DetectCase): string[] => {
  const loaded = loadCase(one);
  return [
    ...checkLoad(one, loaded),
    ...checkFiring(one, loaded, "plain"),
    ...checkFiring(one, loaded, "fast"),
    ...checkAlerts(one, loaded),
  ];
};

export const readCases = async (folder: string): Promise<{ readonly file: string; readonly case: DetectCase }[]> => {
  const files = (await readdir(folder)).filter((name) => name.endsWith(".yaml")).sort();
  const cases: { file: string; case: DetectCase }[] = [];
  for (const file of files) {
    const list = parse(await readFile(join(folder, file), "utf8"), { maxAliasCount: 100 }) as DetectCase[];
    for (const one of list) cases.push({ file, case: one });
  }
  return cases;
};
