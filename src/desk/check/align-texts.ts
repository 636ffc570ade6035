/**
 * Lays a sentence along the part of a passage that says most of it. Two layers: an order-keeping alignment inside the
 * best window (what an edited copy needs), and for words left over, any equal word of the window (what a rewording needs).
 */
import { meaningGroup, type ReadText } from "./read-text.ts";
import type { Token } from "./token.ts";

export interface Alignment {
  readonly passageIndex: number;
  /** First and last-plus-one source token looked at. */
  readonly window: readonly [number, number];
  /** Source token for each claim token, order kept; -1 when none. */
  readonly ordered: Int32Array;
  /** Source token for each claim token, order ignored; -1 when none. */
  readonly loose: Int32Array;
  /** Share of the claim's weight found in order, and at all. */
  readonly orderedShare: number;
  readonly looseShare: number;
  /** Weighted share of the claim found in each sentence of the passage. */
  readonly shares: Float64Array;
}

/** Do two tokens mean the same? 1 same word or value, 0.8 same meaning or entity, 0 no. */
const sameToken = (claim: ReadText, c: number, source: ReadText, s: number): number => {
  const a = claim.tokens[c] as Token;
  const b = source.tokens[s] as Token;
  if (a.key === b.key) return 1;
  if (a.kind === "word" && b.kind === "word") {
    const group = meaningGroup(a.key);
    if (group !== undefined && group === meaningGroup(b.key)) return 0.8;
  }
  const entities = claim.entities.get(c);
  if (entities !== undefined) {
    const others = source.entities.get(s);
    if (others?.some((other) => entities.some((entity) => entity.id === other.id)) === true) return 0.8;
  }
  return 0;
};

const tie = 0.06;

/** How well each claim token equals each source token; marks equal nothing. Row by row. */
const sameTable = (claim: ReadText, source: ReadText, from: number, columns: number): Float32Array => {
  const same = new Float32Array(claim.tokens.length * columns);
  claim.tokens.forEach((token, row) => {
    if (token.kind === "mark") return;
    for (let column = 0; column < columns; column += 1) {
      if (source.tokens[from + column]?.kind === "mark") continue;
      same[row * columns + column] = sameToken(claim, row, source, from + column);
    }
  });
  return same;
};

/** Classic longest common subsequence, weighted; function words count a little so that runs stay together. */
const alignOrdered = (claim: ReadText, source: ReadText, from: number, to: number): Int32Array => {
  const rows = claim.tokens.length;
  const columns = to - from;
  const width = columns + 1;
  const same = sameTable(claim, source, from, columns);
  const score = new Float32Array((rows + 1) * width);
  const sameAt = (row: number, column: number): number =>
    row < rows && column < columns ? (same[row * columns + column] ?? 0) : 0;
  for (let row = rows - 1; row >= 0; row -= 1) {
    const weight = (claim.weights[row] ?? 0) + tie;
    for (let column = columns - 1; column >= 0; column -= 1) {
      const at = row * width + column;
      const equal = sameAt(row, column);
      let best = Math.max(score[at + width] ?? 0, score[at + 1] ?? 0);
      // A run of equal words is worth more than the same words scattered.
      const run = equal > 0 && sameAt(row + 1, column + 1) > 0 ? 0.02 : 0;
      if (equal > 0) best = Math.max(best, (score[at + width + 1] ?? 0) + weight * equal + run);
      score[at] = best;
    }
  }
  return tracePairs(score, rows, columns, from);
};

/** Walks the score table from its start: a step down or right where it costs nothing, else a pair. */
const tracePairs = (score: Float32Array, rows: number, columns: number, from: number): Int32Array => {
  const width = columns + 1;
  const pairs = new Int32Array(rows).fill(-1);
  let row = 0;
  let column = 0;
  while (row < rows && column < columns) {
    const at = row * width + column;
    const here = (score[at] ?? 0) - 1e-6;
    if ((score[at + 1] ?? 0) >= here) column += 1;
    else if ((score[at + width] ?? 0) >= here) row += 1;
    else {
      pairs[row] = from + column;
      row += 1;
      column += 1;
    }
  }
  return pairs;
};

const alignLoose = (claim: ReadText, source: ReadText, ordered: Int32Array, from: number, to: number): Int32Array => {
  const loose = Int32Array.from(ordered);
  claim.tokens.forEach((token, at) => {
    if (loose[at] !== -1 || token.kind === "mark" || (claim.weights[at] ?? 0) === 0) return;
    const inside = (place: number): boolean => place >= from && place < to;
    const equal = source.places.get(token.key)?.find(inside);
    const group = meaningGroup(token.key);
    const near = group === undefined ? undefined : source.meanings.get(group)?.find(inside);
    let found = equal ?? near ?? -1;
    if (found === -1 && claim.entities.has(at)) {
      for (let s = from; s < to && found === -1; s += 1) if (sameToken(claim, at, source, s) > 0) found = s;
    }
    loose[at] = found;
  });
  return loose;
};

/** Weighted share of the claim found in each sentence of the source. */
export const sentenceShares = (claim: ReadText, source: ReadText): Float64Array => {
  const shares = new Float64Array(source.sentences.length);
  const sentenceOf = new Map<number, number>();
  source.sentences.forEach(([from], index) => {
    sentenceOf.set(source.tokens[from]?.sentence ?? 0, index);
  });
  /** Sentences that have a word, and how well; looked up once for each word, however often it is said. */
  const known = new Map<string, ReadonlyMap<number, number>>();
  const sentencesWith = (key: string): ReadonlyMap<number, number> => {
    const found = new Map<number, number>();
    const mark = (place: number, value: number): void => {
      const sentence = sentenceOf.get(source.tokens[place]?.sentence ?? 0) ?? 0;
      if (!found.has(sentence)) found.set(sentence, value);
    };
    for (const place of source.places.get(key) ?? []) mark(place, 1);
    const group = meaningGroup(key);
    if (group !== undefined) for (const place of source.meanings.get(group) ?? []) mark(place, 0.8);
    known.set(key, found);
    return found;
  };
  let total = 0;
  claim.tokens.forEach((token, at) => {
    const weight = claim.weights[at] ?? 0;
    if (weight === 0) return;
    total += weight;
    for (const [sentence, value] of known.get(token.key) ?? sentencesWith(token.key))
      shares[sentence] = (shares[sentence] ?? 0) + weight * value;
  });
  if (total > 0) for (let at = 0; at < shares.length; at += 1) shares[at] = (shares[at] ?? 0) / total;
  return shares;
};

/** Sentence indexes, best first. */
const bestSentences = (shares: Float64Array, count: number): number[] =>
  Array.from(shares.keys())
    .sort((a, b) => (shares[b] ?? 0) - (shares[a] ?? 0) || a - b)
    .slice(0, count);

const share = (claim: ReadText, source: ReadText, pairs: Int32Array): number => {
  let total = 0;
  let found = 0;
  claim.weights.forEach((weight, at) => {
    total += weight;
    const place = pairs[at] ?? -1;
    if (place >= 0) found += weight * sameToken(claim, at, source, place);
  });
  return total === 0 ? 0 : found / total;
};

const longestWindow = 400;

const alignWindow = (
  claim: ReadText,
  source: ReadText,
  passageIndex: number,
  first: number,
  last: number,
  shares: Float64Array,
): Alignment => {
  const from = source.sentences[first]?.[0] ?? 0;
  const to = Math.min(source.sentences[last]?.[1] ?? 0, from + longestWindow);
  const ordered = alignOrdered(claim, source, from, to);
  const loose = alignLoose(claim, source, ordered, from, to);
  return {
    passageIndex,
    window: [from, to],
    ordered,
    loose,
    orderedShare: share(claim, source, ordered),
    looseShare: share(claim, source, loose),
    shares,
  };
};

/** The best alignment of the claim with one source: a window as wide as the claim has sentences, and one more. */
export const alignTexts = (
  claim: ReadText,
  source: ReadText,
  passageIndex: number,
  shares: Float64Array,
): Alignment | undefined => {
  if (source.sentences.length === 0 || claim.tokens.length === 0) return undefined;
  const wide = Math.min(claim.sentences.length, 4);
  const tried = new Set<string>();
  let best: Alignment | undefined;
  for (const sentence of bestSentences(shares, 2)) {
    for (const [first, last] of [
      [sentence, sentence],
      [sentence - wide, sentence + wide],
    ] as const) {
      const low = Math.max(0, first);
      const high = Math.min(source.sentences.length - 1, last);
      if (tried.has(`${low}-${high}`)) continue;
      tried.add(`${low}-${high}`);
      const found = alignWindow(claim, source, passageIndex, low, high, shares);
      const gain =
        found.orderedShare +
        found.looseShare * 0.3 -
        (best === undefined ? -1 : best.orderedShare + best.looseShare * 0.3);
      if (best === undefined || gain > 0.02) best = found;
    }
  }
  return best;
};
