/**
 * The feeds an OPML list names (OPML 2.0: `outline` with `xmlUrl`), in their order, each address once.
 * Read with a tolerant tokenizer, as lists written by hand hold bare ampersands; entities of its own are never expanded.
 * Nesting counts for nothing, so that a million elements that never end cost one pass.
 */
import { Tokenizer, type TokenizerCallbacks } from "htmlparser2";
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
  /** True when the list does not end: it was not copied whole, and names what stood behind no more. */
  readonly torn: boolean;
}

const maxFeeds = 5_000;
const maxRefused = 100;
/** Of a name or a value; no address or title is longer. */
const longestPart = 8_192;

/** Relative addresses are taken from the list's own, when that is a web address. */
export const readOpml = (document: RawDocument): OpmlFeeds => {
  const urls = new Map<string, string>();
  const titles = new Map<string, string>();
  const refused: string[] = [];
  let cut = false;
  let torn = true;
  const base = document.url.startsWith("http") ? document.url : undefined;
  const take = (written: string, title: string): void => {
    if (cut) return;
    const url = webUrl(written, base);
    if (url === undefined) {
      if (refused.length < maxRefused) refused.push(written.slice(0, 300));
      return;
    }
    const canonical = canonicalUrl(url.href);
    if (urls.has(canonical)) return;
    if (urls.size >= maxFeeds) cut = true;
    else {
      urls.set(canonical, url.href);
      if (title !== "") titles.set(url.href, title.slice(0, 200));
    }
  };
  forEachTag(decodeXml(document.bytes), {
    onTag: (name, attributes) => {
      const written = attributes.get("xmlurl")?.trim() ?? "";
      if (name === "outline" && written !== "")
        take(written, (attributes.get("title") ?? attributes.get("text") ?? "").trim());
    },
    onEndOf: (name) => {
      if (name === "opml") torn = false;
    },
  });
  return { urls: [...urls.values()], titles, refused, cut, torn };
};

const webUrl = (written: string, base: string | undefined): URL | undefined => {
  const url = URL.canParse(written, base) ? new URL(written, base) : undefined;
  return url?.protocol === "http:" || url?.protocol === "https:" ? url : undefined;
};

const ignore = (): void => undefined;

interface Tags {
  readonly onTag: (name: string, attributes: ReadonlyMap<string, string>) => void;
  readonly onEndOf: (name: string) => void;
}

/** Tags in their order, names in lower case; the first of two attributes of one name counts. */
const forEachTag = (text: string, { onTag, onEndOf }: Tags): void => {
  let name = "";
  let attribute = "";
  let value = "";
  let attributes = new Map<string, string>();
  const add = (piece: string): void => {
    if (value.length < longestPart) value += piece.slice(0, longestPart);
  };
  const callbacks: TokenizerCallbacks = {
    onopentagname: (start, end) => {
      name = text.slice(start, Math.min(end, start + longestPart)).toLowerCase();
      attributes = new Map();
    },
    onattribname: (start, end) => {
      attribute = text.slice(start, Math.min(end, start + longestPart)).toLowerCase();
      value = "";
    },
    onattribdata: (start, end) => add(text.slice(start, Math.min(end, start + longestPart))),
    onattribentity: (codePoint) => add(String.fromCodePoint(codePoint)),
    onattribend: () => {
      if (!attributes.has(attribute)) attributes.set(attribute, value);
    },
    onopentagend: () => onTag(name, attributes),
    onselfclosingtag: () => onTag(name, attributes),
    onclosetag: (start, end) => onEndOf(text.slice(start, Math.min(end, start + longestPart)).toLowerCase()),
    oncomment: ignore,
    oncdata: ignore,
    ondeclaration: ignore,
    onprocessinginstruction: ignore,
    ontext: ignore,
    ontextentity: ignore,
    onend: ignore,
  };
  const tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: true, recognizeSelfClosing: true }, callbacks);
  tokenizer.write(text);
  tokenizer.end();
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
