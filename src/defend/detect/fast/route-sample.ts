/**
 * Learns from the first events of a kind how often each possible witness shows, so that rules wait for rare ones.
 *
 * Values are kept, not events, and only until measured. What was never seen counts as rarer than what was.
 */
import type { Measured, Witness } from "./choose-witness.ts";
import { collectWitnesses } from "./collect-witnesses.ts";
import type { FastRule } from "./fast-node.ts";
import type { FieldSlot } from "./field-slot.ts";
import { GramCounts } from "./gram-counts.ts";
import { GramIndex } from "./gram-index.ts";
import { HitList } from "./hit-list.ts";

/** Events of a kind that pass before any are kept: at least so many, at most so many, else one for each rule, as learning costs. */
const fewestPassed = 64;
const mostPassed = 1000;
const sampleEvents = 200;
/** How much of a value counts for common runs, and how much more than a run in a needle. */
const longestCounted = 300;
const valueWeight = 50;
const longestSampled = 4000;

/** Events after which the rare witnesses of a kind with so many rules are known. */
export const eventsToLearn = (rules: number): number =>
  Math.min(mostPassed, Math.max(fewestPassed, rules)) + sampleEvents;

interface SlotSample {
  readonly values: string[][];
  presentCount: number;
}

export class RouteSample {
  readonly #rules: readonly FastRule[];
  #witnesses: Map<number, Witness[]> | undefined;
  readonly #samples = new Map<number, SlotSample>();
  #events = 0;
  #passed = 0;

  constructor(rules: readonly FastRule[]) {
    this.#rules = rules;
  }

  isFull(): boolean {
    return this.#events >= sampleEvents;
  }

  add(slotOf: (slot: number) => FieldSlot): void {
    this.#passed += 1;
    if (this.#passed <= eventsToLearn(this.#rules.length) - sampleEvents) return;
    this.#witnesses ??= collectWitnesses(this.#rules);
    this.#events += 1;
    for (const number of this.#witnesses.keys()) {
      const slot = slotOf(number);
      let sample = this.#samples.get(number);
      if (sample === undefined) {
        sample = { values: [], presentCount: 0 };
        this.#samples.set(number, sample);
      }
      if (slot.value !== undefined || number === 0) sample.presentCount += 1;
      const values: string[] = [];
      for (let at = 0; at < slot.count; at += 1) values.push(slot.folded(at).slice(0, longestSampled));
      if (values.length > 0) sample.values.push(values);
    }
  }

  measure(): Measured {
    const shares = new Map<number, { readonly present: number; readonly texts: ReadonlyMap<string, number> }>();
    for (const [slot, witnesses] of this.#witnesses ?? []) {
      const sample = this.#samples.get(slot);
      if (sample === undefined) continue;
      shares.set(slot, { present: sample.presentCount / this.#events, texts: this.#count(witnesses, sample) });
    }
    const grams = (slot: number): GramCounts | undefined => {
      const values = this.#samples.get(slot)?.values;
      if (values === undefined || values.length === 0) return undefined;
      const counts = new GramCounts();
      for (const value of values.flat()) counts.add(value.slice(0, longestCounted), valueWeight);
      return counts;
    };
    const share = ({ slot, placing, text }: Witness): number | undefined => {
      const known = shares.get(slot);
      if (known === undefined) return undefined;
      return placing === "present" ? known.present : (known.texts.get(`${placing} ${text}`) ?? 0);
    };
    return { share, grams };
  }

  #count(witnesses: readonly Witness[], sample: SlotSample): Map<string, number> {
    const texts = witnesses.flatMap(({ placing, text }) => (placing === "present" ? [] : [{ placing, text }]));
    const index = new GramIndex(texts);
    const counts = new Map<string, number>();
    const hits = new HitList();
    for (const values of sample.values) {
      hits.count = 0;
      for (const value of values) index.scan(value, hits);
      for (const hit of new Set(hits.copy())) {
        const found = texts[hit];
        if (found === undefined) continue;
        const key = `${found.placing} ${found.text}`;
        counts.set(key, (counts.get(key) ?? 0) + 1 / this.#events);
      }
    }
    return counts;
  }
}
