/**
 * `temporal_ordered`: the rules in their order, within the time span, in one group.
 *
 * For each step the chain that reached it and started last is kept: of all chains it has the most time left. So a chain is
 * found whenever there is one, with one chain a step. Two steps need two events.
 */
import type { CorrelationRule } from "#terms/rule.ts";
import { type Entry, satisfies, sizeOfEntry } from "./window.ts";

type Chain = readonly Entry[];

/** How many steps must be seen: all, or the fewest the condition allows. */
const stepsNeeded = ({ rules, bounds }: CorrelationRule): number => {
  if (bounds.length === 0) return rules.length;
  for (let count = 1; count <= rules.length; count += 1) if (satisfies(bounds, count)) return count;
  return Number.POSITIVE_INFINITY;
};

const isSame = (one: Entry, other: Entry): boolean => one.file === other.file && one.record === other.record;

export class OrderedSteps {
  readonly #rule: CorrelationRule;
  readonly #needed: number;
  /** By step, then by length: the chain that started last. */
  readonly #chains: (Chain | undefined)[][];
  readonly group: readonly { readonly field: string; readonly value: string }[];
  lastMs = Number.NEGATIVE_INFINITY;
  firedMs: number | undefined;

  constructor(rule: CorrelationRule, group: OrderedSteps["group"]) {
    this.#rule = rule;
    this.#needed = stepsNeeded(rule);
    this.#chains = rule.rules.map(() => []);
    this.group = group;
  }

  get bytes(): number {
    return this.#chains
      .flat()
      .reduce((sum, chain) => sum + (chain ?? []).reduce((all, one) => all + sizeOfEntry(one), 0), 0);
  }

  /** Events that may still lead to a match, each once; for a snapshot. */
  get entries(): readonly Entry[] {
    const all = this.#chains.flat().flatMap((chain) => chain ?? []);
    return [...new Set(all)].sort((one, other) => one.timeMs - other.timeMs);
  }

  #extend(step: number, length: number, entry: Entry): Chain | undefined {
    if (length === 1) return [entry];
    let best: Chain | undefined;
    const from = this.#needed === this.#rule.rules.length ? Math.max(0, step - 1) : 0;
    for (let before = from; before < step; before += 1) {
      const chain = this.#chains[before]?.[length - 1];
      const [first] = chain ?? [];
      if (chain === undefined || first === undefined || entry.timeMs - first.timeMs > this.#rule.timespanMs) continue;
      if (chain.some((one) => isSame(one, entry))) continue;
      if (best === undefined || first.timeMs > (best[0]?.timeMs ?? 0)) best = chain;
    }
    return best === undefined ? undefined : [...best, entry];
  }

  /** @returns the chain that the event completes */
  add(entry: Entry): Chain | undefined {
    this.lastMs = entry.timeMs;
    const { rules } = this.#rule;
    for (let step = rules.length - 1; step >= 0; step -= 1) {
      if (rules[step] !== entry.ruleId) continue;
      const allSteps = this.#needed === rules.length;
      for (let length = Math.min(step + 1, this.#needed); length >= (allSteps ? step + 1 : 1); length -= 1) {
        const chain = this.#extend(step, length, entry);
        if (chain === undefined) continue;
        if (length >= this.#needed) {
          for (const chains of this.#chains) chains.length = 0;
          return chain;
        }
        const known = this.#chains[step] as (Chain | undefined)[];
        known[length] = chain;
      }
    }
    return undefined;
  }
}
