/** Correlation documents (Sigma correlation rules specification 2.1). References are resolved when all files are read. */
import type { Bound, Comparison, CorrelationType, OccurrenceNode, RuleNode } from "#terms/rule.ts";
import type { FaultBook } from "./fault.ts";
import { parseCondition } from "./parse-condition.ts";
import { parseTimespan } from "./parse-timespan.ts";
import { entryNamed, textOf, textsOf, type YamlMap, type YamlNode } from "./read-yaml.ts";

export interface CorrelationDraft {
  readonly type: CorrelationType;
  /** Ids or names, as written, with their place. */
  readonly references: readonly { readonly name: string; readonly at: number }[];
  readonly groupBy: readonly string[];
  readonly timespanMs: number;
  readonly bounds: readonly Bound[];
  /** With the rules as written. */
  readonly occurrence?: OccurrenceNode;
  readonly valueFields: readonly string[];
  readonly percentile?: number;
  /** Alias → rule as written → field. */
  readonly aliases: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly generates: boolean;
}

const types: ReadonlyMap<string, CorrelationType> = new Map(
  (
    [
      "event_count",
      "value_count",
      "temporal",
      "temporal_ordered",
      "value_sum",
      "value_avg",
      "value_percentile",
    ] as const
  ).map((type): [string, CorrelationType] => [type, type]),
);

const comparisons: ReadonlySet<string> = new Set(["gt", "gte", "lt", "lte", "eq", "neq"]);
const isComparison = (key: string): key is Comparison => comparisons.has(key);
const caps = { references: 500, fields: 50 };

interface Condition {
  readonly bounds: readonly Bound[];
  readonly occurrence?: OccurrenceNode;
  readonly valueFields: readonly string[];
  readonly percentile?: number;
}

const occurrenceOf = (node: RuleNode): OccurrenceNode => {
  if (node.kind === "selection") return { kind: "rule", rule: node.name };
  if (node.kind === "not") return { kind: "not", child: occurrenceOf(node.child) };
  if (node.kind === "and" || node.kind === "or") return { kind: node.kind, children: node.children.map(occurrenceOf) };
  return { kind: "or", children: [] };
};

const rulesOf = (node: OccurrenceNode): string[] => {
  if (node.kind === "rule") return [node.rule];
  return node.kind === "not" ? rulesOf(node.child) : node.children.flatMap(rulesOf);
};

/** Whether it asks for all that it names, and nothing else. */
const isAll = (node: OccurrenceNode): boolean =>
  node.kind === "rule" || (node.kind === "and" && node.children.every(isAll));

/** `condition: rule_a and not rule_b`: the names of rules as selections. */
const parseOccurrence = (
  text: string,
  at: number,
  { type, references, book }: { type: CorrelationType; references: readonly { name: string }[]; book: FaultBook },
): Condition => {
  const none: Condition = { bounds: [], valueFields: [] };
  if (type !== "temporal" && type !== "temporal_ordered") {
    book.error("BadCondition", at, `Expected a condition of ${type} with gt, gte, lt, lte, eq or neq but found a text`);
    return none;
  }
  const named: RuleNode = { kind: "constant", value: true, reason: "occurred" };
  const selections = new Map(references.map(({ name }): [string, RuleNode] => [name, named]));
  const occurrence = occurrenceOf(parseCondition({ text, at, selections, book }));
  const isEvery = isAll(occurrence) && new Set(rulesOf(occurrence)).size === selections.size;
  if (isEvery) return none;
  if (type === "temporal") return { ...none, occurrence };
  const message = "Expected an order of all the rules but found a condition that asks for some of them";
  book.unsupported("CorrelationCondition", at, message);
  return none;
};

const parseBounds = (node: YamlNode, book: FaultBook): Condition => {
  if (node.kind !== "map") {
    book.error("BadCondition", node.at, "Expected a condition with gt, gte, lt, lte, eq or neq but found another form");
    return { bounds: [], valueFields: [] };
  }
  const bounds: Bound[] = [];
  let valueFields: string[] = [];
  let percentile: number | undefined;
  for (const { key, value, at } of node.entries) {
    if (key === "field") {
      valueFields = textsOf(value).slice(0, caps.fields);
      continue;
    }
    const number = value.kind === "scalar" ? Number(value.source) : Number.NaN;
    if (key !== "percentile" && !isComparison(key)) {
      book.error(
        "BadCondition",
        at,
        `Expected gt, gte, lt, lte, eq, neq, field or percentile but found "${key.slice(0, 40)}"`,
      );
    } else if (!Number.isFinite(number) || (value.kind === "scalar" && value.source.trim() === "")) {
      book.error("BadNumber", value.at, `Expected a number for ${key} but found something else`);
    } else if (isComparison(key)) bounds.push({ comparison: key, value: number });
    else percentile = number;
  }
  if (percentile !== undefined && !(percentile >= 0 && percentile <= 100))
    book.error("BadNumber", node.at, `Expected a percentile from 0 to 100 but found ${percentile}`);
  return { bounds, valueFields, ...(percentile === undefined ? {} : { percentile }) };
};

const parseAliases = (node: YamlNode | undefined, book: FaultBook): Record<string, Record<string, string>> => {
  const aliases: Record<string, Record<string, string>> = Object.create(null) as Record<string, Record<string, string>>;
  if (node === undefined) return aliases;
  if (node.kind !== "map") book.error("BadAliases", node.at, "Expected a map as aliases but found something else");
  else
    for (const { key, value, at } of node.entries) {
      const fields: Record<string, string> = Object.create(null) as Record<string, string>;
      if (value.kind !== "map") book.error("BadAliases", at, `Expected rule: field pairs for the alias "${key}"`);
      else
        for (const entry of value.entries) {
          const field = textOf(entry.value);
          if (field !== undefined) fields[entry.key] = field;
        }
      aliases[key] = fields;
    }
  return aliases;
};

const isTrue = (node: YamlNode | undefined): boolean => textOf(node)?.toLowerCase() === "true";

const referencesOf = (section: YamlMap, book: FaultBook): { name: string; at: number }[] => {
  const rules = entryNamed(section, "rules");
  const nodes = rules?.value.kind === "list" ? rules.value.items : rules === undefined ? [] : [rules.value];
  const references = nodes.flatMap((item) => {
    const name = textOf(item)?.trim();
    return name === undefined || name === "" ? [] : [{ name, at: item.at }];
  });
  if (references.length === 0)
    book.error("NoRules", rules?.at ?? section.at, "Expected rules to correlate but found none");
  if (references.length > caps.references)
    book.error("TooLarge", section.at, `Expected at most ${caps.references} rules`);
  return references;
};

const checkNeeds = (type: CorrelationType, condition: Condition, at: number, book: FaultBook): void => {
  const temporal = type === "temporal" || type === "temporal_ordered";
  if (!temporal && condition.bounds.length === 0 && !book.isBroken())
    book.error("NoCondition", at, `Expected a condition with a limit for ${type} but found none`);
  if (type.startsWith("value_") && condition.valueFields.length === 0)
    book.error("NoField", at, `Expected a field in the condition of ${type} but found none`);
  if (type !== "value_count" && type.startsWith("value_") && condition.valueFields.length > 1)
    book.error(
      "NoField",
      at,
      `Expected one field in the condition of ${type} but found ${condition.valueFields.length}`,
    );
};

const conditionOf = (
  node: YamlNode | undefined,
  given: { type: CorrelationType; references: readonly { name: string }[]; book: FaultBook },
): Condition => {
  if (node === undefined) return { bounds: [], valueFields: [] };
  const text = textOf(node);
  return text === undefined ? parseBounds(node, given.book) : parseOccurrence(text, node.at, given);
};

export const parseCorrelation = (root: YamlMap, section: YamlMap, book: FaultBook): CorrelationDraft | undefined => {
  const typeEntry = entryNamed(section, "type");
  const word = textOf(typeEntry?.value) ?? "";
  const type = types.get(word === "ordered_temporal" ? "temporal_ordered" : word);
  if (type === undefined) {
    const report = word.startsWith("temporal") || word.startsWith("value_") ? book.unsupported : book.error;
    report(
      "CorrelationType",
      typeEntry?.value.at ?? section.at,
      `Expected a correlation type of Sigma 2.1 but found "${word.slice(0, 40)}"`,
    );
    return undefined;
  }
  const span = entryNamed(section, "timespan") ?? entryNamed(section, "timeframe");
  const timespanMs = parseTimespan(textOf(span?.value) ?? "");
  if (timespanMs === undefined)
    book.error(
      "BadTimespan",
      span?.value.at ?? section.at,
      "Expected a timespan as 90m but found none that can be read",
    );
  const conditionEntry = entryNamed(section, "condition");
  const references = referencesOf(section, book);
  const condition = conditionOf(conditionEntry?.value, { type, references, book });
  checkNeeds(type, condition, conditionEntry?.at ?? section.at, book);
  const groupBy = textsOf(entryNamed(section, "group-by")?.value);
  if (groupBy.length > caps.fields)
    book.error("TooLarge", section.at, `Expected at most ${caps.fields} fields in group-by`);
  const generates = isTrue(entryNamed(root, "generate")?.value) || isTrue(entryNamed(section, "generate")?.value);
  return {
    type,
    references,
    groupBy,
    timespanMs: timespanMs ?? 1,
    ...condition,
    aliases: parseAliases(entryNamed(section, "aliases")?.value, book),
    generates,
  };
};
