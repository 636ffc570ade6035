/**
 * Whether a rule's log source lets it see an event.
 *
 * An event that was recognised must be all that the rule asks for. One that was not is tried with every rule it is not in
 * conflict with: a dimension conflicts when both sides name it and differ.
 */
import type { LogSourceFacts } from "#terms/event.ts";
import type { RuleLogSource } from "#terms/rule.ts";

export const appliesTo = (rule: RuleLogSource, facts: LogSourceFacts): boolean => {
  const { product, categories, services, known } = facts;
  if (rule.product !== undefined && rule.product !== product && (known || product !== undefined)) return false;
  if (rule.category !== undefined && !categories.includes(rule.category) && (known || categories.length > 0))
    return false;
  return rule.service === undefined || services.includes(rule.service) || (!known && services.length === 0);
};
