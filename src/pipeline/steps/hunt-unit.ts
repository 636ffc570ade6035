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
      readonly file: string;
      readonly findings: readonly EventFinding[];
      /** Times of the events that no correlation counts, where there are correlations. */
      readonly timesMs: Float64Array;
      /** For each finding, how many of those came before it. */
      readonly before: readonly number[];
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
  readonly file: string;
  readonly find: FindInEvent;
  readonly isWanted: (event: Event) => boolean;
  readonly takeBytes: () => number;
  /** Whether correlations have to know what time it is. */
  readonly tellsTime: boolean;
}

type FoundNews = UnitNews & { readonly kind: "found" };

/** What goes into the next message. */
class FoundBook {
  readonly #scan: Scan;
  #findings: EventFinding[] = [];
  #before: number[] = [];
  #timesMs: number[] = [];
  #events = 0;
  #bytes = 0;

  constructor(scan: Scan) {
    this.#scan = scan;
  }

  /** Looks at one event. @returns whether there is enough for a message */
  look(event: Event): boolean {
    this.#events += 1;
    if (!this.#scan.isWanted(event)) return false;
    const finding = this.#scan.find(event);
    if (finding !== undefined) {
      this.#findings.push(finding);
      this.#before.push(this.#timesMs.length);
    }
    if (this.#scan.tellsTime && finding?.correlated === undefined && event.timeMs !== undefined)
      this.#timesMs.push(event.timeMs);
    return this.#findings.length >= mostFindings;
  }

  /** At the end of a batch. */
  isWorthTelling(): boolean {
    this.#bytes += this.#scan.takeBytes();
    return this.#findings.length > 0 || this.#bytes >= newsEveryBytes;
  }

  take(): FoundNews {
    const { file, takeBytes } = this.#scan;
    const news: FoundNews = {
      kind: "found",
      file,
      findings: this.#findings,
      timesMs: Float64Array.from(this.#timesMs),
      before: this.#before,
      events: this.#events,
      bytes: this.#bytes + takeBytes(),
    };
    this.#findings = [];
    this.#before = [];
    this.#timesMs = [];
    this.#events = 0;
    this.#bytes = 0;
    return news;
  }
}

const scanLog = async function* (batches: AsyncIterable<readonly Event[]>, scan: Scan): AsyncGenerator<UnitNews> {
  const book = new FoundBook(scan);
  for await (const batch of batches) {
    for (const event of batch) if (book.look(event)) yield book.take();
    if (book.isWorthTelling()) yield book.take();
  }
  yield book.take();
};

export const hunterOf = (
  rules: readonly Rule[],
  { fromMs, untilMs, indicators }: Omit<HuntSetup, "texts" | "choice">,
  signal?: AbortSignal,
): HuntInUnit => {
  const engine = compileEngine(rules, { clock: () => performance.now() });
  const watch = indicators.length === 0 ? undefined : watchIndicators(indicators);
  const find = createFinder({ engine, rules, ...(watch === undefined ? {} : { seeIndicators: watch.see }) });
  const tellsTime = rules.some(({ kind }) => kind === "correlation");
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
      yield* scanLog(observed.batches, { file: opened.name, find, isWanted, takeBytes, tellsTime });
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
