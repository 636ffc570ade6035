/** Words and marks of a sentence for the tagger, each at its place. */
import type { Span } from "#terms/span.ts";

export interface Token extends Span {
  readonly text: string;
}

const token = /[\p{L}\p{N}_]+(?:[.'’][\p{L}\p{N}_]+)*|[^\s\p{L}\p{N}_]/gu;
/** Tokens of one sentence. */
export const maxTokens = 220;

/** Tokens of `text` between two places; at most 220 a sentence, the rest is not looked at. */
export const tokensOf = (text: string, start: number, end: number): Token[] => {
  const tokens: Token[] = [];
  token.lastIndex = start;
  for (let match = token.exec(text); match && match.index < end; match = token.exec(text)) {
    tokens.push({ start: match.index, end: match.index + match[0].length, text: match[0] });
    if (tokens.length >= maxTokens) break;
  }
  return tokens;
};
