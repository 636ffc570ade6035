/** Our judgement of a story: how much it matters, how far its sources are trusted, how sure we are, and why. */
import type { Credibility, Reliability } from "./admiralty.ts";
import type { ArticleId, StoryId } from "./ids.ts";

/** ICD 203 likelihood terms; never in one sentence with a confidence word. */
export const likelihoodWords = [
  "almost no chance",
  "very unlikely",
  "unlikely",
  "roughly even chance",
  "likely",
  "very likely",
  "almost certain",
] as const;
export type Likelihood = (typeof likelihoodWords)[number];
export type Confidence = "low" | "moderate" | "high";

/** One line of a score: replayable, so `points` always sum to the total. */
export interface Reason {
  readonly factor: string;
  readonly points: number;
  /** The usual points, where the desk lets the factor count more or less. */
  readonly base?: number;
  readonly because: string;
}

export interface SourceGrade {
  readonly outlet: string;
  readonly reliability: Reliability;
  readonly reasons: readonly Reason[];
}

export interface ItemGrade {
  readonly articleId: ArticleId;
  readonly credibility: Credibility;
  readonly because: string;
}

export interface Assessment {
  readonly storyId: StoryId;
  /** 1 is the lead. Excluded stories come last. */
  readonly rank: number;
  readonly weight: number;
  readonly reasons: readonly Reason[];
  readonly confidence: Confidence;
  readonly confidenceBasis: string;
  /** Ties to the organisation's profile: asset, sector, country, supplier. Empty without a profile. */
  readonly relevance: readonly { readonly path: string; readonly value: string; readonly because: string }[];
  readonly items: readonly ItemGrade[];
  /** Where an edition is for one audience: told for it, for everyone, or for others alone. */
  readonly fit?: "own" | "general" | "others";
}
