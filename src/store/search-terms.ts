/**
 * A question as a person types it: words in any order, "a phrase", -without, begin*; addresses defanged or not.
 *
 * Never an error of syntax: what has no meaning is no term. What is written for the database is built from lexemes, which
 * hold letters, figures and `. - _ @` alone. A question that is too long, or has too many terms, is refused in words.
 */
import { err, ok, type Result } from "#kit/result.ts";
import type { SearchFault } from "#terms/search.ts";
import { type FoundWord, findWords } from "./search-words.ts";

export interface TermWord {
  readonly lexeme: string;
  readonly isPrefix: boolean;
  /** Positions from the word before; the first has 0. */
  readonly distance: number;
}

/** One word, or several that stand one after the other. */
export interface Term {
  readonly words: readonly TermWord[];
  readonly isExcluded: boolean;
}

const mostCharacters = 1000;
const mostTerms = 32;
const mostWords = 200;
const leastOfPrefix = 2;

const refuse = (because: string): Result<never, SearchFault> => err({ type: "asked", because });

interface Piece {
  readonly text: string;
  readonly isQuoted: boolean;
  readonly isExcluded: boolean;
}

const opening = new Set(['"', "“", "„", "«", "「", "『"]);
const closing = new Set(['"', "”", "“", "»", "」", "』"]);
const isSpace = (character: string): boolean => /\s/u.test(character);

/** Cuts at spaces outside quotes. A quote that is not closed ends with the text. */
const cutPieces = (text: string): Piece[] => {
  const pieces: Piece[] = [];
  const characters = [...text];
  let at = 0;
  const readTo = (isEnd: (character: string) => boolean): string => {
    const from = at;
    while (at < characters.length && !isEnd(characters[at] ?? "")) at += 1;
    return characters.slice(from, at).join("");
  };
  while (at < characters.length) {
    if (isSpace(characters[at] ?? "")) {
      at += 1;
      continue;
    }
    const isExcluded = characters[at] === "-" || characters[at] === "\u2212";
    if (isExcluded) at += 1;
    const isQuoted = opening.has(characters[at] ?? "");
    if (isQuoted) at += 1;
    const piece = readTo(isQuoted ? (one) => closing.has(one) : (one) => isSpace(one) || opening.has(one));
    if (isQuoted) at += 1;
    pieces.push({ text: piece, isQuoted, isExcluded });
  }
  return pieces;
};

/** `hxxp://` and the like say how, not what. */
const schemes = /^(?:h[tx]{2}ps?|f[tx]p)\[?:\]?\/\/\]?/iu;

/** Parts of an identifier, and the end of a run of pairs, say nothing that is not said. */
const essential = (words: readonly FoundWord[]): FoundWord[] => {
  const kept: FoundWord[] = [];
  let covered = 0;
  for (const [at, word] of words.entries()) {
    const isWithin = word.position < covered;
    const follows = word.as === "last" && words[at - 1]?.as === "pair" && words[at - 1]?.after === word.after;
    if (isWithin || follows) continue;
    if (word.as === "identifier") covered = word.after;
    kept.push(word);
  }
  return kept;
};

/** `10.0.0.*` is not `10.0.01`: the joint before the star counts where identifiers have it. */
const jointBefore = (text: string, last: FoundWord | undefined): string => {
  const joint = /[.\-_@](?=\*$)/u.exec(text)?.[0] ?? "";
  return joint === "-" && last?.as !== "identifier" ? "" : joint;
};

const readTerm = ({ text, isExcluded }: Piece): Result<Term | undefined, SearchFault> => {
  const trimmed = text.replace(schemes, "");
  const found = essential([...findWords(trimmed)]);
  const begins = trimmed.endsWith("*");
  const words = found.map((word, at): TermWord => {
    const isBeginning = begins && at === found.length - 1 && word.as !== "pair";
    return {
      lexeme: word.lexeme + (isBeginning ? jointBefore(trimmed, word) : ""),
      // One character of a script in pairs stands at the beginning of its pair.
      isPrefix: word.as === "last" || isBeginning,
      distance: at === 0 ? 0 : word.position - (found[at - 1]?.position ?? 0),
    };
  });
  const last = found.at(-1);
  if (begins && last !== undefined && last.as !== "last" && [...last.lexeme].length < leastOfPrefix)
    return refuse(`${text}: expected at least ${leastOfPrefix} letters before * but found 1.`);
  return ok(words.length === 0 ? undefined : { words, isExcluded });
};

export const readTerms = (text: string): Result<readonly Term[], SearchFault> => {
  if (text.length > mostCharacters)
    return refuse(
      `Expected at most ${mostCharacters.toLocaleString("en-GB")} characters to look for but found ${text.length.toLocaleString("en-GB")}.`,
    );
  const terms: Term[] = [];
  for (const piece of cutPieces(text)) {
    const term = readTerm(piece);
    if (!term.ok) return term;
    if (term.value !== undefined) terms.push(term.value);
  }
  if (terms.length > mostTerms)
    return refuse(`Expected at most ${mostTerms} words or phrases but found ${terms.length}.`);
  if (terms.reduce((sum, { words }) => sum + words.length, 0) > mostWords)
    return refuse(`Expected at most ${mostWords} words, those of phrases counted, but found more.`);
  if (terms.every(({ isExcluded }) => isExcluded))
    return refuse(
      terms.length === 0
        ? "Expected a word to look for but found none."
        : "Expected a word to look for beside those to leave out but found none.",
    );
  return ok(terms);
};

const quoted = (lexeme: string): string => `'${lexeme.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;

const written = ({ lexeme, isPrefix }: TermWord): string => `${quoted(lexeme)}${isPrefix ? ":*" : ""}`;

/** As PostgreSQL's `tsquery` is written. */
export const toTsquery = (terms: readonly Term[]): string =>
  terms
    .map(({ words, isExcluded }) => {
      const phrase = words
        .map((word) => `${word.distance === 0 ? "" : `<${word.distance}> `}${written(word)}`)
        .join(" ");
      return `${isExcluded ? "!" : ""}(${phrase})`;
    })
    .join(" & ");

/**
 * What an index can tell of a question without reading a text: every word of a phrase, wherever it stands. Texts that
 * fit the question fit this; where `isExact`, the other way round too.
 */
export const toLooseTsquery = (terms: readonly Term[]): { readonly query: string; readonly isExact: boolean } => ({
  query: terms
    .filter(({ words, isExcluded }) => !isExcluded || words.length === 1)
    .flatMap(({ words, isExcluded }) => words.map((word) => `${isExcluded ? "!" : ""}${written(word)}`))
    .join(" & "),
  isExact: terms.every(({ words }) => words.length === 1),
});
