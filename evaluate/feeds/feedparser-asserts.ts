/**
 * feedparser's test expressions against our Feed, seen under the names that feedparser uses.
 *
 * `expected.jsonl` gives per file `asserts: [{path, op, value, iso_utc?}]` and the HTTP headers. The tests were served
 * from one address, which relative links resolve against.
 */
import { parseDate } from "../../src/intel/read/dates/parse-date.ts";
import { decodeFeed } from "../../src/intel/read/feeds/decode-feed.ts";
import type { Feed, FeedEntry, FeedLink, FeedPerson, FeedText } from "../../src/terms/feed.ts";
import type { TarFile } from "../read-tar.ts";
import { type Check, runFeed, sameValue } from "./run-feed.ts";
import { sameMarkup } from "./same-markup.ts";

interface Assert {
  readonly path: readonly (string | number)[];
  readonly op: string;
  readonly value: unknown;
  readonly iso_utc?: string;
}

interface Expected {
  readonly file: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly asserts: readonly Assert[] | null;
}

const folders = new Set(
  "rss atom atom10 rdf base lang namespace node_precedence xml illformed encoding entities json".split(" "),
);
const usedFields = new Set(
  (
    "title link links id guid summary description subtitle tagline content author authors published published_parsed " +
    "updated updated_parsed created created_parsed issued issued_parsed modified modified_parsed date date_parsed " +
    "tags category categories language"
  ).split(" "),
);

/** The address from which feedparser's own tests were served: their relative links were resolved against it. */
const servedFrom = "http://127.0.0.1:8097/";

const mediaType: Readonly<Record<FeedText["kind"], string>> = {
  text: "text/plain",
  html: "text/html",
  xhtml: "application/xhtml+xml",
};

const detail = (text: FeedText | undefined): Record<string, unknown> | undefined =>
  text && { value: text.value, type: mediaType[text.kind], language: text.language };

const personLine = (person: FeedPerson | undefined): string | undefined => {
  if (person === undefined) return undefined;
  if (person.name === undefined) return person.email ?? person.url;
  return person.email === undefined ? person.name : `${person.name} (${person.email})`;
};

const withHref = (person: FeedPerson): unknown => ({ ...person, href: person.url });

/** feedparser writes out the type that a link has by default; ours leaves it absent. */
const withDefaultType = (link: FeedLink): unknown =>
  link.rel === "self" ? { ...link, type: link.type ?? "application/atom+xml" } : link;

const shared = (part: Feed | FeedEntry): Record<string, unknown> => ({
  title: part.title?.value,
  title_detail: detail(part.title),
  link: part.link,
  links: part.links.map(withDefaultType),
  id: part.id,
  guid: part.id,
  author: personLine(part.authors[0]),
  author_detail: part.authors[0],
  authors: part.authors.map(withHref),
  published_parsed: part.publishedAt,
  updated_parsed: part.updatedAt ?? part.publishedAt,
  created_parsed: part.publishedAt,
  published: part.publishedAt,
  updated: part.updatedAt ?? part.publishedAt,
  created: part.publishedAt,
  tags: part.tags.map((term) => ({ term })),
  category: part.tags[0],
  language: part.language,
});

const feedView = (feed: Feed): unknown => ({
  ...shared(feed),
  ...Object.fromEntries(
    ["description", "subtitle", "tagline"].flatMap((name) => [
      [name, feed.subtitle?.value],
      [`${name}_detail`, detail(feed.subtitle)],
    ]),
  ),
  ...Object.fromEntries(
    ["rights", "copyright"].flatMap((name) => [
      [name, feed.rights?.value],
      [`${name}_detail`, detail(feed.rights)],
    ]),
  ),
  generator: feed.generator,
});

const entryView = (entry: FeedEntry): unknown => {
  const summary = entry.summary ?? entry.content;
  return {
    ...shared(entry),
    summary: summary?.value,
    description: summary?.value,
    summary_detail: detail(summary),
    content: [{ ...detail(entry.content), src: entry.links.find(({ rel }) => rel === "content")?.href }],
    enclosures: entry.links.filter(({ rel }) => rel === "enclosure"),
    source: entry.source && { title: entry.source.title, link: entry.source.url, href: entry.source.url },
  };
};

const lookUp = (view: unknown, path: readonly (string | number)[]): unknown => {
  let value: unknown = view;
  for (const step of path) {
    if (value === undefined || value === null) return undefined;
    if (step === "#len") return (value as { length?: number }).length;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
};

const isDateField = (path: readonly (string | number)[]): boolean =>
  /^(?:published|updated|created|issued|modified|date)(?:_parsed)?$/.test(String(path.at(-1)));

const tupleToUtc = (value: readonly number[]): string => {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = value;
  return `${new Date(Date.UTC(year, month - 1, day, hour, minute, second)).toISOString().slice(0, 19)}Z`;
};

const expectedOf = ({ path, value, iso_utc }: Assert): unknown => {
  if (!isDateField(path) || value === null) return value;
  if (iso_utc !== undefined) return iso_utc.replace(/\.\d+|\+00:00$/g, "").replace(/([^Z])$/, "$1Z");
  if (Array.isArray(value)) return tupleToUtc(value as number[]);
  return typeof value === "string" ? (parseDate(value)?.utc ?? value) : value;
};

const contains = (haystack: unknown, needle: unknown): boolean =>
  typeof haystack === "string" || Array.isArray(haystack) ? haystack.includes(needle as never) : false;

const equal = (got: unknown, wanted: unknown): boolean => sameValue(got, wanted) || sameMarkup(got, wanted);

const operators: Readonly<Record<string, (got: unknown, wanted: unknown) => boolean>> = {
  "==": equal,
  is: equal,
  "!=": (got, wanted) => !equal(got, wanted),
  isnot: (got, wanted) => !equal(got, wanted),
  in: (got, wanted) => contains(wanted, got),
  notin: (got, wanted) => !contains(wanted, got),
  contains,
  notcontains: (got, wanted) => !contains(got, wanted),
  truthy: (got) => Boolean(got),
  falsy: (got) => !got,
  ">": (got, wanted) => Number(got) > Number(wanted),
  ">=": (got, wanted) => Number(got) >= Number(wanted),
};

const folderOf = (file: string): string => {
  const parts = file.split("/").slice(0, -1);
  return parts.find((part) => folders.has(part)) ?? parts.at(-1) ?? "";
};

const fieldOf = (path: readonly (string | number)[]): string =>
  String(path[0] === "entries" ? path[2] : path[0] === "feed" ? path[1] : path[0]);

const viewOf = (bytes: Uint8Array, row: Expected): unknown => {
  const headers = row.headers ?? {};
  const { feed } = runFeed(bytes, { headers, url: servedFrom + row.file });
  const contentType = Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type")?.[1];
  const bozo = feed === undefined || feed.faults.some(({ type }) => type !== "unreadable_date");
  return {
    bozo,
    encoding: decodeFeed(bytes, contentType).charset,
    version: feed?.dialect,
    feed: feed === undefined ? {} : feedView(feed),
    entries: (feed?.entries ?? []).map(entryView),
  };
};

const judge = (bytes: Uint8Array, row: Expected): Check[] => {
  const view = viewOf(bytes, row);
  return (row.asserts ?? []).map((assert) => {
    const got = lookUp(view, assert.path);
    const expected = expectedOf(assert);
    return {
      group: folderOf(row.file),
      file: row.file,
      field: assert.path.join("."),
      expected,
      got,
      passed: operators[assert.op]?.(got, expected) ?? false,
      kind: usedFields.has(fieldOf(assert.path)) ? "used" : "other",
    };
  });
};

export const judgeFeedparser = (files: readonly TarFile[]): Check[] => {
  const truth = files.find(({ path }) => path.endsWith("expected.jsonl"));
  if (truth === undefined) return [];
  const root = truth.path.slice(0, -"expected.jsonl".length);
  const byPath = new Map(files.map(({ path, bytes }) => [path, bytes]));
  return new TextDecoder()
    .decode(truth.bytes)
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Expected)
    .filter(({ file }) => folders.has(folderOf(file)))
    .flatMap((row) => {
      const bytes = byPath.get(root + row.file);
      return bytes === undefined ? [] : judge(bytes, row);
    });
};
