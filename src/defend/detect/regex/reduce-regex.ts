/**
 * Makes a search cheaper without changing its answer, and says how it grows.
 *
 * A search asks only whether there is a match. So a repetition at its edge may stop at its least count: `.+X` is `.X`,
 * `Xa*` is `X`, `Xa{100,}` is `Xa{100}`. What is left is given a degree: the power of the text's length that
 * backtracking can cost. Degree 1 is linear.
 */
import type { RegexNode } from "./regex-tree.ts";

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

interface Growth {
  /** Power of the text's length; infinite when repetitions nest in a way that may double work at each step. */
  readonly degree: number;
  /** Ways that bounded repetitions multiply it by. */
  readonly factor: number;
  /** Number of characters, when it is always the same. */
  readonly width: number | undefined;
}

const mostFactor = 2000;

const growthOf = (node: RegexNode): Growth => {
  if (node.kind === "set") return { degree: 0, factor: 1, width: 1 };
  if (node.kind === "sequence") {
    const parts = node.items.map(growthOf);
    const width = parts.reduce<number | undefined>(
      (sum, part) => (sum === undefined || part.width === undefined ? undefined : sum + part.width),
      0,
    );
    return {
      degree: parts.reduce((sum, part) => sum + part.degree, 0),
      factor: parts.reduce((product, part) => product * part.factor, 1),
      width,
    };
  }
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
  return { degree: 0, factor: (item.factor + 1) ** node.max, width };
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
