/** What `brief` is given: the day's articles with their claims, the stories, and our judgement of them. */

import type { Article, ArticleId } from "#terms/article.ts";
import type { Assessment, SourceGrade } from "#terms/assessment.ts";
import type { Audience } from "#terms/audience.ts";
import type { Claim } from "#terms/claim.ts";
import type { Loss } from "#terms/loss.ts";
import type { Mention } from "#terms/mention.ts";
import type { Organisation } from "#terms/organisation.ts";
import type { EarlierEdition } from "#terms/record.ts";
import type { Contradiction, Story, StoryId } from "#terms/story.ts";
import type { TechniqueReading } from "#terms/technique.ts";
import type { Passage, Verdict } from "#terms/verdict.ts";
import type { VulnerabilityRecord } from "#terms/vulnerability-record.ts";
import type { SecondLook } from "./reword/ask-rewording.ts";
import type { RoleRule } from "./roles/role-rule.ts";

export interface BriefInput {
  /** RFC 3339 UTC: the edition's clock. Nothing later is cited. */
  readonly asOf: string;
  readonly articles: readonly Article[];
  readonly claims: ReadonlyMap<ArticleId, readonly Claim[]>;
  /** Techniques of ATT&CK that each article shows, stated or suggested; absent = none were read. */
  readonly techniques?: ReadonlyMap<ArticleId, readonly TechniqueReading[]>;
  /** All that was found in each article: what is told of articles in other languages is known by these alone. */
  readonly mentions?: ReadonlyMap<ArticleId, readonly Mention[]>;
  readonly stories: readonly Story[];
  readonly assessments: readonly Assessment[];
  /** What people decided: told in full, or among the quick hits. Ranks follow it. Absent: nobody placed a story. */
  readonly placement?: ReadonlyMap<StoryId, "lead" | "supporting">;
  readonly grades: readonly SourceGrade[];
  readonly contradictions: readonly Contradiction[];
  readonly organisation?: Organisation;
  /** For whom it is; absent: the main edition. */
  readonly audience?: Audience;
  readonly roleRules: readonly RoleRule[];
  /** Judges a sentence against the passages it cites (`desk/check`). */
  readonly judge: (sentence: string, passages: readonly Passage[]) => Verdict;
  readonly losses: readonly Loss[];
  readonly feedsRead: number;
  readonly foldedDuplicates: number;
  /** Editions on record, newest first. Empty: none. Absent: no record was looked at. */
  readonly earlier?: readonly EarlierEdition[];
  /** What the operator's tables hold of the day's CVEs. */
  readonly records?: ReadonlyMap<string, VulnerabilityRecord>;
  /** What a model said of this very edition, by sentence id, and what to call it in the footer. */
  readonly secondLooks?: { readonly model: string; readonly byId: ReadonlyMap<string, SecondLook> };
}
