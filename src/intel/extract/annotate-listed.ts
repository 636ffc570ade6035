/**
 * What stands in a text by rule and list, each at its place: observables and identifiers, dates, durations, quantities, names,
 * quotations. One pass a scanner; then what is only a part of something surer is dropped: a number inside a CVE, version,
 * score, date or name is no quantity, a word inside an address is no name.
 */
import type { AnnotationContext, Mention, NameMention } from "#terms/mention.ts";
import { Cover } from "./covered-places.ts";
import { findDates, findDurations } from "./dates/index.ts";
import { findQuotations } from "./names/find-quotations.ts";
import { type NameFinder, shippedNames } from "./names/index.ts";
import { findObservables } from "./observables/find-observables.ts";
import { type PlacedQuantity, placeQuantities } from "./quantities/index.ts";

/** A number inside a name that says who or what ("Unit 42", "APT28"); sectors and places hold none. */
const ownsNumbers = (name: NameMention): boolean => /\d/.test(name.surface);

const settleQuantities = (found: readonly PlacedQuantity[], taken: Cover): Mention[] =>
  found.filter((one) => !taken.touches(one.numberStart, one.numberEnd)).map((one) => one.mention);

const byPlace = (a: Mention, b: Mention): number => a.start - b.start || b.end - a.end || (a.kind < b.kind ? -1 : 1);

/** Annotates with the given names; ordered by start, longest first. */
export const annotateListedWith = (names: NameFinder, text: string, context: AnnotationContext): Mention[] => {
  const language = context.language ?? "en";
  const observables = findObservables(text, { language });
  const sure = new Cover(observables);
  const dates = findDates(text, context, sure).filter((one) => !sure.touches(one.start, one.end));
  const quantities = placeQuantities(text, language, sure);
  const found = names.find(text, language).filter((one) => !sure.touches(one.start, one.end));
  const numbered = found.filter(ownsNumbers);
  const fixed = new Cover([...observables, ...dates, ...numbered]);
  const durations = findDurations(text, quantities).filter((one) => !fixed.touches(one.start, one.end));
  const taken = new Cover([...observables, ...dates, ...durations, ...numbered]);
  return [
    ...observables,
    ...dates,
    ...durations,
    ...settleQuantities(quantities, taken),
    ...found,
    ...findQuotations(text),
  ].sort(byPlace);
};

/** The same over the tables this repository ships. */
export const annotateListed = (text: string, context: AnnotationContext): Mention[] =>
  annotateListedWith(shippedNames(), text, context);
