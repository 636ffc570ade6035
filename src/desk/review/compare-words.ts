/** Two texts laid side by side in words: what stayed, what went, what came. Longest common run of words, bounded. */

export interface WordRun {
  readonly op: "same" | "removed" | "added";
  readonly text: string;
}

/** Beyond so many words the whole is told as removed and added: the table below grows with their product. */
const mostWords = 600;

/** Words with the space after them, so that joined they are the text again. */
const cut = (text: string): string[] => text.match(/\S+\s*|\s+/gu) ?? [];

const append = (runs: WordRun[], op: WordRun["op"], text: string): void => {
  const last = runs.at(-1);
  if (last?.op === op) runs[runs.length - 1] = { op, text: last.text + text };
  else runs.push({ op, text });
};

/** `lengths[i][j]`: words in common between `a` from i and `b` from j. */
const commonLengths = (a: readonly string[], b: readonly string[]): Uint16Array[] => {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = lengths[i];
      const next = lengths[i + 1];
      if (row === undefined || next === undefined) continue;
      row[j] = a[i]?.trim() === b[j]?.trim() ? (next[j + 1] ?? 0) + 1 : Math.max(next[j] ?? 0, row[j + 1] ?? 0);
    }
  return lengths;
};

export const compareWords = (before: string, after: string): readonly WordRun[] => {
  const [a, b] = [cut(before), cut(after)];
  const runs: WordRun[] = [];
  if (a.length > mostWords || b.length > mostWords) {
    append(runs, "removed", before);
    append(runs, "added", after);
    return runs;
  }
  const lengths = commonLengths(a, b);
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    if (left !== undefined && right !== undefined && left.trim() === right.trim()) {
      append(runs, "same", right);
      i += 1;
      j += 1;
    } else if (
      right === undefined ||
      (left !== undefined && (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0))
    ) {
      append(runs, "removed", left ?? "");
      i += 1;
    } else {
      append(runs, "added", right);
      j += 1;
    }
  }
  return runs;
};
