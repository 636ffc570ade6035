/** What is kept of an edition: the edition, and everything it was made from. The contract between pipeline and store. */
import type { Article } from "./article.ts";
import type { Assessment } from "./assessment.ts";
import type { Claim } from "./claim.ts";
import type { EditionKind } from "./delivery.ts";
import type { Edition } from "./edition.ts";
import type { ArticleId } from "./ids.ts";
import type { Contradiction, Story } from "./story.ts";

export interface EditionRecord {
  readonly edition: Edition;
  readonly articles: readonly Article[];
  readonly claims: ReadonlyMap<ArticleId, readonly Claim[]>;
  readonly stories: readonly Story[];
  readonly contradictions: readonly Contradiction[];
  readonly assessments: readonly Assessment[];
}

/** What a later edition needs to know of an earlier one, to tell new from known. */
export interface EarlierEdition {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** RFC 3339, UTC. */
  readonly asOf: string;
  readonly title: string;
  /** Nothing of it goes into an edition that more may read. */
  readonly tlp: string;
  readonly stories: readonly { readonly title: string; readonly articleUrls: readonly string[] }[];
}

/** What the desk said of an edition after it was out. */
export interface EditionStanding {
  /** The last edition that puts it right. */
  readonly corrected?: { readonly editionId: string; readonly at: string; readonly edition: Edition };
  readonly recalled?: { readonly at: string; readonly reason: string };
}

/** An edition in a list. */
export interface EditionEntry {
  /** SHA-256 of its JSON form. */
  readonly id: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** RFC 3339, UTC. */
  readonly asOf: string;
  readonly title: string;
  readonly tlp: string;
  readonly kind: EditionKind;
  /** Name of the audience; `main` where it is for everyone. */
  readonly audience: string;
  /** Whether named people answer for it; whoever only reads sees no other. */
  readonly approved: boolean;
  /** The edition that it puts right, and the one that puts it right. */
  readonly corrects?: string;
  readonly correctedBy?: string;
  /** When it was recalled. */
  readonly recalledAt?: string;
}
