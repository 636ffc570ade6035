/**
 * One way through the source for the whole sentence: each telling word at one place, chosen so that neighbours follow each
 * other best. Words that the source does not have lie outside the way; the steps to and from them count nothing.
 */
import type { Row } from "./index-words.ts";
import { seamFit } from "./judge-seams.ts";
import type { SaidWord } from "./read-doers.ts";

export interface Way {
  /** Mean of all steps, 1 where there is but one word and the source has it; and the least of those the source has both words of. */
  readonly mean: number;
  readonly worst: number;
}

/** Of a word that stands in many places the first ones are tried. */
const mostPlaces = 30;

/** A place of a word: the best sum of steps up to here, and the least step on that way. */
interface Stop {
  readonly place: number;
  readonly sum: number;
  readonly worst: number;
}

const best = (stops: readonly Stop[]): Stop | undefined =>
  stops.reduce<Stop | undefined>(
    (found, stop) => (found === undefined || stop.sum > found.sum ? stop : found),
    undefined,
  );

/** The best stop before, and what the step from it is worth. */
const stepTo = (fitOf: ReturnType<typeof seamFit>, stops: readonly Stop[], place: number): Stop => {
  let found: Stop = { place, sum: -1, worst: 1 };
  for (const stop of stops) {
    const fit = fitOf(stop.place, place);
    if (stop.sum + fit > found.sum + 1e-9) found = { place, sum: stop.sum + fit, worst: Math.min(stop.worst, fit) };
  }
  return found;
};

export const traceSentence = (all: readonly SaidWord[], row: Row): Way => {
  const telling = all.filter((word) => word.weight > 0);
  const laid = { row, all, keys: new Set(telling.map((word) => word.token.key)) };
  let stops: readonly Stop[] = [];
  let last: SaidWord | undefined;
  telling.forEach((word, index) => {
    const places = word.near.slice(0, mostPlaces);
    if (places.length === 0) return;
    const before = last !== undefined && last === telling[index - 1] ? last : undefined;
    const reached = best(stops);
    const fitOf = before === undefined ? undefined : seamFit(laid, before.at, word.at);
    const behind = stops;
    stops = places.map((place) =>
      fitOf === undefined
        ? { place, sum: reached?.sum ?? 0, worst: reached?.worst ?? 1 }
        : stepTo(fitOf, behind, place),
    );
    last = word;
  });
  const end = best(stops);
  if (end === undefined) return { mean: 0, worst: 0 };
  return { mean: telling.length === 1 ? 1 : end.sum / (telling.length - 1), worst: end.worst };
};
