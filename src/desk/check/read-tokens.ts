/**
 * Reads a text into tokens that can be compared: literals have values, words have stems, known phrases are one token.
 * Each token knows its sentence and its clause.
 */
import { splitSentences } from "#kit/text/split-sentences.ts";
import { dateKey, readDate } from "./read-calendar.ts";
import { poundOfEither, readNumber } from "./read-figures.ts";
import { type RawToken, scanChunks } from "./scan-chunks.ts";
import { stemWord } from "./stem-word.ts";
import type { DateValue, NumberValue, Token, TokenKind } from "./token.ts";
import { phrases } from "./words/meanings.ts";

const phraseKey = new Map<string, string>();
const phraseStarts = new Map<string, number>();
for (const [phrase, key] of Object.entries(phrases)) {
  phraseKey.set(phrase, key);
  const words = phrase.split(" ");
  const first = words[0] ?? "";
  phraseStarts.set(first, Math.max(phraseStarts.get(first) ?? 0, words.length));
}

/** "£20 million" and "20 million pounds" are one word of a text; whether pounds are meant as money, the numbers' comparison tells. */
const numberKey = ({ vague, value, unit, ordinal }: NumberValue): string =>
  `num:${vague ? "~" : ""}${String(value)}${unit === poundOfEither ? "£" : unit}${ordinal ? "th" : ""}`;

interface Piece {
  readonly kind: TokenKind;
  readonly key: string;
  readonly next: number;
  readonly number?: NumberValue;
  readonly date?: DateValue;
}

/** A hyphen; or the stop at which an abbreviation was torn: "u. S. states". */
const keepsPhrase = (raw: readonly RawToken[], mark: number): boolean =>
  /^[-‑‐]$/.test(raw[mark]?.text ?? "") ||
  (raw[mark]?.text === "." && raw[mark - 1]?.text.length === 1 && raw[mark + 1]?.text.length === 1);

const phraseAt = (raw: readonly RawToken[], at: number): Piece | undefined => {
  const first = raw[at]?.folded.toLowerCase() ?? "";
  const longest = phraseStarts.get(first);
  if (longest === undefined) return undefined;
  let joined = "";
  let found: Piece | undefined;
  let words = 0;
  for (let next = at; next < raw.length && words < longest; next += 1) {
    const token = raw[next];
    if (token === undefined) break;
    if (token.kind === "mark" && token.text !== "&") {
      if (keepsPhrase(raw, next)) continue;
      break;
    }
    words += 1;
    const word = token.folded.toLowerCase().replace(/\.$/, token.folded.length > 2 ? "" : ".");
    joined = joined === "" ? word : `${joined} ${word}`;
    const key = phraseKey.get(joined);
    if (key !== undefined) found = { kind: "word", key: stemWord(key), next: next + 1 };
  }
  return found;
};

/** Words that look like identifiers. */
const wordLike: ReadonlySet<string> = new Set(Object.values(phrases));

const versionKey = (folded: string): string => `ver:${folded.toLowerCase().replace(/^(?:v\.?|ver\.?)(?=\d)/, "")}`;

const pieceAt = (raw: readonly RawToken[], at: number): Piece => {
  const token = raw[at] as RawToken;
  if (token.kind === "mark") return { kind: "mark", key: token.text, next: at + 1 };
  const date = readDate(raw, at);
  if (date !== undefined) return { kind: "date", key: dateKey(date.value), next: date.next, date: date.value };
  const number = readNumber(raw, at);
  if (number !== undefined)
    return { kind: "number", key: numberKey(number.value), next: number.next, number: number.value };
  const phrase = phraseAt(raw, at);
  if (phrase !== undefined) return phrase;
  const folded = token.folded.toLowerCase().replace(/(\d),(?=\d{3}(?!\d))/g, "$1");
  if (wordLike.has(folded)) return { kind: "word", key: stemWord(folded), next: at + 1 };
  if (token.kind === "version") return { kind: "version", key: versionKey(folded), next: at + 1 };
  if (token.kind === "identifier") return { kind: "identifier", key: `id:${folded.replaceAll("-", "")}`, next: at + 1 };
  if (token.kind === "address") return { kind: "address", key: `addr:${folded.replace(/\/$/, "")}`, next: at + 1 };
  if (token.kind === "figure") return { kind: "identifier", key: `id:${folded}`, next: at + 1 };
  return { kind: "word", key: stemWord(folded.replace(/\.$/, "")), next: at + 1 };
};

const clauseMarks = new Set([",", ";", ":", "(", ")", "—", "–", "\n"]);
const clauseWords = new Set(
  "but while whereas although though because which who whose whom unless however if when after before until since despite".split(
    " ",
  ),
);

const auxiliaries = new Set(
  "will would has have had was were is are did does can could cannot may might must should".split(" "),
);

/** "We paid no ransom and will pay none": a second verb with an auxiliary of its own is a second statement. */
const joinsClause = (raw: readonly RawToken[], at: number): boolean =>
  raw[at]?.folded.toLowerCase() === "and" && auxiliaries.has(raw[at + 1]?.folded.toLowerCase() ?? "");

const toToken = (
  text: string,
  first: RawToken,
  last: RawToken,
  piece: Piece,
  place: Pick<Token, "sentence" | "clause" | "opens">,
): Token => {
  const surface = text.slice(first.start, last.end);
  return {
    kind: piece.kind,
    text: surface,
    start: first.start,
    end: last.end,
    lower: first === last ? first.folded.toLowerCase() : surface.toLowerCase(),
    key: piece.key,
    capital: /^\p{Lu}/u.test(first.folded),
    ...place,
    ...(piece.number === undefined ? {} : { number: piece.number }),
    ...(piece.date === undefined ? {} : { date: piece.date }),
  };
};

/** Tokens of `text` in order. */
export const readTokens = (text: string): Token[] => {
  const raw = scanChunks(text);
  const sentences = splitSentences(text);
  const tokens: Token[] = [];
  let sentence = 0;
  let clause = 0;
  let opened = -1;
  for (let at = 0; at < raw.length; ) {
    const first = raw[at] as RawToken;
    while (sentence < sentences.length - 1 && first.start >= (sentences[sentence]?.end ?? 0)) {
      sentence += 1;
      clause += 1;
    }
    const piece = pieceAt(raw, at);
    const last = raw[piece.next - 1] ?? first;
    if (piece.kind === "word" && (clauseWords.has(first.folded.toLowerCase()) || joinsClause(raw, at))) clause += 1;
    const opens = piece.kind !== "mark" && opened !== sentence;
    if (opens) opened = sentence;
    tokens.push(toToken(text, first, last, piece, { sentence, clause, opens }));
    if (piece.kind === "mark" && clauseMarks.has(piece.key)) clause += 1;
    at = piece.next;
  }
  return tokens;
};
