/**
 * Which decisions stand, and what they name.
 *
 * An undo takes back one earlier decision, and may itself be taken back. Nothing is ever removed: what stands follows
 * from the list alone, so that any two readers of it come to the same answer.
 */
import type { Decision } from "#terms/triage.ts";

const inOrder = (decisions: readonly Decision[]): Decision[] => [...decisions].sort((a, b) => a.seq - b.seq);

/** Decisions that were not taken back, oldest first, without the undos. */
export const standing = (decisions: readonly Decision[]): Decision[] => {
  const takenBack = new Set<string>();
  const stand: Decision[] = [];
  // From the newest: whether an undo itself stands is known before what it takes back is looked at.
  for (const decision of inOrder(decisions).reverse()) {
    if (takenBack.has(decision.id)) continue;
    if (decision.act.kind === "undo") takenBack.add(decision.act.of);
    else stand.push(decision);
  }
  return stand.reverse();
};

/** The last standing decision that names any of these articles. */
export type LastOn = (articleIds: readonly string[]) => Decision | undefined;

/** @param stand oldest first */
export const indexLast = (stand: readonly Decision[]): LastOn => {
  const lastOf = new Map<string, Decision>();
  for (const decision of stand)
    for (const { articleIds } of decision.on) for (const id of articleIds) lastOf.set(id, decision);
  return (articleIds) => {
    let last: Decision | undefined;
    for (const id of articleIds) {
      const found = lastOf.get(id);
      if (found !== undefined && (last === undefined || found.seq > last.seq)) last = found;
    }
    return last;
  };
};

export const isVerdict = ({ act: { kind } }: Decision): boolean =>
  kind === "lead" || kind === "supporting" || kind === "leave_out";
