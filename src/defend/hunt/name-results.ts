/** What was found on an event, as results that name their rule or indicator. */
import type { FieldEvidence } from "#terms/match.ts";
import type { Rule } from "#terms/rule.ts";
import type { EventFinding, IndicatorResult, RuleResult, SeenIndicator } from "./finding.ts";
import { type Indicator, indicatorTitle } from "./indicators/indicator.ts";

const evidenceOf = ({ field, value, how }: SeenIndicator, indicator: Indicator): FieldEvidence => ({
  field,
  asked: how === "same" ? `is ${indicator.value}` : `is ${how === "under it" ? "below" : "inside"} ${indicator.value}`,
  values: [value],
});

/** Rules in the order they were loaded in, then indicators. One result for each rule and each indicator. */
export const nameResults = (
  finding: EventFinding,
  rules: readonly Rule[],
  indicators: readonly Indicator[],
): (RuleResult | IndicatorResult)[] => {
  const { event } = finding;
  const results: (RuleResult | IndicatorResult)[] = [];
  for (const { rule: place, matched } of [...finding.fired].sort((one, other) => one.rule - other.rule)) {
    const rule = rules[place];
    if (rule === undefined) continue;
    const { id, title, level, tags, status, description } = rule;
    const named = { ruleId: id, title, level, tags };
    const more = { ...(status === undefined ? {} : { status }), ...(description === undefined ? {} : { description }) };
    results.push({ kind: "match", ...named, ...more, event, matched });
  }
  const byIndicator = new Map<number, SeenIndicator[]>();
  for (const seen of finding.seen) byIndicator.set(seen.indicator, [...(byIndicator.get(seen.indicator) ?? []), seen]);
  for (const [place, seen] of [...byIndicator].sort(([one], [other]) => one - other)) {
    const indicator = indicators[place];
    if (indicator === undefined) continue;
    results.push({
      kind: "indicator",
      ruleId: indicator.id,
      title: indicatorTitle(indicator),
      level: indicator.level,
      tags: indicator.tags,
      indicator,
      event,
      matched: [{ selection: "indicator", fields: seen.map((one) => evidenceOf(one, indicator)) }],
    });
  }
  return results;
};
