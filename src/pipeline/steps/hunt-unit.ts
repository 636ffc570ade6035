/**
 * One part of a hunt: a log, a piece of one, or an hour of kept events, through rules and indicators. Runs in the main thread or in another; what it
 * tells is plain data, in order.
 */
import { compileEngine, createKindGate, createLineGate } from "#defend/detect/index.ts";
import { createFinder, type Indicator, watchIndicators } from "#defend/hunt/index.ts";
import {
  aliasesOfPeeked,
  type ObserveReport,
  observeStream,
  peekedNames,
  sourceOfPeeked,
} from "#defend/observe/index.ts";
import { type LogSource, openLog } from "#outside/open-log.ts";
import type { Event } from "#terms/event.ts";
import type { Loss } from "#terms/loss.ts";
import type { Rule } from "#terms/rule.ts";
import { createPartitionHunter, type KeptSource } from "./hunt-kept.ts";
import { type FoundNews, scanEvents } from "./scan-events.ts";

export interface HuntSetup {
  /** Those of the level and tags wanted, as JSON. */
  readonly rules: string;
  readonly indicators: readonly Indicator[];
  readonly fromMs?: number | undefined;
  readonly untilMs?: number | undefined;
}

export interface HuntUnit {
  readonly source: LogSource;
  /** Not a log but an hour of kept events. */
  readonly kept?: KeptSource;
  /** When the log was collected, for times written without a year. */
  readonly latestMs?: number;
}

export interface MutedRule {
  readonly title: string;
  readonly file: string;
}

export type UnitNews =
  | FoundNews
  | { readonly kind: "log"; readonly file: string; readonly report: ObserveReport; readonly untimed: number }
  | { readonly kind: "loss"; readonly loss: Loss }
  /** Sightings of indicators that are not alarmed on, by the indicator's place. */
  | { readonly kind: "warned"; readonly counts: readonly (readonly [number, number])[] }
  | { readonly kind: "muted"; readonly rules: readonly MutedRule[] };

export type HuntInUnit = (unit: HuntUnit) => AsyncGenerator<UnitNews>;

const workClock = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

export const hunterOf = (
  rules: readonly Rule[],
  { fromMs, untilMs, indicators }: Omit<HuntSetup, "rules">,
  signal?: AbortSignal,
): HuntInUnit => {
  const engine = compileEngine(rules, { clock: () => performance.now(), workClock, aliasesOf: aliasesOfPeeked });
  const watch = indicators.length === 0 ? undefined : watchIndicators(indicators);
  const find = createFinder({ engine, rules, ...(watch === undefined ? {} : { seeIndicators: watch.see }) });
  const tellsTime = rules.some(({ kind }) => kind === "correlation");
  const isBounded = fromMs !== undefined || untilMs !== undefined;
  const isWithin = ({ timeMs }: Event): boolean =>
    timeMs !== undefined && timeMs >= (fromMs ?? timeMs) && timeMs < (untilMs ?? Number.POSITIVE_INFINITY);
  // Lines that no rule can fire on need not be parsed, where nothing else is asked of them: their time, or indicators.
  const isGated = watch === undefined && !tellsTime && !isBounded;
  const gate = isGated ? (createLineGate(rules) ?? createKindGate(engine, peekedNames, sourceOfPeeked)) : undefined;
  const huntLog = async function* (unit: HuntUnit): AsyncGenerator<UnitNews> {
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
      const isWanted = (event: Event): boolean => {
        if (!isBounded) return true;
        if (event.timeMs === undefined) untimed += 1;
        return isWithin(event);
      };
      const hints = {
        file: opened.name,
        ...(unit.latestMs === undefined ? {} : { latestMs: unit.latestMs }),
        ...(gate === undefined ? {} : { isWanted: gate }),
      };
      const observed = observeStream(opened.chunks, hints);
      yield* scanEvents(observed.batches, { file: opened.name, find, isWanted, takeBytes, tellsTime });
      yield { kind: "log", file: opened.name, report: observed.report(), untimed };
    }
  };
  const huntKept = createPartitionHunter({ rules, indicators, fromMs, untilMs, find, isWithin, signal });
  let mutedTold = 0;
  return async function* (unit) {
    yield* unit.kept === undefined ? huntLog(unit) : huntKept(unit.kept, unit.source);
    const warned = watch?.takeWarned() ?? [];
    if (warned.length > 0) yield { kind: "warned", counts: warned };
    const { muted } = engine.counts();
    if (muted.length > mutedTold) {
      mutedTold = muted.length;
      yield { kind: "muted", rules: muted.map(({ title, file }) => ({ title, file })) };
    }
  };
};

/** The same in another thread. */
export const createHunter = (setup: HuntSetup): HuntInUnit =>
  hunterOf(JSON.parse(setup.rules) as readonly Rule[], setup);
