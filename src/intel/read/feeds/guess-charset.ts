/**
 * A guess at the charset of bytes that declare none (or a wrong one) and are not UTF-8.
 *
 * Accented letters of Latin text stand alone among ASCII; other scripts come in runs. Only when most of the high bytes
 * stand in runs is each charset tried, and the one whose text looks most like writing wins: kana for Japanese, Hangul
 * for Korean, the commonest characters for Chinese, vowels and lower case for Cyrillic and Greek (the wrong Cyrillic
 * charset swaps the cases), Thai letters for Thai. Below its threshold nothing is guessed. Looks at the first 64 kB.
 */
const sample = 65_536;
const fewest = 8;

/** The characters that running Chinese text repeats most, in both scripts: about a third of all text. */
const commonHan = new Set(
  "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于着下自之年过過发發后後作里裡用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實日军軍者意无無力它与與长長把机機十民第公此已工使情明性知全三又关關点點正业業外将將两兩高间間由问問很最重并物手应應战戰向头頭文体體政美相见見被利什二等产產新闻聞网網",
);

type Looks = (char: string) => number;

const inRange =
  (low: number, high: number): Looks =>
  (char) =>
    Number((char.codePointAt(0) ?? 0) >= low && (char.codePointAt(0) ?? 0) <= high);

/** Vowels weigh more: Greek read as Cyrillic is lower case too, but has hardly a vowel, and the other way round. */
const alphabetic =
  (vowels: RegExp, lower: RegExp): Looks =>
  (char) => {
    if (vowels.test(char)) return 1.6;
    return lower.test(char) ? 0.55 : 0.1;
  };

const cyrillic = alphabetic(/[аеёиоуыэюяіє]/, /[а-яёђ-џ]/);
const greek = alphabetic(/[αεηιουωάέήίόύώ]/, /[α-ως]/);

interface Candidate {
  readonly charset: string;
  readonly looks: Looks;
  readonly threshold: number;
}

const candidates: readonly Candidate[] = [
  { charset: "shift_jis", looks: inRange(0x3041, 0x30ff), threshold: 0.3 },
  { charset: "euc-jp", looks: inRange(0x3041, 0x30ff), threshold: 0.3 },
  { charset: "euc-kr", looks: inRange(0xac00, 0xd7a3), threshold: 0.8 },
  { charset: "koi8-r", looks: cyrillic, threshold: 0.8 },
  { charset: "windows-1251", looks: cyrillic, threshold: 0.8 },
  { charset: "windows-1253", looks: greek, threshold: 0.8 },
  { charset: "gb18030", looks: (char) => Number(commonHan.has(char)), threshold: 0.15 },
  { charset: "big5", looks: (char) => Number(commonHan.has(char)), threshold: 0.15 },
  { charset: "tis-620", looks: inRange(0x0e01, 0x0e5b), threshold: 0.9 },
];

/** Share of high bytes that have another high byte beside them. */
const shareInRuns = (bytes: Uint8Array): number => {
  let high = 0;
  let inRuns = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if ((bytes[at] ?? 0) < 0x80) continue;
    high += 1;
    if ((bytes[at - 1] ?? 0) >= 0x80 || (bytes[at + 1] ?? 0) >= 0x80) inRuns += 1;
  }
  return high < fewest ? 0 : inRuns / high;
};

const scoreOf = (bytes: Uint8Array, { charset, looks, threshold }: Candidate): number => {
  const text = new TextDecoder(charset).decode(bytes);
  const foreign = text.match(/[^\u0000-\u007f\u3000-\u3002\uff00-\uff20]/gu) ?? [];
  // A cut character at the end of the sample is no sign against the charset; more of them are.
  if (foreign.length === 0 || foreign.filter((char) => char === "\ufffd").length > 1) return 0;
  const share = foreign.reduce((sum, char) => sum + looks(char), 0) / foreign.length;
  return share < threshold ? 0 : share / threshold;
};

export const guessCharset = (bytes: Uint8Array): string | undefined => {
  const start = bytes.subarray(0, sample);
  if (shareInRuns(start) < 0.7) return undefined;
  let best: string | undefined;
  let highest = 0;
  for (const candidate of candidates) {
    const score = scoreOf(start, candidate);
    if (score > highest) {
      highest = score;
      best = candidate.charset;
    }
  }
  return best;
};
