/**
 * As many articles as wanted from one written day: copies of the day in which every name, rare word, long number and id is another,
 * the same one throughout a copy, and the dates lie elsewhere in a month. So each copy holds the day's stories again, and
 * no two copies hold the same. By arithmetic alone: the same call gives the same articles.
 */
import { sha256Hex } from "../../src/kit/hash.ts";
import type { Article, ArticleId } from "../../src/terms/article.ts";

export interface WrittenArticle {
  readonly id: string;
  readonly outlet: string;
  readonly title: string;
  readonly dek?: string;
  readonly lang: string;
  readonly published_utc: string | null;
  readonly cluster: string | null;
  readonly body_text: string;
}

const anyWord = /(?<![\p{L}\p{N}])(?:[\p{L}][\p{L}\p{N}]{1,}|\p{Ll}\d\p{Ll})(?![\p{N}])/gu;

/** Words that stay as they are: those the day writes small and uses often, and short ones. */
const plainWords = (day: readonly WrittenArticle[]): Set<string> => {
  const counts = new Map<string, number>();
  for (const { title, body_text } of day)
    for (const word of `${title} ${body_text}`.match(/(?<![\p{L}\p{N}])\p{Ll}+/gu) ?? [])
      counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Set([...counts].filter(([word, count]) => word.length < 7 || count > 3).map(([word]) => word));
};

const letters = (seed: number): string => {
  let rest = seed + 1;
  let name = "";
  while (rest > 0) {
    name += "bdfgklmnprstvz".charAt(rest % 14) + "aeiou".charAt(rest % 5);
    rest = Math.floor(rest / 14);
  }
  return name;
};

const rename = (text: string, copy: number, plain: ReadonlySet<string>): string =>
  copy === 0
    ? text
    : text
        .replace(anyWord, (name) => (plain.has(name.toLowerCase()) ? name : `${name}${letters(copy)}`))
        .replace(/\d{3,}/g, (digits) => {
          const value = Number(digits);
          return value >= 1900 && value <= 2100 ? digits : String((value * 7 + copy * 613) % 10 ** digits.length);
        });

/** Articles 0 to `count`, with `cluster` the story of the day each was copied from and its copy: "3:K1". */
export const copyDay = (
  day: readonly WrittenArticle[],
  count: number,
): { readonly article: Article; readonly cluster: string }[] => {
  const plain = plainWords(day);
  return Array.from({ length: count }, (_, index) => {
    const copy = Math.floor(index / day.length);
    const from = day[index % day.length];
    if (from === undefined) throw new Error("a day without articles");
    const text = rename(from.body_text, copy, plain);
    const published = Date.parse(from.published_utc ?? "2026-02-05T09:00:00Z") - (copy % 28) * 86_400_000;
    const article: Article = {
      id: `${copy}-${from.id}` as ArticleId,
      url: `https://outlet-${from.id}.example/${copy}`,
      outlet: from.outlet,
      title: rename(from.title, copy, plain),
      authors: [],
      language: from.lang,
      text,
      blocks: blocksOf(text),
      sha256: sha256Hex(`${copy}-${from.id}`),
      publishedAt: new Date(published).toISOString().replace(".000Z", "Z"),
      firstSeenAt: "2026-02-06T00:00:00Z",
      signs: { hiddenText: [], lostParagraphs: [], sponsored: false, fromFeed: false, categories: [] },
      feedUrls: [],
    };
    return { article, cluster: `${copy}:${from.cluster ?? from.id}` };
  });
};

const blocksOf = (text: string): Article["blocks"] => {
  let start = 0;
  return text.split("\n\n").map((paragraph) => {
    const block = { type: "paragraph" as const, start, end: start + paragraph.length };
    start = block.end + 2;
    return block;
  });
};
