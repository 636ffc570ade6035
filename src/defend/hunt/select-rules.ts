/**
 * The rules of a hunt: those of a level or above, with a tag. Rules that a chosen correlation counts stay, unreported.
 *
 * A tag names itself and all below it: `attack.t1059` is also `attack.t1059.001`.
 */
import type { Rule, RuleLevel } from "#terms/rule.ts";

export const levels: readonly RuleLevel[] = ["informational", "low", "medium", "high", "critical"];

export interface RuleChoice {
  readonly level?: RuleLevel | undefined;
  /** Any of them. */
  readonly tags?: readonly string[] | undefined;
}

const hasTag = (rule: Rule, tags: readonly string[]): boolean =>
  rule.tags.some((own) => tags.some((tag) => own.toLowerCase() === tag || own.toLowerCase().startsWith(`${tag}.`)));

const isChosen = (rule: Rule, level: number, tags: readonly string[]): boolean =>
  levels.indexOf(rule.level) >= level && (tags.length === 0 || hasTag(rule, tags));

export const selectRules = (rules: readonly Rule[], { level, tags = [] }: RuleChoice): Rule[] => {
  if (level === undefined && tags.length === 0) return [...rules];
  const least = level === undefined ? 0 : levels.indexOf(level);
  const wantedTags = tags.map((tag) => tag.toLowerCase());
  const chosen = new Set(rules.filter((rule) => isChosen(rule, least, wantedTags)));
  const counted = new Set<string>();
  // A correlation stands after all that it counts, so one walk from the end finds what those of it need.
  const kept: Rule[] = [];
  for (const rule of [...rules].reverse()) {
    if (!chosen.has(rule) && !counted.has(rule.id)) continue;
    kept.push(chosen.has(rule) ? rule : { ...rule, reports: false });
    if (rule.kind === "correlation") for (const id of rule.rules) counted.add(id);
  }
  return kept.reverse();
};
