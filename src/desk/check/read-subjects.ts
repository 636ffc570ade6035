/** Names of a text as runs of tokens: capitalised words that are no sentence openers, and identifiers with letters. */
import { readVerb } from "#kit/english/verbs.ts";
import type { ReadText } from "./read-text.ts";
import type { Token } from "./token.ts";
import { commonWords, functionWords, sentenceOpeners } from "./words/function-words.ts";

export const titles: ReadonlySet<string> = new Set(
  "mr mrs ms miss dr sir dame lord prof pm mp mps ceo coo cfo cto ciso".split(" "),
);

/** Written in capitals and no names. What attackers use and break (VPN, USB) is left out: there each added one is a claim. */
const wordsInLetters: ReadonlySet<string> = new Set("tv tvs cctv cd cds dvd dvds ok".split(" "));

export const isNameWord = (token: Token): boolean =>
  token.kind === "word" &&
  token.capital &&
  !titles.has(token.lower) &&
  !wordsInLetters.has(token.lower) &&
  !functionWords.has(token.lower) &&
  token.lower.length > 1;

/** Headlines capitalise everything: there a capital says nothing. A sentence with a stop may just be rich in names. */
const isTitleCase = (read: ReadText): boolean => {
  const words = read.tokens.filter((token) => token.kind === "word" && token.lower.length >= 4);
  const least = read.tokens.at(-1)?.key === "." ? 0.9 : 0.7;
  return words.length >= 5 && words.filter((token) => token.capital).length >= words.length * least;
};

/** "Former Rangers": a word that opens the sentence before a name and tells of it. */
const withoutOpener = (read: ReadText, name: readonly number[]): readonly number[] => {
  const first = read.tokens[name[0] ?? 0];
  const tells = first?.opens === true && sentenceOpeners.has(first.lower) && !read.entities.has(name[0] ?? 0);
  return tells && name.length > 1 ? name.slice(1) : name;
};

/** Runs of name words: "Palo Alto Networks", "Storm-0558" is an identifier and not here. */
export const readNames = (read: ReadText): (readonly number[])[] => {
  if (isTitleCase(read))
    return [...read.entities.keys()].filter((at) => read.tokens[at]?.kind === "word").map((at) => [at]);
  const names: number[][] = [];
  let run: number[] = [];
  const close = (): void => {
    if (run.length > 0) names.push(run);
    run = [];
  };
  read.tokens.forEach((token, at) => {
    if (token.kind === "mark" && (token.key === "-" || token.key === "&") && run.length > 0) return;
    if (!isNameWord(token) || (token.opens && run.length > 0)) close();
    if (isNameWord(token)) run.push(at);
  });
  close();
  return names
    .map((name) => withoutOpener(read, name))
    .filter((name) => {
      const first = read.tokens[name[0] ?? 0] as Token;
      if (name.length > 1 || !first.opens) return true;
      return read.entities.has(name[0] ?? 0) || !(sentenceOpeners.has(first.lower) || commonWords.has(first.lower));
    });
};

const demonymEnding = /^(?:an|ian|n|ese|ish|i|ic|ans|ians|s|a|e|y)?$/;

/** "Iranian" and "Iran", "Chinese" and "China": a shared beginning and the endings of peoples. */
export const isKin = (a: string, b: string): boolean => {
  let shared = 0;
  while (shared < a.length && shared < b.length && a.charAt(shared) === b.charAt(shared)) shared += 1;
  return shared >= 4 && demonymEnding.test(a.slice(shared)) && demonymEnding.test(b.slice(shared));
};

/** Names that can be subjects: runs of capitalised words, and identifiers with letters (APT41, UNC3886). */
export const subjectNames = (read: ReadText, known: ReadonlySet<string> = read.nameKeys): (readonly number[])[] => {
  // A lone capitalised opener ("Headlines") is a name only when it is known as one or has a capital elsewhere too.
  const runs = readNames(read)
    .filter((run) => {
      const first = read.tokens[run[0] ?? 0];
      return run.length > 1 || first?.opens !== true || read.entities.has(run[0] ?? 0) || known.has(first.lower);
    })
    .map((run) => [...run]);
  read.tokens.forEach((token, at) => {
    if (token.kind === "identifier" && /^\p{Lu}[\p{L}-]*\d/u.test(token.text) && !/^CVE/i.test(token.text))
      runs.push([at]);
  });
  return runs.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
};

const joiner = /^(?:of|for|and|the|&)$/;

/** The letters a name may be known by, from token `at` as far as its capitals go: "Office of Fair Trading" by OFT or OOFT. */
export const lettersOf = (claim: ReadText, at: number): string[] => {
  const sentence = claim.tokens[at]?.sentence;
  const belongs = (place: number): boolean => {
    const token = claim.tokens[place];
    return token !== undefined && token.sentence === sentence && (isNameWord(token) || joiner.test(token.lower));
  };
  let [from, to] = [at, at];
  while (belongs(from - 1) && at - from < 8) from -= 1;
  while (belongs(to + 1) && to - at < 8) to += 1;
  const words = claim.tokens.slice(from, to + 1);
  while (joiner.test(words[0]?.lower ?? "")) words.shift();
  while (joiner.test(words.at(-1)?.lower ?? "")) words.pop();
  const capitals = words.filter((token) => !joiner.test(token.lower));
  if (capitals.length < 2) return [];
  return [capitals, words].map((list) => list.map((token) => token.lower.charAt(0)).join(""));
};

/** Does a text have the letters of a name, written as letters: "AT" and not "at"? */
export const hasLetters = (
  text: { readonly places: ReadonlyMap<string, readonly number[]>; readonly tokens: readonly Token[] },
  letters: string,
): boolean => text.places.get(letters)?.some((at) => /^\p{Lu}{2}/u.test(text.tokens[at]?.text ?? "")) === true;

/** "NHA" and "Northern Harbour Authority", whichever is written out. */
export const isAcronym = (a: ReadText, tokens: readonly number[], b: ReadText, others: readonly number[]): boolean => {
  const letters = others
    .filter((at) => b.tokens[at]?.capital === true)
    .map((at) => b.tokens[at]?.lower.charAt(0) ?? "")
    .join("");
  return letters.length >= 2 && tokens.some((at) => a.tokens[at]?.lower === letters);
};

/** "The Frenchman", "England captain", "Roman outfit": tells what someone is, and may be anyone's description. */
export const isDescription = (read: ReadText, name: readonly number[]): boolean => {
  const before = read.tokens[(name[0] ?? 0) - 1];
  const next = read.tokens[(name[name.length - 1] ?? 0) + 1];
  const people = name.length === 1 && isPeople(read.tokens[name[0] ?? 0]?.lower ?? "");
  if (people && before?.lower === "the") return true;
  const noun =
    next?.kind === "word" &&
    !next.capital &&
    next.lower.length > 3 &&
    !functionWords.has(next.lower) &&
    !/ly$/.test(next.lower) &&
    readVerb(next.lower).length === 0;
  return noun && (people || read.entities.get(name[0] ?? 0)?.some((entity) => entity.type === "country") === true);
};

const isPeople = (lower: string): boolean => /(?:man|woman|men|women|ish|ese|ian|can|ean|rian|ssian)$/.test(lower);
