/** Digests and wallet addresses: long words without a dot. A digest joined to a label or a name by `-` or `_` counts too. */
import { readWallet } from "./check-wallet.ts";
import { readHash } from "./read-hash.ts";
import type { Scan } from "./scan.ts";
import type { Word } from "./survey.ts";

const hexRun = /(?<![A-Za-z0-9])[0-9A-Fa-f]{32,128}(?![A-Za-z0-9])/g;
const coinWord = /\b(?:solana|SOL|wallets?|phantom|crypto\w*|coins?|drain\w*|token|blockchain|address(?:es)?)\b/i;

/** `&id=<hex>` and `<hex>&sid=`: a parameter in what is left of a wrapped URL. */
const isParameter = (text: string, start: number, end: number): boolean =>
  text.charCodeAt(end) === 38 || /[?&;]\w{1,32}=$/.test(text.slice(Math.max(0, start - 34), start));

const findHashes = (scan: Scan, word: Word, written: string): void => {
  for (const found of written.matchAll(hexRun)) {
    const start = word.start + found.index;
    const end = start + found[0].length;
    const type = readHash(found[0], scan.text.slice(Math.max(0, start - 48), start));
    if (type !== undefined && !isParameter(scan.text, start, end))
      scan.addObservable(type, start, end, found[0].toLowerCase());
  }
};

const standsAlone = (text: string, word: Word): boolean =>
  (word.start === 0 || text.charCodeAt(word.start - 1) === 10) &&
  (word.end === text.length || text.charCodeAt(word.end) <= 13);

const hasCoinContext = (text: string, word: Word): boolean =>
  standsAlone(text, word) || coinWord.test(text.slice(Math.max(0, word.start - 80), word.start));

export const findLongWord = (scan: Scan, word: Word): void => {
  const length = word.end - word.start;
  if (word.foreign || length < 25 || length > 400) return;
  const written = scan.text.slice(word.start, word.end);
  if (length >= 32) findHashes(scan, word, written);
  if (length > 130 || scan.isClaimed(word.start, word.end)) return;
  if (readWallet(written, hasCoinContext(scan.text, word)) === undefined) return;
  const prefixed = scan.text.slice(Math.max(0, word.start - 12), word.start) === "bitcoincash:";
  scan.addObservable("wallet", prefixed ? word.start - 12 : word.start, word.end);
};
