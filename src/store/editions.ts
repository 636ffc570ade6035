/**
 * Editions on record, each with everything it was made from. Saving is whole or not at all, and saving the same
 * edition again changes nothing.
 */
import { type Kysely, type RawBuilder, sql, type Transaction } from "kysely";
import { sha256Hex } from "#kit/hash.ts";
import type { ArticleId } from "#terms/article.ts";
import { mainAudience } from "#terms/audience.ts";
import type { EditionKind } from "#terms/edition-kind.ts";
import type { Viewer } from "#terms/person.ts";
import type { EditionEntry, EditionRecord } from "#terms/record.ts";
import { saveArticles } from "./articles.ts";
import { inBatches, toBody, toColumn, toTime } from "./body.ts";
import { openDraft } from "./drafts.ts";
import type { Tables } from "./schema.ts";
import { indexEdition } from "./search-index.ts";
import { isListedFor, isOutFor, isShownTo } from "./show-to.ts";

const batchRows = 200;

const saveClaims = async (
  db: Transaction<Tables>,
  { claims }: EditionRecord,
  keys: ReadonlyMap<ArticleId, string>,
): Promise<void> => {
  const rows = [...claims].flatMap(([articleId, list]) => {
    const key = keys.get(articleId);
    if (key === undefined) return [];
    return list.map((claim) => ({
      article_key: key,
      claim_id: claim.id,
      type: toColumn(claim.type),
      body: toBody(claim),
    }));
  });
  for (const batch of inBatches(rows, batchRows))
    await db
      .insertInto("claim")
      .values(batch)
      .onConflict((conflict) => conflict.columns(["article_key", "claim_id"]).doNothing())
      .execute();
};

const saveWorking = async (db: Transaction<Tables>, id: string, record: EditionRecord): Promise<void> => {
  const rows = [
    ...record.stories.map((story, place) => ({
      kind: "story" as const,
      story_id: story.id,
      place,
      body: toBody(story),
    })),
    ...record.contradictions.map((found, place) => ({
      kind: "contradiction" as const,
      story_id: found.storyId,
      place,
      body: toBody(found),
    })),
    ...record.assessments.map((assessment, place) => ({
      kind: "assessment" as const,
      story_id: assessment.storyId,
      place,
      body: toBody(assessment),
    })),
  ].map((row) => ({ edition_id: id, ...row }));
  for (const batch of inBatches(rows, batchRows)) await db.insertInto("edition_working").values(batch).execute();
};

/** @param json the edition's JSON form; its hash is the edition's id */
export const saveEdition = async (db: Kysely<Tables>, record: EditionRecord, json: string): Promise<string> => {
  const body = Buffer.from(json, "utf8");
  const id = sha256Hex(body);
  const { edition } = record.edition;
  const cited = new Set(record.edition.sources.filter((source) => source.cited).map((source) => source.url));
  await db.transaction().execute(async (within) => {
    const saved = await within
      .insertInto("edition")
      .values({ id, date: edition.date, as_of: edition.asOf, title: toColumn(edition.title), tlp: edition.tlp, body })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .returning("id")
      .executeTakeFirst();
    if (saved === undefined) return;
    const keys = await saveArticles(within, record.articles);
    await saveClaims(within, record, keys);
    const rows = record.articles.map((article) => ({
      edition_id: id,
      article_key: keys.get(article.id) ?? "",
      cited: cited.has(article.url),
    }));
    for (const batch of inBatches(rows, batchRows)) await within.insertInto("edition_article").values(batch).execute();
    await saveWorking(within, id, record);
    await openDraft(within, { id, editionId: id, at: edition.asOf });
    await indexEdition(within, id, record.edition);
  });
  return id;
};

/** What of the editions a viewer may see. The only place that decides it, for lists, single editions and searches. */
export const editionsFor = (viewer: Viewer): RawBuilder<boolean> =>
  sql<boolean>`(${isShownTo(viewer, "edition.tlp")} and ${isOutFor(viewer, "edition.id")})`;

/** The same in a list, where a text stands once. */
const listedFor = (viewer: Viewer): RawBuilder<boolean> =>
  sql<boolean>`(${isShownTo(viewer, "edition.tlp")} and ${isListedFor(viewer, "edition.id")})`;

/** When it was approved, and by which edition it was put right. */
const standing = {
  approvedAt: sql<string | null>`(select approved_at from approved_edition where edition_id = edition.id)`,
  corrects: sql<string | null>`(select corrects from approved_edition where edition_id = edition.id)`,
  // A correction that the viewer may not see corrects nothing for them.
  correctedBy: (viewer: Viewer) => sql<string | null>`(
    select a.edition_id from approved_edition a join edition c on c.id = a.edition_id
    where a.corrects = edition.id and ${isShownTo(viewer, "c.tlp")}
    order by a.approved_at desc, a.edition_id limit 1)`,
  recalledAt: sql<string | null>`(select at from recalled_edition where edition_id = edition.id)`,
};

export interface EditionPage {
  readonly editions: readonly EditionEntry[];
  /** Give it back to read on; absent at the end. */
  readonly next?: string;
}

interface PageOptions {
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string;
  /** Only editions as of an earlier time, RFC 3339. */
  readonly before?: string;
  readonly kind?: EditionKind | undefined;
  /** Default: all. */
  readonly audience?: string | undefined;
}

/** Of which kind and for whom the edition is to be; default: any kind, and of the main edition where there is one. */
export interface EditionWish {
  readonly kind?: EditionKind | undefined;
  readonly audience?: string | undefined;
}

/**
 * Newest first. The cursor names the last row read, so that an edition saved meanwhile neither doubles nor hides one.
 *
 * @returns nothing when `after` is not an edition on record that the viewer may see
 */
export const listEditions = async (
  db: Kysely<Tables>,
  { limit, after, before, kind, audience }: PageOptions,
  viewer: Viewer,
): Promise<EditionPage | undefined> => {
  const from =
    after === undefined
      ? undefined
      : await db
          .selectFrom("edition")
          .select(["as_of", "id"])
          .where("id", "=", after)
          .where(editionsFor(viewer))
          .executeTakeFirst();
  if (after !== undefined && from === undefined) return undefined;
  let query = db
    .selectFrom("edition")
    .select(["id", "date", "as_of", "title", "tlp", "kind", "audience"])
    .select([
      standing.approvedAt.as("approved_at"),
      standing.corrects.as("corrects"),
      standing.correctedBy(viewer).as("corrected_by"),
      standing.recalledAt.as("recalled_at"),
    ])
    .where(listedFor(viewer));
  if (before !== undefined) query = query.where("as_of", "<", before);
  if (kind !== undefined) query = query.where("kind", "=", kind);
  if (audience !== undefined) query = query.where("audience", "=", audience);
  if (from !== undefined)
    query = query.where((row) =>
      row.or([row("as_of", "<", from.as_of), row.and([row("as_of", "=", from.as_of), row("id", ">", from.id)])]),
    );
  const rows = await query
    .orderBy("as_of", "desc")
    .orderBy("id")
    .limit(limit + 1)
    .execute();
  const editions = rows.slice(0, limit).map(({ as_of, approved_at, corrects, corrected_by, recalled_at, ...row }) => ({
    ...row,
    asOf: toTime(as_of),
    approved: approved_at !== null,
    ...(corrects === null ? {} : { corrects }),
    ...(corrected_by === null ? {} : { correctedBy: corrected_by }),
    ...(recalled_at === null ? {} : { recalledAt: toTime(recalled_at) }),
  }));
  const last = editions.at(-1);
  return { editions, ...(rows.length > limit && last !== undefined ? { next: last.id } : {}) };
};

/** Of the main edition; on a desk that makes none, of any. */
const isMainFor = (viewer: Viewer): RawBuilder<boolean> => sql<boolean>`(
  edition.audience = ${mainAudience}
  or not exists (select from edition where edition.audience = ${mainAudience} and ${listedFor(viewer)}))`;

/** `latest`: the newest that the viewer may see, a correction before what it puts right; a day: the newest of it. */
export type WhichEdition = { readonly date: string } | { readonly id: string } | "latest";

/** Its id. What is not there and what the viewer may not see are looked for alike, and answered alike. */
export const findEdition = async (
  db: Kysely<Tables>,
  which: WhichEdition,
  viewer: Viewer,
  { kind, audience }: EditionWish = {},
): Promise<string | undefined> => {
  const isNamed = which !== "latest" && "id" in which;
  let query = db
    .selectFrom("edition")
    .select("id")
    .where(isNamed ? editionsFor(viewer) : listedFor(viewer));
  if (which !== "latest")
    query = "id" in which ? query.where("id", "=", which.id) : query.where("date", "=", which.date);
  if (!isNamed && kind !== undefined) query = query.where("kind", "=", kind);
  if (!isNamed) query = query.where(audience === undefined ? isMainFor(viewer) : sql<boolean>`audience = ${audience}`);
  const row = await query
    .orderBy("as_of", "desc")
    .orderBy(sql`${standing.approvedAt} desc nulls last`)
    .orderBy("made_at", "desc")
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  return row?.id;
};

/** The newest edition of each audience that the viewer may see, by id; the main one first, then by name. */
export const newestOfEach = async (db: Kysely<Tables>, viewer: Viewer): Promise<string[]> => {
  const rows = await db
    .selectFrom("edition")
    .distinctOn(["audience"])
    .select(["id", "audience"])
    .where(listedFor(viewer))
    .orderBy("audience")
    .orderBy("as_of", "desc")
    .orderBy("id")
    .execute();
  return rows
    .toSorted((a, b) => Number(b.audience === mainAudience) - Number(a.audience === mainAudience))
    .map(({ id }) => id);
};

/** What the record says of an edition that the viewer may see: whether it was approved, and what put it right. */
export const readStanding = async (
  db: Kysely<Tables>,
  id: string,
  viewer: Viewer,
): Promise<Pick<EditionEntry, "id" | "approved" | "correctedBy"> | undefined> => {
  const row = await db
    .selectFrom("edition")
    .select([standing.approvedAt.as("approved_at"), standing.correctedBy(viewer).as("corrected_by")])
    .where("id", "=", id)
    .where(editionsFor(viewer))
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    id,
    approved: row.approved_at !== null,
    ...(row.corrected_by === null ? {} : { correctedBy: row.corrected_by }),
  };
};

/** The JSON form of an edition, the very bytes. */
export const readEdition = async (db: Kysely<Tables>, id: string, viewer: Viewer): Promise<string | undefined> => {
  const row = await db
    .selectFrom("edition")
    .select("body")
    .where("id", "=", id)
    .where(editionsFor(viewer))
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const found = sha256Hex(row.body);
  if (found !== id) throw new Error(`Edition ${id}: expected the bytes it was named after but found ${found}.`);
  return row.body.toString("utf8");
};
