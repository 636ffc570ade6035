/**
 * Everything that stands in a text, each at its place: observables and identifiers, dates, durations, quantities, names,
 * quotations, ordered by start, longest first.
 *
 * A text longer than any report is read up to a blank before its five-millionth character, so that time and memory stay
 * bounded; `annotateWithin` says how far.
 */
import type { Annotate, AnnotationContext, Mention } from "#terms/mention.ts";
import { annotateListedWith } from "./annotate-listed.ts";
import { type NameFinder, shippedNames } from "./names/index.ts";

export interface AnnotatedPart {
  readonly mentions: readonly Mention[];
  /** Where reading stopped; the length of the text when all of it was read. */
  readonly readTo: number;
  /** What a reader must be told: nothing behind `readTo` was looked at. */
  readonly isCut: boolean;
}

/** Characters read of one text. */
const mostRead = 5_000_000;
/** How far before the limit a blank is looked for, so that no value is cut in two. */
const reach = 10_000;

/** How far a text is read. */
export const endOfReading = (text: string): number => {
  if (text.length <= mostRead) return text.length;
  for (let at = mostRead; at > mostRead - reach; at -= 1) if (/\s/.test(text.charAt(at))) return at;
  return mostRead;
};

const annotatePart = (names: NameFinder, text: string, context: AnnotationContext): AnnotatedPart => {
  const readTo = endOfReading(text);
  const isCut = readTo < text.length;
  return { mentions: annotateListedWith(names, isCut ? text.slice(0, readTo) : text, context), readTo, isCut };
};

/** The same as `annotate`, and how far the text was read. */
export const annotateWithin = (text: string, context: AnnotationContext): AnnotatedPart =>
  annotatePart(shippedNames(), text, context);

/** Annotates with the given names; `annotate` uses the tables this repository ships. */
export const annotateWith =
  (names: () => NameFinder): Annotate =>
  (text, context) =>
    annotatePart(names(), text, context).mentions;

export const annotate: Annotate = annotateWith(shippedNames);
