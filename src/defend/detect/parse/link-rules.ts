/**
 * Joins what files refer to across files: filters to rules, correlations to the rules they count.
 *
 * References are ids or names. A correlation whose rules are not there, or that leads back to itself, stays out and is
 * reported; the rules it names stay.
 */
import type { CorrelationRule, DetectionRule, OccurrenceNode, RuleHeader } from "#terms/rule.ts";
import type { FaultBook } from "./fault.ts";
import type { CorrelationDraft } from "./parse-correlation.ts";
import { type FilterDraft, filterCovers } from "./parse-filter.ts";

export interface CorrelationEntry {
  readonly header: RuleHeader;
  readonly draft: CorrelationDraft;
  readonly book: FaultBook;
}

export interface FilterEntry {
  readonly draft: FilterDraft;
  readonly book: FaultBook;
}

const isNamed = (rule: RuleHeader, names: ReadonlySet<string>): boolean =>
  names.has(rule.id) || (rule.name !== undefined && names.has(rule.name));

const applyFilter = (rules: readonly DetectionRule[], { draft, book }: FilterEntry): DetectionRule[] => {
  const { rules: wanted } = draft;
  const names = new Set(wanted === "any" ? [] : wanted);
  let count = 0;
  const filtered = rules.map((rule) => {
    if ((wanted !== "any" && !isNamed(rule, names)) || !filterCovers(draft.logSource, rule.logSource)) return rule;
    count += 1;
    return { ...rule, condition: { kind: "and" as const, children: [rule.condition, draft.keeps] } };
  });
  if (count === 0)
    book.warn(
      "FilterMatchesNothing",
      draft.at,
      "Expected a rule for this filter but found none with its id and log source",
    );
  return filtered;
};

export const applyFilters = (rules: readonly DetectionRule[], filters: readonly FilterEntry[]): DetectionRule[] =>
  filters.reduce<DetectionRule[]>((filtered, filter) => applyFilter(filtered, filter), [...rules]);

/** Ids by id and by name; an id wins over a name. */
const idsByReference = (headers: readonly RuleHeader[]): Map<string, string> => {
  const ids = new Map<string, string>();
  for (const header of headers) if (header.name !== undefined) ids.set(header.name, header.id);
  for (const header of headers) ids.set(header.id, header.id);
  return ids;
};

const resolveAliases = (draft: CorrelationDraft, ids: ReadonlyMap<string, string>) => {
  const aliases: Record<string, Record<string, string>> = Object.create(null) as Record<string, Record<string, string>>;
  for (const [alias, fields] of Object.entries(draft.aliases)) {
    const byId: Record<string, string> = Object.create(null) as Record<string, string>;
    for (const [rule, field] of Object.entries(fields)) byId[ids.get(rule) ?? rule] = field;
    aliases[alias] = byId;
  }
  return aliases;
};

const resolveOccurrence = (node: OccurrenceNode, ids: ReadonlyMap<string, string>): OccurrenceNode => {
  if (node.kind === "rule") return { kind: "rule", rule: ids.get(node.rule) ?? node.rule };
  if (node.kind === "not") return { kind: "not", child: resolveOccurrence(node.child, ids) };
  return { kind: node.kind, children: node.children.map((child) => resolveOccurrence(child, ids)) };
};

const resolveOne = (entry: CorrelationEntry, ids: ReadonlyMap<string, string>): CorrelationRule | undefined => {
  const { header, draft, book } = entry;
  const rules: string[] = [];
  for (const { name, at } of draft.references) {
    const id = ids.get(name);
    if (id === undefined)
      book.error("UnknownRule", at, `Expected a rule with the id or name "${name.slice(0, 80)}" but found none`);
    else rules.push(id);
  }
  if (book.isBroken()) return undefined;
  const { type, groupBy, timespanMs, bounds, occurrence, valueFields, percentile } = draft;
  const more = {
    ...(percentile === undefined ? {} : { percentile }),
    ...(occurrence === undefined ? {} : { occurrence: resolveOccurrence(occurrence, ids) }),
  };
  const aliases = resolveAliases(draft, ids);
  return { ...header, kind: "correlation", type, rules, groupBy, timespanMs, bounds, valueFields, aliases, ...more };
};

/** Correlations in an order in which each comes after those it counts; circles are left out. */
const inOrder = (found: ReadonlyMap<CorrelationRule, CorrelationEntry>): CorrelationRule[] => {
  const byId = new Map([...found.keys()].map((rule) => [rule.id, rule]));
  const state = new Map<string, "open" | "done" | "bad">();
  const ordered: CorrelationRule[] = [];
  const visit = (rule: CorrelationRule, depth: number): boolean => {
    const known = state.get(rule.id);
    if (known !== undefined) return known === "done";
    state.set(rule.id, "open");
    const sound =
      depth < 50 &&
      rule.rules.every((id) => {
        const inner = byId.get(id);
        return inner === undefined || visit(inner, depth + 1);
      });
    state.set(rule.id, sound ? "done" : "bad");
    if (sound) ordered.push(rule);
    else
      found
        .get(rule)
        ?.book.error(
          "CircularRules",
          0,
          "Expected a correlation that does not lead back to itself but found one that does",
        );
    return sound;
  };
  for (const rule of byId.values()) visit(rule, 0);
  return ordered;
};

export interface LinkedRules {
  readonly detections: readonly DetectionRule[];
  readonly correlations: readonly CorrelationRule[];
}

export const linkRules = (detections: readonly DetectionRule[], entries: readonly CorrelationEntry[]): LinkedRules => {
  let sound = [...entries];
  let resolved = new Map<CorrelationRule, CorrelationEntry>();
  for (let before = -1; before !== sound.length; ) {
    before = sound.length;
    const ids = idsByReference([...detections, ...sound.map(({ header }) => header)]);
    resolved = new Map();
    for (const entry of sound) {
      const rule = resolveOne(entry, ids);
      if (rule !== undefined) resolved.set(rule, entry);
    }
    sound = [...resolved.values()];
  }
  const correlations = inOrder(resolved);
  const silent = new Set<string>();
  const kept = new Set<string>();
  for (const rule of correlations)
    for (const id of rule.rules) (resolved.get(rule)?.draft.generates === true ? kept : silent).add(id);
  const withReports = <One extends RuleHeader>(rule: One): One =>
    silent.has(rule.id) && !kept.has(rule.id) ? { ...rule, reports: false } : rule;
  return { detections: detections.map(withReports), correlations: correlations.map(withReports) };
};
