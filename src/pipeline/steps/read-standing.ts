/** What was said of an edition after it was out: the last of its corrections, or its recall. */
import type { Store } from "#store/index.ts";
import type { Viewer } from "#terms/person.ts";
import type { EditionStanding } from "#terms/record.ts";
import { readKept } from "./keep-edition.ts";

/** A correction of a correction, and so on; a circle cannot be made, and is not walked. */
const longestChain = 50;

/** A correction above the viewer's label does not exist for them. @returns nothing when nothing was said */
export const readStanding = async (
  store: Store,
  editionId: string,
  viewer: Viewer,
): Promise<EditionStanding | undefined> => {
  const first = await store.outbox.standing(editionId);
  const recalled = first.recalled === undefined ? {} : { recalled: first.recalled };
  let row = first;
  let corrected: EditionStanding["corrected"];
  for (let step = 0; step < longestChain && row.correctedBy !== undefined; step += 1) {
    const { editionId: id, at } = row.correctedBy;
    const edition = await readKept(store, id, viewer);
    if (edition === undefined) break;
    corrected = { editionId: id, at, edition };
    row = await store.outbox.standing(id);
  }
  if (corrected === undefined && first.recalled === undefined) return undefined;
  return { ...recalled, ...(corrected === undefined ? {} : { corrected }) };
};
