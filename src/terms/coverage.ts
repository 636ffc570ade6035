/** The ledger of coverage: what came in and what was dropped, at which step and why, a day. */
import { z } from "zod";

const coverageLineSchema = z.object({
  /** As in `pipeline/order.ts`. */
  step: z.string(),
  /** `runs`: how often the step ran, by outcome · `in`: what it was given · `out`: what it gave on · `lost`: what it dropped. */
  flow: z.enum(["runs", "in", "out", "lost"]),
  /** A closed word: an outcome, what was counted, why it was lost. */
  reason: z.string(),
  count: z.int(),
  /** One of them, as a person knows it. */
  example: z.string().optional(),
});
export type CoverageLine = Readonly<z.infer<typeof coverageLineSchema>>;

const coverageDaySchema = z.object({
  /** `YYYY-MM-DD`, UTC. */
  day: z.string(),
  lines: z.array(coverageLineSchema),
});
export type CoverageDay = z.infer<typeof coverageDaySchema>;

export const coverageSchema = z.object({ days: z.array(coverageDaySchema) });
export type Coverage = z.infer<typeof coverageSchema>;
