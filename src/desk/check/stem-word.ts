/**
 * A light English stemmer: enough to see that "exploited", "exploiting" and "exploitation" are one word, and that British
 * and American spellings are the same. It is no dictionary: it may join two rare words, and it never changes numbers or ids.
 */
import { spellings } from "./words/meanings.ts";

const irregular: Readonly<Record<string, string>> = {
  stole: "steal", stolen: "steal", hid: "hide", hidden: "hide", sent: "send", found: "find", told: "tell", took: "take",
  taken: "take", gave: "give", given: "give", made: "make", began: "begin", begun: "begin", broke: "break",
  broken: "break", ran: "run", saw: "see", seen: "see", knew: "know", known: "know", wrote: "write", written: "write",
  led: "lead", lost: "lose", sold: "sell", bought: "buy", paid: "pay", went: "go", gone: "go", held: "hold",
  kept: "keep", built: "build", caught: "catch", brought: "bring", thought: "think", became: "become", chose: "choose",
  chosen: "choose", fell: "fall", fallen: "fall", grew: "grow", grown: "grow", rose: "rise", risen: "rise",
  spoke: "speak", spoken: "speak", won: "win", struck: "strike", children: "child", men: "man", women: "woman",
  meant: "mean", met: "meet", left: "leave", felt: "feel", dealt: "deal", fought: "fight", taught: "teach",
  sought: "seek", drew: "draw", drawn: "draw", threw: "throw", thrown: "throw", shot: "shoot", shown: "show",
  used: "use", uses: "use", using: "use", dead: "die", died: "die", dying: "die", death: "die", said: "say", came: "come", got: "get", beaten: "beat",
  added: "add", adding: "add", analyses: "analysis", criteria: "criterion", indices: "index", data: "data", was: "be", were: "be",
}; // biome-ignore format: a word list reads better packed

/** A map, and not the tables themselves: "constructors" must not find what every object carries. */
const otherForm: ReadonlyMap<string, string> = new Map([...Object.entries(irregular), ...Object.entries(spellings)]);

/** "broke", "taken": a past form that does not end in "ed". */
export const isIrregularPast = (lower: string): boolean =>
  Object.hasOwn(irregular, lower) && !/(?:s|ing|men|women|children|data|dead|death)$/.test(lower);

const vowel = /[aeiouyäöü]/;

const stripEnding = (word: string): string => {
  const cut = (by: number): string => word.slice(0, -by);
  if (word.endsWith("ies") && word.length > 4) return `${cut(3)}y`;
  if (word.endsWith("sses")) return cut(2);
  if (/(?:x|ch|sh|s|z)es$/.test(word) && word.length > 4) return cut(2);
  if (word.endsWith("s") && !/(?:ss|us|is)$/.test(word) && word.length > 3) return cut(1);
  return word;
};

const undouble = (stem: string): string => (/([bdfgklmnprtv])\1$/.test(stem) ? stem.slice(0, -1) : stem);

/** "mitigated" is of "mitigate", as "treated" is of "treat". */
const whole = (stem: string): string =>
  /(?<![eo])at$/.test(stem) && !/(?:form|comb)at$/.test(stem) ? `${stem}e` : stem;

const stripVerbal = (word: string): string => {
  for (const ending of ["ing", "ed"]) {
    if (!word.endsWith(ending)) continue;
    const stem = word.slice(0, -ending.length);
    if (stem.length >= 3 && vowel.test(stem))
      return stem.endsWith("i") ? `${stem.slice(0, -1)}y` : whole(undouble(stem));
  }
  return word;
};

const derived: readonly (readonly [RegExp, number, string])[] = [
  [/ization$/, 3, "iz"],
  [/isation$/, 3, "iz"],
  [/ational$/, 3, ""],
  [/ation$/, 4, ""],
  [/ition$/, 4, ""],
  [/ption$/, 3, "pt"],
  [/ction$/, 3, "ct"],
  [/sion$/, 4, "s"],
  [/tion$/, 4, "t"],
  [/ment$/, 4, ""],
  [/ally$/, 4, ""],
  [/ly$/, 4, ""],
  [/ate$/, 4, ""],
  [/ise$/, 4, "iz"],
  [/ize$/, 4, "iz"],
  [/is$/, 5, "iz"],
  [/our$/, 4, "or"],
];

const cache = new Map<string, string>();
const cacheLimit = 50_000;

const stemFresh = (lower: string): string => {
  const spelled = otherForm.get(lower);
  if (spelled !== undefined && spelled !== lower) return stemFresh(spelled);
  if (lower.length <= 3) return lower;
  let word = stripVerbal(stripEnding(lower));
  word = otherForm.get(word) ?? word;
  for (const [ending, least, by] of derived) {
    const rest = word.replace(ending, "");
    if (rest !== word && rest.length >= least) {
      word = rest + by;
      break;
    }
  }
  if (word.length > 3 && word.endsWith("e")) word = word.slice(0, -1);
  // "selling" is of "sell", as "planned" is of "plan": neither keeps its double letter.
  word = undouble(word);
  if (word.length > 3 && word.endsWith("y")) word = `${word.slice(0, -1)}i`;
  return word;
};

/** The stem of a folded, lower-case word. */
export const stemWord = (lower: string): string => {
  const known = cache.get(lower);
  if (known !== undefined) return known;
  const stem = stemFresh(lower);
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(lower, stem);
  return stem;
};
