/**
 * Cuts the articles of a story into statements: whole sentences with their mentions and claims.
 *
 * Sentences without a finite verb count too ("It is 41." and "Thirty-eight clinics on paper" hold values), so this does
 * not go by claims alone. Linear in the length of the text.
 */
import { splitSentences } from "#kit/text/split-sentences.ts";
import type { Article, ArticleId } from "#terms/article.ts";
import type { Claim } from "#terms/claim.ts";
import type { Mention } from "#terms/mention.ts";
import type { Statement } from "./side.ts";

/** A cited passage is at most this long (G-rules of the brief). */
const longestQuote = 600;

/** Lower case, same length: characters whose lower form is longer keep their own. */
const lowerOf = (text: string): string => {
  const folded = text.replace(/[’‘]/g, "'").replace(/[“”„«»]/g, '"');
  const lower = folded.toLowerCase();
  return lower.length === folded.length ? lower : folded;
};

const blocksOf = (article: Article): readonly { start: number; end: number }[] =>
  article.blocks.length === 0
    ? [{ start: 0, end: article.text.length }]
    : article.blocks.filter((block) => block.type !== "heading" && block.type !== "code");

/** Both lists in order of start: those that lie inside the span. */
const inside = <T extends { readonly start: number; readonly end: number }>(
  items: readonly T[],
  start: number,
  end: number,
): T[] => {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  const found: T[] = [];
  for (let at = low; at < items.length; at += 1) {
    const item = items[at];
    if (item === undefined || item.start >= end) break;
    if (item.end <= end) found.push(item);
  }
  return found;
};

export const readStatements = (
  article: Article,
  claims: readonly Claim[],
  mentions: readonly Mention[] | undefined,
): Statement[] => {
  const known = [...(mentions ?? claims.flatMap((claim) => claim.mentions))].sort((a, b) => a.start - b.start);
  const places = claims
    .map((claim) => ({ start: claim.evidence.start, end: claim.evidence.end, claim }))
    .sort((a, b) => a.start - b.start);
  const out: Statement[] = [];
  for (const block of blocksOf(article))
    for (const local of splitSentences(article.text.slice(block.start, block.end))) {
      const start = block.start + local.start;
      const end = block.start + local.end;
      if (end - start > longestQuote) continue;
      const quote = article.text.slice(start, end);
      out.push({
        articleId: article.id as ArticleId,
        outlet: article.outlet,
        language: article.language,
        index: out.length,
        span: { articleId: article.id, start, end, quote },
        lower: lowerOf(quote),
        mentions: [
          ...new Map(
            inside(known, start, end).map((mention) => [`${mention.kind}:${mention.start}:${mention.end}`, mention]),
          ).values(),
        ],
        claims: inside(places, start, end).map((place) => place.claim),
      });
    }
  return out;
};
