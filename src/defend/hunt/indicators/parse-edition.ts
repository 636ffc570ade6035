/**
 * Indicators of an edition of our own (its JSON form): what its articles hold and were judged to mean harm, and the ids of
 * vulnerabilities. Of one story when it is named, else of every story that is not excluded.
 *
 * An address or digest that stands unmarked in an article counts; a name or URL that stands unmarked does not, as articles
 * name many harmless sites.
 */
import { classifyValue } from "./classify-value.ts";
import type { IndicatorBook, IndicatorTools } from "./indicator-book.ts";

interface Story {
  readonly id: string;
  readonly title: string;
  readonly articleUrls: readonly string[];
  readonly excluded: boolean;
}

interface Article {
  readonly url: string;
  readonly text: string;
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);

const storiesOf = (value: Fields): Story[] =>
  listOf(value.stories).map((story) => ({
    id: String(story.id ?? ""),
    title: String(story.title ?? ""),
    articleUrls: Array.isArray(story.articleUrls) ? story.articleUrls.map(String) : [],
    excluded: story.excluded === true,
  }));

const articlesOf = (value: Fields): Map<string, Article> =>
  new Map(
    listOf(value.articles).map((article) => [
      String(article.url ?? ""),
      { ...article, url: String(article.url ?? ""), text: String(article.text ?? "") },
    ]),
  );

const standsUnmarked = new Set(["ipv4", "ipv6", "cidr", "md5", "sha1", "sha256", "sha512", "cve"]);

const addArticle = (
  article: Article,
  story: Story,
  place: number,
  book: IndicatorBook,
  tools: IndicatorTools,
): void => {
  for (const { value, is } of tools.observablesOf(article)) {
    const type = classifyValue(value)?.type;
    const counts = is === "indicator" || (is === "unknown" && type !== undefined && standsUnmarked.has(type));
    if (!counts) book.pass(`judged ${is.replaceAll("_", " ")} in its article`);
    else if (!book.add(place, { value, name: story.title })) book.pass("of a kind that logs are not searched for");
  }
};

export const parseEdition = (
  value: unknown,
  only: string | undefined,
  book: IndicatorBook,
  tools: IndicatorTools,
): void => {
  if (!isFields(value)) return;
  const articles = articlesOf(value);
  const stories = storiesOf(value).filter((story) => (only === undefined ? !story.excluded : story.id === only));
  if (only !== undefined && stories.length === 0) book.fault(1, `Expected the story ${only} but found none of that id`);
  for (const [index, story] of stories.entries())
    for (const url of story.articleUrls) {
      const article = articles.get(url);
      if (article !== undefined) addArticle(article, story, index + 1, book, tools);
    }
};
