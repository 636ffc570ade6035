/**
 * Words that bound a number: "more than 37", "at least 70", "37 or more". Tables by language; matched whole, longest first.
 * "Almost" and "nearly" count as about (`~`): the writer rounds, and the true value may lie on either side once rounded.
 */
import { kindOfCode, letter } from "#kit/text/char-kinds.ts";
import type { Comparator } from "#terms/mention.ts";

const before: Readonly<Record<Exclude<Comparator, "=">, string>> = {
  ">":
    "more than|well over|just over|slightly over|over|above|exceeding|exceeds|exceeded|in excess of|greater than|" +
    "higher than|larger than|upwards of|north of|surpassing|surpassed|topping|" +
    "mehr als|über|plus de|más de|más que|oltre|più di|mais de|meer dan|fler än|понад|більше ніж|більш як",
  ">=":
    "at least|no fewer than|no less than|not less than|not fewer than|a minimum of|minimum of|as few as|" +
    "mindestens|wenigstens|au moins|al menos|por lo menos|almeno|pelo menos|minstens|ten minste|minst|щонайменше",
  "~":
    "about|around|roughly|approximately|approx.|approx|some|circa|ca.|almost|nearly|close to|an estimated|estimated|" +
    "somewhere around|in the region of|in the order of|on the order of|" +
    "rund|etwa|ungefähr|fast|knapp|circa|environ|près de|quelque|unos|unas|cerca de|casi|alrededor de|aproximadamente|quasi|" +
    "ongeveer|bijna|omkring|ungefär|nästan|близько|майже",
  "<":
    "fewer than|less than|lower than|smaller than|under|below|just under|just shy of|short of|" +
    "weniger als|unter|moins de|menos de|meno di|minder dan|färre än|менше ніж",
  "<=":
    "up to|at most|as many as|no more than|not more than|as much as|as high as|as large as|a maximum of|maximum of|" +
    "no greater than|bis zu|höchstens|jusqu'à|jusqu’à|hasta|fino a|até|tot|upp till|до",
};

const byPhrase = new Map<string, Comparator>();
for (const [comparator, phrases] of Object.entries(before)) {
  for (const phrase of phrases.split("|")) byPhrase.set(phrase, comparator as Comparator);
}

/** The last words of the phrases: most numbers stand after none of them, and need no further look. */
const lastWords = new Set([...byPhrase.keys()].map((phrase) => phrase.split(" ").at(-1) ?? phrase));

export interface FoundComparator {
  readonly comparator: Comparator;
  readonly start: number;
}

const fillers = new Set(["the", "a", "an", "total", "of", "just", "only"]);
/** A letter, a mark on one, an apostrophe or a full stop. */
const isWordCode = (code: number): boolean => {
  if ((kindOfCode(code) & letter) !== 0 || code === 39 || code === 46 || code === 0x2019) return true;
  return code > 0x2ff && /\p{M}/u.test(String.fromCharCode(code));
};
const isBlank = (code: number): boolean => code === 32 || code === 0xa0;

/** Last word that ends at `end` (spaces skipped): where it starts, or -1. One space only: a line break is no phrase. */
const wordBefore = (text: string, end: number): number => {
  let at = end;
  while (at > 0 && end - at < 3 && isBlank(text.charCodeAt(at - 1))) at -= 1;
  const stop = at;
  while (at > 0 && stop - at < 20 && isWordCode(text.charCodeAt(at - 1))) at -= 1;
  return at === stop ? -1 : at;
};

/** Chinese and Japanese write them right before the number, without a blank. */
const unspaced: readonly (readonly [string, Comparator])[] = [
  ["超过", ">"],
  ["超過", ">"],
  ["逾", ">"],
  ["至少", ">="],
  ["少なくとも", ">="],
  ["将近", "~"],
  ["近", "~"],
  ["大约", "~"],
  ["およそ", "~"],
  ["不到", "<"],
  ["少于", "<"],
  ["至多", "<="],
  ["最多", "<="],
  ["最大", "<="],
];

const unspacedBefore = (text: string, end: number): FoundComparator | undefined => {
  if (end === 0 || text.charCodeAt(end - 1) < 0x3040) return undefined;
  const found = unspaced.find(([phrase]) => text.startsWith(phrase, end - phrase.length));
  return found === undefined ? undefined : { comparator: found[1], start: end - found[0].length };
};

/** ~ ≈ 約 约 */
const isAbout = (code: number): boolean => code === 0x7e || code === 0x2248 || code === 0x7d04 || code === 0x7ea6;

/** The comparator that stands directly before `end` (up to four words), or undefined. */
export const comparatorBefore = (text: string, end: number): FoundComparator | undefined => {
  if (end === 0) return undefined;
  const last = text.charCodeAt(end - 1);
  if (isAbout(last)) return { comparator: "~", start: end - 1 };
  const direct = unspacedBefore(text, end);
  if (direct !== undefined) return direct;
  if (last === 62 && text.charCodeAt(end - 2) !== 45) return { comparator: ">", start: end - 1 };
  let found: FoundComparator | undefined;
  let at = end;
  let stop = end;
  for (let words = 0; words < 5; words += 1) {
    const start = wordBefore(text, at);
    if (start < 0) break;
    if (words === 0) {
      const last = text.slice(start, stop).trim().toLowerCase();
      if (!lastWords.has(last) && !fillers.has(last)) return undefined;
    }
    const phrase = text.slice(start, stop).trim().replace(/\s+/g, " ").toLowerCase();
    const comparator = byPhrase.get(phrase);
    if (comparator !== undefined) found = { comparator, start };
    // "over a thousand", "more than just two": an article between the words and the number does not part them.
    else if (found === undefined && words < 2 && fillers.has(phrase)) stop = start;
    at = start;
  }
  return found;
};

const after: readonly (readonly [RegExp, Comparator])[] = [
  [/\+(?![\w.])|-plus\b/y, ">="],
  [/ or (?:more|above|greater|higher)\b/y, ">="],
  [/ or (?:fewer|less|below|lower)\b/y, "<="],
  [/ or so\b/y, "~"],
  [/以上/y, ">="],
  [/(?:超|余り|多)/y, ">"],
  [/以下/y, "<="],
  [/未満/y, "<"],
];

/** With what they begin: most numbers are followed by none of it. */
const mayFollow = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code === 32 ? text.startsWith(" or ", at) : code === 43 || code === 45 || code > 0x2fff;
};

/** The comparator written after the number ("or more", "+"): its meaning and where it ends. */
export const comparatorAfter = (text: string, at: number): { comparator: Comparator; end: number } | undefined => {
  if (!mayFollow(text, at)) return undefined;
  for (const [pattern, comparator] of after) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) return { comparator, end: at + match[0].length };
  }
  return undefined;
};
