/** Two texts laid side by side in words: what stayed, what went, what came. Longest common run of words, bounded. */
import { alignLists } from "#kit/text/align-lists.ts";

export interface WordRun {
  readonly op: "same" | "removed" | "added";
  readonly text: string;
}

/** Beyond so many words the whole is told as removed and added: the table behind it grows with their product. */
const mostWords = 600;

/** Words with the space after them, so that joined they are the text again. */
const cut = (text: string): string[] => text.match(/\S+\s*|\s+/gu) ?? [];

const append = (runs: WordRun[], op: WordRun["op"], text: string): void => {
  const last = runs.at(-1);
  if (last?.op === op) runs[runs.length - 1] = { op, text: last.text + text };
  else runs.push({ op, text });
};

export const compareWords = (before: string, after: string): readonly WordRun[] => {
  const [a, b] = [cut(before), cut(after)];
  const runs: WordRun[] = [];
  if (a.length > mostWords || b.length > mostWords) {
    append(runs, "removed", before);
    append(runs, "added", after);
    return runs;
  }
  for (const { op, text } of alignLists(a, b, (word) => word.trim())) append(runs, op, text);
  return runs;
};
