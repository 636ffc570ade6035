/**
 * What a hunt gives: matches of rules and indicators with their event, and alerts of correlations. Plain data, so that it
 * can pass from one thread to another and be written in any form.
 */
import type { Leaf } from "#terms/event.ts";
import type { SelectionEvidence } from "#terms/match.ts";
import type { CorrelationType, RuleLevel } from "#terms/rule.ts";
import type { Indicator } from "./indicators/indicator.ts";

/** The event of a match, as it is shown. */
export interface ShownEvent {
  readonly timeMs?: number;
  readonly zone?: string;
  readonly host: string;
  readonly file: string;
  /** Number of the record in its file, from 1. */
  readonly record: number;
  readonly offset?: number;
  /** All its fields, as JSON. */
  readonly json: string;
  /** The text of a record that is text. */
  readonly raw?: string;
}

/** A rule by its place in the list of rules, and why it fired. */
export interface FiredRule {
  readonly rule: number;
  readonly matched: readonly SelectionEvidence[];
}

/** An indicator by its place in the list of indicators, and where it stood. */
export interface SeenIndicator {
  readonly indicator: number;
  readonly field: string;
  readonly value: string;
  /** How the event's value answers to the indicator's: `same`, `under it` (a name below a domain), `inside it` (a block). */
  readonly how: "same" | "under it" | "inside it";
}

/** What correlations need of an event, kept in its place. */
export interface CorrelatedEvent {
  readonly rules: readonly number[];
  readonly fields: Readonly<Record<string, readonly Leaf[]>>;
}

/** All that was found on one event. */
export interface EventFinding {
  readonly event: ShownEvent;
  readonly fired: readonly FiredRule[];
  readonly seen: readonly SeenIndicator[];
  readonly correlated?: CorrelatedEvent;
}

interface Named {
  readonly ruleId: string;
  readonly title: string;
  readonly level: RuleLevel;
  readonly tags: readonly string[];
}

export interface RuleResult extends Named {
  readonly kind: "match";
  readonly status?: string;
  readonly description?: string;
  readonly event: ShownEvent;
  readonly matched: readonly SelectionEvidence[];
}

export interface IndicatorResult extends Named {
  readonly kind: "indicator";
  readonly indicator: Indicator;
  readonly event: ShownEvent;
  readonly matched: readonly SelectionEvidence[];
}

export interface CorrelationEvent {
  readonly ruleId: string;
  readonly timeMs: number;
  readonly file: string;
  readonly record: number;
  /** Absent when there were more than could be kept. */
  readonly json?: string;
}

export interface CorrelationResult extends Named {
  readonly kind: "correlation";
  readonly status?: string;
  readonly description?: string;
  readonly type: CorrelationType;
  readonly group: readonly { readonly field: string; readonly value: string }[];
  readonly fromMs: number;
  readonly untilMs: number;
  readonly measure: number;
  readonly eventCount: number;
  readonly events: readonly CorrelationEvent[];
}

export type HuntResult = RuleResult | IndicatorResult | CorrelationResult;
