/** How much of a sentence is carried over: runs of twelve or more words that stand so in a source, outside quotation marks. */
const runLength = 12;

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replaceAll("’", "'")
    .match(/[\p{L}\p{N}][\p{L}\p{N}'.\-+]*/gu)
    ?.map((word) => word.replace(/[.'-]+$/, "")) ?? [];

/** All runs of `runLength` words of the sources, as one set. Build once an edition. */
export const indexRuns = (texts: Iterable<string>): ReadonlySet<string> => {
  const runs = new Set<string>();
  for (const text of texts) {
    const words = wordsOf(text);
    for (let at = 0; at + runLength <= words.length; at += 1) runs.add(words.slice(at, at + runLength).join(" "));
  }
  return runs;
};

/** Words of `sentence` that lie in such a run, and all its words. */
export const countCopied = (sentence: string, runs: ReadonlySet<string>): { copied: number; words: number } => {
  const words = wordsOf(sentence.replace(/“[^”]{0,400}”/g, " | "));
  const copied = new Set<number>();
  for (let at = 0; at + runLength <= words.length; at += 1) {
    if (!runs.has(words.slice(at, at + runLength).join(" "))) continue;
    for (let offset = 0; offset < runLength; offset += 1) copied.add(at + offset);
  }
  return { copied: copied.size, words: words.length };
};
