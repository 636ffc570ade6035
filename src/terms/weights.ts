/**
 * How much a desk lets each factor of a story's weight count: as usual, less, or more. Never for nothing: whether a flaw is
 * exploited stays told, and shown, however little it counts.
 */
import { z } from "zod";

export const weightFactors = [
  "exploitation",
  "compromise",
  "breadth",
  "severity",
  "kind",
  "corroboration",
  "authority",
  "deadline",
  "recency",
  "relevance",
] as const;
export type WeightFactor = (typeof weightFactors)[number];

export const usualWeight = 1;
export const leastWeight = 0.25;
export const mostWeight = 3;

/** Those that are absent count as usual. */
export const weightsSchema = z.partialRecord(z.enum(weightFactors), z.number().min(leastWeight).max(mostWeight));
export type Weights = z.infer<typeof weightsSchema>;
