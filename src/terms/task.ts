/** What a person should look at: a cited page that changed or went. The desk itself never edits an edition. */
import { z } from "zod";

export const taskKinds = ["page_changed", "page_gone"] as const;

/** A cited stretch, where it is cited, and whether it still stands on the page. */
const citedQuoteSchema = z.object({
  quote: z.string(),
  stands: z.boolean(),
  editionId: z.string(),
  sentenceId: z.string(),
  sentence: z.string(),
});

export const taskBodySchema = z.object({
  url: z.string(),
  outlet: z.string(),
  title: z.string(),
  /** When the version that is cited was read. */
  citedAt: z.string(),
  editions: z.array(z.object({ id: z.string(), asOf: z.string(), title: z.string() })),
  passages: z.array(z.object({ before: z.string().optional(), after: z.string().optional() })),
  /** Changed passages that are not told here. */
  more: z.int(),
  quotes: z.array(citedQuoteSchema),
  because: z.string(),
});
export type TaskBody = z.infer<typeof taskBodySchema>;

export const taskSchema = taskBodySchema.extend({
  id: z.string(),
  kind: z.enum(taskKinds),
  tlp: z.string(),
  openedAt: z.string(),
  changedAt: z.string(),
  closedAt: z.string().optional(),
  closedBy: z.string().optional(),
});
export type Task = z.infer<typeof taskSchema>;

export const taskPageSchema = z.object({ tasks: z.array(taskSchema), next: z.string().optional() });
export type TaskPage = z.infer<typeof taskPageSchema>;
