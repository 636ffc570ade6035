/** Everything that could be a witness of some rule, by field, each once: what is worth measuring. */
import { nothingMeasured, type Witness, WitnessChooser } from "./choose-witness.ts";
import type { FastNode, FastRule } from "./fast-node.ts";

export const collectWitnesses = (rules: readonly FastRule[]): Map<number, Witness[]> => {
  const chooser = new WitnessChooser(nothingMeasured);
  const seen = new Set<FastNode>();
  const keys = new Set<string>();
  const bySlot = new Map<number, Witness[]>();
  const add = (witness: Witness): void => {
    const key = `${witness.slot} ${witness.placing} ${witness.text}`;
    if (keys.has(key)) return;
    keys.add(key);
    const same = bySlot.get(witness.slot);
    if (same === undefined) bySlot.set(witness.slot, [witness]);
    else same.push(witness);
  };
  const visit = (node: FastNode): void => {
    if (seen.has(node) || node.op === "not" || node.op === "constant") return;
    seen.add(node);
    if (node.op === "and" || node.op === "or") for (const child of node.children) visit(child);
    else for (const witness of chooser.choose(node)?.witnesses ?? []) add(witness);
  };
  for (const { node } of rules) visit(node);
  return bySlot;
};
