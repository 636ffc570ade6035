/** Branded ids: a story's id cannot be passed where an article's is wanted. */
import type { Brand } from "#kit/brand.ts";

export type ArticleId = Brand<string, "ArticleId">;
export type ClaimId = Brand<string, "ClaimId">;
export type StoryId = Brand<string, "StoryId">;
