/**
 * The events of one group within the last time span, and the measure of them: counts, sums, ranks.
 *
 * Everything is kept up as events come and go; no measure walks the window. An event exactly one time span old still
 * counts, one a millisecond older does not.
 */
import type { Bound, CorrelationRule, OccurrenceNode } from "#terms/rule.ts";
import { compare } from "../match/test-atom.ts";

export interface Entry {
  readonly timeMs: number;
  readonly ruleId: string;
  readonly file: string;
  readonly record: number;
  /** The value counted (folded) or the number measured. */
  readonly value?: string | number;
}

export const satisfies = (bounds: readonly Bound[], measure: number): boolean =>
  bounds.every(({ comparison, value }) => compare(measure, comparison, value));

const asksForNone = (node: OccurrenceNode): boolean =>
  node.kind === "not" || (node.kind !== "rule" && node.children.some(asksForNone));

/** A condition that more events can only bring nearer: then a match is seen as it happens, not when the window closes. */
export const isRising = ({ bounds, occurrence }: CorrelationRule): boolean =>
  bounds.every(({ comparison }) => comparison === "gt" || comparison === "gte") &&
  (occurrence === undefined || !asksForNone(occurrence));

const holdsOf = (node: OccurrenceNode, occurred: (rule: string) => boolean): boolean => {
  if (node.kind === "rule") return occurred(node.rule);
  if (node.kind === "not") return !holdsOf(node.child, occurred);
  return node.kind === "and"
    ? node.children.every((child) => holdsOf(child, occurred))
    : node.children.some((child) => holdsOf(child, occurred));
};

const placeIn = (sorted: readonly number[], value: number): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
};

const entryBytes = 160;

export const sizeOfEntry = (entry: Entry): number =>
  entryBytes + (typeof entry.value === "string" ? 2 * entry.value.length : 8);

export class Window {
  readonly #rule: CorrelationRule;
  #entries: Entry[] = [];
  #head = 0;
  readonly #counts = new Map<string | number, number>();
  #sum = 0;
  readonly #sorted: number[] = [];
  #texts = 0;
  bytes = 0;
  /** When it fired last and has not been below its bounds since. */
  firedMs: number | undefined;
  /** Names and values of the group, as first seen. */
  readonly group: readonly { readonly field: string; readonly value: string }[];

  constructor(rule: CorrelationRule, group: Window["group"]) {
    this.#rule = rule;
    this.group = group;
  }

  get size(): number {
    return this.#entries.length - this.#head;
  }

  get firstMs(): number {
    return this.#entries[this.#head]?.timeMs ?? Number.POSITIVE_INFINITY;
  }

  get lastMs(): number {
    return this.#entries.at(-1)?.timeMs ?? Number.NEGATIVE_INFINITY;
  }

  get entries(): readonly Entry[] {
    return this.#entries.slice(this.#head);
  }

  add(entry: Entry): void {
    let at = this.#entries.length;
    while (at > this.#head && (this.#entries[at - 1]?.timeMs ?? 0) > entry.timeMs) at -= 1;
    if (at === this.#entries.length) this.#entries.push(entry);
    else this.#entries.splice(at, 0, entry);
    this.bytes += sizeOfEntry(entry);
    this.#note(entry, 1);
  }

  /** Drops what is older than the time span. */
  expire(nowMs: number): void {
    const oldest = nowMs - this.#rule.timespanMs;
    while (this.size > 0 && this.firstMs < oldest) {
      const entry = this.#entries[this.#head] as Entry;
      this.#head += 1;
      this.bytes -= sizeOfEntry(entry);
      this.#note(entry, -1);
    }
    if (this.#head > 64 && this.#head * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    }
    if (this.size === 0) this.#sum = 0;
  }

  #note(entry: Entry, change: 1 | -1): void {
    const { type } = this.#rule;
    const key = type === "temporal" ? entry.ruleId : entry.value;
    if (type === "event_count" || key === undefined) return;
    if (typeof entry.value === "number" && type !== "temporal" && type !== "value_count")
      this.#noteNumber(entry.value, change);
    else if (type === "value_percentile") this.#texts += change;
    if (type === "value_sum" || type === "value_avg") return;
    const count = (this.#counts.get(key) ?? 0) + change;
    if (count > 0) this.#counts.set(key, count);
    else this.#counts.delete(key);
  }

  #noteNumber(value: number, change: 1 | -1): void {
    this.#sum += change * value;
    if (this.#rule.type !== "value_percentile") return;
    const place = placeIn(this.#sorted, value);
    if (change === 1) this.#sorted.splice(place, 0, value);
    else this.#sorted.splice(place, 1);
  }

  /** Nearest rank; where values are texts, the smallest share of one value, in per cent. */
  #percentile(): number {
    if (this.#texts > 0 && this.#rule.percentile === undefined) {
      const least = Math.min(...this.#counts.values());
      return (100 * least) / this.size;
    }
    const rank = Math.ceil(((this.#rule.percentile ?? 50) / 100) * this.#sorted.length);
    return this.#sorted[Math.max(0, rank - 1)] ?? Number.NaN;
  }

  measure(): number {
    switch (this.#rule.type) {
      case "event_count":
        return this.size;
      case "value_sum":
        return this.#sum;
      case "value_avg":
        return this.size === 0 ? Number.NaN : this.#sum / this.size;
      case "value_percentile":
        return this.#percentile();
      default:
        return this.#counts.size;
    }
  }

  holds(): boolean {
    if (this.size === 0) return false;
    const { type, bounds, rules, occurrence } = this.#rule;
    if (occurrence !== undefined) return holdsOf(occurrence, (rule) => this.#counts.has(rule));
    const measure = this.measure();
    if (Number.isNaN(measure)) return false;
    return type === "temporal" && bounds.length === 0 ? measure >= new Set(rules).size : satisfies(bounds, measure);
  }
}
