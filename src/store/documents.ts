/** Raw bytes, once for each content, and each time they were retrieved. */
import type { Kysely } from "kysely";
import type { RawDocument } from "#terms/raw-document.ts";
import { orNull, toColumn } from "./body.ts";
import type { Tables } from "./schema.ts";

export const saveDocument = async (db: Kysely<Tables>, document: RawDocument): Promise<void> => {
  await db.transaction().execute(async (within) => {
    await within
      .insertInto("document")
      .values({ sha256: document.sha256, bytes: Buffer.from(document.bytes) })
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

export const readDocument = async (db: Kysely<Tables>, sha256: string): Promise<Uint8Array | undefined> => {
  const row = await db.selectFrom("document").select("bytes").where("sha256", "=", sha256).executeTakeFirst();
  return row?.bytes;
};
