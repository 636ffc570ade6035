/**
 * Many rules out of few: copies in which about half of the texts are changed by a letter, so that they share some of what they ask
 * with their original and ask something of their own, as rule sets of one field do. The same every time.
 */
import type { Atom, DetectionRule, Rule, RuleNode } from "../../src/terms/rule.ts";

const isChanged = (text: string, copy: number): boolean => {
  let hash = copy * 2_654_435_761;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 16_777_619);
  return ((hash >>> 13) & 1) === 1;
};

const changeText = (text: string, copy: number): string => {
  if (text.length < 4 || !isChanged(text, copy)) return text;
  const at = text.length >> 1;
  return `${text.slice(0, at)}${"qxjzvkwyqx"[copy % 10]}${text.slice(at + 1)}`;
};

const changeAtom = (atom: Atom, copy: number): Atom =>
  atom.kind === "text" && atom.operator !== "glob" ? { ...atom, text: changeText(atom.text, copy) } : atom;

const changeNode = (node: RuleNode, copy: number): RuleNode => {
  if (node.kind === "atom") return { kind: "atom", atom: changeAtom(node.atom, copy) };
  if (node.kind === "constant") return node;
  if (node.kind === "not" || node.kind === "selection") return { ...node, child: changeNode(node.child, copy) };
  return { ...node, children: node.children.map((child) => changeNode(child, copy)) };
};

export const multiplyRules = (rules: readonly Rule[], times: number): Rule[] => {
  const detections = rules.filter((rule): rule is DetectionRule => rule.kind === "detection");
  return Array.from({ length: times }, (_, copy) =>
    detections.map((rule) =>
      copy === 0 ? rule : { ...rule, id: `${rule.id}-${copy}`, condition: changeNode(rule.condition, copy) },
    ),
  ).flat();
};
