/**
 * What looks like a quantity and is none: labels ("Figure 6", "port 443", "Windows 11"), years, dates, clock times,
 * versions, scores, list numbers, parts of identifiers. Each test looks a bounded distance around the number.
 */
import { isLetter } from "#kit/text/ascii.ts";
import { blank, half, kindAt, kindOfCode, letter, lower, number } from "#kit/text/char-kinds.ts";
import type { Numeral } from "./read-numeral.ts";

const months =
  "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|" +
  "januar|jänner|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|" +
  "octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre";
const monthBefore = new RegExp(
  `(?:^|[^\\p{L}])(?:${months})\\.?[ \\u00a0](?:\\d{1,2}(?:st|nd|rd|th)?(?: ?[-–—] ?| and | to |, ))?$`,
  "iu",
);
const monthAfter = new RegExp(
  `^(?:st|nd|rd|th|\\.)?(?: ?[-–—] ?\\d{1,2}| and \\d{1,2}| to \\d{1,2})?(?: of)?[ \\u00a0-](?:${months})(?![\\p{L}])`,
  "iu",
);

const labels = new Set(
  (
    "figure fig table section chapter appendix part page pages line lines step stage phase port ports unit number no nr " +
    "type event id error code status version versions release build update patch generation gen channel class grade " +
    "level tier top rule article item option option key value layer day week quarter q priority severity score rating " +
    "rated cvss epss base scored ring round room floor volume issue chapter paragraph note ref reference variant sample " +
    "unit group bureau department kb bulletin tls http https smb sha md rsa aes base exit sid sprint model series windows " +
    "android ios macos office exchange server python php node java zone lab track case bug ticket aged age before"
  ).split(" "),
);

/** A blank, ( # : */
const isLead = (code: number): boolean => code === 32 || code === 0xa0 || code === 40 || code === 35 || code === 58;
/** A letter, a number, ' ’ & - */
const inLabel = (code: number): boolean =>
  (kindOfCode(code) & (letter | number)) !== 0 || code === 39 || code === 0x2019 || code === 38 || code === 45;

const lastWordBefore = (text: string, at: number): { word: string; start: number } => {
  let end = at;
  while (end > 0 && at - end < 2 && isLead(text.charCodeAt(end - 1))) end -= 1;
  let start = end;
  while (start > 0 && end - start < 30 && inLabel(text.charCodeAt(start - 1))) start -= 1;
  return { word: text.slice(start, end), start };
};

const startsSentence = (text: string, at: number): boolean => {
  let before = at - 1;
  while (before >= 0 && /[ \t"“‘'(*•–-]/.test(text.charAt(before))) before -= 1;
  return before < 0 || /[.!?:;\n]/.test(text.charAt(before));
};

const openers = new Set(
  "the in at on of by for with these those all only its their his her our and or but as since from to some a an about around over with out after when while both just".split(
    " ",
  ),
);

const isCjk = (code: number): boolean =>
  code >= 0x3040 && (code <= 0x30ff || (code >= 0x3400 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7af));

/** Of ASCII: what a number joined to it is a part of. `/ \ _ @ # & = : * +` */
const joinsNumber = new Uint8Array(128);
for (const sign of "/\\_@#&=:*+") joinsNumber[sign.charCodeAt(0)] = 1;

const isPart = (text: string, at: number): boolean => (kindAt(text, at) & (letter | number)) !== 0;
/** ] _ ) */
const closes = (code: number): boolean => code === 93 || code === 95 || code === 41;

/** Characters that make the number part of something else: "CVE-2021", "/24", "APT28", "v2", "10.0.0.1". */
export const joinedBefore = (text: string, at: number): boolean => {
  if (at < 1) return false;
  const code = text.charCodeAt(at - 1);
  if (code === 32) return false;
  if (isCjk(code)) return false;
  if (isPart(text, at - 1) || joinsNumber[code] === 1) return true;
  // . , - – −
  if (code === 46 || code === 44 || code === 45 || code === 0x2013 || code === 0x2212)
    return isPart(text, at - 2) || closes(text.charCodeAt(at - 2));
  return code === 91;
};

export const joinedAfter = (text: string, end: number): boolean => {
  if (end >= text.length) return false;
  const code = text.charCodeAt(end);
  if (code === 32) return false;
  if (isCjk(code)) return "年月日時分秒号第版".includes(text.charAt(end));
  // Low line, back slash, at sign, equals sign; then square brackets.
  if ((kindOfCode(code) & letter) !== 0 || code === 95 || code === 92 || code === 64 || code === 61) return true;
  if (code === 91 || code === 93) return true;
  if (code === 46 || code === 44 || code === 58)
    return (kindAt(text, end + 1) & (code === 46 ? number | lower : number)) !== 0;
  return code === 47 && isPart(text, end + 1);
};

/** A year written as such: four digits, 1900–2100, no separator. */
export const looksLikeYear = (numeral: Numeral, length: number): boolean =>
  numeral.form === "digits" &&
  length === 4 &&
  !numeral.grouped &&
  !numeral.decimal &&
  !numeral.scaled &&
  numeral.value >= 1900 &&
  numeral.value <= 2100;

const monthWord = new RegExp(`^(?:${months})$`, "iu");

/** The ASCII letters that end at `end`; undefined where others stand against them, which fold in ways only an expression knows. */
const lettersBefore = (text: string, end: number): string | undefined => {
  let start = end;
  while (start > 0 && isLetter(text.charCodeAt(start - 1))) start -= 1;
  return (kindAt(text, start - 1) & (letter | half)) === 0 ? text.slice(start, end) : undefined;
};

const lettersAfter = (text: string, start: number): string | undefined => {
  let end = start;
  while (end < text.length && isLetter(text.charCodeAt(end))) end += 1;
  return (kindAt(text, end) & (letter | half)) === 0 ? text.slice(start, end) : undefined;
};

/**
 * Can a month, or a day and what joins it to this one, end at `start`? Not behind a word and a blank, but where the word is a
 * month's name or a joining one.
 */
const mayFollowMonth = (text: string, start: number): boolean => {
  const code = text.charCodeAt(start - 1);
  if (code !== 32 && code !== 0xa0) return start > 0;
  const stop = text.charCodeAt(start - 2) === 46 ? start - 2 : start - 1;
  const word = lettersBefore(text, stop);
  if (word === undefined) return true;
  if (word === "") return text.charCodeAt(start - 2) !== 32;
  return /^(?:and|to)$/i.test(word) || monthWord.test(word);
};

/** The words that go on with a day or a time; what begins with other letters than these is no part of a date. */
const goesOnAsDate = new RegExp(`^(?:${months}|and|to|of|am|pm|a|p|o|utc|gmt|cet|est|pst|uhr|h|)$`, "iu");
/** st nd rd th, am pm, 14h30 */
const suffixInitials = new Set([..."snrtaphSNRTAPH"].map((one) => one.charCodeAt(0)));
/** . - – — */
const isDateSign = (code: number): boolean => code === 46 || code === 45 || code === 0x2013 || code === 0x2014;

const mayPrecedeMonth = (text: string, end: number): boolean => {
  const code = text.charCodeAt(end);
  if (code !== 32 && code !== 0xa0) return isDateSign(code) || suffixInitials.has(code) || code === 0x17f;
  const word = lettersAfter(text, end + 1);
  return word === undefined || goesOnAsDate.test(word);
};

/** Day of a month, or a clock time. */
export const isDatePart = (text: string, start: number, end: number): boolean => {
  if (mayFollowMonth(text, start) && monthBefore.test(text.slice(Math.max(0, start - 28), start))) return true;
  if (!mayPrecedeMonth(text, end)) return false;
  const after = text.slice(end, end + 26);
  return (
    monthAfter.test(after) || /^(?: ?[ap]\.?m\b| o['’]clock| (?:UTC|GMT|CET|EST|PST|Uhr)\b| ?h\d\d\b)/i.test(after)
  );
};

/** A score: "CVSS score of 9.8", "rated 9.8 out of 10". */
export const isScore = (text: string, start: number, end: number): boolean => {
  const next = text.charCodeAt(end);
  // . / or a blank, or "out".
  if (
    (next === 46 || next === 47 || next === 32 || (next | 32) === 111) &&
    /^(?:\.\d)? ?(?:\/ ?10|out of (?:10|ten))\b/.test(text.slice(end, end + 14))
  )
    return true;
  const last = text.charCodeAt(text.charCodeAt(start - 1) === 32 ? start - 2 : start - 1);
  if (
    (last === 47 || last === 102) &&
    /(?:out of|\/) ?$/.test(text.slice(Math.max(0, start - 8), start)) &&
    /\d/.test(text.slice(Math.max(0, start - 16), start))
  )
    return /\d(?:\.\d)? ?(?:out of|\/) ?$/.test(text.slice(Math.max(0, start - 14), start));
  return (
    /(?:cvss|epss|severity|base score|score[sd]?|rated|rating)[^.;\n]{0,24}$/i.test(
      text.slice(Math.max(0, start - 40), start),
    ) && !/\bthan\b[^.;\n]*$/.test(text.slice(Math.max(0, start - 24), start))
  );
};

/** Number of a list item, a footnote or a bracketed remark. */
export const isListNumber = (text: string, start: number, end: number): boolean => {
  const before = text.charCodeAt(start - 1);
  const after = text.charCodeAt(end);
  if (before === 91 || (before === 40 && after === 41)) return true;
  if (after !== 41 && !(after === 46 && (kindAt(text, end + 1) & blank) !== 0)) return false;
  return start === 0 || /\n[ \t]*$/.test(text.slice(Math.max(0, start - 4), start));
};

/** "Figure 6", "Windows 11", "unit 26165": the word before names what the number labels. */
export const isLabel = (text: string, start: number, numeral: Numeral): boolean => {
  if (numeral.form === "words" || numeral.grouped || numeral.scaled) return false;
  const { word, start: wordStart } = lastWordBefore(text, start);
  if (word === "") return false;
  const lower = word.toLowerCase();
  if (labels.has(lower)) return true;
  if (!/^\p{Lu}/u.test(word) && !/\p{Ll}\p{Lu}/u.test(word)) return false;
  if (text[start - 1] === "(" || text[start - 1] === ":") return false;
  return !openers.has(lower) && !(startsSentence(text, wordStart) && /(?:ly|ed|ing)$/.test(lower));
};
