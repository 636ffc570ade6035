/**
 * Folds articles that are one text: the same address, the same words, or nearly the same words (syndication).
 *
 * Promise: the original stays (the earliest dated; of one address, the version changed last), the others are recorded
 * with the reason. Near-duplicates are found by MinHash over five-word shingles in bands, so cost stays near-linear.
 * Limit: a text under 40 words is compared whole only, since a short notice shares shingles by chance.
 */
import type { Article, ArticleId } from "#terms/article.ts";
import { canonicalAddress } from "./canonical-address.ts";
import { shingleSketch, sketchBands, sketchLikeness } from "./sketch-text.ts";

export interface Duplicate {
  readonly articleId: ArticleId;
  /** The article that stays. */
  readonly of: ArticleId;
  readonly outlet: string;
  readonly reason: "same_address" | "same_text" | "near_duplicate";
  readonly why: string;
}

export interface Folded {
  /** In the order given. */
  readonly kept: readonly Article[];
  readonly duplicates: readonly Duplicate[];
}

/** Share of shingles two texts must have in common to be one text with edits. */
const nearEnough = 0.75;
const shortestText = 40;

const before = (a: Article, b: Article): number => {
  const [x, y] = [a.publishedAt ?? "9999", b.publishedAt ?? "9999"];
  if (x !== y) return x < y ? -1 : 1;
  if (a.signs.fromFeed !== b.signs.fromFeed) return a.signs.fromFeed ? 1 : -1;
  return a.url < b.url ? -1 : a.url > b.url ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
};

/** Of one address the fuller, later version stays: an edited report is the same report. */
const newestVersion = (a: Article, b: Article): number => {
  if (a.signs.fromFeed !== b.signs.fromFeed) return a.signs.fromFeed ? 1 : -1;
  const [x, y] = [a.changedAt ?? "", b.changedAt ?? ""];
  if (x !== y) return x < y ? 1 : -1;
  return b.text.length - a.text.length || before(a, b);
};

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

const gather = <T>(items: readonly T[], key: (item: T) => string | undefined): T[][] => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return [...groups.values()].filter((group) => group.length > 1);
};

class Fold {
  readonly gone = new Map<ArticleId, Duplicate>();

  take(
    group: readonly Article[],
    order: (a: Article, b: Article) => number,
    reason: Duplicate["reason"],
    words: string,
  ) {
    const [original, ...others] = group.filter((article) => !this.gone.has(article.id)).sort(order);
    if (original === undefined) return;
    for (const article of others) {
      if (article.id === original.id) continue;
      const why = `${words} ${original.outlet}, “${original.title.slice(0, 80)}”`;
      this.gone.set(article.id, { articleId: article.id, of: original.id, outlet: article.outlet, reason, why });
    }
  }
}

const isLongEnough = (text: string): boolean => text.split(" ", shortestText + 1).length > shortestText;

const nearPairs = (articles: readonly Article[], plainTexts: ReadonlyMap<ArticleId, string>): [Article, Article][] => {
  const sketches = new Map(
    articles.flatMap((article): [ArticleId, Uint32Array][] => {
      const text = plainTexts.get(article.id) ?? "";
      return isLongEnough(text) ? [[article.id, shingleSketch(text)]] : [];
    }),
  );
  const bands = articles.flatMap((article) => {
    const sketch = sketches.get(article.id);
    return sketch === undefined ? [] : sketchBands(sketch).map((band) => ({ band, article }));
  });
  const pairs: [Article, Article][] = [];
  for (const bucket of gather(bands, (entry) => entry.band)) {
    const sorted = bucket.map((entry) => entry.article).sort(before);
    const first = sorted[0];
    for (const other of sorted.slice(1, 50)) {
      const [a, b] = [sketches.get(first?.id ?? other.id), sketches.get(other.id)];
      if (first !== undefined && a !== undefined && b !== undefined && sketchLikeness(a, b) >= nearEnough)
        pairs.push([first, other]);
    }
  }
  return pairs;
};

export const foldDuplicates = (articles: readonly Article[]): Folded => {
  const fold = new Fold();
  const once = [...new Map([...articles].sort(before).map((article) => [article.id, article])).values()];
  for (const group of gather(once, (article) => canonicalAddress(article.url)))
    fold.take(group, newestVersion, "same_address", "the same address as");
  const left = once.filter((article) => !fold.gone.has(article.id));
  const plainTexts = new Map(left.map((article) => [article.id, plain(article.text.slice(0, 40_000))]));
  const whole = (article: Article): string | undefined => {
    const text = plainTexts.get(article.id) ?? "";
    if (isLongEnough(text)) return text;
    // A headline or a short notice is the same only when its outlet, title and words are.
    return `${article.outlet}\n${plain(article.title)}\n${text}`;
  };
  for (const group of gather(left, whole)) fold.take(group, before, "same_text", "word for word the text of");
  const rest = left.filter((article) => !fold.gone.has(article.id));
  for (const pair of nearPairs(rest, plainTexts)) fold.take(pair, before, "near_duplicate", "nearly the text of");
  const duplicates = [...fold.gone.values()].map((entry) => ({ ...entry, of: lastOriginal(entry.of, fold.gone) }));
  duplicates.sort((a, b) => (a.articleId < b.articleId ? -1 : 1));
  const keptIds = new Set(once.filter((article) => !fold.gone.has(article.id)).map((article) => article.id));
  const kept: Article[] = [];
  for (const article of articles) if (keptIds.delete(article.id)) kept.push(article);
  return { kept, duplicates };
};

const lastOriginal = (id: ArticleId, gone: ReadonlyMap<ArticleId, Duplicate>): ArticleId => {
  let current = id;
  for (let hop = 0; hop < 20; hop += 1) {
    const next = gone.get(current);
    if (next === undefined) return current;
    current = next.of;
  }
  return current;
};
