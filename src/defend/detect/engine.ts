/**
 * The engine: rules in, matches out. Fast by default; `engine: "plain"` walks every tree and is what the fast one must
 * agree with.
 */
import type { Event, LogSourceFacts } from "#terms/event.ts";
import type { Match, SelectionEvidence } from "#terms/match.ts";
import type { DetectionRule, Rule } from "#terms/rule.ts";
import { FastEngine } from "./fast/fast-engine.ts";
import { createRuleWatch, type MutedRule } from "./fast/rule-watch.ts";
import { findEvidence } from "./match/find-evidence.ts";
import { createPlainEngine, PlainMatcher } from "./match/plain-engine.ts";
import { appliesTo, sourceOf } from "./route/applies-to.ts";

export interface EngineOptions {
  readonly engine?: "fast" | "plain";
  /**
   * Milliseconds from some start, and how many of them one rule may take on one event. A rule of the fast engine that
   * takes more three times is muted and named in `counts().muted`. Without a clock nothing is timed.
   */
  readonly clock?: () => number;
  readonly budgetMs?: number;
  /** Milliseconds of processor time of this thread: then a rule that had to wait on a busy machine is not taken for a slow one. */
  readonly workClock?: () => number;
  /** For `mayFire`: other names that the events of its lines may have for a rule's name. */
  readonly aliasesOf?: (name: string) => readonly string[];
}

export interface EngineCounts {
  readonly events: number;
  readonly matches: number;
  /** Events whose kind was not recognised, or that came without one, tried with every rule not in conflict. */
  readonly unknownSource: number;
  /** Rules that took too long and are no longer tried. To be shown to someone. */
  readonly muted: readonly MutedRule[];
}

export interface Engine {
  readonly match: (event: Event) => Match[];
  /**
   * Whether some rule may fire on the line of JSON in the bytes `[start, end)`, told by them alone, where it is known what its event
   * is and the event's fields are the line's own, under their names or under `aliasesOf`: most lines of a quiet log need not be
   * parsed. Learns from the lines it is shown, and says yes to all where most pass.
   */
  readonly mayFire: MayFire;
  readonly counts: () => EngineCounts;
  readonly rules: readonly DetectionRule[];
}

class RuleMatch implements Match {
  readonly rule: DetectionRule;
  readonly event: Event;
  /** Of all matches of an engine: what it knows of names and atoms is worked out once. */
  readonly #matcher: PlainMatcher;
  #evidence: readonly SelectionEvidence[] | undefined;

  constructor(rule: DetectionRule, event: Event, matcher: PlainMatcher) {
    this.rule = rule;
    this.event = event;
    this.#matcher = matcher;
  }

  get evidence(): readonly SelectionEvidence[] {
    if (this.#evidence === undefined) {
      this.#matcher.open(this.event);
      this.#evidence = findEvidence(this.rule.condition, this.#matcher);
    }
    return this.#evidence;
  }
}

type MayFire = (bytes: Uint8Array, start: number, end: number, source: LogSourceFacts) => boolean;

interface RuleFirer {
  readonly fire: (event: Event, facts: LogSourceFacts) => readonly DetectionRule[];
  readonly mayFire: MayFire;
}

const routeKey = ({ product, categories, services, known }: LogSourceFacts): string =>
  `${known ? "k" : "u"}\0${product ?? ""}\0${categories.join("\u0001")}\0${services.join("\u0001")}`;

const mostRoutes = 300;

const plainFire = (rules: readonly DetectionRule[]): RuleFirer => {
  const engine = createPlainEngine();
  const routed = new Map<string, readonly DetectionRule[]>();
  const fire: RuleFirer["fire"] = (event, facts) => {
    const key = routeKey(facts);
    let allowed = routed.get(key);
    if (allowed === undefined) {
      allowed = rules.filter((rule) => appliesTo(rule.logSource, facts));
      if (routed.size < mostRoutes) routed.set(key, allowed);
    }
    return engine.fire(event, allowed);
  };
  return { fire, mayFire: () => true };
};

type Route = ReturnType<FastEngine["createRoute"]>;

/** Past so many kinds of event (hostile logs may name any) one index of all rules serves the rest. */
const fastFire = (engine: FastEngine): RuleFirer => {
  const routes = new Map<string, Route>();
  const byFacts = new WeakMap<LogSourceFacts, Route>();
  let rest: Route | undefined;
  // Events of a kind come in runs.
  let last: LogSourceFacts | undefined;
  let lastRoute: Route | undefined;
  const routeOf = (facts: LogSourceFacts): Route | undefined => {
    if (facts !== last) {
      lastRoute = byFacts.get(facts) ?? findRoute(facts);
      last = facts;
    }
    return lastRoute;
  };
  const findRoute = (facts: LogSourceFacts): Route | undefined => {
    const key = routeKey(facts);
    let route = routes.get(key);
    if (route === undefined && routes.size < mostRoutes) {
      route = engine.createRoute(facts);
      routes.set(key, route);
    }
    if (route !== undefined) byFacts.set(facts, route);
    return route;
  };
  return {
    fire: (event, facts) => {
      const route = routeOf(facts);
      if (route !== undefined) return engine.fire(event, route);
      rest ??= engine.createRoute(undefined);
      return engine.fire(event, rest).filter((rule) => appliesTo(rule.logSource, facts));
    },
    mayFire: (bytes, start, end, facts) => {
      const route = routeOf(facts);
      return route === undefined || engine.screenOf(route).passes(bytes, start, end);
    },
  };
};

export const compileEngine = (rules: readonly Rule[], options: EngineOptions = {}): Engine => {
  const detections = rules.filter((rule) => rule.kind === "detection");
  const watch =
    options.clock === undefined
      ? undefined
      : createRuleWatch(options.clock, options.budgetMs ?? 100, options.workClock);
  const firer =
    options.engine === "plain" ? plainFire(detections) : fastFire(new FastEngine(detections, watch, options.aliasesOf));
  const matcher = new PlainMatcher();
  let events = 0;
  let matches = 0;
  let unknownSource = 0;
  return {
    rules: detections,
    mayFire: firer.mayFire,
    counts: () => ({ events, matches, unknownSource, muted: watch?.muted() ?? [] }),
    match: (event) => {
      const facts = sourceOf(event);
      const fired = firer.fire(event, facts);
      events += 1;
      matches += fired.length;
      if (!facts.known) unknownSource += 1;
      return fired.map((rule) => new RuleMatch(rule, event, matcher));
    },
  };
};
