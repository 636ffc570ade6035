/** What is dropped by policy, and when. What an edition cites is never dropped, nor are editions, decisions and the audit chain. */
import { z } from "zod";

const days = (least: number) => z.int().min(least).max(36_500).nullable().default(null);

export const retentionSchema = z
  .strictObject({
    rawDays: days(7).describe(
      "days after which bytes as they came are dropped, of feeds and of pages that no edition cites; `null`: never",
    ),
    articlesDays: days(30).describe("days after which articles are dropped that no edition cites; `null`: never"),
    runsDays: days(30).describe("days after which is forgotten what each asking of a source gave; `null`: never"),
  })
  .prefault({})
  .refine(({ rawDays, articlesDays }) => articlesDays === null || rawDays === null || rawDays <= articlesDays, {
    path: ["rawDays"],
    error: "expected no more days than articlesDays: an article is not kept for less than its bytes",
  });
export type RetentionPolicy = z.infer<typeof retentionSchema>;

export interface Dropped {
  readonly articles: number;
  /** Bytes as they came: how many documents, and how large. */
  readonly documents: number;
  readonly bytes: number;
  readonly runs: number;
}

export interface RetentionRun {
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly policy: RetentionPolicy;
  readonly dropped: Dropped;
}

export const dropsNothing = ({ rawDays, articlesDays, runsDays }: RetentionPolicy): boolean =>
  rawDays === null && articlesDays === null && runsDays === null;
