/**
 * Finds the words of a list in a text, whole words in any case, in one pass: each run of letters and digits is hashed as it
 * goes by, and only runs whose hash is in the list are looked at again.
 */
export type OnWord = (word: number, start: number, end: number) => void;

const classOf = new Uint16Array(65536);
for (let code = 0; code < 65536; code += 1) {
  const char = String.fromCharCode(code);
  if (code < 0xd800 && /[\p{L}\p{N}_]/u.test(char)) {
    const lower = char.toLowerCase();
    classOf[code] = lower.length === 1 ? lower.charCodeAt(0) : code;
  }
}

const hashOf = (word: string): number => {
  let hash = 0;
  for (let at = 0; at < word.length; at += 1) hash = (Math.imul(hash, 31) + (classOf[word.charCodeAt(at)] ?? 0)) | 0;
  return hash;
};

/** A scanner for `words` (lower case, letters and digits only); `onWord` gets the index in the list. */
export const buildWordScan = (words: readonly string[]): ((text: string, onWord: OnWord) => void) => {
  const byHash = new Map<number, number[]>();
  for (const [index, word] of words.entries()) {
    const hash = hashOf(word);
    byHash.set(hash, [...(byHash.get(hash) ?? []), index]);
  }
  const longest = words.reduce((most, word) => Math.max(most, word.length), 0);
  const settle = (text: string, hash: number, start: number, end: number, onWord: OnWord): void => {
    const hits = end - start <= longest ? byHash.get(hash) : undefined;
    if (!hits) return;
    const lower = text.slice(start, end).toLowerCase();
    for (const index of hits) if (words[index] === lower) onWord(index, start, end);
  };
  return (text, onWord) => {
    let start = -1;
    let hash = 0;
    for (let at = 0; at <= text.length; at += 1) {
      const code = at < text.length ? (classOf[text.charCodeAt(at)] ?? 0) : 0;
      if (code === 0) {
        if (start >= 0) settle(text, hash, start, at, onWord);
        start = -1;
        continue;
      }
      if (start < 0) {
        start = at;
        hash = 0;
      }
      hash = (Math.imul(hash, 31) + code) | 0;
    }
  };
};
