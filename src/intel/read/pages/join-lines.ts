/**
 * Puts back together what a line's end has cut: hyphenated words, hashes, addresses, CVE and technique ids, IPv4.
 *
 * A value is joined only when the joined form is valid and the halves are not (hash lengths, IPv4 parts, ids); an
 * address only at a sign that addresses are cut at. A hyphen at a line's end is dropped unless the document writes the
 * word with it elsewhere, or writes a part of it that keeps it (capital or digit after it).
 */
const hashLengths = new Set([32, 40, 56, 64, 96, 128]);

const lastWord = (line: string): string => /\S{1,400}$/.exec(line)?.[0] ?? "";
const firstWord = (line: string): string => /^\S{1,400}/.exec(line)?.[0] ?? "";

const isHex = (text: string): boolean => /^[0-9a-f]+$/i.test(text);

const joinsHash = (a: string, b: string): boolean => {
  const tail = /[0-9a-f]+$/i.exec(a)?.[0] ?? "";
  const head = /^[0-9a-f]+/i.exec(b)?.[0] ?? "";
  if (
    tail.length < 6 ||
    head.length < 1 ||
    hashLengths.has(tail.length) ||
    (a !== tail && /\w$/.test(a.slice(0, -tail.length)))
  ) {
    return false;
  }
  return hashLengths.has(tail.length + head.length) && !/^\w/.test(b.slice(head.length));
};

/** The first half of a value that takes three lines: it fills its line and is hex, so is the next. */
const joinsLongHash = (a: string, b: string, after: string): boolean =>
  isHex(a) &&
  isHex(b) &&
  a.length >= 16 &&
  a.length === b.length &&
  isHex(after) &&
  hashLengths.has(a.length + b.length + after.length);

const joinsId = (a: string, b: string): boolean =>
  (/\bCVE-(?:\d{4}-)?$/i.test(a) && /^\d{4}/.test(b)) || (/\bT[A]?\d{4}\.$/.test(a) && /^\d{3}\b/.test(b));

const joinsIpv4 = (a: string, b: string): boolean => {
  const joined = /(?:^|[^\d.])((?:\d{1,3}(?:\[\.\]|\.)){1,3})$/.exec(a)?.[1];
  if (joined === undefined) return false;
  const whole = /^\d{1,3}(?:(?:\[\.\]|\.)\d{1,3}){0,2}/.exec(b)?.[0];
  return whole !== undefined && /^\d{1,3}(?:(?:\[\.\]|\.)\d{1,3}){3}$/.test(joined + whole);
};

const address = /(?:(?:https?|hxxps?|ftp):\/\/\S{2,400}|(?:^|[("'<])www\.\S{2,300})$/i;

/** An address goes on at the signs that addresses are cut at; a word with a capital begins a new sentence. */
const joinsAddress = (a: string, b: string): boolean => {
  if (!address.test(a) || /^\p{Lu}\p{Ll}*$/u.test(b)) return false;
  if (/[/\-_=&?%#~]$/.test(a) || /^[/_=&?%#~]/.test(b)) return true;
  return /\.$/.test(a) && /^[a-z0-9-]{2,}(?:[./?]|$)/.test(b);
};

export type Vocabulary = ReadonlySet<string>;

/** Every word of the document, lower case, with its inner hyphens. */
export const vocabularyOf = (lines: readonly string[]): Vocabulary => {
  const words = new Set<string>();
  for (const line of lines) for (const word of line.toLowerCase().match(/\p{L}+(?:-\p{L}+)*/gu) ?? []) words.add(word);
  return words;
};

/** How `next` follows `line`: the text to put between, or undefined when a blank belongs there. */
export const joinOf = (
  line: string,
  next: string,
  afterNext: string,
  vocabulary: Vocabulary,
): "" | "cut-hyphen" | undefined => {
  const a = lastWord(line);
  const b = firstWord(next);
  if (a === "" || b === "") return undefined;
  if (
    joinsHash(a, b) ||
    joinsLongHash(a, b, firstWord(afterNext)) ||
    joinsId(a, b) ||
    joinsIpv4(a, b) ||
    joinsAddress(a, b)
  )
    return "";
  if (!/\p{L}[-\u2010\u00ad]$/u.test(a)) return undefined;
  if (a.endsWith("\u00ad")) return "cut-hyphen";
  const head = /\p{L}+(?=[-\u2010]$)/u.exec(a)?.[0] ?? "";
  const tail = /^\p{L}+/u.exec(b)?.[0] ?? "";
  if (tail === "") return /^\d/.test(b) ? "" : undefined;
  if (/^(?:and|or|und|oder|y|o|et|ou|e|bzw)$/.test(tail)) return undefined;
  if (vocabulary.has(`${head}${tail}`.toLowerCase())) return "cut-hyphen";
  if (vocabulary.has(`${head}-${tail}`.toLowerCase()) || /^\p{Lu}/u.test(tail)) return "";
  return "cut-hyphen";
};

/** Lines of one paragraph to running text. */
export const joinParagraph = (lines: readonly string[], vocabulary: Vocabulary): string => {
  let text = "";
  lines.forEach((line, index) => {
    if (index === 0) {
      text = line;
      return;
    }
    const join = joinOf(text.slice(-400), line, lines[index + 1] ?? "", vocabulary);
    if (join === undefined) text += ` ${line}`;
    else text = `${join === "" ? text : text.slice(0, -1)}${line}`;
  });
  return text.replace(/\s+/g, " ").trim();
};
