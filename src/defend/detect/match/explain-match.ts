/** Why a rule fired on an event or did not: its tree with what became of each node, and whether its log source fits. */
import type { Event, LogSourceFacts } from "#terms/event.ts";
import type { ExplainedNode, Explanation } from "#terms/match.ts";
import type { DetectionRule, RuleLogSource, RuleNode } from "#terms/rule.ts";
import { appliesTo, sourceOf } from "../route/applies-to.ts";
import { showAtom } from "./find-evidence.ts";
import { PlainMatcher } from "./plain-engine.ts";

const mostChildren = 500;

const explainNode = (node: RuleNode, matcher: PlainMatcher): ExplainedNode => {
  const matched = matcher.test(node);
  if (node.kind === "constant") return { kind: node.kind, label: node.reason, matched, children: [] };
  if (node.kind === "atom") {
    const label = `${node.atom.field ?? "keyword"} ${showAtom(node.atom)}`;
    return { kind: node.kind, label, matched, found: matcher.leaves(node.atom)?.slice(0, 20), children: [] };
  }
  if (node.kind === "not" || node.kind === "selection") {
    const label = node.kind === "not" ? "not" : node.name;
    return { kind: node.kind, label, matched, children: [explainNode(node.child, matcher)] };
  }
  const children = node.children.slice(0, mostChildren).map((child) => explainNode(child, matcher));
  return { kind: node.kind, label: node.kind === "and" ? "all of" : "any of", matched, children };
};

const showSource = (parts: readonly (readonly [string, string | undefined])[]): string => {
  const named = parts.filter(([, value]) => value !== undefined && value !== "");
  return named.length === 0 ? "nothing" : named.map(([key, value]) => `${key} ${value}`).join(", ");
};

const showRouting = (rule: RuleLogSource, facts: LogSourceFacts): string => {
  const wants = showSource([
    ["product", rule.product],
    ["category", rule.category],
    ["service", rule.service],
  ]);
  const is = showSource([
    ["product", facts.product],
    ["category", facts.categories.join("/")],
    ["service", facts.services.join("/")],
  ]);
  return `rule is for ${wants}; event is ${facts.known ? "" : "perhaps "}${is}`;
};

export const explainMatch = (rule: DetectionRule, event: Event): Explanation => {
  const matcher = new PlainMatcher();
  matcher.open(event);
  const facts = sourceOf(event);
  const tree = explainNode(rule.condition, matcher);
  const applies = appliesTo(rule.logSource, facts);
  return {
    ruleId: rule.id,
    matched: applies && tree.matched,
    applies,
    routing: showRouting(rule.logSource, facts),
    tree,
  };
};
