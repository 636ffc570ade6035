/**
 * Everything that stands in a text, each at its place: observables and identifiers, dates, durations, quantities, names,
 * quotations, ordered by start, longest first.
 */
import type { Annotate } from "#terms/mention.ts";
import { annotateListedWith } from "./annotate-listed.ts";
import { type NameFinder, shippedNames } from "./names/index.ts";

/** Annotates with the given names; `annotate` uses the tables this repository ships. */
export const annotateWith =
  (names: () => NameFinder): Annotate =>
  (text, context) =>
    annotateListedWith(names(), text, context);

export const annotate: Annotate = annotateWith(shippedNames);
