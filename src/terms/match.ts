/**
 * Match: a rule and an event that satisfied it, with why. Alert: matches grouped for a person.
 */
import type { Event, Leaf } from "./event.ts";
import type { CorrelationRule, DetectionRule, RuleLevel } from "./rule.ts";

/** One field that satisfied a selection. A keyword has the field `""`. */
export interface FieldEvidence {
  readonly field: string;
  /** What the rule asked for, in words of Sigma: `endswith \cmd.exe`. */
  readonly asked: string;
  /** The values of the event that satisfied it. */
  readonly values: readonly Leaf[];
}

export interface SelectionEvidence {
  readonly selection: string;
  readonly fields: readonly FieldEvidence[];
}

export interface Match {
  readonly rule: DetectionRule;
  readonly event: Event;
  /** Worked out when asked for. */
  readonly evidence: readonly SelectionEvidence[];
}

/** An event that contributed to a correlation. */
export interface Contribution {
  readonly ruleId: string;
  readonly timeMs: number;
  readonly file: string;
  readonly record: number;
}

export interface CorrelationMatch {
  readonly rule: CorrelationRule;
  /** Values of the `group-by` fields, in order. */
  readonly group: readonly { readonly field: string; readonly value: string }[];
  readonly fromMs: number;
  readonly untilMs: number;
  /** The count, sum, average or percentile that met the condition. */
  readonly measure: number;
  /** In order of time; the first and last of them where there are more than are kept. */
  readonly events: readonly Contribution[];
  /** How many events there were in all. */
  readonly eventCount: number;
}

export interface Alert {
  readonly ruleId: string;
  readonly title: string;
  readonly level: RuleLevel;
  readonly tags: readonly string[];
  readonly host: string;
  readonly fromMs?: number;
  readonly untilMs?: number;
  readonly count: number;
  /** Matches shown; `count` says how many there were. */
  readonly matches: readonly Match[];
}

/** A node of a rule and what became of it on one event. */
export interface ExplainedNode {
  readonly kind: "and" | "or" | "not" | "selection" | "atom" | "constant";
  readonly label: string;
  readonly matched: boolean;
  /** Of an atom: what the event holds there; `undefined` when the field is absent. */
  readonly found?: readonly Leaf[] | undefined;
  readonly children: readonly ExplainedNode[];
}

export interface Explanation {
  readonly ruleId: string;
  readonly matched: boolean;
  /** Whether the rule's log source lets it see this event, and why. */
  readonly applies: boolean;
  readonly routing: string;
  readonly tree: ExplainedNode;
}
