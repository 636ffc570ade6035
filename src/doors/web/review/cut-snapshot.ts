/** A snapshot cut where sentences begin and marks have their edges, so that words can be chosen by key and by pointer. */
import { splitSentences } from "#kit/text/split-sentences.ts";

interface Marked {
  readonly start: number;
  readonly end: number;
}

export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly isCited: boolean;
  readonly isChosen: boolean;
}

const holds = (mark: Marked, start: number, end: number): boolean => mark.start < end && start < mark.end;

/** Paragraphs keep their blank lines: the text is shown as it is. */
export const cutSnapshot = (text: string, cited: readonly Marked[], chosen: Marked | undefined): readonly Piece[] => {
  const edges = new Set([0, text.length]);
  for (const { start, end } of [...cited, ...(chosen === undefined ? [] : [chosen])]) {
    edges.add(Math.max(0, Math.min(start, text.length)));
    edges.add(Math.max(0, Math.min(end, text.length)));
  }
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((start, at) => {
    const end = sorted[at + 1] ?? text.length;
    return {
      start,
      end,
      text: text.slice(start, end),
      isCited: cited.some((mark) => holds(mark, start, end)),
      isChosen: chosen !== undefined && holds(chosen, start, end),
    };
  });
};

export const sentencesOf = (text: string): readonly Marked[] => splitSentences(text);

/** The sentences from one to another, whichever comes first. */
export const spanOf = (sentences: readonly Marked[], from: number, to: number): Marked | undefined => {
  const first = sentences[Math.min(from, to)];
  const last = sentences[Math.max(from, to)];
  return first === undefined || last === undefined ? undefined : { start: first.start, end: last.end };
};

/** The sentence that a place lies in, or the next one. */
export const sentenceAt = (sentences: readonly Marked[], place: number): number => {
  const found = sentences.findIndex(({ end }) => place < end);
  return found < 0 ? Math.max(0, sentences.length - 1) : found;
};
