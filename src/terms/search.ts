/**
 * Search over what is on record: what is asked, and what is answered. The contract between store and doors.
 *
 * Offsets count UTF-16 code units. Those of an article point into its `text` as it was read (or its `dek`), those of an
 * edition into the sentence named: `text.slice(start, end)` is the snippet, and each mark lies inside it.
 */
import { z } from "zod";

export const searchKinds = ["article", "edition"] as const;
export const searchOrders = ["newest", "best"] as const;

export interface SearchRequest {
  /** As a person typed it. */
  readonly words: string;
  /** `YYYY-MM-DD`, UTC, both days included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Whole name; case and accents do not count. */
  readonly outlet?: string | undefined;
  /** Primary language such as `en`. */
  readonly language?: string | undefined;
  readonly kind?: (typeof searchKinds)[number] | undefined;
  readonly order: (typeof searchOrders)[number];
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string | undefined;
}

const markSchema = z.object({ start: z.int().nonnegative(), end: z.int().positive() });
export type SearchMark = z.infer<typeof markSchema>;

export const snippetSchema = z.object({
  /** Where the words stand; `sentence` names one of the edition's. */
  in: z.enum(["text", "dek", "sentence"]),
  sentenceId: z.string().optional(),
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  text: z.string(),
  marks: z.array(markSchema),
});
export type SearchSnippet = z.infer<typeof snippetSchema>;

const common = {
  /** Names the record: an article's version, or an edition. */
  key: z.string(),
  title: z.string(),
  titleMarks: z.array(markSchema),
  snippets: z.array(snippetSchema),
  /** It was too long to be indexed whole: words near its end, or phrases of very frequent words, may not be found. */
  partial: z.boolean(),
};

export const searchHitSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("article"),
    ...common,
    url: z.string(),
    outlet: z.string(),
    language: z.string(),
    publishedAt: z.string().nullable(),
    firstSeenAt: z.string(),
    /** Who may receive it: the narrower of what its source says and what it says of itself. */
    tlp: z.string(),
  }),
  z.object({ kind: z.literal("edition"), ...common, date: z.string(), asOf: z.string(), tlp: z.string() }),
]);
export type SearchHit = z.infer<typeof searchHitSchema>;

export const searchPageSchema = z.object({
  hits: z.array(searchHitSchema),
  /** How many are on record, counted up to 1,000. */
  count: z.int().nonnegative(),
  /** There are more than `count`. */
  countIsCapped: z.boolean(),
  /** What was searched: all records, and how many of them the index holds by now; fewer only while it is filled. */
  onRecord: z.int().nonnegative(),
  indexed: z.int().nonnegative(),
  next: z.string().optional(),
});
export type SearchPage = z.infer<typeof searchPageSchema>;

/** An article on record as it was read, the found words marked. */
export const recordedArticleSchema = z.object({
  key: z.string(),
  url: z.string(),
  title: z.string(),
  outlet: z.string(),
  dek: z.string().optional(),
  language: z.string(),
  text: z.string(),
  publishedAt: z.string().nullable(),
  firstSeenAt: z.string(),
  changedAt: z.string().optional(),
  sha256: z.string(),
  tlp: z.string(),
  hiddenText: z.array(z.string()),
  marks: z.array(markSchema),
});
export type RecordedArticle = z.infer<typeof recordedArticleSchema>;

/** `asked`: the request can be put right by who made it · `slow`: it took longer than a search may. */
export interface SearchFault {
  readonly type: "asked" | "slow";
  readonly because: string;
}
