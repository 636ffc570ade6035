/**
 * What looks like a quantity and is none: labels ("Figure 6", "port 443", "Windows 11"), years, dates, clock times,
 * versions, scores, list numbers, parts of identifiers. Each test looks a bounded distance around the number.
 */
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

const lastWordBefore = (text: string, at: number): { word: string; start: number } => {
  let end = at;
  while (end > 0 && at - end < 2 && /[ \u00a0(#:]/.test(text.charAt(end - 1))) end -= 1;
  let start = end;
  while (start > 0 && end - start < 30 && /[\p{L}\p{N}'’&-]/u.test(text.charAt(start - 1))) start -= 1;
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

const isCjk = (char: string): boolean => /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(char);

/** Characters that make the number part of something else: "CVE-2021", "/24", "APT28", "v2", "10.0.0.1". */
export const joinedBefore = (text: string, at: number): boolean => {
  const char = text.charAt(at - 1);
  if (char === "") return false;
  if (isCjk(char)) return false;
  if (/[\p{L}\p{N}_/\\@#&=:*+]/u.test(char)) return true;
  if (char === "." || char === ",") return /[\p{L}\p{N}_\])]/u.test(text.charAt(at - 2));
  if (char === "-" || char === "–" || char === "−") return /[\p{L}\p{N}_)\]]/u.test(text.charAt(at - 2));
  return char === "[";
};

export const joinedAfter = (text: string, end: number): boolean => {
  const char = text.charAt(end);
  if (isCjk(char)) return /[年月日時分秒号第版]/.test(char);
  if (/[\p{L}_\\@=[\]]/u.test(char)) return true;
  if (char === "." || char === "," || char === ":")
    return /[\p{N}]/u.test(text.charAt(end + 1)) || /^\.\p{Ll}/u.test(text.slice(end, end + 2));
  return char === "/" && /[\p{L}\p{N}]/u.test(text.charAt(end + 1));
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

/** Day of a month, or a clock time. */
export const isDatePart = (text: string, start: number, end: number): boolean => {
  if (monthBefore.test(text.slice(Math.max(0, start - 28), start))) return true;
  const after = text.slice(end, end + 26);
  return (
    monthAfter.test(after) || /^(?: ?[ap]\.?m\b| o['’]clock| (?:UTC|GMT|CET|EST|PST|Uhr)\b| ?h\d\d\b)/i.test(after)
  );
};

/** A score: "CVSS score of 9.8", "rated 9.8 out of 10". */
export const isScore = (text: string, start: number, end: number): boolean => {
  if (/^(?:\.\d)? ?(?:\/ ?10|out of (?:10|ten))\b/.test(text.slice(end, end + 14))) return true;
  if (
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
  const before = text.charAt(start - 1);
  const after = text.charAt(end);
  if (before === "[" || (before === "(" && after === ")")) return true;
  const lineStart = start === 0 || /\n[ \t]*$/.test(text.slice(Math.max(0, start - 4), start));
  return lineStart && (after === ")" || (after === "." && /[\s]/.test(text.charAt(end + 1))));
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
