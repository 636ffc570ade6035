/**
 * Regular expressions of rules as a tree. What Sigma names (`. ^ $ * + ? {n,m} [] | ()`) and what rules in use add
 * (`\d \w \s \b`, inline flags, non-capturing and named groups, escapes) is read; the rest is named as unsupported.
 *
 * Characters are sets of code points with case already resolved, so that every engine that runs the tree agrees.
 */
export type CodeRange = readonly [number, number];

export type RegexNode =
  | { readonly kind: "set"; readonly ranges: readonly CodeRange[] }
  | { readonly kind: "sequence"; readonly items: readonly RegexNode[] }
  | { readonly kind: "choice"; readonly options: readonly RegexNode[] }
  | {
      readonly kind: "repeat";
      readonly item: RegexNode;
      readonly min: number;
      readonly max: number;
      readonly lazy: boolean;
    }
  /** Asks what stands after a place (`ahead`) or before it, and takes nothing. */
  | { readonly kind: "look"; readonly ahead: boolean; readonly negated: boolean; readonly item: RegexNode }
  | { readonly kind: "start" | "end" | "line-start" | "line-end" | "word-edge" | "no-word-edge" };

export const lastCodePoint = 0x10ffff;

/** Sorted and merged. */
export const mergeRanges = (ranges: readonly CodeRange[]): CodeRange[] => {
  const sorted = [...ranges].sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  const merged: [number, number][] = [];
  for (const [from, to] of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
};

export const invertRanges = (ranges: readonly CodeRange[]): CodeRange[] => {
  const inverted: CodeRange[] = [];
  let next = 0;
  for (const [from, to] of mergeRanges(ranges)) {
    if (from > next) inverted.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= lastCodePoint) inverted.push([next, lastCodePoint]);
  return inverted;
};

/** Ranges wider than this keep their non-ASCII case as written. */
const widestFolded = 512;

const caseForms = (code: number): number[] => {
  const text = String.fromCodePoint(code);
  return [text.toLowerCase(), text.toUpperCase()]
    .filter((form) => [...form].length === 1)
    .map((form) => form.codePointAt(0) ?? code);
};

/** Adds the other case of every character, for `(?i)`. */
export const addOtherCase = (ranges: readonly CodeRange[]): CodeRange[] => {
  const more: CodeRange[] = [...ranges];
  for (const [from, to] of ranges) {
    const lower: CodeRange = [Math.max(from, 0x61), Math.min(to, 0x7a)];
    const upper: CodeRange = [Math.max(from, 0x41), Math.min(to, 0x5a)];
    if (lower[0] <= lower[1]) more.push([lower[0] - 32, lower[1] - 32]);
    if (upper[0] <= upper[1]) more.push([upper[0] + 32, upper[1] + 32]);
    const first = Math.max(from, 0x80);
    if (to - first < widestFolded)
      for (let code = first; code <= to; code += 1) for (const form of caseForms(code)) more.push([form, form]);
  }
  return mergeRanges(more);
};

export const charSets = {
  digit: [[0x30, 0x39]] as readonly CodeRange[],
  word: [
    [0x30, 0x39],
    [0x41, 0x5a],
    [0x5f, 0x5f],
    [0x61, 0x7a],
  ] as readonly CodeRange[],
  space: [
    [0x09, 0x0d],
    [0x20, 0x20],
  ] as readonly CodeRange[],
  blank: [
    [0x09, 0x09],
    [0x20, 0x20],
  ] as readonly CodeRange[],
  newline: [[0x0a, 0x0a]] as readonly CodeRange[],
};
