/**
 * What the HTTP door answers: every route with its shapes. Server, OpenAPI document and web read it from here.
 *
 * Errors are problem documents (RFC 9457). An edition is named by `latest`, its day (`YYYY-MM-DD`: the latest of that
 * day) or its id; a list is read on with `after=` the `next` of the page before.
 */
import { z } from "zod";
import { editionSchema } from "#terms/edition.ts";
import { readingSchema, snapshotSchema } from "#terms/reading.ts";
import { alarmTypes } from "#terms/source.ts";

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string().optional(),
});
export type Problem = z.infer<typeof problemSchema>;

const editionListSchema = z.object({
  editions: z.array(
    z.object({
      id: z.string(),
      date: z.string(),
      asOf: z.string(),
      title: z.string(),
      tlp: z.string(),
      href: z.string(),
    }),
  ),
  next: z.string().optional(),
});
export type EditionList = z.infer<typeof editionListSchema>;

const editionId = z.string().regex(/^[0-9a-f]{64}$/, "expected an id of 64 hex digits");

export const listQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(30),
  after: editionId.optional(),
});
const sourceListSchema = z.object({
  sources: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      address: z.string(),
      paused: z.boolean(),
      everyMinutes: z.number(),
      alarms: z.array(z.object({ type: z.enum(alarmTypes), because: z.string() })),
      articles: z.int(),
      newestPublishedAt: z.string().optional(),
      askedAt: z.string().optional(),
      outcome: z.enum(["ok", "unchanged", "failed"]).optional(),
      nextAt: z.string().optional(),
      runs: z.array(
        z.object({ startedAt: z.string(), outcome: z.string(), entries: z.int(), fresh: z.int(), losses: z.int() }),
      ),
      lost: z.array(z.object({ reason: z.string(), count: z.int(), example: z.string() })),
    }),
  ),
});
export type SourceList = z.infer<typeof sourceListSchema>;

export const dateParams = z.object({ date: z.union([z.literal("latest"), z.iso.date(), editionId]) });
export const articleParams = dateParams.extend({ articleId: z.string().max(64) });
export const fileParams = dateParams.extend({ form: z.enum(["edition.html", "edition.md", "edition.json"]) });
export const feedForms = ["editions.rss", "editions.atom", "editions.json"] as const;
export const feedParams = z.object({ feed: z.enum(feedForms) });

/** Routes of the first version. `{…}` marks a parameter. */
export const routes = {
  list: { path: "/api/v1/editions", summary: "Editions on record, newest first", answers: editionListSchema },
  edition: { path: "/api/v1/editions/:date", summary: "An edition: the JSON contract", answers: editionSchema },
  reading: {
    path: "/api/v1/editions/:date/reading",
    summary: "An edition arranged for reading, with its passages and without article texts",
    answers: readingSchema,
  },
  snapshot: {
    path: "/api/v1/editions/:date/articles/:articleId",
    summary: "One article as it was read, its cited stretches marked",
    answers: snapshotSchema,
  },
} as const;

export const sourcesRoute = {
  path: "/api/v1/sources",
  summary: "What the desk collects by itself: runs, losses and alarms, those with an alarm first",
  answers: sourceListSchema,
} as const;

export const openApiPath = "/api/v1/openapi.json";

/** Paths of the web's screens; each is answered with the same page. */
export const screens = ["/", "/stories", "/sources", "/editions"] as const;

export type {
  Reading,
  ReadingBlock,
  ReadingPassage,
  ReadingSection,
  ReadingSentence,
  Snapshot,
} from "#terms/reading.ts";
