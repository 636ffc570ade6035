/**
 * The parts of a word that may be a version: a mark in front (`v`, `Ver.`, `FW_`), dotted numbers, and a suffix
 * (`-rc1`, `R2.5`, `(7)E8`, ` HF1`). Shape alone; whether it is a version, the context says.
 */
import type { Word } from "./survey.ts";

export interface VersionWord {
  /** Where the number starts, behind the mark. */
  readonly start: number;
  /** Where the dotted number ends, before the suffix. */
  readonly bodyEnd: number;
  readonly end: number;
  readonly body: string;
  /** Body and suffix. */
  readonly version: string;
  readonly parts: number;
  readonly marked: boolean;
  /** The ends of a range written as one word, `1.2.3-1.2.9`. */
  readonly upper?: string;
}

const mark =
  /^(?:(?:[A-Za-z0-9]{1,12}[-_])?(?:[vV]|[vV]er|[vV]ers|[vV]ersion|[rR]ev|[rR]elease|[bB]uild)[._-]?(?=\d)|[A-Z]\d{1,2}V(?=\d{1,4}\.\d)|[A-Z]{1,3}[_-]?(?=\d{1,5}\.\d{1,5}\.\d))/;
const numbers = /^\d{1,10}(?:\.(?:\d{1,10}|[xX*]{1,2}(?![A-Za-z])))*/;
const keyword =
  "rc|alpha|beta|pre|preview|sp|hf|hotfix|patch|build|rev|update|final|ga|release|fips|lts|esr|dev|snapshot|post|mr|cu|p|b|r|u";
const suffix = new RegExp(
  `^(?:[A-Za-z]{1,2}\\d{0,4}(?:\\.\\d{1,4})?|[-_.+~]?(?:${keyword})(?:[-_.]?\\d[\\w.-]{0,15})?|[-_+~][\\dA-Za-z][\\w.+~-]{0,24})$`,
  "i",
);
const upperEnd = /^-[vV]?(\d{1,5}(?:\.\d{1,5}){1,4})$/;
/** `(7)E8` and `(775)` right behind, ` HF1` and ` SP2` one blank behind. */
const behind =
  /^(?:\(\d{1,4}[a-z]{0,2}\)(?:[A-Z]{1,4}\d{0,3}[a-z]?)?(?![A-Za-z0-9])| (?:HF|SP|CU|RU|MR|Hotfix |Update |Patch )\d{1,3}(?![\w.]))/;

export const readVersionWord = (text: string, word: Word): VersionWord | undefined => {
  const written = text.slice(word.start, word.end);
  const lead = mark.exec(written)?.[0].length ?? 0;
  const body = numbers.exec(written.slice(lead))?.[0];
  if (body === undefined) return undefined;
  const start = word.start + lead;
  const bodyEnd = start + body.length;
  const rest = text.slice(bodyEnd, word.end);
  const parts = body.split(".").length;
  const shared = { start, bodyEnd, body, parts, marked: lead > 0 };
  const upper = parts > 1 ? upperEnd.exec(rest)?.[1] : undefined;
  if (upper !== undefined) return { ...shared, end: word.end, version: body, upper };
  if (rest !== "" && (!suffix.test(rest) || parts === 1)) return undefined;
  const extra = parts > 1 ? (behind.exec(text.slice(word.end, word.end + 16))?.[0] ?? "") : "";
  return { ...shared, end: word.end + extra.length, version: body + rest + extra };
};
