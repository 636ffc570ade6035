/**
 * JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1) → Feed.
 *
 * A document cut off or with a slip in one item gives the items that are whole: each object of the `items` array is
 * then found by counting braces outside strings and parsed alone.
 */
import type { Feed, FeedEntry, FeedFault, FeedLink, FeedPerson, FeedText } from "#terms/feed.ts";
import { parseDate } from "../dates/parse-date.ts";
import { isUnsafeAddress, resolveReference } from "./resolve-reference.ts";

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const textIn = (object: Json, ...keys: readonly string[]): string | undefined => {
  for (const key of keys) {
    const value = object[key];
    if (typeof value === "string" && value.trim() !== "") return value.trim();
    if (typeof value === "number") return String(value);
  }
  return undefined;
};

const plain = (
  value: string | undefined,
  kind: FeedText["kind"],
  language: string | undefined,
): FeedText | undefined =>
  value === undefined ? undefined : { value, kind, ...(language === undefined ? {} : { language }) };

const addressIn = (object: Json, base: string, ...keys: readonly string[]): string | undefined => {
  const written = textIn(object, ...keys);
  if (written === undefined || isUnsafeAddress(written)) return undefined;
  return resolveReference(base, written);
};

const personsIn = (object: Json): FeedPerson[] =>
  [...listOf(object.authors), object.author].flatMap((value) => {
    if (typeof value === "string" && value.trim() !== "") return [{ name: value.trim() }];
    if (!isObject(value)) return [];
    const name = textIn(value, "name");
    const url = textIn(value, "url");
    return name === undefined && url === undefined ? [] : [{ ...(name ? { name } : {}), ...(url ? { url } : {}) }];
  });

const distinct = (persons: readonly FeedPerson[]): FeedPerson[] => [
  ...new Map(persons.map((person) => [`${person.name}\n${person.url}`, person])).values(),
];

const linksIn = (item: Json, base: string): FeedLink[] => {
  const link = (href: string | undefined, rel: string): FeedLink[] => (href === undefined ? [] : [{ href, rel }]);
  const attachments = listOf(item.attachments).flatMap((value): FeedLink[] => {
    const href = isObject(value) ? addressIn(value, base, "url") : undefined;
    if (!isObject(value) || href === undefined) return [];
    const type = textIn(value, "mime_type");
    const length = textIn(value, "size_in_bytes");
    return [{ href, rel: "enclosure", ...(type ? { type } : {}), ...(length ? { length } : {}) }];
  });
  return [
    ...link(addressIn(item, base, "url"), "alternate"),
    ...link(addressIn(item, base, "external_url"), "related"),
    ...attachments,
  ];
};

const optional = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };

const tagsIn = (object: Json): string[] => [
  ...new Set(listOf(object.tags).filter((tag): tag is string => typeof tag === "string" && tag !== "")),
];

const readItem = (item: Json, base: string, report: { unreadable: number }): FeedEntry => {
  const date = (key: string) => {
    const written = textIn(item, key);
    const parsed = written === undefined ? undefined : parseDate(written);
    if (written !== undefined && parsed === undefined) report.unreadable += 1;
    return parsed;
  };
  const language = textIn(item, "language")?.replaceAll("_", "-");
  const published = date("date_published");
  const html = textIn(item, "content_html");
  const content =
    html === undefined ? plain(textIn(item, "content_text"), "text", language) : plain(html, "html", language);
  const id = textIn(item, "id");
  const page = addressIn(item, base, "url", "external_url") ?? (id && /^https?:\/\//i.test(id) ? id : undefined);
  return {
    ...optional("id", id),
    ...optional("title", plain(textIn(item, "title"), "text", language)),
    ...optional("link", page),
    links: linksIn(item, base),
    ...optional("summary", plain(textIn(item, "summary"), "text", language)),
    ...optional("content", content),
    authors: distinct(personsIn(item)),
    tags: tagsIn(item),
    ...optional("publishedAt", published?.utc),
    ...optional("publishedZoneMinutes", published?.zoneMinutes),
    ...optional("updatedAt", date("date_modified")?.utc),
    ...optional("language", language),
  };
};

/** Whole objects of the array that starts behind `"items"`, counted by braces outside strings. */
const salvageItems = (text: string): unknown[] => {
  const start = text.indexOf("[", text.indexOf('"items"'));
  const items: unknown[] = [];
  if (start < 0 || !text.includes('"items"')) return items;
  let depth = 0;
  let from = -1;
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '"') {
      at = stringEnd(text, at);
    } else if (char === "{" || char === "[") {
      if (depth === 0) from = at;
      depth += 1;
    } else if (char === "}" || char === "]") {
      depth -= 1;
      if (depth < 0) break;
      if (depth === 0) items.push(parseAlone(text.slice(from, at + 1)));
    }
  }
  return items.filter((item) => item !== undefined);
};

const stringEnd = (text: string, open: number): number => {
  let at = open + 1;
  while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === "\\" ? 2 : 1;
  return at;
};

const parseAlone = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** Members of the top object that stand before the items, when the whole cannot be parsed. */
const salvageHead = (text: string): Json => {
  const cut = text.indexOf('"items"');
  const head = cut < 0 ? "" : text.slice(0, cut).trimEnd().replace(/,$/, "");
  const value = head === "" ? undefined : parseAlone(`${head}}`);
  return isObject(value) ? value : {};
};

const isJsonFeed = (value: Json): boolean =>
  (textIn(value, "version") ?? "").includes("jsonfeed.org") ||
  (Array.isArray(value.items) &&
    (textIn(value, "version", "title", "feed_url", "home_page_url") !== undefined || value.items.length > 0));

const build = (value: Json, base: string, faults: readonly FeedFault[]): Feed => {
  const report = { unreadable: 0 };
  const language = textIn(value, "language")?.replaceAll("_", "-");
  const link = addressIn(value, base, "home_page_url");
  const self = addressIn(value, base, "feed_url");
  const entries = listOf(value.items)
    .filter(isObject)
    .map((item) => readItem(item, base, report));
  return {
    dialect: (textIn(value, "version") ?? "").endsWith("/1") ? "json1" : "json11",
    ...optional("title", plain(textIn(value, "title"), "text", language)),
    ...optional("subtitle", plain(textIn(value, "description"), "text", language)),
    ...optional("id", self),
    ...optional("link", link),
    links: [
      ...(link === undefined ? [] : [{ href: link, rel: "alternate" }]),
      ...(self === undefined ? [] : [{ href: self, rel: "self" }]),
    ],
    ...optional("language", language),
    authors: distinct(personsIn(value)),
    tags: tagsIn(value),
    entries,
    faults:
      report.unreadable === 0
        ? faults
        : [...faults, { type: "unreadable_date", message: `${report.unreadable} dates cannot be read` }],
  };
};

/** `undefined` when the text is no JSON Feed. */
export const readJsonFeed = (text: string, base: string, faults: readonly FeedFault[]): Feed | undefined => {
  const whole = parseAlone(text);
  if (isObject(whole)) return isJsonFeed(whole) ? build(whole, base, faults) : undefined;
  if (whole !== undefined || !text.includes('"items"')) return undefined;
  const value: Json = { ...salvageHead(text), items: salvageItems(text) };
  if (!isJsonFeed(value)) return undefined;
  return build(value, base, [
    ...faults,
    { type: "truncated", message: "the JSON is cut off or broken; whole items were kept" },
  ]);
};
