/** Articles about one happening, with what corroborates and what contradicts. */
import type { ArticleId, StoryId } from "./ids.ts";
import type { EvidenceSpan } from "./span.ts";

export type { StoryId };

export interface Story {
  readonly id: StoryId;
  /** Title of its most telling trusted article. */
  readonly title: string;
  /** Ordered: by publication, then id. */
  readonly articleIds: readonly ArticleId[];
  /** Articles that report the same words or name the same single origin count once. */
  readonly origins: readonly Origin[];
  readonly firstReportedBy?: ArticleId;
  /** Why these articles were put together: "shares CVE-…", "names X and Y within 2 days". */
  readonly reasons: readonly string[];
  /** Set aside: sport, advertising, funding, round-up. */
  readonly excluded?: { readonly reason: string; readonly why: string };
  /** A round-up touches several stories; it supports, and belongs to none. */
  readonly roundUp: boolean;
}

export interface Origin {
  /** Who said it first: a research team, a vendor, an authority, or the outlet itself. */
  readonly name: string;
  readonly articleIds: readonly ArticleId[];
}

export interface ContradictionValue {
  /** What this side says, printable: `37`, `more than 37`, `reconnaissance`, `breached`. */
  readonly value: string;
  readonly evidence: readonly EvidenceSpan[];
}

export interface Contradiction {
  readonly storyId: StoryId;
  /** The slot in dispute: `countries`, `severity`, `due_date`, `exploited`, `fixed_version`, … */
  readonly about: string;
  readonly values: readonly ContradictionValue[];
  /** Which value we use, and the reason that allows it; absent = we do not choose. */
  readonly uses?: { readonly value: string; readonly reason: string };
}
