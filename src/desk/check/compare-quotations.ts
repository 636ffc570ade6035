/** Quotations must stand in a passage word for word, whatever the case and after Unicode folding; an ellipsis may leave words out. */
import type { Span } from "#terms/span.ts";
import type { Finding } from "./finding.ts";
import { foldText } from "./fold-text.ts";
import type { IndexedPassage, PassageIndex } from "./index-passages.ts";
import type { ReadText } from "./read-text.ts";

interface Quotation extends Span {
  readonly words: string;
}

const closers: Readonly<Record<string, string>> = { '"': '"', "“": "”", "„": "“", "«": "»", "»": "«", "「": "」" };
const longest = 2_000;

/** Quotations of a text between double marks, without the marks. An unclosed mark opens nothing. */
const findQuotations = (text: string): Quotation[] => {
  const found: Quotation[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const open = text.charAt(at);
    const close = closers[open];
    if (close === undefined) continue;
    let end = text.indexOf(close, at + 1);
    if (open !== "«" && open !== "»" && open !== "「") {
      const other = text.slice(at + 1, at + longest).search(/[”“"]/);
      end = other === -1 ? -1 : at + 1 + other;
    }
    if (end === -1 || end - at > longest) continue;
    if (end > at + 1) found.push({ start: at + 1, end, words: text.slice(at + 1, end) });
    at = end;
  }
  return found;
};

const plain = (text: string): string => foldText(text).replace(/\s+/g, " ").trim();

/** Pieces of a quotation between ellipses and editor's brackets, without the punctuation the host sentence adds. */
const pieces = (words: string): string[] =>
  plain(words)
    .split(/\s?\[?\.\.\.\]?\s?|\s?\[[^\]]{0,60}\]\s?/)
    .map((piece) => piece.replace(/^[\s,;:]+|[\s,;:.!?]+$/g, ""))
    .filter((piece) => /[\p{L}\p{N}]/u.test(piece));

/** A stretch of a text without the words that its ends cut. */
const wholeWords = (text: string, from: number, to: number): string => {
  const cut = text.slice(Math.max(0, from), to);
  const head = from <= 0 ? cut : cut.slice(cut.indexOf(" ") + 1);
  return to >= text.length ? head : head.slice(0, Math.max(0, head.lastIndexOf(" ")));
};

/** Without the blanks that tokenised texts have around marks ("walking , talking"), and without escapes before quotes. */
const squeeze = (text: string): string =>
  text.replace(/\\(?=['"])/g, "").replace(/\s{0,4}([^\p{L}\p{N}\s])\s{0,4}/gu, "$1");

interface Searched {
  readonly lower: string;
  squeezed?: string;
}

/** Whole articles are asked for every sentence and quotation: each is made ready once. */
const searched = new WeakMap<IndexedPassage, Searched>();

const searchedOf = (passage: IndexedPassage): Searched => {
  const known = searched.get(passage);
  if (known !== undefined) return known;
  const made = { lower: passage.folded.toLowerCase() };
  searched.set(passage, made);
  return made;
};

const squeezedOf = (passage: IndexedPassage): string => {
  const of = searchedOf(passage);
  of.squeezed ??= squeeze(of.lower);
  return of.squeezed;
};

/** The words of a passage most like the quotation: where its longest word run begins. */
const likeliest = (text: string, lower: string, piece: string): string | undefined => {
  const words = piece.split(" ");
  for (let size = Math.min(words.length - 1, 6); size >= 2; size -= 1) {
    for (let at = 0; at + size <= words.length; at += 1) {
      const found = lower.indexOf(words.slice(at, at + size).join(" "));
      if (found !== -1) return wholeWords(text, found - 20, found + piece.length + 20);
    }
  }
  return undefined;
};

/** A name in quotation marks is a name: another name of the same thing is no misquotation. */
const isQuotedName = (claim: ReadText, quotation: Span, index: PassageIndex): boolean => {
  const inside = claim.tokens
    .map((token, at) => ({ token, at }))
    .filter(({ token }) => token.start >= quotation.start && token.end <= quotation.end && token.kind !== "mark");
  return (
    inside.length > 0 &&
    inside.length <= 4 &&
    inside.every(({ at }) =>
      claim.entities.get(at)?.some((entity) => index.passages.some(({ read }) => read.entityIds.has(entity.id))),
    )
  );
};

/** One finding for each quotation of the sentence. `folded` are the passages' texts, folded. */
export const compareQuotations = (claim: ReadText, index: PassageIndex): Finding[] =>
  findQuotations(claim.text)
    .filter((quotation) => !isQuotedName(claim, quotation, index))
    .map((quotation) => {
      const base = {
        slot: "quotation" as const,
        claimValue: quotation.words,
        claimSpan: { start: quotation.start, end: quotation.end },
      };
      const parts = pieces(quotation.words.toLowerCase());
      const inOrder = (text: string, wanted: readonly string[]): boolean => {
        let from = 0;
        return wanted.every((piece) => {
          const at = text.indexOf(piece, from);
          from = at + piece.length;
          return at !== -1;
        });
      };
      const squeezed = parts.map(squeeze);
      const verbatim = index.passages.some(
        (passage) => inOrder(searchedOf(passage).lower, parts) || inOrder(squeezedOf(passage), squeezed),
      );
      if (verbatim)
        return { ...base, agrees: true, verdict: "supported", reason: "The quotation stands in the source." };
      for (const [passageIndex, passage] of index.passages.entries()) {
        const like = likeliest(passage.folded, searchedOf(passage).lower, parts.join(" "));
        if (like !== undefined)
          return {
            ...base,
            sourceValue: like,
            passageIndex,
            agrees: false,
            verdict: "contradicted",
            reason: `The sentence quotes “${quotation.words.trim()}”; the source's words are “${like.trim()}”.`,
          };
      }
      return {
        ...base,
        agrees: false,
        verdict: "not_found",
        reason: `The quotation “${quotation.words.trim()}” does not stand in the source.`,
      };
    });
