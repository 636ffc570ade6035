/**
 * What a frame is: it looks at the facts of a story and, when every slot is bound to words, makes one sentence.
 *
 * A frame matches kinds of claim and slots, never names or wordings of a day. It refuses (undefined) rather than guess.
 */
import type { Article, ArticleId } from "#terms/article.ts";
import type { Claim } from "#terms/claim.ts";
import type { EvidenceSpan, Span } from "#terms/span.ts";
import type { StoryFacts } from "../plan/gather-facts.ts";
import { countWords, sentenceCase, tidy, withStop } from "../tell/edit-text.ts";
import { keyOfMention, tellingTypes } from "../tell/fact-keys.ts";
import { sentenceAround } from "../tell/tell-claim.ts";
import type { Telling } from "../tell/telling.ts";

export interface FrameContext {
  readonly facts: StoryFacts;
  readonly articlesById: ReadonlyMap<ArticleId, Article>;
}

export type Frame = (context: FrameContext) => Telling[];

/** Words that stand at a span of an article, and so may be printed. */
export interface Bound extends Span {
  readonly articleId: ArticleId;
}

const passagesFor = (bounds: readonly Bound[], articlesById: ReadonlyMap<ArticleId, Article>): EvidenceSpan[] => {
  const passages: EvidenceSpan[] = [];
  for (const bound of bounds) {
    const article = articlesById.get(bound.articleId);
    const sentence = article === undefined ? undefined : sentenceAround(article, bound);
    if (
      sentence === undefined ||
      passages.some((other) => other.articleId === sentence.articleId && other.start === sentence.start)
    )
      continue;
    passages.push(sentence);
  }
  return passages;
};

/** Makes a telling of a frame's sentence. Keys are those of the mentions the frame printed, and of its types. */
export const framed = (
  name: string,
  text: string,
  claims: readonly Claim[],
  bounds: readonly Bound[],
  types: readonly string[],
  context: FrameContext,
  keys: readonly string[] = [],
): Telling[] => {
  const sentence = withStop(sentenceCase(tidy(text)));
  const passages = passagesFor(bounds, context.articlesById);
  if (countWords(sentence) > 40 || passages.length === 0) return [];
  const printed = claims.flatMap((claim) =>
    claim.mentions
      .filter((mention) => sentence.includes(mention.surface))
      .map(keyOfMention)
      .filter((key) => key !== undefined),
  );
  return [
    {
      text: sentence,
      passages,
      claims,
      types,
      keys: [
        ...new Set([
          ...printed,
          ...keys,
          ...types.filter((type) => tellingTypes.has(type)).map((type) => `type:${type}`),
        ]),
      ].sort(),
      contextual: false,
      copiedWords: 0,
      by: name,
    },
  ];
};

export const bound = (claim: Claim, span: Span): Bound => ({
  articleId: claim.articleId,
  start: span.start,
  end: span.end,
});
