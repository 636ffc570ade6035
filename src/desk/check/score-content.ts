/**
 * One number for how much of a sentence its source says, used where no rule decides: a plain mean of measures, less what is
 * said twice. Nothing in it is fitted; only the thresholds were set on public human judgements of news summaries
 * (QAGS, XSum-Faith, CLIFF and Goyal 2021), on one half of each and tried on the other. `docs/checking.md` has the figures.
 */
import type { ContentMeasures } from "./measure-content.ts";

interface Thresholds {
  /** From here on a sentence is supported; below the second the source does not speak of it. */
  readonly supported: number;
  readonly notFound: number;
}

const plain: Thresholds = { supported: 0.44, notFound: 0.25 };
/** Where names cannot be told from other words, a swapped name is not seen: the sentence must run as the source runs. */
const caseless: Thresholds = { supported: 0.77, notFound: 0.45 };

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Between 0 and 1. */
export const scoreContent = (measures: ContentMeasures): number => {
  const { strict, lenient, together, runs, bestSentence, way, worstSeam, repeated } = measures;
  const said = measures.caseless
    ? mean([strict, together, runs, bestSentence, way, worstSeam])
    : mean([strict, lenient, together, runs]);
  // A writer who goes round in circles has less to go by.
  return Math.max(0, said - repeated / 2);
};

export const thresholdsFor = (measures: ContentMeasures): Thresholds => (measures.caseless ? caseless : plain);
