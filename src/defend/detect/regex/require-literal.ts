/** The texts one of which any match must hold, folded, where such are known: what an index can look for first. */
import { foldCase } from "../match/fold-case.ts";
import type { RegexNode } from "./regex-tree.ts";

/** The one folded character all members of a small set share. */
const foldedChar = (node: RegexNode): string | undefined => {
  if (node.kind !== "set") return undefined;
  let shared: string | undefined;
  for (const [from, to] of node.ranges) {
    if (to - from > 3) return undefined;
    for (let code = from; code <= to; code += 1) {
      const folded = foldCase(String.fromCodePoint(code));
      if (shared !== undefined && shared !== folded) return undefined;
      shared = folded;
    }
  }
  return shared;
};

const mostOptions = 40;

const better = (one: readonly string[] | undefined, other: readonly string[] | undefined) => {
  if (one === undefined || other === undefined) return one ?? other;
  const shortest = (texts: readonly string[]) => Math.min(...texts.map((text) => text.length));
  return shortest(other) > shortest(one) ? other : one;
};

const ofSequence = (items: readonly RegexNode[]): readonly string[] | undefined => {
  let best: readonly string[] | undefined;
  let run = "";
  const close = () => {
    if (run !== "") best = better(best, [run]);
    run = "";
  };
  const repeat = (item: RegexNode, times: number): void => {
    for (let count = 0; count < times; count += 1) visit(item);
  };
  const visit = (node: RegexNode): void => {
    const char = foldedChar(node);
    if (char !== undefined) run += char;
    else if (node.kind === "sequence") for (const item of node.items) visit(item);
    else if (node.kind === "repeat" && node.min === node.max && node.min <= 8) repeat(node.item, node.min);
    else {
      if (node.kind === "set" || node.kind === "repeat" || node.kind === "choice") close();
      if (node.kind === "repeat" || node.kind === "choice") best = better(best, requiredLiterals(node));
    }
  };
  for (const item of items) visit(item);
  close();
  return best;
};

/** `undefined` when a match need not hold any fixed text. */
export const requiredLiterals = (node: RegexNode): readonly string[] | undefined => {
  if (node.kind === "sequence") return ofSequence(node.items);
  if (node.kind === "set") return ofSequence([node]);
  if (node.kind === "repeat") return node.min > 0 ? requiredLiterals(node.item) : undefined;
  if (node.kind !== "choice") return undefined;
  const options = node.options.map(requiredLiterals);
  const all: string[] = [];
  for (const option of options) {
    if (option === undefined) return undefined;
    all.push(...option);
  }
  return all.length > mostOptions ? undefined : all;
};
