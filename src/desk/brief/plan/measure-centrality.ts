/**
 * How central a sentence is to its story: the share of its words that titles, standfirsts and other outlets use too.
 *
 * Words that every article of the story uses (its own names) say nothing about importance and are left out.
 */

import { splitSentences } from "#kit/text/split-sentences.ts";
import type { Article, ArticleId } from "#terms/article.ts";

const stop = new Set(
  "the a an of in on at to for with by and or but from as is are was were be been has have had it its that this those these which who whose their they he she not no more than into over under after before about said says reports also will can could may would should when where while some many most other new one two three".split(
    " ",
  ),
);

const contentOf = (text: string): Set<string> =>
  new Set(
    (text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}.-]*/gu) ?? [])
      .map((word) => word.replace(/(?:ing|ed|es|s|\.)$/, ""))
      .filter((word) => word.length > 2 && !stop.has(word)),
  );

export interface CentralityIndex {
  readonly measure: (text: string, articleId: ArticleId) => number;
}

export const indexCentrality = (articles: readonly Article[]): CentralityIndex => {
  const titles = contentOf(articles.map((article) => `${article.title} ${article.dek ?? ""}`).join(" "));
  const sentences = new Map(
    articles.map((article) => [
      article.id,
      splitSentences(article.text)
        .slice(0, 60)
        .map((span) => contentOf(article.text.slice(span.start, span.end))),
    ]),
  );
  const inAll = new Map<string, number>();
  for (const article of articles)
    for (const word of contentOf(article.text)) inAll.set(word, (inAll.get(word) ?? 0) + 1);
  const isOwn = (word: string): boolean => articles.length > 2 && (inAll.get(word) ?? 0) >= articles.length;
  return {
    measure: (text, articleId) => {
      const words = [...contentOf(text)].filter((word) => !isOwn(word));
      if (words.length < 3) return 0;
      const share = (set: ReadonlySet<string>): number => words.filter((word) => set.has(word)).length / words.length;
      const others = [...sentences]
        .filter(([id]) => id !== articleId)
        .map(([, list]) => Math.max(0, ...list.map(share)));
      const best = others.length === 0 ? 0 : Math.max(...others);
      return Math.min(1, best * 0.8 + share(titles) * 0.6);
    },
  };
};
