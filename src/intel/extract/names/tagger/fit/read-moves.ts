/** What a fit learns its moves from. */
import { width } from "../labels.ts";
import { allowed, type Lattice } from "../lattice.ts";

/**
 * Calls back for every move that is allowed at each token of a sentence the lattice was run on: its place in the moves
 * (`last × width + next`), 1 where it is the right one and else 0, and its chance. The first token is come to from label 0.
 */
export const readMoves = (
  gold: readonly number[],
  lattice: Lattice,
  take: (pair: number, right: number, chance: number) => void,
): void => {
  for (let at = 0; at < gold.length; at += 1) {
    const goldLast = at === 0 ? 0 : gold[at - 1];
    for (let pair = 0; pair < (at === 0 ? width : width * width); pair += 1) {
      if (allowed[pair] !== 1) continue;
      const last = Math.floor(pair / width);
      const next = pair % width;
      take(pair, last === goldLast && next === gold[at] ? 1 : 0, lattice.chanceOfMove(at, last, next));
    }
  }
};
