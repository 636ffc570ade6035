/**
 * Correlations need one stream in order of time. The events of one log come as they stand; those of several logs are laid
 * side by side by time when all have been read, each log keeping its own order, so that the allowed disorder means the
 * same as in one log. Every event of a log tells its time, those that nothing fired on too; one wrong date tells nothing.
 */
import { type Correlator, type CorrelatorCounts, createCorrelator, EventClock } from "#defend/detect/index.ts";
import type { Event } from "#terms/event.ts";
import type { CorrelationMatch, Match } from "#terms/match.ts";
import type { DetectionRule, Rule } from "#terms/rule.ts";
import type { CorrelationResult, EventFinding } from "./finding.ts";

export interface CorrelateOptions {
  readonly latenessMs: number;
  /** One log only: alerts come as soon as they can. */
  readonly isOneLog: boolean;
  readonly mostEchoBytes?: number;
  readonly mostHeld?: number;
}

export interface FindingCorrelator {
  readonly push: (finding: EventFinding) => CorrelationResult[];
  /** Times of the events of a log that no correlation counts, in their place among those that one does. */
  readonly advance: (file: string, timesMs: ArrayLike<number>) => CorrelationResult[];
  readonly end: () => CorrelationResult[];
  readonly counts: () => CorrelatorCounts & { readonly heldTooMany: number };
}

interface Held {
  /** The time of its log there: what it is merged by. */
  readonly key: number;
  readonly log: number;
  readonly finding: EventFinding;
}

/** Events kept to be shown with an alert, the oldest leaving first. */
class EchoStore {
  readonly #byPlace = new Map<string, string>();
  readonly #mostBytes: number;
  #bytes = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  add(file: string, record: number, json: string): void {
    this.#byPlace.set(`${record}\0${file}`, json);
    this.#bytes += json.length;
    for (const [place, held] of this.#byPlace) {
      if (this.#bytes <= this.#mostBytes) return;
      this.#byPlace.delete(place);
      this.#bytes -= held.length;
    }
  }

  get(file: string, record: number): string | undefined {
    return this.#byPlace.get(`${record}\0${file}`);
  }
}

const eventOf = ({ event, correlated }: EventFinding): Event => ({
  fields: correlated?.fields ?? {},
  file: event.file,
  record: event.record,
  ...(event.timeMs === undefined ? {} : { timeMs: event.timeMs }),
});

class Stream implements FindingCorrelator {
  readonly #rules: readonly Rule[];
  readonly #options: CorrelateOptions;
  readonly #correlator: Correlator;
  readonly #echo: EchoStore;
  readonly #held: Held[] = [];
  readonly #logs = new Map<string, { readonly log: number; readonly clock: EventClock }>();
  #heldTooMany = 0;

  constructor(rules: readonly Rule[], options: CorrelateOptions) {
    this.#rules = rules;
    this.#options = options;
    this.#correlator = createCorrelator(rules, { latenessMs: options.latenessMs });
    this.#echo = new EchoStore(options.mostEchoBytes ?? 64 * 1024 * 1024);
  }

  push(finding: EventFinding): CorrelationResult[] {
    if (finding.correlated === undefined) return [];
    if (this.#options.isOneLog) return this.#use(finding);
    const { file, timeMs } = finding.event;
    const { log, clock } = this.#logOf(file);
    const key = timeMs === undefined ? clock.newestMs : clock.placeOf(timeMs);
    if (this.#held.length >= (this.#options.mostHeld ?? 1_000_000)) this.#heldTooMany += 1;
    else this.#held.push({ key, log, finding });
    return [];
  }

  advance(file: string, timesMs: ArrayLike<number>): CorrelationResult[] {
    const clock = this.#options.isOneLog ? undefined : this.#logOf(file).clock;
    const found: CorrelationMatch[] = [];
    for (let at = 0; at < timesMs.length; at += 1) {
      const timeMs = timesMs[at] ?? Number.NaN;
      if (clock === undefined) found.push(...this.#correlator.advance(timeMs));
      else if (Number.isFinite(timeMs)) clock.placeOf(timeMs);
    }
    return this.#show(found);
  }

  #logOf(file: string): { readonly log: number; readonly clock: EventClock } {
    let log = this.#logs.get(file);
    if (log === undefined) {
      log = { log: this.#logs.size, clock: new EventClock({ latenessMs: this.#options.latenessMs }) };
      this.#logs.set(file, log);
    }
    return log;
  }

  end(): CorrelationResult[] {
    // The sort is stable: events of one log with one key keep their order.
    this.#held.sort((one, other) => (one.key === other.key ? one.log - other.log : one.key < other.key ? -1 : 1));
    const found = this.#held.splice(0).flatMap(({ key, finding }) => {
      // The log had come further than the event says: whether it is late is a matter of its log.
      const closed = key === finding.event.timeMs ? [] : this.#correlator.advance(key);
      return [...this.#show(closed), ...this.#use(finding)];
    });
    return [...found, ...this.#show(this.#correlator.flush())];
  }

  counts(): CorrelatorCounts & { readonly heldTooMany: number } {
    return { ...this.#correlator.counts(), heldTooMany: this.#heldTooMany };
  }

  #use(finding: EventFinding): CorrelationResult[] {
    const { event, correlated } = finding;
    this.#echo.add(event.file, event.record, event.json);
    const pseudo = eventOf(finding);
    const matches = (correlated?.rules ?? []).flatMap((place): Match[] => {
      const rule = this.#rules[place];
      return rule?.kind === "detection" ? [{ rule: rule as DetectionRule, event: pseudo, evidence: [] }] : [];
    });
    return this.#show(this.#correlator.push(matches));
  }

  #show(matches: readonly CorrelationMatch[]): CorrelationResult[] {
    return matches.map(({ rule, group, fromMs, untilMs, measure, eventCount, events }) => ({
      kind: "correlation",
      ruleId: rule.id,
      title: rule.title,
      level: rule.level,
      tags: rule.tags,
      ...(rule.status === undefined ? {} : { status: rule.status }),
      ...(rule.description === undefined ? {} : { description: rule.description }),
      type: rule.type,
      group,
      fromMs,
      untilMs,
      measure,
      eventCount,
      events: events.map((event) => {
        const json = this.#echo.get(event.file, event.record);
        return json === undefined ? event : { ...event, json };
      }),
    }));
  }
}

/** Findings must come log by log, in order. */
export const correlateFindings = (rules: readonly Rule[], options: CorrelateOptions): FindingCorrelator =>
  new Stream(rules, options);
