/**
 * Filter documents (Sigma filters specification 2.1): one exclusion for many rules.
 *
 * A rule keeps only what its filters do not describe. Filters are written both ways, `condition: selection` (the
 * specification) and `condition: not selection` (what tools in use expect to add with "and"); both exclude the selection.
 */
import type { RuleLogSource, RuleNode } from "#terms/rule.ts";
import { parseCondition } from "./parse-condition.ts";
import { parseSelections } from "./parse-detection.ts";
import { entryNamed, textOf, textsOf, type YamlMap } from "./read-yaml.ts";
import type { ValueContext } from "./value-context.ts";

export interface FilterDraft {
  /** Ids and names; `any` when the filter is for all rules of its log source. */
  readonly rules: readonly string[] | "any";
  readonly at: number;
  readonly logSource: RuleLogSource;
  /** What must hold for the rule to match still. */
  readonly keeps: RuleNode;
}

const reserved = new Set(["rules", "condition"]);

export const parseFilter = (
  section: YamlMap,
  logSource: RuleLogSource,
  context: ValueContext,
): FilterDraft | undefined => {
  const { book } = context;
  const condition = entryNamed(section, "condition");
  const text = textOf(condition?.value);
  if (condition === undefined || text === undefined) {
    book.error("NoCondition", condition?.at ?? section.at, "Expected a condition in the filter but found none");
    return undefined;
  }
  const selections = parseSelections(section, context, reserved);
  const described = parseCondition({ text, at: condition.value.at, selections, book });
  const rules = textsOf(entryNamed(section, "rules")?.value);
  const isAny = rules.length === 0 || rules.includes("any") || rules.includes("*");
  return {
    rules: isAny ? "any" : rules,
    at: entryNamed(section, "rules")?.at ?? section.at,
    logSource,
    keeps: described.kind === "not" ? described : { kind: "not", child: described },
  };
};

/** Whether a rule's log source says all that the filter's says. */
export const filterCovers = (filter: RuleLogSource, rule: RuleLogSource): boolean =>
  (filter.product === undefined || filter.product === rule.product) &&
  (filter.category === undefined || filter.category === rule.category) &&
  (filter.service === undefined || filter.service === rule.service);
