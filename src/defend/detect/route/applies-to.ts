/**
 * Whether a rule's log source lets it see an event.
 *
 * An event that was recognised must be all that the rule asks for. One that was not is tried with every rule it is not in
 * conflict with: a dimension conflicts when both sides name it and differ. What an event is stands in the event: whoever
 * read it knew the format and said so (`observe`). One that came without is of unknown source.
 */
import type { Event, LogSourceFacts } from "#terms/event.ts";
import type { RuleLogSource } from "#terms/rule.ts";

const unknownSource: LogSourceFacts = { categories: [], services: [], known: false };

export const sourceOf = (event: Event): LogSourceFacts => event.source ?? unknownSource;

export const appliesTo = (rule: RuleLogSource, facts: LogSourceFacts): boolean => {
  const { product, categories, services, known } = facts;
  if (rule.product !== undefined && rule.product !== product && (known || product !== undefined)) return false;
  if (rule.category !== undefined && !categories.includes(rule.category) && (known || categories.length > 0))
    return false;
  return rule.service === undefined || services.includes(rule.service) || (!known && services.length === 0);
};
