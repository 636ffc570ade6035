/**
 * The `detection` section: selections and conditions (Sigma specification 2, "Detection").
 *
 * A map means all of its fields, a list of maps any of them, a list of texts any keyword. Several conditions are one rule
 * that fires once.
 */
import type { RuleNode } from "#terms/rule.ts";
import { convertAggregation, type LegacyAggregation, splitAggregation } from "./convert-aggregation.ts";
import { parseCondition } from "./parse-condition.ts";
import { parseModifiers } from "./parse-modifiers.ts";
import { andOf, orOf, parseValues } from "./parse-values.ts";
import { entryNamed, textOf, type YamlEntry, type YamlList, type YamlMap, type YamlNode } from "./read-yaml.ts";
import type { ValueContext } from "./value-context.ts";

export interface Detection {
  readonly selections: ReadonlyMap<string, RuleNode>;
  readonly condition: RuleNode;
  readonly aggregation?: LegacyAggregation;
}

const reserved = new Set(["condition", "timeframe"]);

const never = (reason: string): RuleNode => ({ kind: "constant", value: false, reason });

const parseMap = (map: YamlMap, context: ValueContext): RuleNode => {
  if (map.entries.length === 0) {
    context.book.error("EmptySelection", map.at, "Expected at least one field in a selection but found none");
    return never("empty");
  }
  return andOf(
    map.entries.map((entry) => parseValues(entry.value, parseModifiers(entry.key, entry.at, context.book), context)),
  );
};

const parseList = (list: YamlList, context: ValueContext): RuleNode => {
  if (list.items.length === 0) {
    context.book.error("EmptySelection", list.at, "Expected at least one item in a selection but found none");
    return never("empty");
  }
  return orOf(
    list.items.map((item) => {
      if (item.kind === "map") return parseMap(item, context);
      if (item.kind === "scalar") return parseValues(item, parseModifiers("", item.at, context.book), context);
      context.book.error("BadSelection", item.at, "Expected a map or a text in a list but found a list");
      return never("list in list");
    }),
  );
};

const parseSelection = (entry: YamlEntry, context: ValueContext): RuleNode => {
  const { value } = entry;
  if (value.kind === "map") return parseMap(value, context);
  if (value.kind === "list") return parseList(value, context);
  if (value.value === null) {
    context.book.error("EmptySelection", entry.at, `Expected fields or keywords in "${entry.key}" but found nothing`);
    return never("empty");
  }
  return parseValues(value, parseModifiers("", value.at, context.book), context);
};

export const parseSelections = (section: YamlMap, context: ValueContext, skip: ReadonlySet<string>) => {
  const selections = new Map<string, RuleNode>();
  for (const entry of section.entries)
    if (!skip.has(entry.key)) selections.set(entry.key, parseSelection(entry, context));
  return selections;
};

/** Atoms a rule may hold; more is a faulty or hostile rule. */
const mostAtoms = 40_000;

const countAtoms = (node: RuleNode): number => {
  if (node.kind === "atom" || node.kind === "constant") return 1;
  if (node.kind === "not" || node.kind === "selection") return countAtoms(node.child);
  return node.children.reduce((sum, child) => sum + countAtoms(child), 0);
};

const conditionsOf = (section: YamlMap): YamlNode[] => {
  const entry = entryNamed(section, "condition");
  if (entry === undefined) return [];
  return entry.value.kind === "list" ? [...entry.value.items] : [entry.value];
};

export const parseDetection = (section: YamlNode, context: ValueContext): Detection | undefined => {
  const { book } = context;
  if (section.kind !== "map") {
    book.error("BadDetection", section.at, `Expected a map as detection but found a ${section.kind}`);
    return undefined;
  }
  const selections = parseSelections(section, context, reserved);
  const conditions = conditionsOf(section);
  if (conditions.length === 0) book.error("NoCondition", section.at, "Expected a condition but found none");
  if (conditions.length > 100) book.error("TooLarge", section.at, "Expected at most 100 conditions but found more");
  const trees: RuleNode[] = [];
  let aggregation: LegacyAggregation | undefined;
  for (const node of conditions.slice(0, 100)) {
    const text = textOf(node);
    if (text === undefined) {
      book.error("BadCondition", node.at, "Expected a condition as a text but found something else");
      continue;
    }
    const { condition, rest, restAt } = splitAggregation(text);
    trees.push(parseCondition({ text: condition, at: node.at, selections, book }));
    if (rest === undefined) continue;
    if (conditions.length > 1)
      book.unsupported("Aggregation", node.at, "Expected an aggregation to be the only condition");
    aggregation = convertAggregation(rest, node.at + restAt, entryNamed(section, "timeframe")?.value, {
      selections,
      book,
    });
  }
  const condition = orOf(trees.length === 0 ? [never("no condition")] : trees);
  if (countAtoms(condition) > mostAtoms)
    book.error("TooLarge", section.at, `Expected at most ${mostAtoms} values in a rule but found more`);
  return { selections, condition, ...(aggregation === undefined ? {} : { aggregation }) };
};
