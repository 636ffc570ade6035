/**
 * A store as text, line by line, the same from any PostgreSQL: for backups, and for moving to another server.
 *
 *   H {"format":1,"migrations":["0001-editions",…]}     the head
 *   T document                                            a table begins
 *   R {"sha256":…,"bytes":"\\x…"}                          a row, as `row_to_json` writes it in UTC
 *   E document 12 <sha256 of its R lines>                 it ends
 *   Z <sha256 of everything before>                       the end; without it the text was cut short
 */
import { z } from "zod";

export const dumpHeadSchema = z.object({ format: z.literal(1), migrations: z.array(z.string()).min(1) });
export type DumpHead = z.infer<typeof dumpHeadSchema>;

/** In the order in which rows can be put in; what is not named here is not kept in a backup. Sessions and links are left out: whoever restores signs in anew. The tables of the search and what is summed up of sources are made of these, and filled anew. */
export const dumpedTables = [
  { table: "document", order: "sha256", batch: 4 },
  { table: "retrieval", order: "document_sha256, requested_url, retrieved_at", batch: 500 },
  { table: "article", order: "key", batch: 50 },
  { table: "claim", order: "article_key, claim_id", batch: 500 },
  { table: "edition", order: "id", batch: 4 },
  { table: "edition_article", order: "edition_id, article_key", batch: 500 },
  { table: "edition_working", order: "edition_id, kind, place", batch: 200 },
  { table: "draft", order: "id", batch: 200 },
  { table: "draft_version", order: "draft_id, version", batch: 200 },
  { table: "approval", order: "draft_id, version, by_id", batch: 500 },
  { table: "approved_edition", order: "edition_id", batch: 200 },
  { table: "source_run", order: "source_id, started_at", batch: 200 },
  { table: "source_article", order: "source_id, url", batch: 500 },
  { table: "person", order: "id", batch: 200 },
  { table: "recovery_code", order: "hash", batch: 500 },
  { table: "passkey", order: "id", batch: 200 },
  { table: "api_token", order: "id", batch: 200 },
  { table: "feed_address", order: "person_id", batch: 200 },
  { table: "triage_board", order: "id", batch: 4 },
  { table: "triage_decision", order: "seq", batch: 200 },
  { table: "handover_note", order: "id", batch: 200 },
  { table: "audit_entry", order: "seq", batch: 200 },
  { table: "audit_name", order: "seq", batch: 500 },
  { table: "coverage", order: "day, step, flow, reason", batch: 500 },
  { table: "delivery", order: "id", batch: 500 },
  { table: "delivery_step", order: "delivery_id, place", batch: 500 },
  { table: "outbox_plan", order: "edition_id", batch: 500 },
  { table: "left_list", order: "list, address", batch: 500 },
  { table: "hook_gone", order: "target", batch: 500 },
  { table: "recalled_edition", order: "edition_id", batch: 200 },
  { table: "delivery_key", order: "one", batch: 1 },
  { table: "setting", order: "kind, key, version", batch: 50 },
  { table: "source_switch", order: "source_id", batch: 500 },
  { table: "retention_run", order: "at", batch: 500 },
  { table: "page_watch", order: "url", batch: 500 },
  { table: "task", order: "id", batch: 100 },
] as const;

/** Rows and checksum of each table: equal for two stores that hold the same. */
export interface TableSum {
  readonly table: string;
  readonly rows: number;
  readonly sha256: string;
}
