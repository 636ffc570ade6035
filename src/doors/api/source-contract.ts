/** What the door answers about sources: what is collected, what people set of it, what stands at an address. Re-exported by `contract.ts`. */
import { z } from "zod";
import { reliabilityWords } from "#terms/admiralty.ts";
import { alarmTypes, mostSources, settableSourceSchema, sourceSchema } from "#terms/source.ts";
import { tlpLabels } from "#terms/tlp.ts";

const letters = Object.keys(reliabilityWords) as [keyof typeof reliabilityWords];

/** As a person sets it; durations as text. */
const setFields = {
  address: z.string(),
  title: z.string().optional(),
  every: z.string(),
  staleAfter: z.string(),
  reliability: z.enum(letters).optional(),
  tlp: z.enum(tlpLabels),
  language: z.string().optional(),
};

const sourceRowSchema = z.object({
  ...setFields,
  id: z.string(),
  title: z.string(),
  /** As it was set; absent: the id stands for it. */
  titleSet: z.string().optional(),
  /** `file`: the operator's, not to be changed here. */
  origin: z.enum(["file", "here"]),
  version: z.int().optional(),
  paused: z.boolean(),
  everyMinutes: z.number(),
  alarms: z.array(z.object({ type: z.enum(alarmTypes), because: z.string() })),
  articles: z.int(),
  newestPublishedAt: z.string().optional(),
  askedAt: z.string().optional(),
  outcome: z.enum(["ok", "unchanged", "failed"]).optional(),
  nextAt: z.string().optional(),
  /** Things lost of late. */
  lost: z.int(),
});
export type SourceRow = z.infer<typeof sourceRowSchema>;

const takenBackSchema = z.object({
  ...setFields,
  id: z.string(),
  version: z.int(),
  at: z.string(),
  by: z.string(),
});

const sourceListSchema = z.object({
  /** Path of the operator's list of sources; absent without one. */
  file: z.string().optional(),
  sources: z.array(sourceRowSchema),
  takenBack: z.array(takenBackSchema),
});
export type SourceList = z.infer<typeof sourceListSchema>;

const sourceDetailSchema = z.object({
  source: sourceRowSchema.optional(),
  runs: z.array(
    z.object({ startedAt: z.string(), outcome: z.string(), entries: z.int(), fresh: z.int(), losses: z.int() }),
  ),
  lost: z.array(z.object({ reason: z.string(), count: z.int(), example: z.string() })),
  /** Newest first; none of a source of the file. */
  versions: z.array(
    z.object({
      version: z.int(),
      at: z.string(),
      by: z.string(),
      /** Absent: it was taken back. */
      source: z.object(setFields).optional(),
    }),
  ),
});
export type SourceDetail = z.infer<typeof sourceDetailSchema>;

const lookedPageSchema = z.object({
  address: z.string(),
  characters: z.int().optional(),
  language: z.string().optional(),
  because: z.string().optional(),
});

const lookedFeedSchema = z.object({
  address: z.string(),
  movedTo: z.string().optional(),
  title: z.string().optional(),
  entries: z.int(),
  undated: z.int(),
  unlinked: z.int(),
  newestAt: z.string().optional(),
  language: z.string().optional(),
  texts: z.enum(["whole", "teasers", "titles"]),
  newest: z.array(z.object({ title: z.string(), at: z.string().optional() })),
  page: lookedPageSchema.optional(),
  faults: z.array(z.string()),
  /** Id of the source by which it is collected already. */
  here: z.string().optional(),
});
export type LookedFeedView = z.infer<typeof lookedFeedSchema>;

const lookSchema = z.object({
  address: z.string(),
  kind: z.enum(["feed", "page", "nothing"]),
  feeds: z.array(lookedFeedSchema),
  because: z.string().optional(),
});
export type LookView = z.infer<typeof lookSchema>;

const previewSchema = z.object({
  feeds: z.array(
    z.object({
      address: z.string(),
      title: z.string().optional(),
      state: z.enum(["new", "here", "refused"]),
      /** Id of the source that it is here as, or why it is refused. */
      because: z.string().optional(),
    }),
  ),
  /** True when the list named more than may be read. */
  cut: z.boolean(),
});
export type OpmlPreview = z.infer<typeof previewSchema>;

/** Of a file as it is sent. A list of 5,000 feeds takes less than 2 MB. */
const mostOpmlBytes = 5 * 1024 * 1024;

const feedSchema = z.object({
  address: sourceSchema.shape.address,
  title: z.string().trim().min(1).max(200).optional(),
});

const address = z.string().trim().min(1).max(2_000);

export const sourceIdParams = z.object({ id: z.string().max(63) });
export const sourceVersionQuery = z.object({
  version: z.coerce.number().int().min(1).meta({ description: "The version that was seen" }),
});

export const sourceRoutes = {
  list: {
    path: "/api/v1/sources",
    summary: "What the desk collects by itself, with alarms, those with an alarm first",
    answers: sourceListSchema,
  },
  export: { path: "/api/v1/sources/sources.opml", summary: "What the desk collects, as OPML 2.0" },
  one: {
    path: "/api/v1/sources/:id",
    summary: "A source: its runs of late, what was lost, and how it was set",
    answers: sourceDetailSchema,
  },
  look: {
    method: "post",
    path: "/api/v1/sources/look",
    summary: "What the desk finds at an address, before it collects it",
    body: z.object({ address }),
    answers: lookSchema,
  },
  add: {
    method: "post",
    path: "/api/v1/sources",
    summary: "Collect a feed from now on",
    body: settableSourceSchema.extend({ id: sourceSchema.shape.id.optional() }),
    answers: z.object({ id: z.string() }),
  },
  preview: {
    method: "post",
    path: "/api/v1/sources/opml",
    summary: "What a list of feeds (OPML) would bring",
    body: z.object({
      opml: z
        .base64()
        .max(Math.ceil(mostOpmlBytes / 3) * 4)
        .meta({ description: "The file, in base64" }),
    }),
    answers: previewSchema,
  },
  import: {
    method: "post",
    path: "/api/v1/sources/import",
    summary: "Collect all of these feeds from now on, or none of them",
    body: settableSourceSchema
      .omit({ address: true, title: true })
      .extend({ feeds: z.array(feedSchema).min(1).max(mostSources) }),
    answers: z.object({ added: z.int(), here: z.int() }),
  },
  change: {
    method: "put",
    path: "/api/v1/sources/:id",
    summary: "Change a source, or put back one that was taken back; 409 when somebody changed it meanwhile",
    body: settableSourceSchema.extend({ version: z.int().min(1).meta({ description: "The version that was seen" }) }),
  },
  takeBack: {
    method: "delete",
    path: "/api/v1/sources/:id",
    summary: "Collect a source no more; what it brought stays on record",
    query: sourceVersionQuery,
  },
} as const;
