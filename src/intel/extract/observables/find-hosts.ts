/**
 * Host names and file names among dotted words.
 *
 * A defang mark is the strongest sign: a defanged name is a host whatever its suffix, unless the suffix is a file
 * extension and nothing else. Without a mark the suffix must be public (tldts) and the word must not read as a file name, a program
 * identifier (`System.Net`, `self.name`, `org.example.App`), a detection name (`W64/Agent.CA!tr`) or an abbreviation.
 * Whole words only: no host is carved out of a longer name or a path.
 */
import {
  codeObjects,
  codeSuffixes,
  detectionPrefixes,
  fileExtensions,
  fileFirstSuffixes,
  reversedRoots,
} from "./file-extensions.ts";
import { readUrlTail } from "./find-urls.ts";
import { isBareSuffix, isHostName, isPublicSuffix, toAscii } from "./read-host.ts";
import type { Scan } from "./scan.ts";
import type { Word } from "./survey.ts";

const isFileExtension = (suffix: string): boolean =>
  fileFirstSuffixes.has(suffix) || (fileExtensions.has(suffix) && !isPublicSuffix(suffix));

/** Well-known hosts with a label of one letter; other such words are abbreviations ("U.S.", "e.g."). */
const shortHosts = new Set(["t.co", "t.me", "x.com", "g.co", "s.id", "x.ai", "v.gd", "j.mp", "a.co", "q.com", "1.fm"]);

/** `System.Net`, `e.Id`, `Agent.Pm`: a capital followed by small letters at the end is no suffix anyone writes. */
const hasIdentifierCase = (labels: readonly string[]): boolean => {
  const last = labels.at(-1) ?? "";
  if (/^[A-Z][a-z]/.test(last)) return true;
  const rest = labels.slice(0, -1);
  return /^[A-Z]+$/.test(last)
    ? rest.some((part) => /[a-z]/.test(part))
    : rest.some((part) => /[a-z][A-Z]/.test(part) && !/\d/.test(part));
};

const standsInCode = (text: string, start: number, end: number): boolean => {
  const before = text.charCodeAt(start - 1);
  const after = text.charCodeAt(end);
  // / \ $ # & = before; ( ! [ = after: a path, a variable, a call, a detection name.
  if (before === 47 || before === 92 || before === 36 || before === 35) return true;
  if (after === 33 && /[a-z]/i.test(text.charAt(end + 1))) return true;
  return after === 40 && text.charCodeAt(end + 1) !== 32;
};

const isNumberLed = (labels: readonly string[], suffix: string): boolean =>
  labels.length === 2 &&
  /^\d+$/.test(labels[0] ?? "") &&
  !["com", "net", "cn", "org", "ru", "cc", "vip", "top", "xyz"].includes(suffix);

/** Whether an unmarked word with a public suffix still reads as something else than a host. */
const readsOtherwise = (scan: Scan, word: Word, written: string, labels: readonly string[]): boolean => {
  const first = (labels[0] ?? "").toLowerCase();
  const suffix = (labels.at(-1) ?? "").toLowerCase();
  if (standsInCode(scan.text, word.start, word.end)) return true;
  if (first === "www") return false;
  if (hasIdentifierCase(labels) || detectionPrefixes.has(first))
    return labels.length > 2 || !isAllOneCase(written) || detectionPrefixes.has(first);
  if (labels.length >= 3 && reversedRoots.has(first)) return true;
  if (labels.length === 2 && first.length === 1 && !shortHosts.has(written.toLowerCase())) return true;
  if (labels.length === 2 && codeObjects.has(first) && codeSuffixes.has(suffix)) return true;
  if (labels.length === 2 && suffix === "net" && /^(?:ASP|VB|ADO|ML|F#)$/.test(labels[0] ?? "")) return true;
  if (/^[A-Z]{2}$/.test(labels.at(-1) ?? "") && labels.every((part) => part.length <= 2)) return true;
  return isNumberLed(labels, suffix);
};

const isAllOneCase = (written: string): boolean =>
  written === written.toLowerCase() || written === written.toUpperCase();

const addHost = (scan: Scan, start: number, end: number, written: string): void => {
  const value = toAscii(written);
  scan.addObservable(
    /\.onion$/i.test(written) ? "onion" : "domain",
    start,
    end,
    value === "" ? written.toLowerCase() : value,
  );
  readUrlTail(scan, start, end);
};

const isOnion = (written: string): boolean => /(?:^|\.)(?:[a-z2-7]{16}|[a-z2-7]{56})\.onion$/i.test(written);

const readName = (scan: Scan, start: number, end: number, word: Word): void => {
  const { text } = scan;
  const written = text.slice(start, end);
  const labels = written.split(".");
  const suffix = (labels.at(-1) ?? "").toLowerCase();
  const marked = scan.isDefanged(start, end);
  if (isOnion(written)) {
    addHost(scan, start, end, written);
    return;
  }
  // Neither 16 nor 56 characters of base 32: nobody's onion name.
  if (suffix === "onion" && !marked) return;
  const isFile = isFileExtension(suffix);
  if (isFile && !(marked && isPublicSuffix(suffix)) && !(fileFirstSuffixes.has(suffix) && /^www\./i.test(written))) {
    if (isFileName(text, start, labels)) scan.addObservable("file_name", start, end, written);
    return;
  }
  if (marked) {
    if (isHostName(written, { anySuffix: true }) && /[a-z]/i.test(suffix)) addHost(scan, start, end, written);
    return;
  }
  if (!isHostName(written, { anySuffix: false }) || isBareSuffix(toAscii(written))) return;
  if (!readsOtherwise(scan, { ...word, start, end }, written, labels)) addHost(scan, start, end, written);
};

const isFileName = (text: string, start: number, labels: readonly string[]): boolean => {
  const before = text.charCodeAt(start - 1);
  if (before === 47 || before === 92) return false;
  const stem = labels.slice(0, -1).join(".");
  // "the system.Service Name": two sentences run together.
  if (/^[A-Z][a-z]{3,}$/.test(labels.at(-1) ?? "")) return false;
  return stem !== "" && stem.length <= 200 && /[A-Za-z0-9\u00c0-\uffff]/.test(stem);
};

/** `ohost=evil.com&cid=…`: a parameter in what is left of a wrapped URL. */
const isParameter = (text: string, word: Word): boolean =>
  text.charCodeAt(word.start - 1) === 61 && text.charCodeAt(word.end) === 38;

/** What is left of a longer name: behind an escape (`%2Fevil.com`), a template (`{1,30}.evil.com`) or blanks to fill (`_ _evil.com`). */
const isFragment = (text: string, word: Word): boolean => {
  const before = text.slice(Math.max(0, word.start - 2), word.start);
  if (before.endsWith("%") && /^[0-9A-F]{2}[a-z0-9]/.test(text.slice(word.start, word.start + 3))) return true;
  return before === "}." || (before === "_ " && text.charCodeAt(word.start) === 95);
};

/** Judges one dotted word; pieces parted by an ellipsis are judged one by one. */
export const findHost = (scan: Scan, word: Word): void => {
  if (word.dots === 0 || word.end - word.start > 512 || isParameter(scan.text, word) || isFragment(scan.text, word))
    return;
  const written = scan.text.slice(word.start, word.end);
  if (!written.includes("..")) {
    readName(scan, word.start, word.end, word);
    return;
  }
  let start = word.start;
  for (const piece of written.split(/\.{2,}/)) {
    const at = scan.text.indexOf(piece, start);
    if (piece.includes(".")) readName(scan, at, at + piece.length, word);
    start = at + piece.length;
  }
};
