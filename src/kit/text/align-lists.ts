/**
 * Two lists laid side by side: what stayed, what went, what came, by the longest run they have in common.
 *
 * The table behind it grows with the product of their lengths: callers bound them, and keep them below 65,536.
 */

export interface AlignedItem {
  readonly op: "same" | "removed" | "added";
  /** Of what stayed: as the second list has it. */
  readonly text: string;
}

/** Lengths of the longest common run from each pair of places to the ends, a row for each place of `a`. */
const commonLengths = (a: readonly string[], b: readonly string[]): Uint16Array => {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] =
        a[i] === b[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
  return lengths;
};

/** @param keyOf items with one key are the same */
export const alignLists = (
  before: readonly string[],
  after: readonly string[],
  keyOf: (item: string) => string = (item) => item,
): AlignedItem[] => {
  const [a, b] = [before.map(keyOf), after.map(keyOf)];
  const lengths = commonLengths(a, b);
  const width = b.length + 1;
  const items: AlignedItem[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const [left, right] = [before[i], after[j]];
    if (left !== undefined && right !== undefined && a[i] === b[j]) {
      items.push({ op: "same", text: right });
      i += 1;
      j += 1;
    } else if (
      right === undefined ||
      (left !== undefined && (lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0))
    ) {
      items.push({ op: "removed", text: left ?? "" });
      i += 1;
    } else {
      items.push({ op: "added", text: right });
      j += 1;
    }
  }
  return items;
};
