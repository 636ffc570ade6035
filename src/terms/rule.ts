/**
 * Rule, selection, condition, modifier, level: a rule's own parts (Sigma specification 2.1), parsed and typed.
 *
 * A detection is a tree of atoms; an atom asks one thing of one field. All modifiers are resolved: what remains is what
 * engines, explanations and conversions need.
 */
export type RuleLevel = "informational" | "low" | "medium" | "high" | "critical";

export interface RuleLogSource {
  readonly product?: string;
  readonly category?: string;
  readonly service?: string;
}

export interface RuleHeader {
  /** The rule's `id`; where it has none, one made from its content. */
  readonly id: string;
  readonly title: string;
  readonly name?: string;
  readonly level: RuleLevel;
  readonly status?: string;
  readonly description?: string;
  readonly author?: string;
  readonly date?: string;
  readonly modified?: string;
  readonly tags: readonly string[];
  readonly references: readonly string[];
  readonly falsePositives: readonly string[];
  readonly fields: readonly string[];
  readonly file: string;
  readonly line: number;
  /** Whether its matches are reported: a rule that a correlation refers to is not, unless `generate: true`. */
  readonly reports: boolean;
}

/** A text with wildcards: literal, `*` (any run) or `?` (one character). */
export type PatternPart = { readonly literal: string } | "*" | "?";

export type TextOperator = "exact" | "prefix" | "suffix" | "contains" | "glob";

/** `field` null means a keyword: every text of the event, and its raw text. */
export interface TextAtom {
  readonly kind: "text";
  readonly field: string | null;
  readonly operator: TextOperator;
  /** The literal of all operators but `glob`; folded unless `cased`. */
  readonly text: string;
  /** Parts of a glob, its outer wildcards included; empty for the others. */
  readonly parts: readonly PatternPart[];
  readonly cased: boolean;
  /** All five dashes count as one (`windash`); `text` and `parts` are written with `-`. */
  readonly dashes: boolean;
}

export interface RegexAtom {
  readonly kind: "regex";
  readonly field: string | null;
  /** The pattern as the rule writes it. */
  readonly source: string;
  readonly flags: string;
}

export interface CidrAtom {
  readonly kind: "cidr";
  readonly field: string;
  readonly network: string;
}

export type Comparison = "lt" | "lte" | "gt" | "gte" | "eq" | "neq";
export type TimePart = "minute" | "hour" | "day" | "week" | "month" | "year";

export interface CompareAtom {
  readonly kind: "compare";
  readonly field: string;
  readonly comparison: Comparison;
  readonly value: number;
  readonly part?: TimePart;
}

/** `null` in a rule: the field is absent, or there without a value. */
export interface NullAtom {
  readonly kind: "null";
  readonly field: string;
}

export interface ExistsAtom {
  readonly kind: "exists";
  readonly field: string;
}

export interface FieldRefAtom {
  readonly kind: "fieldref";
  readonly field: string;
  readonly other: string;
  readonly operator: "exact" | "prefix" | "suffix" | "contains" | Comparison;
  readonly cased: boolean;
}

export type Atom = TextAtom | RegexAtom | CidrAtom | CompareAtom | NullAtom | ExistsAtom | FieldRefAtom;

export type RuleNode =
  | { readonly kind: "and" | "or"; readonly children: readonly RuleNode[] }
  | { readonly kind: "not"; readonly child: RuleNode }
  | { readonly kind: "selection"; readonly name: string; readonly child: RuleNode }
  | { readonly kind: "atom"; readonly atom: Atom }
  /** Nothing can make it true or false: an undefined placeholder is `false`. */
  | { readonly kind: "constant"; readonly value: boolean; readonly reason: string };

export interface DetectionRule extends RuleHeader {
  readonly kind: "detection";
  readonly logSource: RuleLogSource;
  readonly condition: RuleNode;
}

export type CorrelationType =
  | "event_count"
  | "value_count"
  | "temporal"
  | "temporal_ordered"
  | "value_sum"
  | "value_avg"
  | "value_percentile";

/** Which rules must have occurred, and which must not. */
export type OccurrenceNode =
  | { readonly kind: "and" | "or"; readonly children: readonly OccurrenceNode[] }
  | { readonly kind: "not"; readonly child: OccurrenceNode }
  | { readonly kind: "rule"; readonly rule: string };

export interface Bound {
  readonly comparison: Comparison;
  readonly value: number;
}

export interface CorrelationRule extends RuleHeader {
  readonly kind: "correlation";
  readonly type: CorrelationType;
  /** Ids of the rules it refers to, in order. */
  readonly rules: readonly string[];
  readonly groupBy: readonly string[];
  readonly timespanMs: number;
  /** All must hold. Empty only for temporal types: all rules must occur. */
  readonly bounds: readonly Bound[];
  /** Of `temporal`, instead of bounds: which of the rules, by id. */
  readonly occurrence?: OccurrenceNode;
  /** Fields whose values are counted, summed or ranked. */
  readonly valueFields: readonly string[];
  /** For `value_percentile`: which one. */
  readonly percentile?: number;
  /** Group name → rule id → that rule's field. */
  readonly aliases: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export type Rule = DetectionRule | CorrelationRule;

/** What is wrong with a rule, where. An error keeps the rule out; a warning does not. */
export interface RuleFault {
  readonly type: string;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly title?: string;
}
