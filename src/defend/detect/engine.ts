/**
 * The engine: rules in, matches out. Fast by default; `engine: "plain"` walks every tree and is what the fast one must
 * agree with.
 */
import type { Event, LogSourceFacts } from "#terms/event.ts";
import type { Match, SelectionEvidence } from "#terms/match.ts";
import type { DetectionRule, Rule } from "#terms/rule.ts";
import { FastEngine } from "./fast/fast-engine.ts";
import { findEvidence } from "./match/find-evidence.ts";
import { createPlainEngine, PlainMatcher } from "./match/plain-engine.ts";
import { EventReader } from "./match/read-field.ts";
import { appliesTo } from "./route/applies-to.ts";
import { deriveSource } from "./route/derive-source.ts";

export interface EngineOptions {
  readonly engine?: "fast" | "plain";
}

export interface EngineCounts {
  readonly events: number;
  readonly matches: number;
  /** Events whose kind was not recognised, tried with every rule not in conflict. */
  readonly unknownSource: number;
}

export interface Engine {
  readonly match: (event: Event) => Match[];
  readonly counts: () => EngineCounts;
  readonly rules: readonly DetectionRule[];
}

class RuleMatch implements Match {
  readonly rule: DetectionRule;
  readonly event: Event;
  #evidence: readonly SelectionEvidence[] | undefined;

  constructor(rule: DetectionRule, event: Event) {
    this.rule = rule;
    this.event = event;
  }

  get evidence(): readonly SelectionEvidence[] {
    if (this.#evidence === undefined) {
      const matcher = new PlainMatcher();
      matcher.open(this.event);
      this.#evidence = findEvidence(this.rule.condition, matcher);
    }
    return this.#evidence;
  }
}

export type FireRules = (event: Event, facts: LogSourceFacts) => readonly DetectionRule[];

const routeKey = ({ product, categories, services, known }: LogSourceFacts): string =>
  `${known ? "k" : "u"}\0${product ?? ""}\0${categories.join("\u0001")}\0${services.join("\u0001")}`;

const mostRoutes = 300;

const plainFire = (rules: readonly DetectionRule[]): FireRules => {
  const engine = createPlainEngine();
  const routed = new Map<string, readonly DetectionRule[]>();
  return (event, facts) => {
    const key = routeKey(facts);
    let allowed = routed.get(key);
    if (allowed === undefined) {
      allowed = rules.filter((rule) => appliesTo(rule.logSource, facts));
      if (routed.size < mostRoutes) routed.set(key, allowed);
    }
    return engine.fire(event, allowed);
  };
};

/** Past so many kinds of event (hostile logs may name any) one index of all rules serves the rest. */
const fastFire = (rules: readonly DetectionRule[]): FireRules => {
  const engine = new FastEngine(rules);
  const routes = new Map<string, ReturnType<FastEngine["createRoute"]>>();
  let rest: ReturnType<FastEngine["createRoute"]> | undefined;
  return (event, facts) => {
    const key = routeKey(facts);
    const known = routes.get(key);
    if (known !== undefined) return engine.fire(event, known);
    if (routes.size < mostRoutes) {
      const route = engine.createRoute(facts);
      routes.set(key, route);
      return engine.fire(event, route);
    }
    rest ??= engine.createRoute(undefined);
    return engine.fire(event, rest).filter((rule) => appliesTo(rule.logSource, facts));
  };
};

export const compileEngine = (rules: readonly Rule[], options: EngineOptions = {}): Engine => {
  const detections = rules.filter((rule) => rule.kind === "detection");
  const fire = options.engine === "plain" ? plainFire(detections) : fastFire(detections);
  const reader = new EventReader();
  let events = 0;
  let matches = 0;
  let unknownSource = 0;
  const sourceOf = (event: Event): LogSourceFacts => {
    if (event.source !== undefined) return event.source;
    reader.open(event);
    return deriveSource(reader);
  };
  return {
    rules: detections,
    counts: () => ({ events, matches, unknownSource }),
    match: (event) => {
      const facts = sourceOf(event);
      const fired = fire(event, facts);
      events += 1;
      matches += fired.length;
      if (!facts.known) unknownSource += 1;
      return fired.map((rule) => new RuleMatch(rule, event));
    },
  };
};
