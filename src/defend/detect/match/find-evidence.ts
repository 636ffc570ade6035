/** What in an event satisfied a rule: for each selection that held, its fields, what was asked and the values found. */
import type { Leaf } from "#terms/event.ts";
import type { FieldEvidence, SelectionEvidence } from "#terms/match.ts";
import type { Atom, RuleNode } from "#terms/rule.ts";
import { showPattern } from "../parse/parse-pattern.ts";
import type { PlainMatcher } from "./plain-engine.ts";

const operatorWords = { exact: "equals", prefix: "startswith", suffix: "endswith", contains: "contains", glob: "like" };

const textAsked = (atom: Atom & { kind: "text" }): string => {
  const text = atom.operator === "glob" ? showPattern(atom.parts) : atom.text;
  const marks = `${atom.cased ? "cased " : ""}${atom.dashes ? "any dash " : ""}`;
  return `${marks}${operatorWords[atom.operator]} ${text}`;
};

/** An atom in words of Sigma. */
export const showAtom = (atom: Atom): string => {
  switch (atom.kind) {
    case "text":
      return textAsked(atom);
    case "regex":
      return `re${atom.flags === "" ? "" : `|${[...atom.flags].join("|")}`} ${atom.source}`;
    case "cidr":
      return `cidr ${atom.network}`;
    case "compare":
      return `${atom.part === undefined ? "" : `${atom.part} `}${atom.comparison} ${atom.value}`;
    case "null":
      return "null";
    case "exists":
      return "exists";
    case "fieldref":
      return `fieldref ${atom.operator} ${atom.other}`;
  }
};

const mostValues = 20;
const mostFields = 200;

const valuesOf = (atom: Atom, matcher: PlainMatcher): readonly Leaf[] => matcher.satisfying(atom).slice(0, mostValues);

const collect = (node: RuleNode, matcher: PlainMatcher, into: FieldEvidence[]): void => {
  if (into.length >= mostFields || node.kind === "not" || node.kind === "constant") return;
  if (node.kind === "atom") {
    if (!matcher.testAtom(node.atom)) return;
    into.push({ field: node.atom.field ?? "", asked: showAtom(node.atom), values: valuesOf(node.atom, matcher) });
  } else if (node.kind === "selection") collect(node.child, matcher, into);
  else if (node.kind === "or") for (const child of node.children) collectIfTrue(child, matcher, into);
  else for (const child of node.children) collect(child, matcher, into);
};

const collectIfTrue = (node: RuleNode, matcher: PlainMatcher, into: FieldEvidence[]): void => {
  if (node.kind === "atom" || matcher.test(node)) collect(node, matcher, into);
};

const visit = (node: RuleNode, matcher: PlainMatcher, into: SelectionEvidence[]): void => {
  if (node.kind === "selection") {
    if (into.some((one) => one.selection === node.name) || !matcher.test(node.child)) return;
    const fields: FieldEvidence[] = [];
    collect(node.child, matcher, fields);
    into.push({ selection: node.name, fields });
  } else if (node.kind === "and" || node.kind === "or") for (const child of node.children) visit(child, matcher, into);
};

/** Of a rule that fired on the event the matcher is open on. Negated selections are not named: they are what is absent. */
export const findEvidence = (condition: RuleNode, matcher: PlainMatcher): SelectionEvidence[] => {
  const found: SelectionEvidence[] = [];
  visit(condition, matcher, found);
  return found;
};
