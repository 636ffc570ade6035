/**
 * One text, one reading: a name that was tagged once is a name wherever else it stands in the text written the same way,
 * and of the kind it was most often given.
 */
import type { Kind, TaggedSpan } from "./labels.ts";
import type { Token } from "./tokens.ts";

/** Kinds whose spans are proper names or terms; the others are descriptions that need not recur. */
const named: ReadonlySet<Kind> = new Set<Kind>(["ORG", "LOC", "GROUP", "MALWARE", "TOOL", "TECHNIQUE"]);
const shortest = 3;

/** The kind of a name, and its mean chance where it was given that kind. */
interface Settled {
  readonly kind: Kind;
  readonly chance: number;
}

/** Surfaces with the kind they have most often; of two equally often the first by name. */
const settleKinds = (text: string, spans: readonly TaggedSpan[]): Map<string, Settled> => {
  const votes = new Map<string, Map<Kind, number[]>>();
  for (const span of spans) {
    if (!named.has(span.label) || span.end - span.start < shortest) continue;
    const surface = text.slice(span.start, span.end);
    const tally = votes.get(surface) ?? new Map<Kind, number[]>();
    const chances = tally.get(span.label) ?? [];
    chances.push(span.chance);
    tally.set(span.label, chances);
    votes.set(surface, tally);
  }
  const settled = new Map<string, Settled>();
  for (const [surface, tally] of votes) {
    const [first] = [...tally].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
    if (!first) continue;
    const [kind, chances] = first;
    settled.set(surface, { kind, chance: chances.reduce((sum, one) => sum + one, 0) / chances.length });
  }
  return settled;
};

/** Surfaces by their first token, longest first. */
const byFirstToken = (text: string, spans: readonly TaggedSpan[], sentences: readonly (readonly Token[])[]) => {
  const starts = new Map<number, string>();
  for (const sentence of sentences) for (const token of sentence) starts.set(token.start, token.text);
  const index = new Map<string, string[]>();
  for (const span of spans) {
    const first = starts.get(span.start);
    if (first === undefined) continue;
    const surface = text.slice(span.start, span.end);
    const held = index.get(first) ?? [];
    if (!held.includes(surface))
      index.set(
        first,
        [...held, surface].sort((a, b) => b.length - a.length),
      );
  }
  return index;
};

/** Every settled name of a sentence, left to right, the longest at each place. */
const findAgain = (
  text: string,
  sentence: readonly Token[],
  index: ReadonlyMap<string, readonly string[]>,
  kinds: ReadonlyMap<string, Settled>,
): TaggedSpan[] => {
  const ends = new Set(sentence.map((token) => token.end));
  const found: TaggedSpan[] = [];
  for (const { start, text: word } of sentence) {
    if (start < (found.at(-1)?.end ?? 0)) continue;
    const surface = index.get(word)?.find((one) => ends.has(start + one.length) && text.startsWith(one, start));
    const settled = surface === undefined ? undefined : kinds.get(surface);
    if (surface === undefined || settled === undefined) continue;
    found.push({ start, end: start + surface.length, label: settled.kind, chance: settled.chance });
  }
  return found;
};

/** Place of the first number that is not below `value`; numbers in order. */
const firstNotBelow = (numbers: readonly number[], value: number): number => {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
};

export const settleNames = (
  text: string,
  spans: readonly TaggedSpan[],
  sentences: readonly (readonly Token[])[],
): TaggedSpan[] => {
  const kinds = settleKinds(text, spans);
  if (kinds.size === 0) return [...spans];
  const settled = spans.map((span) => {
    const one = named.has(span.label) ? kinds.get(text.slice(span.start, span.end)) : undefined;
    return one === undefined || one.kind === span.label ? span : { ...span, label: one.kind, chance: one.chance };
  });
  const index = byFirstToken(
    text,
    spans.filter((span) => named.has(span.label) && kinds.has(text.slice(span.start, span.end))),
    sentences,
  );
  const found = sentences.flatMap((sentence) => findAgain(text, sentence, index, kinds));
  const starts = settled.map((span) => span.start);
  const free = found.filter((one) => {
    const after = firstNotBelow(starts, one.start);
    return (settled[after]?.start ?? Infinity) >= one.end && (settled[after - 1]?.end ?? 0) <= one.start;
  });
  return [...settled, ...free].sort((a, b) => a.start - b.start);
};
