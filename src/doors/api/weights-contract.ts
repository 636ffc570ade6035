/** What the door answers about what counts more or less on this desk. Re-exported by `contract.ts`. */
import { z } from "zod";
import { weightsSchema } from "#terms/weights.ts";
import { restoreBody, standing, version, versionsSchema } from "./settings-contract.ts";

const view = z.object({ ...standing, weights: weightsSchema });
export type WeightsView = z.infer<typeof view>;

const weighedAnew = z.object({
  title: z.string(),
  weight: z.number(),
  before: z.number(),
  /** From 1. */
  place: z.int(),
  placeBefore: z.int(),
});

const effectSchema = z.object({
  /** Absent while no stories are on the desk. */
  on: z.object({ day: z.string(), asOf: z.string() }).optional(),
  stories: z.int(),
  moved: z.int(),
  top: z.array(weighedAnew),
  farthest: z.array(weighedAnew),
});
export type WeightsEffectBody = z.infer<typeof effectSchema>;

const path = "/api/v1/settings/weights";

export const weightsRoutes = {
  weights: { path, summary: "How much each factor of a story's weight counts on this desk", answers: view },
  setWeights: {
    method: "put",
    path,
    summary: "Let factors count more or less; the stories of the day are weighed anew at once",
    body: z.strictObject({ version, weights: weightsSchema }),
    answers: view,
  },
  weightsEffect: {
    method: "post",
    path: `${path}/effect`,
    summary: "What weights change on the present list; nothing is set",
    body: z.strictObject({ weights: weightsSchema }),
    answers: effectSchema,
  },
  weightsVersions: {
    path: `${path}/versions`,
    summary: "Who set the weights when, newest first",
    answers: versionsSchema,
  },
  restoreWeights: {
    method: "post",
    path: `${path}/restore`,
    summary: "Put earlier weights back",
    body: restoreBody,
    answers: view,
  },
} as const;
