/**
 * Dotted numbers: IPv4 addresses, CIDR blocks and product versions, told apart by their context.
 *
 * A four-part number is an address unless it cannot be one (a part over 255, a leading zero, five and more parts) or the
 * words say version: "version", `v`, comparison signs, `name/1.2.3.4`, a product name before small numbers, a list of
 * versions. A defang mark settles it. Section numbers and OIDs are neither.
 */
import { readUrlTail } from "./find-urls.ts";
import { isIpv4 } from "./read-address.ts";
import { readVersionContext, type VersionContext } from "./read-version-context.ts";
import { readVersionWord, type VersionWord } from "./read-version-word.ts";
import type { Scan } from "./scan.ts";
import type { Word } from "./survey.ts";
import { createVersionList, follows, type VersionList } from "./version-list.ts";

const publicResolver = new Set(["1.1.1.1", "1.0.0.1", "8.8.8.8", "8.8.4.4", "9.9.9.9", "4.2.2.1", "4.2.2.2"]);

/** Numbers as versions have them: small. A public address drawn at random looks so once in some hundreds. */
const looksLikeVersion = (parts: readonly number[]): boolean =>
  (parts[0] ?? 0) < 25 && parts.filter((part) => part < 30).length >= 3 && parts[0] !== 10;

const looksLikeDate = (body: string): boolean =>
  /^(?:[0-3]?\d\.[01]?\d\.(?:19|20)\d\d|(?:19|20)\d\d\.[01]\d\.[0-3]\d)$/.test(body);

const numberedPart = /(?:sections?|chapters?|appendix|annex|clauses?|OIDs?|paragraphs?|requirements?):?\s*$/i;

/** `<45.9.148.108>` is a quoted address, not a bound. */
const isQuoted = (text: string, start: number, end: number): boolean =>
  text.charCodeAt(start - 1) === 60 && text.charCodeAt(end) === 62;

type Kind = "address" | "version" | "neither";

interface Neighbours {
  readonly versions: VersionList;
  readonly lastAddressEnd: number;
}

/** Neither mark nor version word: neighbours in a list, words on the line, then how small the numbers are. */
const readUnmarked = (text: string, number: VersionWord, context: VersionContext, near: Neighbours): Kind => {
  const parts = number.body.split(".").map(Number);
  if (publicResolver.has(number.body) || follows(text, number.start, near.lastAddressEnd)) return "address";
  if (near.versions.isContinuedBy(number.start)) return "version";
  if (parts[0] === 0 && number.body !== "0.0.0.0") return "version";
  const tiny = parts.every((part) => part < 40) && parts[0] !== 10;
  if (tiny && context.worded && !context.networkNear) return "version";
  if (context.network) return "address";
  if (context.named && looksLikeVersion(parts)) return "version";
  return parts[3] === 0 && tiny ? "version" : "address";
};

const readKind = (scan: Scan, number: VersionWord, context: VersionContext, near: Neighbours): Kind => {
  const { text } = scan;
  const { start, bodyEnd } = number;
  if (!isIpv4(number.body)) return "version";
  if (scan.isDefanged(start, bodyEnd)) return "address";
  const left = text.slice(Math.max(0, start - 16), start);
  if (left.endsWith("/")) return /[A-Za-z]\/$/.test(left) ? "version" : "address";
  if (/^(?::\d{2,5}(?!\d)|\/\d{1,2}(?![\d.]))/.test(text.slice(bodyEnd, bodyEnd + 7)) && !context.strong)
    return "address";
  if (context.other && numberedPart.test(left)) return "neither";
  if (context.strong && !isQuoted(text, start, bodyEnd)) return "version";
  return readUnmarked(text, number, context, near);
};

/** Languages that write 1.200 for a thousand and two hundred: there three digits behind a dot are no part of a version. */
const groupsThousands = (language: string | undefined): boolean =>
  language !== undefined && /^(?:de|fr|es|it|pt|nl|da|sv|n[bno]|fi|ro|tr|id|uk|ru|bg|pl|cs|hu|vi)/i.test(language);

/** Whether a number with fewer or more than four parts, or with a mark or suffix, is a version. */
const isVersion = (
  scan: Scan,
  word: Word,
  number: VersionWord,
  context: VersionContext,
  versions: VersionList,
): boolean => {
  const { text } = scan;
  const { parts } = number;
  if (scan.isDefanged(word.start, word.end) || context.inPath) return false;
  if (parts === 1) return isSingleVersion(text, word.start, number, context);
  if (number.marked || context.strong) return true;
  if (groupsThousands(scan.options.language) && /^\d{1,3}(?:\.\d{3})+$/.test(number.body)) return false;
  if (context.other) return false;
  if (versions.isContinuedBy(word.start)) return true;
  if (parts > 4 || looksLikeDate(number.body) || context.numbersHeading) return false;
  if (parts >= 3) return number.version === number.body || context.weak;
  const timeOfDay = /^(?:[01]?\d|2[0-3])\.[0-5]\d$/.test(number.body);
  return context.named || (context.weak && !timeOfDay);
};

const bareVersionWord = /(?:versions?:?|ver\.?|builds?|before|through|from|prior to|up to|<=?|>=?)$/;

/** A number without a dot can be a version only behind a word that says so: looks at one word, to be cheap. */
const mayBeBareVersion = (text: string, start: number): boolean =>
  text.charCodeAt(start - 1) === 32 &&
  bareVersionWord.test(text.slice(Math.max(0, start - 12), start - 1).toLowerCase());

/** "version 25", "builds from 5866", "ComRAT v4". */
const isSingleVersion = (text: string, start: number, number: VersionWord, context: VersionContext): boolean => {
  const left = text.slice(Math.max(0, start - 40), start);
  if (number.marked) return context.named && !/(?:CVSS|TLP|ATT&CK)\W{0,2}$/i.test(left);
  if (/\b(?:versions?|ver\.?|builds?):?\s+$/i.test(left)) return true;
  if (/^(?:19|20)\d\d$/.test(number.body)) return false;
  return context.bound !== "exact" && /\b(?:versions?|builds?|releases):?\s+(?:[a-z]+\s+|\d+\s+){1,3}$/i.test(left);
};

export interface NumberFinder {
  readonly onWord: (word: Word) => void;
  readonly finish: () => void;
}

export const createNumberFinder = (scan: Scan): NumberFinder => {
  const { text } = scan;
  const versions = createVersionList(text);
  let lastAddressEnd = -1;

  const addAddress = (start: number, end: number): void => {
    const value = text.slice(start, end);
    const block = /^\/(\d{1,2})(?!\w|[./]\w|-[A-Za-z_])/.exec(text.slice(end, end + 6));
    if (block?.[1] !== undefined && Number(block[1]) <= 32) {
      lastAddressEnd = end + block[0].length;
      scan.addObservable("cidr", start, lastAddressEnd, `${value}/${block[1]}`);
      return;
    }
    lastAddressEnd = end;
    scan.addObservable("ipv4", start, end, value);
    readUrlTail(scan, start, end);
  };

  /** `1.2.3.4-1.2.3.9`: two addresses, or the ends of a range of versions. */
  const addRange = (number: VersionWord, upper: string, context: VersionContext): void => {
    const upperStart = number.end - upper.length;
    if (isIpv4(number.body) && isIpv4(upper) && !context.strong) {
      addAddress(number.start, number.bodyEnd);
      addAddress(upperStart, number.end);
      return;
    }
    versions.add({ start: number.start, end: number.bodyEnd, version: number.body, bound: "from" });
    versions.add({ start: upperStart, end: number.end, version: upper, bound: "through" });
    scan.claim(number.start, number.end);
  };

  const readNumber = (word: Word, number: VersionWord): void => {
    const context = readVersionContext(text, word.start, number.end);
    if (number.upper !== undefined) {
      addRange(number, number.upper, context);
      return;
    }
    if (number.parts === 4 && !number.marked && number.bodyEnd === word.end) {
      const kind = readKind(scan, number, context, { versions, lastAddressEnd });
      if (kind === "address") addAddress(number.start, number.bodyEnd);
      if (kind !== "version") return;
    }
    if (!isVersion(scan, word, number, context, versions)) return;
    versions.add({ start: word.start, end: number.end, version: number.version, bound: context.bound });
    scan.claim(word.start, number.end);
  };

  return {
    onWord: (word) => {
      if (word.end - word.start > 60 || word.digits === 0) return;
      const first = text.charCodeAt(word.start);
      const startsWithDigit = first >= 48 && first <= 57;
      if (word.dots === 0 && startsWithDigit && !mayBeBareVersion(text, word.start)) return;
      const number = readVersionWord(text, word);
      if (number !== undefined) readNumber(word, number);
    },
    finish: () => {
      for (const { start, end, version, bound } of versions.all()) scan.addVersion(start, end, version, bound);
    },
  };
};
