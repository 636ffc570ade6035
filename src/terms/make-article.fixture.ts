/** For tests: an article with everything a test does not care about filled in. */
import type { Article, ArticleId } from "#terms/article.ts";

type Given = Partial<Omit<Article, "id">> & { readonly id: string };

export const makeArticle = ({ id, ...given }: Given): Article => ({
  url: `https://example.test/${id}`,
  outlet: "Example Post",
  title: "",
  authors: [],
  language: "en",
  text: "",
  blocks: [],
  sha256: id,
  signs: { hiddenText: [], lostParagraphs: [], sponsored: false, fromFeed: false, categories: [] },
  feedUrls: [],
  firstSeenAt: "2031-05-14T18:00:00Z",
  ...given,
  id: id as ArticleId,
});
