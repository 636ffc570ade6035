/** Raw bytes, once for each content, and each time they were retrieved. */
import { randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import type { RawDocument } from "#terms/raw-document.ts";
import { orNull, toColumn } from "./body.ts";
import type { Tables } from "./schema.ts";

export const saveDocument = async (db: Kysely<Tables>, document: RawDocument): Promise<void> => {
  const { bytes } = document;
  await db.transaction().execute(async (within) => {
    await within
      .insertInto("document")
      .values({ sha256: document.sha256, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) })
      .onConflict((conflict) => conflict.column("sha256").doNothing())
      .execute();
    await within
      .insertInto("retrieval")
      .values({
        requested_url: toColumn(document.requestedUrl),
        retrieved_at: document.retrievedAt,
        document_sha256: document.sha256,
        url: toColumn(document.url),
        content_type: orNull(document.contentType),
        etag: orNull(document.etag),
        last_modified: orNull(document.lastModified),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
};

/** Some by chance: those whose names follow a random one. */
export const sampleDocuments = async (
  db: Kysely<Tables>,
  limit: number,
): Promise<{ readonly sha256: string; readonly bytes: Uint8Array }[]> => {
  const from = randomBytes(32).toString("hex");
  const take = (rows: number, where: ">=" | "<") =>
    db
      .selectFrom("document")
      .select(["sha256", "bytes"])
      .where("sha256", where, from)
      .orderBy("sha256")
      .limit(rows)
      .execute();
  const after = await take(limit, ">=");
  return after.length === limit ? after : [...after, ...(await take(limit - after.length, "<"))];
};

export const readDocument = async (db: Kysely<Tables>, sha256: string): Promise<Uint8Array | undefined> => {
  const row = await db.selectFrom("document").select("bytes").where("sha256", "=", sha256).executeTakeFirst();
  return row?.bytes;
};
