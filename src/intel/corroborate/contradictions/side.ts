/** What a rule reads (the statements of one story) and what it finds: sides that hold different values of one matter. */
import type { Article, ArticleId } from "#terms/article.ts";
import type { Claim } from "#terms/claim.ts";
import type { Mention } from "#terms/mention.ts";
import type { EvidenceSpan } from "#terms/span.ts";

/** One sentence of one article, whole, with what stands in it. */
export interface Statement {
  readonly articleId: ArticleId;
  readonly outlet: string;
  /** Of the article, as BCP 47. */
  readonly language: string;
  /** Place in its article, from 0. */
  readonly index: number;
  readonly span: EvidenceSpan;
  /** The sentence in lower case, straight quotes; same length as the quote. */
  readonly lower: string;
  readonly mentions: readonly Mention[];
  readonly claims: readonly Claim[];
}

/** Everything said about one story. */
export interface Material {
  readonly articles: readonly Article[];
  readonly claims: readonly Claim[];
  /** In reading order, article by article; sentences of round-ups that name this story stand last. */
  readonly statements: readonly Statement[];
  /** Of an outlet graded D to F. */
  readonly isLow: (id: ArticleId) => boolean;
}

/** One side of a disagreement as it is found: a value, and the sentence whose words hold it. */
export interface Side {
  /** Printable; what verb goes before it is the business of `desk/brief/sections/not-known`. */
  readonly value: string;
  readonly span: EvidenceSpan;
}

export interface Dispute {
  readonly about: string;
  readonly sides: readonly Side[];
  /** A value to use whatever the grades say, with the reason to print: a later correction, a self-contradicting rival. */
  readonly prefers?: { readonly value: string; readonly reason: string };
  /** Both values stand: two scales, two zones, two holders of a judgement. */
  readonly bothStand?: boolean;
}

/** A rule that looks for one kind of disagreement among the statements of a story. */
export type DisputeRule = (material: Material) => Dispute[];

export const sideOf =
  (value: string) =>
  (claim: Claim): Side => ({ value, span: claim.evidence });

/** A dispute needs two values, held by different articles on at least one side. */
export const acrossArticles = (about: string, yes: readonly Side[], no: readonly Side[]): Dispute[] =>
  yes.length > 0 &&
  no.length > 0 &&
  yes.some((side) => no.every((other) => other.span.articleId !== side.span.articleId))
    ? [{ about, sides: [...no, ...yes] }]
    : [];
