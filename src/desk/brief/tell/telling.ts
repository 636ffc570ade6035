/** A sentence we could publish: its words, the passages it rests on, and what it tells, so that nothing is told twice. */
import type { Claim } from "#terms/claim.ts";
import type { EvidenceSpan } from "#terms/span.ts";
import type { StoryId } from "#terms/story.ts";

export interface Telling {
  readonly text: string;
  readonly passages: readonly EvidenceSpan[];
  readonly claims: readonly Claim[];
  readonly types: readonly string[];
  /** What it tells, as comparable keys: `q:70:organisation`, `cve:CVE-…`, `d:2026-02-03`, `type:not_exploited`. */
  readonly keys: readonly string[];
  /** It leans on a name told just before ("the group", "the flaw"). */
  readonly contextual: boolean;
  /** The frame that made it, or `retold`, `quoted`. */
  readonly by: string;
  /** Words of it that stand in runs of twelve or more in a source. */
  readonly copiedWords: number;
  readonly storyId?: StoryId;
}
