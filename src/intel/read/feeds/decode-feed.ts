/**
 * Bytes of a feed → text, and the name of the charset that was used.
 *
 * Order of belief: byte-order mark or the shape of the first bytes (XML 1.0 appendix F) for UTF-16, UTF-32 and EBCDIC;
 * the charset of the HTTP header; the encoding of the XML declaration; UTF-8. RFC 3023 gives the defaults (`text/xml`
 * without charset is US-ASCII). A candidate must decode every byte; what claims a single-byte charset but is valid
 * UTF-8 with multi-byte characters is UTF-8; what nothing decodes is guessed by its script, else read as windows-1252.
 * Each departure is a fault.
 */
import iconv from "iconv-lite";
import type { FeedFault } from "#terms/feed.ts";
import { decodeEbcdic } from "./ebcdic.ts";
import { guessCharset } from "./guess-charset.ts";
import { mendC1 } from "./html-entities.ts";

export interface DecodedFeed {
  readonly text: string;
  /** Lower case, as declared where that was right. */
  readonly charset: string;
  readonly faults: readonly FeedFault[];
}

interface Family {
  readonly charset: string;
  readonly skip: number;
  readonly mark: boolean;
}

/** Four first bytes in hex → charset, bytes of the mark. Longer patterns first. */
const families: readonly (readonly [string, string, number])[] = [
  ["0000feff", "utf-32be", 4],
  ["fffe0000", "utf-32le", 4],
  ["0000003c", "utf-32be", 0],
  ["3c000000", "utf-32le", 0],
  ["4c6fa794", "cp037", 0],
  ["efbbbf", "utf-8", 3],
  ["feff", "utf-16be", 2],
  ["fffe", "utf-16le", 2],
  ["003c003f", "utf-16be", 0],
  ["3c003f00", "utf-16le", 0],
];

const familyOf = (bytes: Uint8Array): Family | undefined => {
  const hex = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const found = families.find(([pattern]) => hex.startsWith(pattern));
  return found === undefined ? undefined : { charset: found[1], skip: found[2], mark: found[2] > 0 };
};

const wideNames = new Set(
  "iso-10646-ucs-2 ucs-2 csunicode iso-10646-ucs-4 ucs-4 csucs4 utf-16 utf-32 utf_16 utf_32 utf16 u16 u32 utf-16be utf-16le utf-32be utf-32le".split(
    " ",
  ),
);

/** Charsets that hold another as a part, so that reading with the larger one loses nothing. */
const larger: ReadonlyMap<string, string> = new Map([
  ["gb2312", "gb18030"],
  ["gbk", "gb18030"],
  ["x-gbk", "gb18030"],
]);

const singleByte = /^(?:iso-?8859|latin|l\d$|windows-?125|cp125|x-cp125|us-?ascii|ascii|macintosh|x-mac|koi8)/;

const isAscii = (bytes: Uint8Array): boolean => bytes.every((byte) => byte < 0x80);

const decodeStrict = (bytes: Uint8Array, charset: string): string | undefined => {
  if (/^(?:us-?ascii|ascii|ansi_x3\.4-1968)$/.test(charset)) {
    return isAscii(bytes) ? new TextDecoder("windows-1252").decode(bytes) : undefined;
  }
  if (/^(?:cp037|ibm037|ebcdic.*)$/.test(charset)) return decodeEbcdic(bytes);
  try {
    return new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Either bytes that do not fit or a name the platform does not know: iconv knows more of them.
  }
  try {
    if (new TextDecoder(charset).encoding !== "") return undefined;
  } catch {
    if (!iconv.encodingExists(charset)) return undefined;
  }
  const text = iconv.decode(bytes, charset);
  return text.includes("\ufffd") ? undefined : text;
};

/** The XML declaration as far as it can be read before the charset is known. */
const declaredIn = (start: string): string | undefined =>
  /^[\s\ufeff]{0,200}<\?xml[^>]{0,300}?\bencoding\s{0,20}=\s{0,20}["']?([A-Za-z0-9._:-]{1,40})/i
    .exec(start)?.[1]
    ?.toLowerCase();

const httpCharset = (contentType: string | undefined): string | undefined =>
  /;\s{0,20}charset\s{0,20}=\s{0,20}["']?\s{0,20}([A-Za-z0-9._:-]{1,40})/i.exec(contentType ?? "")?.[1]?.toLowerCase();

/** What RFC 3023 says the charset is, from the media type and the two declarations. */
const byRule = (mediaType: string, http: string | undefined, declared: string | undefined): string => {
  if (/^application\/(?:xml|xml-dtd|xml-external-parsed-entity|[\w.-]+\+xml)$/.test(mediaType)) {
    return http ?? declared ?? "utf-8";
  }
  if (mediaType.startsWith("text/")) return http ?? "us-ascii";
  return http ?? declared ?? "utf-8";
};

const xmlTypes =
  /^(?:(?:text|application)\/(?:xml|xml-dtd|xml-external-parsed-entity|(?:feed\+)?json|[\w.-]+\+(?:xml|json)))$/;

const fault = (type: string, message: string): FeedFault => ({ type, message });

const decodeLoose = (bytes: Uint8Array, charset: string): string => {
  if (/^utf-?32/.test(charset)) return iconv.decode(bytes, charset);
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder("utf-8").decode(bytes);
  }
};

interface Claims {
  readonly http: string | undefined;
  readonly declared: string | undefined;
  readonly rule: string;
}

const readClaims = (bytes: Uint8Array, family: Family | undefined, contentType: string | undefined): Claims => {
  const start = bytes.subarray(family?.skip ?? 0, (family?.skip ?? 0) + 2048);
  let declared = declaredIn(family === undefined ? iconv.decode(start, "latin1") : decodeBy(start, family.charset));
  const wide = family !== undefined && /^utf-(?:16|32)/.test(family.charset);
  if (wide && (declared === undefined || wideNames.has(declared))) declared = family.charset;
  if (family?.charset === "cp037") declared = "cp037";
  const http = httpCharset(contentType);
  return { http, declared, rule: byRule(mediaTypeOf(contentType), http, declared) };
};

const decodeBy = (bytes: Uint8Array, charset: string): string =>
  charset === "cp037" ? decodeEbcdic(bytes) : decodeLoose(bytes, charset);

/** Stands last in the list: nothing that was declared reads the bytes. */
const toBeGuessed = "?";

const candidatesOf = (claims: Claims, family: Family | undefined): readonly string[] => {
  const wide = family !== undefined && /^(?:utf-(?:16|32)|cp037)/.test(family.charset);
  // The shape of the bytes cannot be argued with when it is not ASCII-like.
  const all = wide
    ? [family.charset, claims.rule, claims.declared]
    : [claims.rule, claims.declared, family?.charset, "utf-8", toBeGuessed];
  return [...new Set(all.filter((name) => name !== undefined).map((name) => larger.get(name) ?? name))];
};

const mediaTypeOf = (contentType: string | undefined): string =>
  (contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "";

const clean = (text: string): string => mendC1(text.replace(/^\ufeff/, ""));

interface Reading {
  readonly text: string;
  readonly charset: string;
}

/**
 * The first candidate that reads every byte; UTF-8 when a single-byte claim is plainly wrong. windows-1252 reads
 * anything: without a guess it is the last resort.
 */
const readBy = (body: Uint8Array, candidates: readonly string[]): Reading | undefined => {
  for (const candidate of candidates) {
    const charset = candidate === toBeGuessed ? (guessCharset(body) ?? "windows-1252") : candidate;
    const utf8 = singleByte.test(charset) && !isAscii(body) ? decodeStrict(body, "utf-8") : undefined;
    if (utf8 !== undefined) return { text: utf8, charset: "utf-8" };
    const text = decodeStrict(body, charset);
    if (text !== undefined) return { text, charset };
  }
  return undefined;
};

const charsetFaults = (used: string, rule: string): FeedFault[] => {
  const agrees = used === rule || (wideNames.has(rule) && used.startsWith("utf-"));
  return agrees ? [] : [fault("wrong_charset", `declared ${rule}, read as ${used}`)];
};

export const decodeFeed = (bytes: Uint8Array, contentType?: string): DecodedFeed => {
  const family = familyOf(bytes);
  const body = bytes.subarray(family?.skip ?? 0);
  const claims = readClaims(bytes, family, contentType);
  const mediaType = mediaTypeOf(contentType);
  const odd = mediaType !== "" && !xmlTypes.test(mediaType);
  const faults = odd ? [fault("not_xml_type", `${mediaType} is not a media type of feeds`)] : [];
  const reading = readBy(body, candidatesOf(claims, family));
  if (reading !== undefined) {
    faults.push(...charsetFaults(reading.charset, larger.get(claims.rule) ?? claims.rule));
    return { text: clean(reading.text), charset: reading.charset, faults };
  }
  const fallback = family?.charset ?? "windows-1252";
  faults.push(fault("undecodable", `no charset reads every byte; read as ${fallback}`));
  return { text: clean(decodeBy(body, fallback)), charset: fallback, faults };
};
