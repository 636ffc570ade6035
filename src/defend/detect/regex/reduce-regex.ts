/**
 * Makes a search cheaper without changing its answer, and says how it grows.
 *
 * A search asks only whether there is a match. So a repetition at its edge may stop at its least count: `.+X` is `.X`,
 * `Xa*` is `X`, `Xa{100,}` is `Xa{100}`. What is left is given a degree: the power of the text's length that
 * backtracking can cost. Degree 1 is linear.
 */
import type { CodeRange, RegexNode } from "./regex-tree.ts";

const empty: RegexNode = { kind: "sequence", items: [] };

const trimEdge = (node: RegexNode, edge: "first" | "last"): RegexNode => {
  if (node.kind === "repeat") {
    if (node.min === 0) return empty;
    const item = node.min === 1 ? trimEdge(node.item, edge) : node.item;
    return node.min === 1 ? item : { ...node, max: node.min };
  }
  if (node.kind === "choice") return { ...node, options: node.options.map((option) => trimEdge(option, edge)) };
  if (node.kind !== "sequence") return node;
  const items = [...node.items];
  while (items.length > 0) {
    const index = edge === "first" ? 0 : items.length - 1;
    const item = items[index] ?? empty;
    const trimmed = trimEdge(item, edge);
    items[index] = trimmed;
    if (trimmed.kind !== "sequence" || trimmed.items.length > 0) break;
    items.splice(index, 1);
  }
  return { kind: "sequence", items };
};

export const trimRegex = (node: RegexNode): RegexNode => trimEdge(trimEdge(node, "first"), "last");

/** Characters a match of the node may start with, when it cannot be empty; `undefined` when not known. */
const firstSet = (node: RegexNode | undefined): readonly CodeRange[] | undefined => {
  if (node === undefined) return undefined;
  if (node.kind === "set") return node.ranges;
  if (node.kind === "repeat") return node.min > 0 ? firstSet(node.item) : undefined;
  return node.kind === "sequence" ? firstSet(node.items[0]) : undefined;
};

const overlap = (one: readonly CodeRange[], other: readonly CodeRange[]): boolean =>
  one.some(([from, to]) => other.some(([first, last]) => first <= to && from <= last));

interface Growth {
  /** Power of the text's length; infinite when repetitions nest in a way that may double work at each step. */
  readonly degree: number;
  /** Ways that bounded repetitions multiply it by. */
  readonly factor: number;
  /** Number of characters, when it is always the same. */
  readonly width: number | undefined;
}

const mostFactor = 2000;

/** A repetition that what follows ends: giving back a character can never help, so it costs one pass. */
const isDecided = (node: RegexNode, next: RegexNode | undefined): boolean => {
  if (node.kind !== "repeat" || node.item.kind !== "set") return false;
  const follows = firstSet(next);
  return follows !== undefined && !overlap(node.item.ranges, follows);
};

const sequenceGrowth = (items: readonly RegexNode[]): Growth => {
  let degree = 0;
  let factor = 1;
  let width: number | undefined = 0;
  let passes = 0;
  for (const [index, item] of items.entries()) {
    const part = growthOf(item);
    width = width === undefined || part.width === undefined ? undefined : width + part.width;
    if (isDecided(item, items[index + 1])) passes = Math.max(passes, part.degree);
    else {
      degree += part.degree;
      factor *= part.factor;
    }
  }
  return { degree: degree + passes, factor, width };
};

const growthOf = (node: RegexNode): Growth => {
  if (node.kind === "set") return { degree: 0, factor: 1, width: 1 };
  if (node.kind === "sequence") return sequenceGrowth(node.items);
  if (node.kind === "choice") {
    const parts = node.options.map(growthOf);
    const [first] = parts;
    return {
      degree: Math.max(...parts.map((part) => part.degree)),
      factor: parts.reduce((sum, part) => sum + part.factor, 0),
      width: parts.every((part) => part.width === first?.width) ? first?.width : undefined,
    };
  }
  return node.kind === "repeat" ? repeatGrowth(node) : { degree: 0, factor: 1, width: 0 };
};

const repeatGrowth = (node: RegexNode & { kind: "repeat" }): Growth => {
  const item = growthOf(node.item);
  const exact = node.min === node.max;
  const width = exact && item.width !== undefined ? item.width * node.min : undefined;
  const plain = item.degree === 0 && item.factor === 1 && item.width !== undefined && item.width > 0;
  if (node.max === Number.POSITIVE_INFINITY) return { degree: plain ? 1 : Number.POSITIVE_INFINITY, factor: 1, width };
  if (plain) return { degree: 0, factor: exact ? 1 : node.max - node.min + 1, width };
  if (item.degree > 0) return { degree: item.degree * node.max, factor: item.factor ** node.max, width };
  return { degree: 0, factor: (exact ? item.factor : item.factor + 1) ** node.max, width };
};

const startsAnchored = (node: RegexNode): boolean => {
  if (node.kind === "start") return true;
  if (node.kind === "sequence") return node.items[0] !== undefined && startsAnchored(node.items[0]);
  return node.kind === "choice" && node.options.every(startsAnchored);
};

/** Degree of a backtracking search in the length of the text; infinite when no useful bound is known. */
export const searchDegree = (node: RegexNode): number => {
  const { degree, factor } = growthOf(node);
  if (!Number.isFinite(degree) || !(factor <= mostFactor)) return Number.POSITIVE_INFINITY;
  return startsAnchored(node) ? Math.max(1, degree) : degree + 1;
};

/** Characters the shortest match has. */
export const leastLength = (node: RegexNode): number => {
  if (node.kind === "set") return 1;
  if (node.kind === "repeat") return node.min * leastLength(node.item);
  if (node.kind === "choice") return Math.min(...node.options.map(leastLength));
  return node.kind === "sequence" ? node.items.reduce((sum, item) => sum + leastLength(item), 0) : 0;
};
