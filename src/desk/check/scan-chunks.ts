/**
 * Cuts text into words, figures, identifiers, addresses and marks, each at its place. Linear: every regular expression
 * here is applied to one blank-free chunk of at most 400 characters and has no nested quantifier.
 */
import type { Span } from "#terms/span.ts";
import { foldText, refang } from "./fold-text.ts";

export type RawKind = "word" | "figure" | "version" | "identifier" | "address" | "mark";

export interface RawToken extends Span {
  readonly kind: RawKind;
  readonly text: string;
  /** Folded; addresses refanged; case kept. */
  readonly folded: string;
}

const longest = 400;
const opening = /[\\"'“”‘’„«»‚‹([{<*_#~|`…]/;
const closing = /[\\"'“”‘’«»›)\]}>*_~|`,;:!?.…]/;
const figure =
  /^[$€£¥]?[-+]?\d[\d,]*(?:\.\d+)?(?:%|\+|million|billion|thousand|lbs?|k|m|bn|b|mn|mln|tn|gb|tb|mb|kb|pb|st|nd|rd|th|h|s|ms|km|kg|cm|mm|x|gbps|tbps|mbps|bit|°c|c)?$/i;
const currencyFigure = /^(?:us|a|c|nz|hk)?[$€£¥]\d[\d,]*(?:\.\d+)?(?:k|m|bn|b|mn|tn|million|billion|thousand)?$/i;
const version = /^(?:v\.?|ver\.?|r)?\d+(?:\.(?:\d+|x|\*)){1,7}(?:[-+_.]?[a-z][\w.]*)?$/i;
const hostLike = /^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}(?:[:/?#].*)?$/i;
const hexHash = /^[0-9a-f]{32,128}$/i;
const ipLike = /^\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2}|:\d{1,5})?$/;
const abbreviation = /^(?:[A-Za-z]\.){1,5}[A-Za-z]?$/;
const isoDate = /^\d{4}-\d{2}(?:-\d{2})?(?:T[\d:.+Z-]*)?$/;
/** With stops only a full year makes a date: 3.4.17 is a version. */
const numericDate =
  /^(?:\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{1,2}\.\d{1,2}\.(?:19|20)\d{2})$/;
const clock = /^\d{1,2}:\d{2}(?::\d{2})?(?:am|pm|z)?$/i;

/** "2013-14" and "2010-11" are two years and no month, where the second follows the first. */
const isTwoYears = (core: string): boolean => {
  const years = /^((?:19|20)\d{2})-(\d{2})$/.exec(core);
  return years !== null && (Number(years[1]) + 1) % 100 === Number(years[2]);
};

const looksLikeAddress = (core: string): boolean => {
  if (core.includes("://") || /^[\w.+-]+@[\w.-]+$/.test(core)) return true;
  if (/^[a-z]:\\|^\\\\|^%\w+%|^hk(?:lm|cu|ey)/i.test(core)) return true;
  if (/\\/.test(core) && !/\\['"]/.test(core)) return true;
  return hostLike.test(core) && !abbreviation.test(core) && !/^\d/.test(core.slice(core.lastIndexOf(".") + 1));
};

const classify = (core: string): RawKind | undefined => {
  if (isTwoYears(core)) return undefined;
  if (isoDate.test(core) || numericDate.test(core) || clock.test(core)) return "figure";
  if (ipLike.test(core)) return "identifier";
  if (figure.test(core) || currencyFigure.test(core)) return "figure";
  if (version.test(core)) return "version";
  if (hexHash.test(core) && /\d/.test(core)) return "identifier";
  if (looksLikeAddress(core)) return "address";
  if (abbreviation.test(core)) return "word";
  if (/\d/.test(core) && /\p{L}/u.test(core)) return "identifier";
  return undefined;
};

/** Idiographs and kana have no blanks between words: each is a word of its own. */
const ideograph = /[\u3040-\u30FF\u3400-\u9FFF\uF900-\uFAFF]/;

const splitter = /[-\\/–—‐‑‒―()[\]{}<>&=+|*_"“”,;:!?~…#]|\.(?=\p{L})/u;

/** "10-day", "3-year-old", "mid-2021": a figure and plain words, not an identifier. */
const splitsAtHyphen = /^(?:[$€£¥]?\d[\d.,]*(?:-[a-z]+)+|(?:mid|early|late|pre|post|non|then|now)-\d[\w-]*)$/i;

/** "Villa'sFA": the blank behind an owner was lost. */
const isGlued = (text: string, at: number): boolean =>
  /['’]/.test(text.charAt(at)) && /^s\p{Lu}/u.test(text.slice(at + 1, at + 4)) && /\p{Ll}/u.test(text.charAt(at - 1));

class ChunkReader {
  readonly tokens: RawToken[] = [];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  push(kind: RawKind, start: number, end: number, folded?: string): void {
    const text = this.#text.slice(start, end);
    this.tokens.push({ kind, start, end, text, folded: folded ?? foldText(text) });
  }

  #insideFigure(at: number): boolean {
    const char = this.#text.charAt(at);
    return (
      (char === "," || char === ".") && /\d/.test(this.#text.charAt(at - 1)) && /\d/.test(this.#text.charAt(at + 1))
    );
  }

  marks(start: number, end: number): void {
    for (let at = start; at < end; at += 1) this.push("mark", at, at + 1);
  }

  chunk(start: number, end: number): void {
    let from = start;
    let to = end;
    while (from < to && opening.test(this.#text.charAt(from))) from += 1;
    while (to > from && closing.test(this.#text.charAt(to - 1))) to -= 1;
    // "U.S." keeps its last stop, or it would not be known as an abbreviation.
    if (this.#text.charAt(to) === "." && abbreviation.test(this.#text.slice(from, to + 1)) && to - from > 1) to += 1;
    this.marks(start, from);
    if (to > from) this.core(from, to);
    this.marks(to, end);
  }

  core(start: number, end: number): void {
    if (end - start === 1 && /[$€£¥%]/.test(this.#text.charAt(start))) {
      this.push("mark", start, end);
      return;
    }
    if (end - start > longest) {
      this.push("address", start, end);
      return;
    }
    const folded = refang(foldText(this.#text.slice(start, end))).replace(/\\?'s$/i, "");
    const kind = classify(folded);
    if (kind === "identifier" && (splitsAtHyphen.test(folded) || /[()=&|]/.test(folded))) this.words(start, end);
    else if (kind !== undefined) this.push(kind, start, end, folded);
    else this.words(start, end);
  }

  /** A chunk without meaning as a whole: cut at hyphens, slashes and inner marks; the parts are looked at again. */
  words(start: number, end: number): void {
    let from = start;
    const part = (to: number): void => {
      if (to <= from) return;
      const folded = foldText(this.#text.slice(from, to))
        .replace(/^'s$/i, "")
        .replace(/\\?'s$/i, "")
        .replace(/s'$/i, "s");
      if (folded === "") return;
      this.push(classify(folded) ?? "word", from, to, folded);
    };
    const abbreviated = /^(?:\p{L}\.){2,5}(?=-)/u.exec(this.#text.slice(start, start + 12));
    if (abbreviated !== null) {
      this.push("word", start, start + abbreviated[0].length);
      from = start + abbreviated[0].length;
    }
    for (let at = from; at < end; at += 1) {
      const char = this.#text.charAt(at);
      if (ideograph.test(char)) {
        part(at);
        this.push("word", at, at + 1);
        from = at + 1;
      } else if (this.#insideFigure(at)) {
        // 4,624 and 7.4 stay whole.
      } else if (isGlued(this.#text, at)) {
        part(at + 2);
        from = at + 2;
        at += 1;
      } else if (splitter.test(char) || (char === "." && at + 1 < end)) {
        part(at);
        this.push("mark", at, at + 1);
        from = at + 1;
      }
    }
    part(end);
  }
}

/** Raw tokens of `text` in order; `text.slice(start, end) === token.text`. */
export const scanChunks = (text: string): RawToken[] => {
  const reader = new ChunkReader(text);
  let start = -1;
  for (let at = 0; at <= text.length; at += 1) {
    const code = at < text.length ? text.charCodeAt(at) : 32;
    const blank =
      code <= 32 ||
      code === 0xa0 ||
      (code >= 0x2000 && code <= 0x200b) ||
      code === 0x202f ||
      code === 0x3000 ||
      code === 0xfeff;
    if (blank) {
      if (start >= 0) reader.chunk(start, at);
      start = -1;
    } else if (start < 0) start = at;
  }
  return reader.tokens;
};
