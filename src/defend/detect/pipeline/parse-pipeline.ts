/**
 * Processing pipelines: YAML that fits rules to a site's field names and log sources (the format pySigma defined).
 *
 * Read: field_name_mapping, field_name_prefix_mapping, field_name_prefix, field_name_suffix, drop_detection_item,
 * add_condition, change_logsource, rule_failure and value_placeholders (values from `vars`), with conditions on log
 * source, kind of rule and field names. Other transformations are listed as unsupported and the step is left out.
 */
import type { RuleFault, RuleNode } from "#terms/rule.ts";
import { createFaultBook, type FaultBook } from "../parse/fault.ts";
import { parseModifiers } from "../parse/parse-modifiers.ts";
import { andOf, parseValues } from "../parse/parse-values.ts";
import {
  entryNamed,
  readYaml,
  splitDocuments,
  textOf,
  textsOf,
  type YamlMap,
  type YamlNode,
} from "../parse/read-yaml.ts";

export type LogSourcePart = "product" | "category" | "service";

export type RuleTest =
  | { readonly kind: "logsource"; readonly parts: Readonly<Partial<Record<LogSourcePart, string>>> }
  | { readonly kind: "detection" | "correlation" };

export type Transformation =
  | { readonly kind: "map-fields"; readonly mapping: ReadonlyMap<string, readonly string[]> }
  | { readonly kind: "map-prefixes"; readonly mapping: ReadonlyMap<string, readonly string[]> }
  | { readonly kind: "wrap-fields"; readonly prefix: string; readonly suffix: string }
  | { readonly kind: "drop-items" }
  | { readonly kind: "add-condition"; readonly node: RuleNode }
  | { readonly kind: "change-logsource"; readonly parts: Readonly<Partial<Record<LogSourcePart, string>>> }
  | { readonly kind: "fail"; readonly message: string };

export interface PipelineStep {
  readonly transformation: Transformation;
  readonly ruleTests: readonly RuleTest[];
  readonly anyTest: boolean;
  readonly negated: boolean;
  /** Field names it is for (`include`) or not for; `undefined` for all. */
  readonly fields: { readonly names: ReadonlySet<string>; readonly include: boolean } | undefined;
}

export interface Pipeline {
  readonly name: string;
  readonly priority: number;
  readonly steps: readonly PipelineStep[];
  readonly vars: ReadonlyMap<string, readonly string[]>;
}

const mappingOf = (node: YamlNode | undefined): Map<string, readonly string[]> =>
  new Map(node?.kind === "map" ? node.entries.map(({ key, value }): [string, string[]] => [key, textsOf(value)]) : []);

const partsOf = (map: YamlMap): Partial<Record<LogSourcePart, string>> => {
  const parts: Partial<Record<LogSourcePart, string>> = {};
  for (const key of ["product", "category", "service"] as const) {
    const text = textOf(entryNamed(map, key)?.value)?.toLowerCase();
    if (text !== undefined) parts[key] = text;
  }
  return parts;
};

const addedCondition = (map: YamlMap, book: FaultBook): RuleNode => {
  const conditions = entryNamed(map, "conditions")?.value;
  const context = { book, placeholders: new Map<string, readonly string[]>() };
  const nodes =
    conditions?.kind === "map"
      ? conditions.entries.map((entry) => parseValues(entry.value, parseModifiers(entry.key, entry.at, book), context))
      : [];
  const node: RuleNode = nodes.length === 0 ? { kind: "constant", value: true, reason: "nothing added" } : andOf(nodes);
  return textOf(entryNamed(map, "negated")?.value) === "true" ? { kind: "not", child: node } : node;
};

const transformationOf = (map: YamlMap, book: FaultBook): Transformation | undefined => {
  const type = textOf(entryNamed(map, "type")?.value) ?? "";
  if (type === "field_name_mapping")
    return { kind: "map-fields", mapping: mappingOf(entryNamed(map, "mapping")?.value) };
  if (type === "field_name_prefix_mapping")
    return { kind: "map-prefixes", mapping: mappingOf(entryNamed(map, "mapping")?.value) };
  if (type === "field_name_prefix" || type === "field_name_suffix") {
    const prefix = textOf(entryNamed(map, "prefix")?.value) ?? "";
    return { kind: "wrap-fields", prefix, suffix: textOf(entryNamed(map, "suffix")?.value) ?? "" };
  }
  if (type === "drop_detection_item") return { kind: "drop-items" };
  if (type === "add_condition") return { kind: "add-condition", node: addedCondition(map, book) };
  if (type === "change_logsource") return { kind: "change-logsource", parts: partsOf(map) };
  if (type === "rule_failure") return { kind: "fail", message: textOf(entryNamed(map, "message")?.value) ?? "refused" };
  if (type !== "value_placeholders")
    book.unsupported(
      "PipelineStep",
      map.at,
      `Expected a transformation this engine knows but found "${type.slice(0, 60)}"`,
    );
  return undefined;
};

const itemsOf = (node: YamlNode | undefined): YamlMap[] => {
  const items =
    node?.kind === "list" ? node.items : node?.kind === "map" ? node.entries.map((entry) => entry.value) : [];
  return items.filter((item) => item.kind === "map");
};

const ruleTestOf = (map: YamlMap, book: FaultBook): RuleTest[] => {
  const type = textOf(entryNamed(map, "type")?.value) ?? "";
  if (type === "logsource") return [{ kind: "logsource", parts: partsOf(map) }];
  if (type === "is_sigma_rule") return [{ kind: "detection" }];
  if (type === "is_sigma_correlation_rule") return [{ kind: "correlation" }];
  book.unsupported(
    "PipelineCondition",
    map.at,
    `Expected a condition this engine knows but found "${type.slice(0, 60)}"`,
  );
  return [];
};

const fieldsOf = (map: YamlMap, book: FaultBook): PipelineStep["fields"] => {
  const [first, ...more] = itemsOf(entryNamed(map, "field_name_conditions")?.value);
  if (first === undefined) return undefined;
  const type = textOf(entryNamed(first, "type")?.value) ?? "";
  const isPlain = (textOf(entryNamed(first, "match_type")?.value) ?? "plain") === "plain";
  if (more.length > 0 || !isPlain || (type !== "include_fields" && type !== "exclude_fields"))
    book.unsupported(
      "PipelineCondition",
      first.at,
      "Expected one plain include_fields or exclude_fields but found another form",
    );
  const turned = textOf(entryNamed(map, "field_name_cond_not")?.value) === "true";
  const names = new Set(textsOf(entryNamed(first, "fields")?.value));
  return { names, include: (type === "include_fields") !== turned };
};

const stepOf = (map: YamlMap, book: FaultBook): PipelineStep[] => {
  const transformation = transformationOf(map, book);
  if (transformation === undefined) return [];
  return [
    {
      transformation,
      ruleTests: itemsOf(entryNamed(map, "rule_conditions")?.value).flatMap((item) => ruleTestOf(item, book)),
      anyTest: textOf(entryNamed(map, "rule_cond_op")?.value) === "or",
      negated: textOf(entryNamed(map, "rule_cond_not")?.value) === "true",
      fields: fieldsOf(map, book),
    },
  ];
};

export interface ParsedPipelines {
  /** In order of priority. */
  readonly pipelines: readonly Pipeline[];
  readonly faults: readonly RuleFault[];
  readonly unsupported: readonly RuleFault[];
}

export const parsePipelines = (files: readonly { readonly path: string; readonly text: string }[]): ParsedPipelines => {
  const pipelines: Pipeline[] = [];
  const faults: RuleFault[] = [];
  const unsupported: RuleFault[] = [];
  for (const { path, text } of files) {
    for (const source of splitDocuments(path, text)) {
      const book = createFaultBook(source);
      const root = readYaml(source, book);
      if (root?.kind === "map") {
        const steps = itemsOf(entryNamed(root, "transformations")?.value).flatMap((item) => stepOf(item, book));
        pipelines.push({
          name: textOf(entryNamed(root, "name")?.value) ?? path,
          priority: Number(textOf(entryNamed(root, "priority")?.value) ?? 0) || 0,
          steps,
          vars: mappingOf(entryNamed(root, "vars")?.value),
        });
      } else if (!book.isBroken())
        book.error("BadPipeline", source.start, "Expected a map with transformations but found none");
      faults.push(...book.faults);
      unsupported.push(...book.notSupported);
    }
  }
  pipelines.sort((one, other) => one.priority - other.priority);
  return { pipelines, faults, unsupported };
};
