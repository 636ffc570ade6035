/**
 * The feeds an OPML list names (OPML 2.0: `outline` with `xmlUrl`), in their order, each address once.
 * Read with a tolerant parser, as lists written by hand hold bare ampersands; entities are never expanded.
 */
import { Parser } from "htmlparser2";
import { canonicalUrl } from "#kit/address/canonical-url.ts";
import type { RawDocument } from "#terms/raw-document.ts";

export interface OpmlFeeds {
  readonly urls: readonly string[];
  /** Titles by address, of those that have one. */
  readonly titles: ReadonlyMap<string, string>;
  /** Addresses that are not http or https, as written. */
  readonly refused: readonly string[];
  /** True when the list named more than may be read. */
  readonly cut: boolean;
}

const maxFeeds = 5_000;

/** Relative addresses are taken from the list's own, when that is a web address. */
export const readOpml = (document: RawDocument): OpmlFeeds => {
  const urls = new Map<string, string>();
  const titles = new Map<string, string>();
  const refused: string[] = [];
  let cut = false;
  const take = (written: string, title: string): void => {
    const base = document.url.startsWith("http") ? document.url : undefined;
    const url = URL.canParse(written, base) ? new URL(written, base) : undefined;
    if (url === undefined || (url.protocol !== "http:" && url.protocol !== "https:")) {
      refused.push(written.slice(0, 300));
    } else if (urls.size >= maxFeeds) cut = true;
    else if (!urls.has(canonicalUrl(url.href))) {
      urls.set(canonicalUrl(url.href), url.href);
      if (title !== "") titles.set(url.href, title.slice(0, 200));
    }
  };
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        const written = attributes.xmlurl?.trim() ?? "";
        if (name.toLowerCase() === "outline" && written !== "" && refused.length < 100)
          take(written, (attributes.title ?? attributes.text ?? "").trim());
      },
    },
    { xmlMode: true, lowerCaseAttributeNames: true, decodeEntities: true },
  );
  parser.end(decodeXml(document.bytes));
  return { urls: [...urls.values()], titles, refused, cut };
};

/** By byte order mark, else by the declaration's encoding when it is a known one, else UTF-8. */
const decodeXml = (bytes: Uint8Array): string => {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (a === 0xfe && b === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 200));
  const label = /^\s{0,20}<\?xml[^>]{0,100}encoding=["']([\w-]{1,40})["']/i.exec(head)?.[1];
  return decodeAs(label ?? "utf-8", bytes);
};

const decodeAs = (label: string, bytes: Uint8Array): string => {
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes); // a label nobody knows: UTF-8 is right for the ASCII of addresses in any case
  }
};
