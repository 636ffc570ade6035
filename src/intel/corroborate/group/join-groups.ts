/**
 * Joins items into groups by average link: the strongest edges first, and two groups only when all their cross pairs
 * agree on average (a missing edge counts as nothing). So no chain grows through one shared word.
 */
export interface ScoredEdge {
  readonly left: number;
  readonly right: number;
  readonly score: number;
}

export interface JoinLimits {
  readonly pairScore: number;
  /** How much two groups must agree on average; asked with one member of each, the first to join. */
  readonly groupScore: (left: number, right: number) => number;
}

/** `edges` sorted from strong to weak. Groups come back with their members ascending, ordered by first member. */
export const joinGroups = (count: number, edges: readonly ScoredEdge[], limits: JoinLimits): number[][] => {
  const groupOf = Array.from({ length: count }, (_, index) => index);
  const members = new Map<number, number[]>(groupOf.map((index) => [index, [index]]));
  const links = new Map<number, Map<number, number>>();
  const addLink = (from: number, to: number, score: number): void => {
    const row = links.get(from) ?? new Map<number, number>();
    row.set(to, (row.get(to) ?? 0) + score);
    links.set(from, row);
  };
  for (const edge of edges) {
    addLink(edge.left, edge.right, edge.score);
    addLink(edge.right, edge.left, edge.score);
  }
  const merge = (keep: number, gone: number): void => {
    const moved = members.get(gone) ?? [];
    members.get(keep)?.push(...moved);
    for (const index of moved) groupOf[index] = keep;
    members.delete(gone);
    for (const [other, score] of links.get(gone) ?? []) {
      links.get(other)?.delete(gone);
      if (other === keep) continue;
      addLink(keep, other, score);
      addLink(other, keep, score);
    }
    links.delete(gone);
  };
  const tryEdge = (edge: ScoredEdge): void => {
    const [a, b] = [groupOf[edge.left] ?? edge.left, groupOf[edge.right] ?? edge.right];
    if (a === b || edge.score < limits.pairScore) return;
    const [own, others] = [members.get(a) ?? [], members.get(b) ?? []];
    const average = (links.get(a)?.get(b) ?? 0) / (own.length * others.length);
    if (average < limits.groupScore(own[0] ?? a, others[0] ?? b)) return;
    if (own.length >= others.length) merge(a, b);
    else merge(b, a);
  };
  // A second pass: groups that did not agree when they were small may agree once they have grown.
  for (let pass = 0; pass < 2; pass += 1) for (const edge of edges) tryEdge(edge);
  return [...members.values()].map((group) => group.sort((a, b) => a - b)).sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
};
