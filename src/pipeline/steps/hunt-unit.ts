/**
 * One part of a hunt: a log, or a piece of one, through rules and indicators. Runs in the main thread or in another; what it
 * tells is plain data, in order.
 */
import { compileEngine } from "#defend/detect/index.ts";
import {
  createFinder,
  type EventFinding,
  type FindInEvent,
  type Indicator,
  type RuleChoice,
  selectRules,
  watchIndicators,
} from "#defend/hunt/index.ts";
import { type ObserveReport, observeStream } from "#defend/observe/index.ts";
import { type LogSource, openLog } from "#outside/open-log.ts";
import type { Event } from "#terms/event.ts";
import type { Loss } from "#terms/loss.ts";
import type { Rule } from "#terms/rule.ts";
import { type RuleTexts, rulesOfTexts } from "./load-rules.ts";

export interface HuntSetup {
  readonly texts: RuleTexts;
  readonly choice: RuleChoice;
  readonly indicators: readonly Indicator[];
  readonly fromMs?: number | undefined;
  readonly untilMs?: number | undefined;
}

export interface HuntUnit {
  readonly source: LogSource;
  /** When the log was collected, for times written without a year. */
  readonly latestMs?: number;
}

export interface MutedRule {
  readonly title: string;
  readonly file: string;
}

export type UnitNews =
  | {
      readonly kind: "found";
      readonly findings: readonly EventFinding[];
      readonly events: number;
      readonly bytes: number;
    }
  | { readonly kind: "log"; readonly file: string; readonly report: ObserveReport; readonly untimed: number }
  | { readonly kind: "loss"; readonly loss: Loss }
  /** Sightings of indicators that are not alarmed on, by the indicator's place. */
  | { readonly kind: "warned"; readonly counts: readonly (readonly [number, number])[] }
  | { readonly kind: "muted"; readonly rules: readonly MutedRule[] };

export type HuntInUnit = (unit: HuntUnit) => AsyncGenerator<UnitNews>;

/** Findings of one message: enough to be worth it, few enough to be taken at once. */
const mostFindings = 500;
const newsEveryBytes = 4 * 1024 * 1024;

interface Scan {
  readonly find: FindInEvent;
  readonly isWanted: (event: Event) => boolean;
}

const scanLog = async function* (
  batches: AsyncIterable<readonly Event[]>,
  { find, isWanted }: Scan,
  takeBytes: () => number,
): AsyncGenerator<UnitNews> {
  let findings: EventFinding[] = [];
  let events = 0;
  let bytes = 0;
  for await (const batch of batches) {
    events += batch.length;
    bytes += takeBytes();
    for (const event of batch) {
      if (!isWanted(event)) continue;
      const finding = find(event);
      if (finding !== undefined) findings.push(finding);
    }
    if (findings.length === 0 && bytes < newsEveryBytes) continue;
    for (let at = 0; at < Math.max(1, findings.length); at += mostFindings) {
      const some = findings.slice(at, at + mostFindings);
      yield { kind: "found", findings: some, events: at === 0 ? events : 0, bytes: at === 0 ? bytes : 0 };
    }
    findings = [];
    events = 0;
    bytes = 0;
  }
  yield { kind: "found", findings, events, bytes: bytes + takeBytes() };
};

export const hunterOf = (
  rules: readonly Rule[],
  { fromMs, untilMs, indicators }: Omit<HuntSetup, "texts" | "choice">,
  signal?: AbortSignal,
): HuntInUnit => {
  const engine = compileEngine(rules, { clock: () => performance.now() });
  const watch = indicators.length === 0 ? undefined : watchIndicators(indicators);
  const find = createFinder({ engine, rules, ...(watch === undefined ? {} : { seeIndicators: watch.see }) });
  const isBounded = fromMs !== undefined || untilMs !== undefined;
  let mutedTold = 0;
  return async function* (unit) {
    let bytes = 0;
    const takeBytes = (): number => {
      const taken = bytes;
      bytes = 0;
      return taken;
    };
    const count = (more: number): void => {
      bytes += more;
    };
    for await (const opened of openLog(unit.source, { onBytes: count, signal })) {
      if (opened.kind === "loss") {
        yield opened;
        continue;
      }
      let untimed = 0;
      const isWanted = ({ timeMs }: Event): boolean => {
        if (!isBounded) return true;
        if (timeMs === undefined) untimed += 1;
        return timeMs !== undefined && timeMs >= (fromMs ?? timeMs) && timeMs < (untilMs ?? Number.POSITIVE_INFINITY);
      };
      const hints = { file: opened.name, ...(unit.latestMs === undefined ? {} : { latestMs: unit.latestMs }) };
      const observed = observeStream(opened.chunks, hints);
      yield* scanLog(observed.batches, { find, isWanted }, takeBytes);
      yield { kind: "log", file: opened.name, report: observed.report(), untimed };
    }
    const warned = watch?.takeWarned() ?? [];
    if (warned.length > 0) yield { kind: "warned", counts: warned };
    const { muted } = engine.counts();
    if (muted.length > mutedTold) {
      mutedTold = muted.length;
      yield { kind: "muted", rules: muted.map(({ title, file }) => ({ title, file })) };
    }
  };
};

/** The same in another thread, which reads the rules for itself. */
export const createHunter = (setup: HuntSetup): HuntInUnit =>
  hunterOf(selectRules(rulesOfTexts(setup.texts).rules, setup.choice), setup);
