/**
 * Cuts a text into words of name characters (letters, digits, `.`, `-`, `_`): the pieces that can be a number, a version,
 * an address, a host, a file name, a hash or a wallet. One pass over the text, linear for any input.
 *
 * Han, kana and Hangul are no name characters here: in such prose an address stands without blanks around it.
 */
export interface Word {
  readonly start: number;
  readonly end: number;
  readonly dots: number;
  readonly digits: number;
  /** Holds a character beyond ASCII. */
  readonly foreign: boolean;
}

/** 1 letter · 2 digit · 3 dot · 4 hyphen or underscore · 5 letter beyond ASCII · 0 other. */
const kinds = new Uint8Array(128);
for (let code = 48; code <= 57; code += 1) kinds[code] = 2;
for (let code = 65; code <= 90; code += 1) kinds[code] = 1;
for (let code = 97; code <= 122; code += 1) kinds[code] = 1;
kinds[46] = 3;
kinds[45] = 4;
kinds[95] = 4;

const isForeignLetter = (code: number): boolean =>
  code >= 0xc0 && code < 0x2e80 && code !== 0xd7 && code !== 0xf7 && !(code >= 0x2000 && code < 0x2c00);

const kindAt = (text: string, at: number): number => {
  const code = text.charCodeAt(at);
  if (code < 128) return kinds[code] ?? 0;
  return isForeignLetter(code) ? 5 : 0;
};

/** The word that starts at `start`, uncut; empty when no name character stands there. */
const readWord = (text: string, start: number): Word => {
  let end = start;
  let dots = 0;
  let digits = 0;
  let foreign = false;
  for (let kind = kindAt(text, end); kind !== 0 && end < text.length; kind = kindAt(text, end)) {
    if (kind === 2) digits += 1;
    else if (kind === 3) dots += 1;
    else if (kind === 5) foreign = true;
    end += 1;
  }
  return { start, end, dots, digits, foreign };
};

/** Calls `onWord` for every word with a dot or a digit, or of 24 and more characters; dots, hyphens at its ends cut off. */
export const readWords = (text: string, onWord: (word: Word) => void): void => {
  let at = 0;
  while (at < text.length) {
    const word = readWord(text, at);
    if (word.dots > 0 || word.digits > 0 || word.end - at >= 24) trim(text, word, onWord);
    at = Math.max(word.end, at + 1);
  }
};

const isEdge = (code: number): boolean => code === 46 || code === 45;

const trim = (text: string, word: Word, onWord: (word: Word) => void): void => {
  let { start, end, dots } = word;
  while (start < end && isEdge(text.charCodeAt(start))) {
    if (text.charCodeAt(start) === 46) dots -= 1;
    start += 1;
  }
  while (end > start && isEdge(text.charCodeAt(end - 1))) {
    if (text.charCodeAt(end - 1) === 46) dots -= 1;
    end -= 1;
  }
  if (end > start) onWord({ ...word, start, end, dots });
};
