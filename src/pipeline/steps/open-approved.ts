/** An approved edition as what may be sent: the type, minted again from the approvals on record. */
import { readApproved } from "#desk/review/index.ts";
import type { Store } from "#store/index.ts";
import type { ApprovedBriefing } from "#terms/approved-briefing.ts";
import type { Edition } from "#terms/edition.ts";
import { deskViewer } from "#terms/person.ts";
import { readKept } from "./keep-edition.ts";

type Approvals = Pick<Store, "review" | "readEdition">;

/**
 * @returns nothing for an edition that nobody approved
 * @throws Error when the record says it was approved and its text is another
 */
export const openApproved = async (store: Approvals, editionId: string): Promise<ApprovedBriefing | undefined> => {
  const approvals = await store.review.approvalsOf(editionId);
  if (approvals.length === 0) return undefined;
  const edition = await readKept(store, editionId, deskViewer);
  if (edition === undefined) return undefined;
  const minted = readApproved(edition, approvals);
  if (!minted.ok) throw new Error(`Edition ${editionId}: ${minted.error.message}`);
  return minted.value;
};

/** The editions that this one puts right, one after the other. */
export const correctedBefore = async (store: Approvals, { edition }: Pick<Edition, "edition">): Promise<string[]> => {
  const ids: string[] = [];
  for (let at = edition.corrects?.editionId; at !== undefined && !ids.includes(at); ) {
    ids.push(at);
    at = (await openApproved(store, at))?.edition.corrects?.editionId;
  }
  return ids;
};
