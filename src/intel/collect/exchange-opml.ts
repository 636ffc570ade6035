/** Lists of sources in OPML 2.0, in and out. */
import type { Source } from "#terms/source.ts";
import { readOpml } from "./read-opml.ts";

/** What a list of sources needs of each: everything else has a default. */
interface ListedSource {
  readonly id: string;
  readonly address: string;
  readonly title?: string;
}

const hostName = (address: string): string =>
  new URL(address).hostname
    .replace(/^www\./, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 56) || "source";

/**
 * Names from the host: `blog.example.org` → `blog-example-org`, with a number where several share it.
 *
 * @param taken names that are another's
 */
export const sourceIds = (taken: ReadonlySet<string>): ((address: string) => string) => {
  const given = new Set<string>();
  const numbers = new Map<string, number>();
  return (address) => {
    const base = hostName(address);
    let number = numbers.get(base) ?? 1;
    let id = number === 1 ? base : `${base}-${number}`;
    while (taken.has(id) || given.has(id)) {
      number += 1;
      id = `${base}-${number}`;
    }
    numbers.set(base, number);
    given.add(id);
    return id;
  };
};

export interface OpmlList {
  readonly sources: readonly ListedSource[];
  /** Addresses that are not http or https, as written. */
  readonly refused: readonly string[];
  /** True when the list named more than may be read. */
  readonly cut: boolean;
  /** True when the list does not end. */
  readonly torn: boolean;
}

export const opmlFeeds = (bytes: Uint8Array): OpmlList => {
  const list = readOpml({ requestedUrl: "", url: "", bytes, sha256: "", retrievedAt: "" });
  const idOf = sourceIds(new Set());
  const sources = list.urls.map((address) => {
    const title = list.titles.get(address);
    return { id: idOf(address), ...(title === undefined ? {} : { title }), address };
  });
  return { sources, refused: list.refused, cut: list.cut, torn: list.torn };
};

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => escapes[character] ?? character).replace(/[\p{Cc}\p{Cs}]/gu, " ");

export const sourcesToOpml = (
  sources: readonly Pick<Source, "id" | "title" | "address">[],
  listTitle = "Watchfloor sources",
): string => {
  const outlines = sources.map(
    ({ id, title, address }) =>
      `    <outline type="rss" text="${escapeXml(title ?? id)}" xmlUrl="${escapeXml(address)}"/>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n  <head><title>${escapeXml(listTitle)}</title></head>\n  <body>\n${outlines.join("")}  </body>\n</opml>\n`;
};
