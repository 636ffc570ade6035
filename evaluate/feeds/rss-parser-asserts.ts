/**
 * rss-parser's expected JSON for real feeds against ours. `isoDate` is the truth of dates; white space is not compared.
 * A truth with U+FFFD in it is no truth: it was made by reading Latin-1 bytes as UTF-8.
 */
import type { Feed, FeedEntry } from "../../src/terms/feed.ts";
import type { TarFile } from "../read-tar.ts";
import { type Check, runFeed, sameValue } from "./run-feed.ts";

type Json = Readonly<Record<string, unknown>>;

const plain = (value: unknown): unknown => (typeof value === "string" ? value.replace(/\s+/g, " ").trim() : value);

const seconds = (value: unknown): string | undefined =>
  typeof value === "string" ? `${new Date(value).toISOString().slice(0, 19)}Z` : undefined;

const textList = (value: unknown): readonly string[] | undefined => {
  if (!Array.isArray(value)) return undefined;
  const texts = value.map((one: unknown) =>
    typeof one === "string" ? one : (one as { _?: string; $?: { term?: string } }),
  );
  const words = texts
    .map((one) => (typeof one === "string" ? one : (one.$?.term ?? one._)))
    .filter((w) => w !== undefined);
  return [...new Set(words.map((word) => word.trim()))];
};

const expectedItem = (item: Json): Record<string, unknown> => ({
  title: item.title,
  link: item.link,
  guid: item.guid ?? item.id,
  date: seconds(item.isoDate),
  author: item.author ?? item.creator,
  categories: textList(item.categories),
  content: item["content:encoded"] ?? item.content,
});

const ourItem = (entry: FeedEntry): Record<string, unknown> => ({
  title: entry.title?.value,
  link: entry.link,
  guid: entry.id,
  date: entry.publishedAt ?? entry.updatedAt,
  author: entry.authors[0]?.name ?? entry.authors[0]?.email,
  categories: entry.tags,
  content: entry.content?.value ?? entry.summary?.value,
});

const garbled = (value: unknown): boolean => typeof value === "string" && value.includes("\ufffd");

const compare = (
  file: string,
  prefix: string,
  expected: Record<string, unknown>,
  got: Record<string, unknown>,
): Check[] =>
  Object.entries(expected)
    .filter(([, value]) => value !== undefined && value !== null && value !== "" && !garbled(value))
    .map(([field, value]) => ({
      group: "rss-parser",
      file,
      field: prefix + field,
      expected: value,
      got: got[field],
      passed: sameValue(plain(value), plain(got[field])),
    }));

const judge = (file: string, bytes: Uint8Array, truth: Json): Check[] => {
  const feed: Feed | undefined = runFeed(bytes).feed;
  const items = (truth.items ?? []) as readonly Json[];
  const top = { title: truth.title, link: truth.link, subtitle: truth.description, items: items.length };
  return [
    ...compare(file, "", top, {
      title: feed?.title?.value,
      link: feed?.link,
      subtitle: feed?.subtitle?.value,
      items: feed?.entries.length,
    }),
    ...items.flatMap((item, at) => {
      const entry = feed?.entries[at];
      return compare(file, `items.${at}.`, expectedItem(item), entry === undefined ? {} : ourItem(entry));
    }),
  ];
};

export const judgeRssParser = (files: readonly TarFile[]): Check[] => {
  const truths = new Map(
    files
      .filter(({ path }) => /\/output\/[^/]+\.json$/.test(path))
      .map(({ path, bytes }) => [path.replace(/^.*\/output\//, "").replace(/\.json$/, ""), bytes]),
  );
  return files
    .filter(({ path }) => /\/input\/[^/]+$/.test(path))
    .flatMap(({ path, bytes }) => {
      const truth = truths.get(path.replace(/^.*\/input\//, "").replace(/\.\w+$/, ""));
      if (truth === undefined) return [];
      const tree = JSON.parse(new TextDecoder().decode(truth)) as { readonly feed?: Json };
      return tree.feed === undefined ? [] : judge(path, bytes, tree.feed);
    });
};
