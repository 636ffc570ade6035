/**
 * One number for how much of a sentence its source says, used where no rule decides: the plain mean of four measures, less
 * what is said twice. Nothing in it is fitted; only the thresholds were set on public human judgements of news summaries
 * (QAGS, XSum-Faith, CLIFF and Goyal 2021), on one half of each and tried on the other. `docs/checking.md` has the figures.
 */
import type { ContentMeasures } from "./measure-content.ts";

interface Thresholds {
  /** From here on a sentence is supported; below the second the source does not speak of it. */
  readonly supported: number;
  readonly notFound: number;
}

const plain: Thresholds = { supported: 0.42, notFound: 0.25 };
/** Where names cannot be told from other words, a swapped name is not seen: more must run as the source runs. */
const caseless: Thresholds = { supported: 0.878, notFound: 0.5 };

/** Between 0 and 1. */
export const scoreContent = ({ strict, lenient, together, runs, repeated }: ContentMeasures): number =>
  Math.max(0, (strict + lenient + together + runs) / 4 - repeated / 4);

export const thresholdsFor = (measures: ContentMeasures): Thresholds => (measures.caseless ? caseless : plain);
