/** Step keep: documents as they come, then the edition with everything it was made from; and what is on record. */
import { sha256Hex } from "#kit/hash.ts";
import type { Store } from "#store/index.ts";
import { type Audience, mainAudience } from "#terms/audience.ts";
import { type Edition, editionSchema } from "#terms/edition.ts";
import { deskViewer, readerViewer, type Viewer } from "#terms/person.ts";
import type { RawDocument } from "#terms/raw-document.ts";
import type { EarlierEdition, EditionRecord } from "#terms/record.ts";
import { editionToJson } from "./publish-edition.ts";

/** Editions that count as recent: a story told in one of these is no longer new. */
const recentEditions = 14;

export const readKept = async (
  store: Pick<Store, "readEdition">,
  id: string,
  viewer: Viewer,
): Promise<Edition | undefined> => {
  const json = await store.readEdition(id, viewer);
  return json === undefined ? undefined : editionSchema.parse(JSON.parse(json));
};

export const keepDocuments = async (store: Store, documents: readonly RawDocument[]): Promise<void> => {
  for (const document of documents) await store.saveDocument(document);
};

type OnRecord = Pick<Store, "listEditions" | "readEdition"> & { readonly people: Pick<Store["people"], "hasPeople"> };

/**
 * Editions of the same audience as of a time before `asOf`, newest first. What nobody approved was told to nobody: on a
 * desk with people drafts do not count, nor what was put right or recalled since. Where there are no people, all count.
 *
 * @param drafts they count all the same: for what is begun once, whether it is approved or not
 */
export const readEarlier = async (
  store: OnRecord,
  asOf: string,
  { name: audience }: Pick<Audience, "name"> = { name: mainAudience },
  drafts?: "with drafts",
): Promise<EarlierEdition[]> => {
  const viewer = drafts === undefined && (await store.people.hasPeople()) ? readerViewer : deskViewer;
  const page = await store.listEditions({ limit: recentEditions, before: asOf, audience }, viewer);
  const standing = (page?.editions ?? []).filter(
    ({ correctedBy, recalledAt }) => viewer === deskViewer || (correctedBy ?? recalledAt) === undefined,
  );
  const earlier: EarlierEdition[] = [];
  for (const { id } of standing) {
    const kept = await readKept(store, id, viewer);
    if (kept === undefined) continue;
    const { date, asOf: time, title, tlp } = kept.edition;
    const stories = kept.stories.filter((story) => !story.excluded);
    earlier.push({
      date,
      asOf: time,
      title,
      tlp,
      stories: stories.map(({ title, articleUrls }) => ({ title, articleUrls })),
    });
  }
  return earlier;
};

export const isKept = async (store: Store, edition: Edition): Promise<boolean> =>
  (await store.readEdition(sha256Hex(editionToJson(edition)), deskViewer)) !== undefined;

/** @returns its id; an edition already on record is left as it is */
export const keepEdition = (store: Store, record: EditionRecord): Promise<string> =>
  store.saveEdition(record, editionToJson(record.edition));
