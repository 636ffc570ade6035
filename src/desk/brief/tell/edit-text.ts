/** Edits of a stretch of article text, kept with their places so that what was replaced can be shown. */
import type { Span } from "#terms/span.ts";

export interface Edit extends Span {
  readonly with: string;
}

/** Applies edits that lie inside `span`; overlapping ones are refused, first come first kept. */
export const applyEdits = (text: string, span: Span, edits: readonly Edit[]): string => {
  const kept: Edit[] = [];
  for (const edit of edits) {
    if (edit.start < span.start || edit.end > span.end) continue;
    if (kept.every((other) => other.end <= edit.start || other.start >= edit.end)) kept.push(edit);
  }
  kept.sort((a, b) => a.start - b.start);
  let out = "";
  let at = span.start;
  for (const edit of kept) {
    out += text.slice(at, edit.start) + edit.with;
    at = edit.end;
  }
  return out + text.slice(at, span.end);
};

/** Folds white space, mends spaces before marks, and doubled marks left by deletions. */
export const tidy = (text: string): string =>
  text
    .replace(/"([^"“”]{1,400})"/g, "“$1”")
    .replace(/\s+/g, " ")
    .replace(/ ([,.;:])(?=\s|$)/g, "$1")
    .replace(/,\s*,/g, ",")
    .replace(/,\s*([.;])/g, "$1")
    .replace(/\(\s*\)/g, "")
    .replace(/ ,/g, ",")
    .replace(/[,;:]+([.]?)$/, "$1")
    .trim();

export const sentenceCase = (text: string): string => {
  // A brand that begins in lower case (n8n, curl) keeps its letter.
  if (/^[a-z]+\d/.test(text)) return text;
  return text.charAt(0).toUpperCase() + text.slice(1);
};

export const lowerFirst = (text: string, isName: boolean): string => {
  if (isName || /^(?:[A-Z][A-Z0-9]|I\b)/.test(text)) return text;
  return text.charAt(0).toLowerCase() + text.slice(1);
};

export const withStop = (text: string): string => (/[.!?…][”"’]?$/.test(text) ? text : `${text}.`);

export const countWords = (text: string): number =>
  text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
