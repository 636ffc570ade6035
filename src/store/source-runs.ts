/** A run of a source, as its row tells it. */
import type { Selectable } from "kysely";
import type { Loss } from "#terms/loss.ts";
import type { SourceRun } from "#terms/source.ts";
import type { Tables } from "./schema.ts";

export type RunRow = Selectable<Tables["source_run"]>;

const parseLosses = (body: Buffer): Loss[] => JSON.parse(body.toString("utf8"));

export const runOf = (row: RunRow): SourceRun => ({
  startedAt: new Date(row.started_at).toISOString(),
  outcome: row.outcome,
  ...(row.moved_to === null ? {} : { movedTo: row.moved_to }),
  ...(row.etag === null ? {} : { etag: row.etag }),
  ...(row.last_modified === null ? {} : { lastModified: row.last_modified }),
  entries: row.entries,
  fresh: row.fresh,
  fromFeed: row.from_feed,
  losses: parseLosses(row.losses),
});
