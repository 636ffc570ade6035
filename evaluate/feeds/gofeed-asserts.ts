/**
 * gofeed's expected trees against ours: titles, links, dates, authors, content, categories and guids.
 *
 * Its three parsers and its translator name the same things differently; here they are brought under one set of names.
 * The truth of `x.xml` stands in `x.json`, that of `x.json` in `x_expected.json`.
 */
import type { Feed, FeedEntry, FeedPerson } from "../../src/terms/feed.ts";
import type { TarFile } from "../read-tar.ts";
import { type Check, runFeed, sameValue } from "./run-feed.ts";

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const utc = (value: unknown): string | undefined =>
  typeof value === "string" ? `${new Date(value).toISOString().slice(0, 19)}Z` : undefined;

/** First of several names that the tree has. */
const pick = (tree: Json, ...names: readonly string[]): unknown =>
  names.map((name) => tree[name]).find((v) => v !== undefined);

const addresses = (tree: Json): readonly unknown[] | undefined => {
  const links = list(tree.links)
    .map((link) => (isObject(link) ? link.href : link))
    .filter((href) => href !== undefined);
  return links.length === 0 ? undefined : links;
};

const persons = (tree: Json): readonly unknown[] | undefined => {
  const found = [...list(tree.authors), ...(tree.authors === undefined ? [tree.author] : [])].filter(isObject);
  const kept = found.map(({ name, email, uri, url }) => ({ name, email, url: uri ?? url }));
  return kept.length === 0 ? undefined : kept;
};

const categories = (tree: Json): readonly unknown[] | undefined => {
  const found = [...list(tree.categories), ...list(tree.tags)]
    .map((category) => (isObject(category) ? (category.term ?? category.value ?? category.label) : category))
    .filter((term) => term !== undefined);
  return found.length === 0 ? undefined : [...new Set(found)];
};

const valueIn = (value: unknown): unknown => (isObject(value) ? value.value : value);

const common = (tree: Json): Record<string, unknown> => ({
  title: tree.title,
  link: pick(tree, "link", "url", "home_page_url"),
  links: addresses(tree),
  authors: persons(tree),
  authorLine: typeof tree.author === "string" ? tree.author : undefined,
  categories: categories(tree),
  published: utc(pick(tree, "publishedParsed", "pubDateParsed", "date_published")),
  updated: utc(pick(tree, "updatedParsed", "lastBuildDateParsed", "date_modified")),
  guid: valueIn(pick(tree, "guid", "id")),
});

const expectedItem = (tree: Json): Record<string, unknown> => ({
  ...common(tree),
  summary: pick(tree, "description", "summary"),
  content: valueIn(pick(tree, "content", "content_html", "content_text")),
});

const ourPerson = ({ name, email, url }: FeedPerson): unknown => ({ name, email, url });

const ourPart = (part: Feed | FeedEntry): Record<string, unknown> => ({
  title: part.title?.value,
  link: part.link,
  links: part.links.map(({ href }) => href),
  authors: part.authors.map(ourPerson),
  authorLine: part.authors[0]?.name,
  categories: part.tags,
  published: part.publishedAt,
  updated: part.updatedAt,
  guid: part.id,
});

const ourItem = (entry: FeedEntry): Record<string, unknown> => ({
  ...ourPart(entry),
  summary: entry.summary?.value,
  content: entry.content?.value,
});

/** Expected links must all be there; ours may list more (enclosures, feed addresses). */
const agrees = (field: string, expected: unknown, got: unknown): boolean =>
  field === "links" ? list(expected).every((href) => list(got).includes(href)) : sameValue(expected, got);

const compare = (
  file: string,
  prefix: string,
  expected: Record<string, unknown>,
  got: Record<string, unknown>,
): Check[] =>
  Object.entries(expected)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([field, value]) => ({
      group: "gofeed",
      file,
      field: prefix + field,
      expected: value,
      got: got[field],
      passed: agrees(field, value, got[field]),
    }));

const judge = (path: string, bytes: Uint8Array, truth: Json): Check[] => {
  const { feed } = runFeed(bytes);
  const items = [...list(truth.items), ...list(truth.entries)].filter(isObject);
  const top = compare(
    path,
    "",
    { ...common(truth), subtitle: pick(truth, "description", "subtitle") },
    {
      ...(feed === undefined ? {} : ourPart(feed)),
      subtitle: feed?.subtitle?.value,
    },
  );
  return [
    ...top,
    ...items.flatMap((item, at) => {
      const entry = feed?.entries[at];
      return compare(path, `items.${at}.`, expectedItem(item), entry === undefined ? {} : ourItem(entry));
    }),
  ];
};

const parseTree = (bytes: Uint8Array): Json | undefined => {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

export const judgeGofeed = (files: readonly TarFile[]): Check[] => {
  const byPath = new Map(files.map(({ path, bytes }) => [path, bytes]));
  return files
    .filter(({ path }) => /\/(?:parser|translator)\//.test(path) && /\.(?:xml|json)$/.test(path))
    .flatMap(({ path, bytes }) => {
      const truthPath = path.endsWith(".xml")
        ? path.replace(/\.xml$/, ".json")
        : path.replace(/\.json$/, "_expected.json");
      const truth = byPath.get(truthPath);
      const tree = truth === undefined ? undefined : parseTree(truth);
      return tree === undefined ? [] : judge(path, bytes, tree);
    });
};
