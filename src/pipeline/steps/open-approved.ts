/** An approved edition as what may be sent: the type, minted again from the approvals on record. */
import { readApproved } from "#desk/review/index.ts";
import type { Store } from "#store/index.ts";
import type { ApprovedBriefing } from "#terms/approved-briefing.ts";
import { deskViewer } from "#terms/person.ts";
import { readKept } from "./keep-edition.ts";

/**
 * @returns nothing for an edition that nobody approved
 * @throws Error when the record says it was approved and its text is another
 */
export const openApproved = async (store: Store, editionId: string): Promise<ApprovedBriefing | undefined> => {
  const approvals = await store.review.approvalsOf(editionId);
  if (approvals.length === 0) return undefined;
  const edition = await readKept(store, editionId, deskViewer);
  if (edition === undefined) return undefined;
  const minted = readApproved(edition, approvals);
  if (!minted.ok) throw new Error(`Edition ${editionId}: ${minted.error.message}`);
  return minted.value;
};
