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
  readonly clock: () => number;
  /** Notes how long a rule took on one event. @returns whether it is muted from now on */
  readonly note: (rule: DetectionRule, tookMs: number) => boolean;
  readonly muted: () => readonly MutedRule[];
}

/** One slow event may be the machine's fault. */
const strikes = 3;

export const createRuleWatch = (clock: () => number, budgetMs: number): RuleWatch => {
  const slow = new Map<DetectionRule, { count: number; tookMs: number }>();
  return {
    clock,
    note: (rule, tookMs) => {
      if (tookMs <= budgetMs) return false;
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
