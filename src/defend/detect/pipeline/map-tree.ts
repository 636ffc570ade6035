/** Rewrites the atoms of a rule's tree. */
import type { Atom, RuleNode } from "#terms/rule.ts";

/** What an atom becomes: other nodes (linked with "or"), itself, or nothing at all. */
export type AtomChange = (atom: Atom) => readonly RuleNode[];

const linked = (kind: "and" | "or", children: readonly RuleNode[]): RuleNode | undefined => {
  if (children.length === 0) return undefined;
  return children.length === 1 ? children[0] : { kind, children };
};

/** `undefined` when nothing of the tree is left. */
export const mapAtoms = (node: RuleNode, change: AtomChange): RuleNode | undefined => {
  if (node.kind === "constant") return node;
  if (node.kind === "atom") return linked("or", change(node.atom));
  if (node.kind === "not" || node.kind === "selection") {
    const child = mapAtoms(node.child, change);
    return child === undefined ? undefined : { ...node, child };
  }
  const children = node.children.map((child) => mapAtoms(child, change)).filter((child) => child !== undefined);
  return linked(node.kind, children);
};
