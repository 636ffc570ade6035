/**
 * Words of a text as the search knows them: folded, with true offsets and positions.
 *
 * - Letters and digits make words; case, accents, width and invisible characters do not count.
 * - Scripts without spaces (Han, kana, Hangul, Thai …) give one position a character and overlapping pairs.
 * - What is joined by `.`, `-`, `_` or `@` and looks like an identifier is one more word, defanged or not: `evil[.]com`,
 *   `CVE-2031-0001`, `10.0.0.1`, `who@evil.com` (and `evil.com` in it).
 *
 * One pass, no backtracking. Text and question go through the same code; only so do they meet.
 */

export interface FoundWord {
  readonly lexeme: string;
  readonly start: number;
  readonly end: number;
  readonly position: number;
  /** Position after its last part; an identifier of three parts takes three. */
  readonly after: number;
  /** `part`: a word inside an identifier · `last`: the last character of a run, whose pair is missing. */
  readonly as: "word" | "part" | "identifier" | "pair" | "last";
}

const longestLexeme = 200;
const mostParts = 16;

const runs =
  /([\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}ーｰ\u3005]+)|[[\p{L}\p{N}\p{M}\p{Cf}]--[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}ーｰ\u3005]]+/gv;

/** Accents of Latin, Greek and Cyrillic, vowel signs of Arabic and Hebrew. Marks of other scripts are letters to them. */
const accents = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]/gu;
const notInWords = /[^\p{L}\p{N}\p{M}]/gu;
const ownLetters: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
  ς: "σ",
};
const foldable = /[ßæœøłđðþıς]/gu;
const plainAscii = /^[a-z0-9]+$/i;

const cutLexeme = (lexeme: string): string =>
  lexeme.length <= longestLexeme
    ? lexeme
    : lexeme
        .slice(0, longestLexeme)
        .toWellFormed()
        .replace(/\uFFFD$/u, "");

export const foldWord = (word: string): string => {
  if (word.length <= longestLexeme && plainAscii.test(word)) return word.toLowerCase();
  const folded = word
    .slice(0, 2 * longestLexeme)
    .normalize("NFKD")
    .toLowerCase()
    .replace(accents, "")
    .replace(notInWords, "")
    .replace(foldable, (letter) => ownLetters[letter] ?? letter)
    .normalize("NFC");
  return cutLexeme(folded);
};

interface Run {
  readonly start: number;
  readonly end: number;
  readonly lexeme: string;
  /** Without spaces between its words. */
  readonly isDense: boolean;
}

function* findRuns(text: string): Generator<Run> {
  // A pattern of its own: two texts may be scanned in turn.
  const pattern = new RegExp(runs.source, runs.flags);
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    const [run] = found;
    const isDense = found[1] !== undefined;
    const lexeme = isDense ? run : foldWord(run);
    if (lexeme !== "") yield { start: found.index, end: found.index + run.length, lexeme, isDense };
  }
}

const plainJoints = new Set([".", "-", "_", "@", "\u2010", "\u2011", "\u2212", "\uff0d", "\uff0e", "\uff20"]);
const jointOf: Readonly<Record<string, string>> = { "\uff0e": ".", "\uff20": "@", ".": ".", _: "_", "@": "@" };
const longestJoint = 7;
const brackets: Readonly<Record<string, string>> = { "[": "]", "(": ")", "{": "}" };

/** What joins two words: one sign, a sign in brackets (`[.]`), or in half of them (`[.`, `.]`), as people defang. */
const readJoint = (gap: string): string | undefined => {
  const known = (sign: string): string | undefined => (plainJoints.has(sign) ? (jointOf[sign] ?? "-") : undefined);
  if (gap.length === 1) return known(gap);
  if (gap.length > longestJoint) return undefined;
  if (gap.length === 2) return known(gap.startsWith("[") ? gap.slice(1) : gap.endsWith("]") ? gap.slice(0, 1) : "");
  const inside = gap.trim();
  const closing = brackets[inside.slice(0, 1)];
  return closing !== undefined && inside.endsWith(closing) ? known(inside.slice(1, -1).trim()) : undefined;
};

const spelled: Readonly<Record<string, string>> = { dot: ".", at: "@" };

/** `evil[dot]com`: the word in brackets is a sign. */
const readSpelled = (text: string, left: Run, middle: Run, right: Run): string | undefined => {
  const sign = spelled[middle.lexeme];
  if (sign === undefined) return undefined;
  const before = text.slice(left.end, middle.start).trim();
  const after = text.slice(middle.end, right.start).trim();
  return before !== "" && brackets[before] === after && right.start - left.end <= longestJoint + 3 ? sign : undefined;
};

interface Chain {
  readonly parts: Run[];
  /** `joins[i]` stands before `parts[i + 1]`. */
  readonly joins: string[];
}

type Peek = (at: number) => Run | undefined;

const space = 0x20;

/** The word that is joined to `last`, by what, and how many words that takes. */
const readJoined = (text: string, last: Run, peek: Peek) => {
  const next = peek(0);
  if (next === undefined || last.isDense || next.isDense || next.start - last.end > longestJoint) return undefined;
  // Most words are followed by one space, which joins nothing.
  if (next.start - last.end === 1 && text.charCodeAt(last.end) === space) return undefined;
  const joint = readJoint(text.slice(last.end, next.start));
  if (joint !== undefined) return { run: next, joint, taken: 1 };
  const beyond = spelled[next.lexeme] === undefined ? undefined : peek(1);
  if (beyond === undefined || beyond.isDense) return undefined;
  const sign = readSpelled(text, last, next, beyond);
  return sign === undefined ? undefined : { run: beyond, joint: sign, taken: 2 };
};

function* findChains(text: string): Generator<Chain> {
  const list = findRuns(text);
  const queue: Run[] = [];
  const peek: Peek = (at) => {
    while (queue.length <= at) {
      const { value, done } = list.next();
      if (done === true) return undefined;
      queue.push(value);
    }
    return queue[at];
  };
  for (let last = peek(0); last !== undefined; last = peek(0)) {
    queue.shift();
    const chain: Chain = { parts: [last], joins: [] };
    while (chain.parts.length < mostParts) {
      const joined = readJoined(text, last, peek);
      if (joined === undefined) break;
      chain.joins.push(joined.joint);
      chain.parts.push(joined.run);
      queue.splice(0, joined.taken);
      last = joined.run;
    }
    yield chain;
  }
}

interface Range {
  readonly from: number;
  /** Past its last part. */
  readonly to: number;
}

const lexemeOf = ({ parts, joins }: Chain, { from, to }: Range): string =>
  cutLexeme(
    parts
      .slice(from, to)
      .map((part, index) => (index === 0 ? part.lexeme : `${joins[from + index - 1] ?? ""}${part.lexeme}`))
      .join(""),
  );

/** An identifier has a figure, a dot, an underscore or an at; `zero-day` has none and is two words. */
const isIdentifier = (lexeme: string): boolean => /[\p{N}._@]/u.test(lexeme);

const splitAt = ({ parts, joins }: Chain, sign: string): Range[] => {
  const ranges: Range[] = [];
  let from = 0;
  for (let at = 1; at <= parts.length; at += 1) {
    if (at < parts.length && joins[at - 1] !== sign) continue;
    ranges.push({ from, to: at });
    from = at;
  }
  return ranges;
};

const wellKnown = /^(?:\d{1,3}(?:\.\d{1,3}){3}|t\d{4}(?:\.\d{3})?)$/u;

/** Identifiers inside a longer chain: `CVE-2031-0001-like`, `10.0.0.1-10.0.0.9`, the domain of an address. */
const innerRanges = (chain: Chain): Range[] => {
  const { parts, joins } = chain;
  const cves = parts.flatMap((part, at) =>
    part.lexeme === "cve" &&
    joins[at] === "-" &&
    joins[at + 1] === "-" &&
    /^\d{4}$/u.test(parts[at + 1]?.lexeme ?? "") &&
    /^\d{4,}$/u.test(parts[at + 2]?.lexeme ?? "")
      ? [{ from: at, to: at + 3 }]
      : [],
  );
  const hyphened = splitAt(chain, "-").filter((range) => wellKnown.test(lexemeOf(chain, range)));
  return [...splitAt(chain, "@"), ...cves, ...hyphened].filter(
    ({ from, to }) => to - from > 1 && to - from < parts.length,
  );
};

const identifiersOf = (chain: Chain): Range[] => {
  if (chain.parts.length === 1) return [];
  const whole = { from: 0, to: chain.parts.length };
  const found = new Map<string, Range>();
  for (const range of [whole, ...innerRanges(chain)]) {
    if (isIdentifier(lexemeOf(chain, range))) found.set(`${range.from} ${range.to}`, range);
  }
  return [...found.values()];
};

function* densePairs({ lexeme: run, start }: Run, position: number): Generator<FoundWord> {
  const characters = [...run];
  let at = start;
  for (const [index, character] of characters.entries()) {
    const next = characters[index + 1];
    const lexeme = foldWord(next === undefined ? character : character + next);
    const end = at + character.length + (next?.length ?? 0);
    const here = position + index;
    if (lexeme !== "")
      yield next === undefined
        ? { lexeme, start: at, end, position: here, after: here + 1, as: "last" }
        : { lexeme, start: at, end, position: here, after: here + 2, as: "pair" };
    at += character.length;
  }
}

/** Words in order of position; an identifier comes before its parts. Stops at position `limit`. */
export function* findWords(text: string, limit = Number.POSITIVE_INFINITY): Generator<FoundWord> {
  let position = 1;
  for (const chain of findChains(text)) {
    if (position > limit) return;
    const [first] = chain.parts;
    if (first?.isDense === true) {
      yield* densePairs(first, position);
      position += [...first.lexeme].length;
      continue;
    }
    const identifiers = identifiersOf(chain);
    for (const [at, part] of chain.parts.entries()) {
      for (const range of identifiers.filter(({ from }) => from === at))
        yield {
          lexeme: lexemeOf(chain, range),
          start: part.start,
          end: chain.parts[range.to - 1]?.end ?? part.end,
          position,
          after: position + range.to - range.from,
          as: "identifier",
        };
      const isPart = identifiers.some(({ from, to }) => from <= at && at < to);
      const { lexeme, start, end } = part;
      yield { lexeme, start, end, position, after: position + 1, as: isPart ? "part" : "word" };
      position += 1;
    }
  }
}
