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
import type { Word } from "./read-words.ts";
import type { Scan, VersionBound } from "./scan.ts";

interface Candidate {
  readonly start: number;
  readonly end: number;
  readonly version: string;
  bound: VersionBound;
}

const prefix =
  /^(?:(?:[A-Za-z0-9]{1,12}[-_])?(?:[vV]|[vV]er|[vV]ers|[vV]ersion|[rR]ev|[rR]elease|[bB]uild)[._-]?(?=\d)|[A-Z]{1,3}[_-]?(?=\d+\.\d+\.\d))/;
const core = /^\d{1,10}(?:\.(?:\d{1,10}|[xX*]{1,2}(?![A-Za-z])))*/;
const suffix =
  /^(?:[A-Za-z]{1,2}\d{0,4}|[-_.+~]?(?:rc|alpha|beta|pre|preview|sp|hf|hotfix|patch|build|rev|update|final|ga|release|fips|lts|esr|dev|snapshot|post|mr|cu|p|b|r|u)[-_.]?[\w.-]{0,16}|[-_+~][\dA-Za-z][\w.+~-]{0,24})$/i;
const joiner =
  /^["'”)\]]{0,2}\s*(?:,\s*(?:and|or)|,|;|\||\/|&|and|or|to|through|thru|up to|until|before|prior to|-|–|—|<=?|>=?)?\s*(?:(?:before|prior to|from|below|<|up to|through)\s+)?["'“(]?(?:v|versions?|ver\.?)?\s*$/i;
const rangeJoiner = /(?:\bto|through|thru|up to|until|-|–|—)\s*(?:v|versions?|ver\.?)?\s*$/i;
const publicResolver = new Set(["1.1.1.1", "1.0.0.1", "8.8.8.8", "8.8.4.4", "9.9.9.9", "4.2.2.1", "4.2.2.2"]);

/** Numbers as versions have them: few, small. A public address drawn at random looks so once in some hundred. */
const looksLikeVersion = (parts: readonly number[]): boolean =>
  (parts[0] ?? 0) < 40 && parts.filter((part) => part < 70).length >= 3 && parts[0] !== 10;

const looksLikeDate = (core: string): boolean =>
  /^(?:[0-3]?\d\.[01]?\d\.(?:19|20)\d\d|(?:19|20)\d\d\.[01]\d\.[0-3]\d)$/.test(core);

export interface NumberFinder {
  readonly onWord: (word: Word) => void;
  readonly finish: () => void;
}

export const createNumberFinder = (scan: Scan): NumberFinder => {
  const { text } = scan;
  const versions: Candidate[] = [];
  let lastAddressEnd = -1;

  const follows = (start: number, end: number): boolean =>
    end >= 0 && start - end <= 24 && start >= end && joiner.test(text.slice(end, start));

  const addAddress = (start: number, end: number): void => {
    const value = text.slice(start, end);
    const block = /^(?:\/(\d{1,2}))(?![\w.-]|\/\w)/.exec(text.slice(end, end + 6));
    lastAddressEnd = end;
    if (block?.[1] !== undefined && Number(block[1]) <= 32) {
      scan.addObservable("cidr", start, end + block[0].length, `${value}/${block[1]}`);
      lastAddressEnd = end + block[0].length;
      return;
    }
    scan.addObservable("ipv4", start, end, value);
    readUrlTail(scan, start, end);
  };

  const addVersion = (start: number, end: number, version: string, bound: VersionBound): void => {
    const last = versions.at(-1);
    const gap = last === undefined ? "" : text.slice(last.end, start);
    if (last !== undefined && follows(start, last.end) && rangeJoiner.test(gap)) {
      if (last.bound === "exact") last.bound = "from";
      versions.push({ start, end, version, bound: bound === "exact" ? "through" : bound });
      return;
    }
    if (last?.bound === "from" && bound === "exact" && /^\s*and\s*$/.test(gap) && isBetween(text, last.start)) {
      versions.push({ start, end, version, bound: "through" });
      return;
    }
    versions.push({ start, end, version, bound });
  };

  const readAddress = (start: number, end: number, context: VersionContext): "address" | "version" | "neither" => {
    const value = text.slice(start, end);
    if (!isIpv4(value)) return "version";
    if (scan.isDefanged(start, end)) return "address";
    const parts = value.split(".").map(Number);
    const afterSlash = text.charCodeAt(start - 1) === 47;
    if (afterSlash) return /[A-Za-z]\/$/.test(text.slice(Math.max(0, start - 3), start)) ? "version" : "address";
    if (/^(?::\d{2,5}(?!\d)|\/\d{1,2}(?![\d.]))/.test(text.slice(end, end + 7)) && !context.strong) return "address";
    if (
      context.other &&
      /(?:section|chapter|appendix|annex|clause|OIDs?|paragraph|requirement)s?:?\s*$/i.test(
        text.slice(Math.max(0, start - 16), start),
      )
    )
      return "neither";
    if (context.strong && !isQuotedAddress(text, start, end)) return "version";
    return readUnmarked(start, parts, context, value);
  };

  /** Neither mark nor version word: neighbours in a list, words on the line, then how small the numbers are. */
  const readUnmarked = (start: number, parts: number[], context: VersionContext, value: string) => {
    if (publicResolver.has(value) || follows(start, lastAddressEnd)) return "address";
    const last = versions.at(-1);
    if (last !== undefined && (follows(start, last.end) || isRestated(text.slice(last.end, start)))) return "version";
    const tiny = parts.every((part) => part < 40) && parts[0] !== 10;
    if (parts[0] === 0 && value !== "0.0.0.0") return "version";
    if (tiny && context.worded && !context.networkNear) return "version";
    if (context.network) return "address";
    if (context.named && looksLikeVersion(parts)) return "version";
    return parts[3] === 0 && tiny ? "version" : "address";
  };

  const readNumber = (word: Word, lead: number, body: string, rest: string): void => {
    const start = word.start + lead;
    const end = start + body.length;
    const parts = body.split(".");
    const context = readVersionContext(text, word.start, word.end);
    const marked = lead > 0;
    if (parts.length === 4 && rest === "" && !marked) {
      const kind = readAddress(start, end, context);
      if (kind === "address") return addAddress(start, end);
      if (kind === "neither") return;
    }
    if (isVersion(word, body, parts.length, marked, rest, context)) {
      addVersion(word.start, word.end, body + rest, context.bound);
      scan.claim(word.start, word.end);
    }
  };

  /** `1.2.3.4-1.2.3.9`: two addresses, or the ends of a range of versions. */
  const readRange = (word: Word, low: string, high: string): void => {
    const context = readVersionContext(text, word.start, word.end);
    const middle = word.start + low.length;
    if (isIpv4(low) && isIpv4(high) && !context.strong) {
      addAddress(word.start, middle);
      addAddress(word.end - high.length, word.end);
      return;
    }
    addVersion(word.start, middle, low, "from");
    addVersion(word.end - high.length, word.end, high, "through");
    scan.claim(word.start, word.end);
  };

  const isVersion = (
    word: Word,
    body: string,
    parts: number,
    marked: boolean,
    rest: string,
    context: VersionContext,
  ): boolean => {
    if (scan.isDefanged(word.start, word.end)) return false;
    const last = versions.at(-1);
    const listed = last !== undefined && follows(word.start, last.end);
    if (marked) return parts > 1 || !/CVSS ?$|TLP ?$/i.test(text.slice(Math.max(0, word.start - 5), word.start));
    if (context.other && !context.strong) return false;
    if (context.strong) return parts > 1 || isCountedVersion(text, word.start, context);
    if (listed) return parts > 1 || context.weak;
    if (parts > 4) return false;
    if (looksLikeDate(body)) return false;
    if (parts >= 3) return rest === "" || context.weak;
    const timeOfDay = /^(?:[01]?\d|2[0-3])\.[0-5]\d$/.test(body);
    return parts === 2 && rest.length < 6 && (context.named || (context.weak && !timeOfDay));
  };

  return {
    onWord: (word) => {
      if (word.end - word.start > 60 || word.digits === 0) return;
      const written = text.slice(word.start, word.end);
      const lead = prefix.exec(written)?.[0].length ?? 0;
      const first = written.charCodeAt(lead);
      if (first < 48 || first > 57) return;
      const body = core.exec(written.slice(lead))?.[0] ?? "";
      if (body === "") return;
      const rest = written.slice(lead + body.length);
      const range = /^-(\d{1,3}(?:\.\d{1,3}){3})$/.exec(rest);
      if (range?.[1] !== undefined && lead === 0) return readRange(word, body, range[1]);
      if (rest !== "" && !suffix.test(rest)) return;
      if (word.dots === 0 && lead === 0 && !mayBeBareVersion(text, word.start)) return;
      readNumber(word, lead, body, rest);
    },
    finish: () => {
      for (const { start, end, version, bound } of versions) scan.addVersion(start, end, version, bound);
    },
  };
};

/** "5.1 Rev A (5.1.0.38)": the same release in its longer form. */
const isRestated = (gap: string): boolean =>
  gap.length <= 24 && /^\s*(?:(?:Rev|Release|Build|SP|RU|Update|Patch|Hotfix)\.?\s*)?[A-Z0-9]{0,4}\s*\($/i.test(gap);

/** `<45.9.148.108>` is a quoted address, not a bound. */
const isQuotedAddress = (text: string, start: number, end: number): boolean =>
  text.charCodeAt(start - 1) === 60 && text.charCodeAt(end) === 62;

const isBetween = (text: string, start: number): boolean =>
  /\bbetween\s+(?:versions?\s+)?$/i.test(text.slice(Math.max(0, start - 20), start));

/** A number without a dot can be a version only behind a word that says so: looks at one word, to be cheap. */
const mayBeBareVersion = (text: string, start: number): boolean => {
  if (text.charCodeAt(start - 1) !== 32) return false;
  const left = text.slice(Math.max(0, start - 12), start - 1).toLowerCase();
  return /(?:versions?:?|ver\.?|builds?|before|through|from|prior to|up to|<=?|>=?)$/.test(left);
};

/** "versions before 25", "builds from 5866": the version word stands right there, or right behind the bound word. */
const isCountedVersion = (text: string, start: number, context: VersionContext): boolean => {
  const left = text.slice(Math.max(0, start - 40), start);
  if (/\b(?:versions?|ver\.?|builds?):?\s+$/i.test(left)) return true;
  return context.bound !== "exact" && /\b(?:versions?|builds?|releases):?\s+(?:[a-z]+\s+){1,3}$/i.test(left);
};
