/**
 * Correlations over a stream of matches (Sigma correlation rules specification 2.1).
 *
 * Time is event time. Matches may come in disorder up to the allowed lateness; what comes later is counted and not used.
 * A date far ahead does not move time by itself (`event-clock.ts`); it is counted, and used when its time comes or at the end.
 * A condition that more events can only fulfil (`gt`, `gte`, temporal without `not`) fires when it is met, and again after a time span
 * or when it was unmet between; any other is judged when the window that began with a group's first event closes.
 * State is bounded in bytes: the groups untouched for longest are dropped first, and counted.
 */
import type { Leaf } from "#terms/event.ts";
import type { Contribution, CorrelationMatch, Match } from "#terms/match.ts";
import type { CorrelationRule, Rule } from "#terms/rule.ts";
import { foldCase } from "../match/fold-case.ts";
import { numberOfLeaf } from "../match/test-atom.ts";
import { extractFields, fieldOf, fieldsByRule, type KeptFields } from "./extract-fields.ts";
import { OrderedSteps } from "./ordered-steps.ts";
import { TimeQueue, type TimeQueueState } from "./time-queue.ts";
import { type Entry, isRising, Window } from "./window.ts";

export interface CorrelatorOptions {
  /**
   * How far out of order events may come; 2 s when not said. With `Infinity` everything waits for the end, or for
   * `maxBytes`: for several files that each have their own time.
   */
  readonly latenessMs?: number;
  /** How far ahead of all before it one event may move time, besides the lateness; 10 minutes when not said. */
  readonly mostAheadMs?: number;
  /** The time now, in milliseconds since 1970: for a stream that is read as it happens, not for logs of the past. */
  readonly clock?: () => number;
  readonly maxBytes?: number;
  /** Contributing events kept a match. */
  readonly maxEvents?: number;
  readonly resume?: CorrelatorSnapshot;
}

export interface CorrelatorCounts {
  /** Came after their time; not used. */
  readonly late: number;
  /** Dated too far ahead to move time alone; used when time came near them, or at the end. */
  readonly ahead: number;
  /** Dated too far ahead when too many were already; not used. */
  readonly aheadTooMany: number;
  /** Without a time of their own; taken as happening at the newest time seen. */
  readonly untimed: number;
  /** Without a value for each field of `group-by`; not used. */
  readonly ungrouped: number;
  /** Groups dropped to keep within the bytes allowed. */
  readonly evictedGroups: number;
  readonly groups: number;
  readonly bytes: number;
}

interface Hit {
  readonly timeMs: number;
  readonly file: string;
  readonly record: number;
  readonly ruleIds: readonly string[];
  readonly fields: KeptFields;
}

type Group = readonly { readonly field: string; readonly value: string }[];

interface SavedGroup {
  readonly key: string;
  readonly group: Group;
  readonly firedMs?: number;
  readonly entries: readonly Entry[];
}

/** Plain data: JSON, a file, another process. */
export interface CorrelatorSnapshot {
  readonly version: 1;
  readonly time: TimeQueueState<Hit>;
  readonly rules: Readonly<Record<string, readonly SavedGroup[]>>;
  readonly counts: Pick<CorrelatorCounts, "untimed" | "ungrouped" | "evictedGroups">;
}

export interface Correlator {
  /** All rules that fired on one event, silent ones too. */
  readonly push: (matches: readonly Match[]) => CorrelationMatch[];
  /** Tells the time of an event that no rule fired on, so that windows close in a quiet stream. */
  readonly advance: (timeMs: number) => CorrelationMatch[];
  /** Ends the stream: gives out what waits and closes all windows. */
  readonly flush: () => CorrelationMatch[];
  readonly counts: () => CorrelatorCounts;
  readonly snapshot: () => CorrelatorSnapshot;
}

const groupBytes = 400;
const hitBytes = 400;
const mostGroupsOfOne = 16;
const mostSetAside = 10_000;

interface RuleState {
  readonly rule: CorrelationRule;
  readonly rising: boolean;
  /** Least recently touched first; of rules judged at the close, in order of their start. */
  readonly groups: Map<string, Window | OrderedSteps>;
  bytes: number;
}

class CorrelatorState {
  readonly #states: RuleState[];
  readonly #byRule = new Map<string, RuleState[]>();
  readonly #fields: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #queue: TimeQueue<Hit>;
  readonly #maxBytes: number;
  readonly #maxEvents: number;
  #untimed = 0;
  #ungrouped = 0;
  #evictedGroups = 0;
  #found: CorrelationMatch[] = [];

  constructor(rules: readonly Rule[], options: CorrelatorOptions) {
    const correlations = rules.filter((rule) => rule.kind === "correlation");
    this.#states = correlations.map((rule) => ({ rule, rising: isRising(rule), groups: new Map(), bytes: 0 }));
    for (const state of this.#states)
      for (const ruleId of new Set(state.rule.rules)) {
        const same = this.#byRule.get(ruleId);
        if (same === undefined) this.#byRule.set(ruleId, [state]);
        else same.push(state);
      }
    this.#fields = fieldsByRule(correlations);
    const { latenessMs = 2000, mostAheadMs, clock } = options;
    this.#maxBytes = options.maxBytes ?? 64 * 1024 * 1024;
    const most = Math.min(mostSetAside, Math.floor(this.#maxBytes / hitBytes / 4));
    this.#queue = new TimeQueue({ latenessMs, mostAheadMs, mostSetAside: most, clock });
    this.#maxEvents = options.maxEvents ?? 100;
    if (options.resume !== undefined) this.#resume(options.resume);
  }

  push(matches: readonly Match[]): CorrelationMatch[] {
    const wanted = matches.filter(({ rule }) => this.#byRule.has(rule.id));
    const [first] = wanted;
    if (first === undefined) return [];
    const { event } = first;
    const names = new Set(wanted.flatMap(({ rule }) => [...(this.#fields.get(rule.id) ?? [])]));
    const ruleIds = [...new Set(wanted.map(({ rule }) => rule.id))].sort();
    const fields = extractFields(event, names);
    const hit = { file: event.file, record: event.record, ruleIds, fields };
    if (event.timeMs !== undefined && Number.isFinite(event.timeMs)) this.#queue.add({ ...hit, timeMs: event.timeMs });
    else {
      this.#untimed += 1;
      this.#queue.place({ ...hit, timeMs: this.#queue.newestMs ?? 0 });
    }
    return this.#goOn();
  }

  advance(timeMs: number): CorrelationMatch[] {
    return Number.isFinite(timeMs) && this.#queue.advance(timeMs) ? this.#goOn() : [];
  }

  #goOn(): CorrelationMatch[] {
    while (this.#queue.waiting * hitBytes > this.#maxBytes) this.#takeNext(true);
    while (this.#takeNext(false)) {
      // each hit whose time has come
    }
    this.#closeWindows(this.#queue.watermarkMs);
    return this.#give();
  }

  flush(): CorrelationMatch[] {
    this.#queue.end();
    while (this.#takeNext(true)) {
      // all that waits
    }
    this.#closeWindows(Number.POSITIVE_INFINITY);
    return this.#give();
  }

  #give(): CorrelationMatch[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }

  #takeNext(force: boolean): boolean {
    const hit = this.#queue.take(force);
    if (hit === undefined) return false;
    this.#closeWindows(hit.timeMs);
    for (const ruleId of hit.ruleIds) this.#use(hit, ruleId);
    return true;
  }

  #use(hit: Hit, ruleId: string): void {
    for (const state of this.#byRule.get(ruleId) ?? []) {
      const groups = this.#groupsOf(hit, ruleId, state.rule);
      if (groups.length === 0) this.#ungrouped += 1;
      for (const entry of this.#entriesOf(hit, ruleId, state.rule))
        for (const group of groups) this.#count(state, group, entry, hit);
    }
    this.#evict();
  }

  /** One group for each combination of the values of `group-by`; none when a field has no value. */
  #groupsOf(hit: Hit, ruleId: string, rule: CorrelationRule): Group[] {
    let groups: Group[] = [[]];
    for (const field of rule.groupBy) {
      const values = new Map<string, string>();
      for (const leaf of hit.fields[fieldOf(rule, field, ruleId)] ?? [])
        if (leaf !== null && !values.has(foldCase(String(leaf)))) values.set(foldCase(String(leaf)), String(leaf));
      groups = groups.flatMap((group) => [...values.values()].map((value) => [...group, { field, value }]));
      groups = groups.slice(0, mostGroupsOfOne);
    }
    return groups;
  }

  /** What one event counts as: itself, or each value of the field that is measured. */
  #entriesOf(hit: Hit, ruleId: string, rule: CorrelationRule): Entry[] {
    const { timeMs, file, record } = hit;
    const entry = { timeMs, ruleId, file, record };
    if (rule.valueFields.length === 0) return [entry];
    const lists = rule.valueFields.map((field) =>
      (hit.fields[fieldOf(rule, field, ruleId)] ?? []).filter((leaf) => leaf !== null),
    );
    if (lists.some((list) => list.length === 0)) return [];
    if (rule.type === "value_count") {
      const [only] = lists;
      const values =
        lists.length === 1 && only !== undefined
          ? only.map(String)
          : [lists.map((list) => list.map(String).join("\u0001")).join("\0")];
      return [...new Set(values.map(foldCase))].map((value) => ({ ...entry, value }));
    }
    return (lists[0] ?? []).flatMap((leaf): Entry[] => {
      const number = numberOfLeaf(leaf);
      if (number !== undefined) return [{ ...entry, value: number }];
      return rule.type === "value_percentile" ? [{ ...entry, value: foldCase(String(leaf)) }] : [];
    });
  }

  #count(state: RuleState, group: Group, entry: Entry, hit: Hit): void {
    const key = group.map(({ value }) => foldCase(value)).join("\0");
    const known = state.groups.get(key);
    const { rule } = state;
    const held = known ?? (rule.type === "temporal_ordered" ? new OrderedSteps(rule, group) : new Window(rule, group));
    const before = known === undefined ? 0 : held.bytes + groupBytes;
    if (state.rising || known === undefined) {
      state.groups.delete(key);
      state.groups.set(key, held);
    }
    if (held instanceof OrderedSteps) {
      const chain = held.add(entry);
      if (chain !== undefined) this.#emit(state, held.group, chain, chain.length, hit);
    } else this.#countInWindow(state, held, entry, hit);
    state.bytes += held.bytes + groupBytes - before;
  }

  #countInWindow(state: RuleState, window: Window, entry: Entry, hit: Hit): void {
    if (!state.rising) {
      window.add(entry);
      return;
    }
    window.expire(entry.timeMs);
    const rearmed =
      window.firedMs === undefined || !window.holds() || entry.timeMs - window.firedMs > state.rule.timespanMs;
    if (rearmed) window.firedMs = undefined;
    window.add(entry);
    if (window.firedMs !== undefined || !window.holds()) return;
    window.firedMs = entry.timeMs;
    this.#emit(state, window.group, window.entries, window.measure(), hit);
  }

  #emit(state: RuleState, group: Group, entries: readonly Entry[], measure: number, hit: Hit): void {
    const { rule } = state;
    const last = entries.at(-1);
    if (last === undefined) return;
    const half = Math.max(1, Math.floor(this.#maxEvents / 2));
    const shown = entries.length <= this.#maxEvents ? entries : [...entries.slice(0, half), ...entries.slice(-half)];
    const events = shown.map(({ ruleId, timeMs, file, record }): Contribution => ({ ruleId, timeMs, file, record }));
    const fromMs = entries[0]?.timeMs ?? last.timeMs;
    if (rule.reports)
      this.#found.push({ rule, group, fromMs, untilMs: last.timeMs, measure, events, eventCount: entries.length });
    if (!this.#byRule.has(rule.id)) return;
    const fields: Record<string, readonly Leaf[]> = Object.assign(Object.create(null), hit.fields);
    for (const { field, value } of group) fields[field] = [value];
    this.#use({ timeMs: last.timeMs, file: last.file, record: last.record, ruleIds: [rule.id], fields }, rule.id);
  }

  /** Judges windows of conditions that can only be judged at the end. */
  #closeWindows(nowMs: number): void {
    for (const state of this.#states) {
      if (state.rising) continue;
      for (const [key, window] of state.groups) {
        if (!(window instanceof Window) || window.firstMs + state.rule.timespanMs >= nowMs) break;
        state.groups.delete(key);
        state.bytes -= window.bytes + groupBytes;
        const { entries } = window;
        const last = entries.at(-1);
        if (last === undefined || !window.holds()) continue;
        this.#emit(state, window.group, entries, window.measure(), { ...last, ruleIds: [], fields: {} });
      }
    }
  }

  #evict(): void {
    let bytes = this.#states.reduce((sum, state) => sum + state.bytes, 0);
    while (bytes > this.#maxBytes) {
      const largest = this.#states.reduce((most, state) => (state.bytes > most.bytes ? state : most));
      const [oldest] = largest.groups;
      if (oldest === undefined) return;
      const size = oldest[1].bytes + groupBytes;
      largest.groups.delete(oldest[0]);
      largest.bytes -= size;
      bytes -= size;
      this.#evictedGroups += 1;
    }
  }

  counts(): CorrelatorCounts {
    return {
      ...this.#queue.counts,
      untimed: this.#untimed,
      ungrouped: this.#ungrouped,
      evictedGroups: this.#evictedGroups,
      groups: this.#states.reduce((sum, state) => sum + state.groups.size, 0),
      bytes: this.#states.reduce((sum, state) => sum + state.bytes, 0) + this.#queue.size * hitBytes,
    };
  }

  snapshot(): CorrelatorSnapshot {
    const { untimed, ungrouped, evictedGroups } = this.counts();
    const rules: Record<string, SavedGroup[]> = {};
    for (const { rule, groups } of this.#states)
      rules[rule.id] = [...groups].map(([key, held]) => ({
        key,
        group: held.group,
        entries: held.entries,
        ...(held.firedMs === undefined ? {} : { firedMs: held.firedMs }),
      }));
    return {
      version: 1,
      time: this.#queue.save(),
      rules,
      counts: { untimed, ungrouped, evictedGroups },
    };
  }

  #resume({ time, rules, counts }: CorrelatorSnapshot): void {
    this.#queue.resume(time);
    for (const state of this.#states)
      for (const { key, group, entries, firedMs } of rules[state.rule.id] ?? []) {
        const { rule } = state;
        const held = rule.type === "temporal_ordered" ? new OrderedSteps(rule, group) : new Window(rule, group);
        for (const entry of entries) held.add(entry);
        held.firedMs = firedMs;
        state.groups.set(key, held);
        state.bytes += held.bytes + groupBytes;
      }
    this.#untimed = counts.untimed;
    this.#ungrouped = counts.ungrouped;
    this.#evictedGroups = counts.evictedGroups;
  }
}

/** Correlations among `rules`; the others are passed over. A rule removed since a snapshot loses its state. */
export const createCorrelator = (rules: readonly Rule[], options: CorrelatorOptions = {}): Correlator => {
  const state = new CorrelatorState(rules, options);
  return {
    push: (matches) => state.push(matches),
    advance: (timeMs) => state.advance(timeMs),
    flush: () => state.flush(),
    counts: () => state.counts(),
    snapshot: () => state.snapshot(),
  };
};
