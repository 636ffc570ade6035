/**
 * What a passage holds beyond its letters, for G2: dates it resolves to, figures as we print them, its outlet's name.
 * The same for an edition that is being composed and for a draft whose sentence a person changed.
 */
import { numberInProse, smallNumbers } from "#kit/text/number-words.ts";
import type { Article, ArticleId } from "#terms/article.ts";
import type { Mention } from "#terms/mention.ts";
import type { EvidenceSpan } from "#terms/span.ts";
import type { GroundTools } from "./ground-sentence.ts";
import { longDay, printDate } from "./tell/print-date.ts";

export interface GroundSources {
  readonly articleOf: (id: ArticleId) => Pick<Article, "outlet" | "language"> | undefined;
  /** Mentions among which the dates of a passage are looked for; offsets as in its article. */
  readonly datesIn: (passage: EvidenceSpan) => readonly Mention[];
  /** Everything found in the passage or its article; figures are taken from it. */
  readonly mentionsIn: (passage: EvidenceSpan) => readonly Mention[];
}

/** "37" and "thirty-seven", "5" and "five": the same number. */
const numberForms = (token: string): readonly string[] => {
  const bare = token.replace(/,/g, "");
  if (/^\d{1,9}$/.test(bare)) {
    const value = Number(bare);
    const word = Object.entries(smallNumbers).find(([, number]) => number === value)?.[0];
    return [bare, numberInProse(value).toLowerCase(), ...(word === undefined ? [] : [word])];
  }
  const value = smallNumbers[token];
  return value === undefined ? [bare] : [String(value)];
};

const isWithin = (mention: Mention, passage: EvidenceSpan): boolean =>
  mention.start >= passage.start && mention.end <= passage.end;

const wordsOfDate = (mention: Mention): string[] =>
  mention.kind !== "date"
    ? []
    : [printDate(mention), mention.precision === "day" ? longDay(mention.from) : undefined].filter(
        (word) => word !== undefined,
      );

/** What stands for a number of a foreign passage in our sentence: "52,000", "3.4 million". */
const figuresOf = (mention: Mention): string[] =>
  mention.kind !== "quantity"
    ? []
    : [mention.value, ...(mention.upper === undefined ? [] : [mention.upper])].flatMap((value) => [
        numberInProse(value),
        ...[1e6, 1e9].filter((size) => value >= size).map((size) => String(Number((value / size).toPrecision(6)))),
      ]);

export const openGround = ({ articleOf, datesIn, mentionsIn }: GroundSources): GroundTools => ({
  datesOf: (passage) =>
    datesIn(passage)
      .filter((mention) => isWithin(mention, passage))
      .flatMap(wordsOfDate),
  figuresOf: (passage) => {
    const article = articleOf(passage.articleId);
    if (article === undefined || article.language.startsWith("en")) return [];
    return mentionsIn(passage)
      .filter((mention) => isWithin(mention, passage))
      .flatMap(figuresOf);
  },
  outletOf: (passage) => articleOf(passage.articleId)?.outlet ?? "",
  numberForms,
});
