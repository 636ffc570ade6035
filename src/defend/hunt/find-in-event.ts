/** One event through rules and indicators: all that was found on it, or nothing. */
import { createFieldView, type Engine, fieldsByRule, hostOf } from "#defend/detect/index.ts";
import type { Event, Leaf } from "#terms/event.ts";
import type { Match } from "#terms/match.ts";
import type { Rule } from "#terms/rule.ts";
import type { CorrelatedEvent, EventFinding, FiredRule, SeenIndicator, ShownEvent } from "./finding.ts";

export interface FindOptions {
  readonly engine: Engine;
  /** All rules of the hunt; findings name them by their place here. */
  readonly rules: readonly Rule[];
  readonly seeIndicators?: (event: Event) => readonly SeenIndicator[];
}

const jsonOf = (value: unknown): string => {
  try {
    return JSON.stringify(value) ?? "null";
  } catch {
    return '{"notShown":"nested too deeply"}';
  }
};

const shown = (event: Event): ShownEvent => ({
  host: hostOf(event),
  file: event.file,
  record: event.record,
  json: jsonOf(event.fields),
  ...(event.timeMs === undefined ? {} : { timeMs: event.timeMs }),
  ...(event.zone === undefined ? {} : { zone: event.zone }),
  ...(event.offset === undefined ? {} : { offset: event.offset }),
  ...(event.raw === undefined ? {} : { raw: event.raw }),
});

export type FindInEvent = (event: Event) => EventFinding | undefined;

export const createFinder = ({ engine, rules, seeIndicators }: FindOptions): FindInEvent => {
  const places = new Map<Rule, number>(rules.map((rule, place) => [rule, place]));
  const placeOf = (match: Match): number => places.get(match.rule) ?? -1;
  const asked = fieldsByRule(rules.filter((rule) => rule.kind === "correlation"));

  const correlated = (event: Event, matches: readonly Match[]): CorrelatedEvent | undefined => {
    const counted = matches.filter(({ rule }) => asked.has(rule.id));
    if (counted.length === 0) return undefined;
    const view = createFieldView(event);
    const fields = Object.create(null) as Record<string, readonly Leaf[]>;
    for (const { rule } of counted)
      for (const name of asked.get(rule.id) ?? []) {
        const values = name in fields ? undefined : view.get(name);
        if (values !== undefined) fields[name] = values.slice(0, 32);
      }
    return { rules: counted.map(placeOf), fields };
  };

  return (event) => {
    const matches = engine.match(event);
    const seen = seeIndicators?.(event) ?? [];
    if (matches.length === 0 && seen.length === 0) return undefined;
    const fired = matches
      .filter(({ rule }) => rule.reports)
      .map((match): FiredRule => ({ rule: placeOf(match), matched: match.evidence }));
    const kept = correlated(event, matches);
    if (fired.length === 0 && seen.length === 0 && kept === undefined) return undefined;
    return { event: shown(event), fired, seen, ...(kept === undefined ? {} : { correlated: kept }) };
  };
};
