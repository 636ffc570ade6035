/** Which fields of an event the correlations above a rule will ask for, and their values, kept instead of the event. */
import type { Event, Leaf } from "#terms/event.ts";
import type { CorrelationRule } from "#terms/rule.ts";
import { createFieldView } from "../match/read-field.ts";

export type KeptFields = Readonly<Record<string, readonly Leaf[]>>;

/** The field of a rule's event that a group name stands for. */
export const fieldOf = (rule: CorrelationRule, name: string, ruleId: string): string =>
  (Object.hasOwn(rule.aliases, name) ? rule.aliases[name]?.[ruleId] : undefined) ?? name;

const mostValues = 32;

/** Fields by id of the rule, those of correlations above correlations too. */
export const fieldsByRule = (correlations: readonly CorrelationRule[]): Map<string, Set<string>> => {
  const wanted = new Map<string, Set<string>>();
  const need = (ruleId: string): Set<string> => {
    let fields = wanted.get(ruleId);
    if (fields === undefined) {
      fields = new Set();
      wanted.set(ruleId, fields);
    }
    return fields;
  };
  for (const rule of [...correlations].reverse())
    for (const ruleId of rule.rules) {
      const fields = need(ruleId);
      for (const name of rule.groupBy) fields.add(fieldOf(rule, name, ruleId));
      for (const field of rule.valueFields) fields.add(fieldOf(rule, field, ruleId));
      for (const field of wanted.get(rule.id) ?? []) fields.add(field);
    }
  return wanted;
};

export const extractFields = (event: Event, names: Iterable<string>): KeptFields => {
  const view = createFieldView(event);
  const kept: Record<string, readonly Leaf[]> = Object.create(null) as Record<string, readonly Leaf[]>;
  for (const name of names) {
    const values = view.get(name);
    if (values !== undefined) kept[name] = values.slice(0, mostValues);
  }
  return kept;
};
