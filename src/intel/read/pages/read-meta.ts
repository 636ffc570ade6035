/** What a page says of itself in `<meta>`, `<link>` and JSON-LD (schema.org), gathered once. Never throws. */
import { attributeOf, elementsIn, foldSpace, type PageElement, type PageTree, textWithin } from "./page-tree.ts";

/** Values by name (`og:title`, `dcterms.date`, `datepublished` …), lower case, in page order. */
export type MetaValues = ReadonlyMap<string, readonly string[]>;

export const readMeta = (tree: PageTree): MetaValues => {
  const values = new Map<string, string[]>();
  for (const element of elementsIn(tree)) {
    if (element.tag !== "meta") continue;
    const content = foldSpace(element.attributes.get("content") ?? "");
    if (content === "") continue;
    const named = ["name", "property", "itemprop", "http-equiv"].map((key) => element.attributes.get(key) ?? "");
    for (const name of named.flatMap((one) => one.toLowerCase().trim().split(/\s+/)).filter((one) => one !== "")) {
      const held = values.get(name);
      if (held === undefined) values.set(name, [content]);
      else if (held.length < 20) held.push(content);
    }
  }
  return values;
};

/** The first value among several names, in order of trust. */
export const firstMeta = (meta: MetaValues, ...names: readonly string[]): string | undefined => {
  for (const name of names) {
    const value = meta.get(name)?.[0];
    if (value !== undefined) return value;
  }
  return undefined;
};

export type JsonRecord = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const parseJson = (source: string): unknown => {
  const bare = source
    .trim()
    .replace(/^(?:<!--|\/\*\s?<!\[CDATA\[\s?\*\/|\/\/\s?<!\[CDATA\[|<!\[CDATA\[)/, "")
    .replace(/(?:-->|\/\*\s?\]\]>\s?\*\/|\/\/\s?\]\]>|\]\]>)$/, "")
    .replace(/;$/, "");
  for (const attempt of [bare, bare.replace(/[\u0000-\u001f]+/g, " ")]) {
    try {
      return JSON.parse(attempt);
    } catch {
      // The next attempt, or nothing: a broken label is no reason to lose the page.
    }
  }
  return undefined;
};

const maxRecords = 2_000;

/** Every record of the page's JSON-LD, outer ones first. */
export const readJsonLd = (tree: PageTree): JsonRecord[] => {
  const records: JsonRecord[] = [];
  const waiting: unknown[] = tree.jsonLd.slice(0, 30).map((source) => parseJson(source.slice(0, 1_000_000)));
  for (let at = 0; at < waiting.length && records.length < maxRecords; at += 1) {
    const value = waiting[at];
    if (Array.isArray(value)) waiting.push(...value.slice(0, 500));
    else if (isRecord(value)) {
      records.push(value);
      waiting.push(
        ...Object.values(value)
          .filter((inner) => typeof inner === "object" && inner !== null)
          .slice(0, 100),
      );
    }
  }
  return records;
};

const typesOf = (record: JsonRecord): string[] =>
  [record["@type"]].flat().filter((type): type is string => typeof type === "string");

const articleType = /(?:Article|BlogPosting|Posting|Report|Review|Recipe|NewsItem|TechArticle)$/;

/** The record that describes the article itself: the first of an article type that has a headline or a body. */
export const articleRecord = (records: readonly JsonRecord[]): JsonRecord | undefined => {
  const articles = records.filter((record) => typesOf(record).some((type) => articleType.test(type)));
  return articles.find((one) => textOf(one, "headline", "articleBody") !== undefined) ?? articles[0];
};

const plainText = (value: unknown): string | undefined => {
  if (typeof value === "string") return foldSpace(value) || undefined;
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return plainText(value[0]);
  if (isRecord(value)) return plainText(value.name ?? value["@value"] ?? value.title);
  return undefined;
};

/** The first of several fields that holds text; records give their `name`. */
export const textOf = (record: JsonRecord | undefined, ...fields: readonly string[]): string | undefined => {
  for (const field of fields) {
    const text = plainText(record?.[field]);
    if (text !== undefined) return text;
  }
  return undefined;
};

/** All texts of a field that may be one value or several. */
export const textsOf = (record: JsonRecord | undefined, field: string): string[] =>
  [record?.[field]]
    .flat()
    .slice(0, 20)
    .map(plainText)
    .filter((text) => text !== undefined);

/** The first element of a tag and its text. */
const firstElement = (tree: PageTree, tag: string): PageElement | undefined => {
  for (const element of elementsIn(tree)) if (element.tag === tag) return element;
  return undefined;
};

/** The `<title>` of the page itself (not one inside a drawing). */
export const pageTitle = (tree: PageTree): string | undefined => {
  for (const element of elementsIn(tree)) {
    if (element.tag !== "title" || element.parent?.tag === "svg") continue;
    const text = textWithin(tree, element, 1_000);
    if (text !== "") return text;
  }
  return undefined;
};

export const pageLanguage = (tree: PageTree): string | undefined => {
  const html = firstElement(tree, "html");
  return html === undefined ? undefined : (attributeOf(html, "lang") ?? attributeOf(html, "xml:lang"));
};
