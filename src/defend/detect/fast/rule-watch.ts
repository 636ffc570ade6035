/** Mutes rules that take too long on single events, and says which. Given a clock by the caller; rooms have none. */
import type { DetectionRule } from "#terms/rule.ts";

export interface MutedRule {
  readonly ruleId: string;
  readonly title: string;
  readonly file: string;
  /** The longest it took on one event. */
  readonly tookMs: number;
}

export interface RuleWatch {
  /** Before a rule is asked. @returns the time, for `note` */
  readonly begin: () => number;
  /** Notes that a rule was asked on one event. @returns whether it is muted from now on */
  readonly note: (rule: DetectionRule, begun: number) => boolean;
  readonly muted: () => readonly MutedRule[];
}

/** One slow event may be the machine's fault. */
const strikes = 3;
/** How often the processor's clock is read besides: it costs more to read than most rules cost to ask. */
const lookEveryMs = 20;

/** @param workClock milliseconds of processor time: of a rule that waited for a busy machine no more than its work counts */
export const createRuleWatch = (clock: () => number, budgetMs: number, workClock?: () => number): RuleWatch => {
  const slow = new Map<DetectionRule, { count: number; tookMs: number }>();
  let looked = Number.NEGATIVE_INFINITY;
  let worked = 0;
  return {
    begin: () => {
      const begun = clock();
      if (workClock !== undefined && begun - looked > lookEveryMs) {
        looked = begun;
        worked = workClock();
      }
      return begun;
    },
    note: (rule, begun) => {
      const tookMs = clock() - begun;
      if (tookMs <= budgetMs) return false;
      if (workClock !== undefined && workClock() - worked <= budgetMs) return false;
      const known = slow.get(rule) ?? { count: 0, tookMs: 0 };
      known.count += 1;
      known.tookMs = Math.max(known.tookMs, tookMs);
      slow.set(rule, known);
      return known.count >= strikes;
    },
    muted: () =>
      [...slow]
        .filter(([, { count }]) => count >= strikes)
        .map(([{ id, title, file }, { tookMs }]) => ({ ruleId: id, title, file, tookMs })),
  };
};
