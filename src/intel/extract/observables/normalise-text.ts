/**
 * Reads a text once into the form the finders scan: defang marks undone, invisible characters gone, fullwidth
 * letters plain. Every position maps back, so a mention found here quotes the text as it was written.
 *
 * Limits: styles that need a whole value to be told from prose (`9,10,11,12`, `evil-dot-com`, `a AT b.com`) are left to
 * `refangValue`. Styles: see `defang-styles.ts`. One pass, no look-back further than the token at hand.
 */
import type { Span } from "#kit/text/span.ts";
import { mayOpenStyle, opensStyle, readDefangStyle } from "./defang-styles.ts";
import { mayBePlain, plainCharacter } from "./plain-characters.ts";

export interface NormalisedText {
  readonly text: string;
  /** Where a range of the normalised text stands in the text as written. */
  readonly toSource: (start: number, end: number) => Span;
  /** Whether a range holds an undone defang mark. */
  readonly isDefanged: (start: number, end: number) => boolean;
}

/** One replacement: where it stands in the normalised text and in the source. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly sourceStart: number;
  readonly sourceEnd: number;
  readonly defang: boolean;
}

/** Of each code unit, whether anything may become of it. */
const telling = new Uint8Array(65536);
for (let code = 0; code < 65536; code += 1) telling[code] = (code < 128 ? opensStyle(code) : mayBePlain(code)) ? 1 : 0;

const nextTelling = (text: string, from: number): number => {
  let at = from;
  while (at < text.length && telling[text.charCodeAt(at)] === 0) at += 1;
  return at;
};

export const normaliseText = (source: string, refang = true): NormalisedText => {
  const edits: Edit[] = [];
  const chunks: string[] = [];
  let length = 0;
  let copied = 0;
  const replace = (from: number, to: number, by: string, defang: boolean): void => {
    if (from > copied) chunks.push(source.slice(copied, from));
    length += from - copied;
    chunks.push(by);
    edits.push({ start: length, end: length + by.length, sourceStart: from, sourceEnd: to, defang });
    length += by.length;
    copied = to;
  };
  for (let at = nextTelling(source, 0); at < source.length; at = nextTelling(source, at)) {
    const code = source.charCodeAt(at);
    if (code < 128) {
      const style = refang && mayOpenStyle(source, at, code) ? readDefangStyle(source, at) : undefined;
      if (style === undefined) at += 1;
      else {
        replace(Math.max(style.start, copied), style.end, style.by, true);
        at = style.end;
      }
      continue;
    }
    const plain = plainCharacter(source, at, code);
    if (plain !== undefined) replace(at, at + 1, plain, false);
    at += 1;
  }
  if (edits.length === 0) return unchanged(source);
  chunks.push(source.slice(copied));
  return { text: chunks.join(""), ...createMap(edits) };
};

const unchanged = (text: string): NormalisedText => ({
  text,
  toSource: (start, end) => ({ start, end }),
  isDefanged: () => false,
});

const createMap = (edits: readonly Edit[]): Pick<NormalisedText, "toSource" | "isDefanged"> => {
  /** How many edits `isBefore` holds for; it holds for a leading run of them. */
  const countLeading = (isBefore: (edit: Edit) => boolean): number => {
    let low = 0;
    let high = edits.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const edit = edits[middle];
      if (edit !== undefined && isBefore(edit)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const sourceStart = (position: number): number => {
    const edit = edits[countLeading((candidate) => candidate.end <= position) - 1];
    const inside = edits[countLeading((candidate) => candidate.end <= position)];
    if (inside !== undefined && inside.start <= position && inside.end > position) return inside.sourceStart;
    return edit === undefined ? position : edit.sourceEnd + position - edit.end;
  };
  const sourceEnd = (position: number): number => {
    const edit = edits[countLeading((candidate) => candidate.start < position) - 1];
    if (edit === undefined) return position;
    return position <= edit.end ? edit.sourceEnd : edit.sourceEnd + position - edit.end;
  };
  return {
    toSource: (start, end) => ({ start: sourceStart(start), end: end > start ? sourceEnd(end) : sourceStart(start) }),
    isDefanged: (start, end) => {
      for (let index = countLeading((edit) => edit.end <= start); index < edits.length; index += 1) {
        const edit = edits[index];
        if (edit === undefined || edit.start >= end) return false;
        if (edit.defang) return true;
      }
      return false;
    },
  };
};
