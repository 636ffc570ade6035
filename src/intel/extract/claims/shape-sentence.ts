/**
 * The shape of a sentence: its words in lower case with every mention replaced by a mark of its kind.
 *
 * "Unit 42 confirmed 70 victims" becomes `<n:research_team#0> confirmed <q:victim#1>`, so that a pattern speaks of kinds
 * and never of names. The number after `#` is the mention's index in the list given.
 */
import type { Mention } from "#terms/mention.ts";
import type { Span } from "#terms/span.ts";

export interface Shape {
  readonly text: string;
  /** Mentions inside the sentence that were replaced, in order; their index in the article's list. */
  readonly used: readonly number[];
}

/** What wins where mentions overlap: the more particular kind, then the longer. */
const rank: Readonly<Record<Mention["kind"], number>> = {
  vulnerability: 0,
  identifier: 1,
  score: 2,
  version: 3,
  date: 4,
  observable: 5,
  duration: 6,
  name: 7,
  quantity: 8,
  quotation: 99,
};

const markOf = (mention: Mention, index: number): string => {
  switch (mention.kind) {
    case "vulnerability":
      return `<cve#${index}>`;
    case "quantity":
      return mention.ordinal
        ? mention.surface.toLowerCase()
        : `<q:${mention.unit.replace(/[^\p{L}\p{N}-]/gu, "_") || "none"}#${index}>`;
    case "date":
      return `<d:${mention.precision}#${index}>`;
    case "duration":
      return `<t#${index}>`;
    case "version":
      return `<v#${index}>`;
    case "score":
      return `<s#${index}>`;
    case "identifier":
      return `<id:${mention.scheme}#${index}>`;
    case "observable":
      return `<o:${mention.type}#${index}>`;
    case "name":
      // Sectors and demonyms are words of the sentence; keeping them lets patterns read "Chinese state".
      return mention.type === "sector" ||
        mention.type === "demonym" ||
        mention.type === "technique" ||
        mention.type === "tactic"
        ? mention.surface.toLowerCase()
        : `<n:${mention.type}#${index}>`;
    case "quotation":
      return mention.surface.toLowerCase();
  }
};

/** Chooses non-overlapping mentions inside `span`. */
const choose = (mentions: readonly Mention[], span: Span): number[] => {
  const inside: number[] = [];
  mentions.forEach((mention, index) => {
    if (mention.kind !== "quotation" && mention.start >= span.start && mention.end <= span.end) inside.push(index);
  });
  const at = (index: number): Mention => mentions[index] as Mention;
  const length = (index: number): number => at(index).end - at(index).start;
  inside.sort((a, b) => rank[at(a).kind] - rank[at(b).kind] || length(b) - length(a) || at(a).start - at(b).start);
  const taken: number[] = [];
  for (const index of inside) {
    const mention = at(index);
    if (taken.every((other) => at(other).end <= mention.start || at(other).start >= mention.end)) taken.push(index);
  }
  return taken.sort((a, b) => at(a).start - at(b).start);
};

export const shapeSentence = (text: string, span: Span, mentions: readonly Mention[]): Shape => {
  const used = choose(mentions, span);
  let shape = "";
  let at = span.start;
  for (const index of used) {
    const mention = mentions[index] as Mention;
    shape += text.slice(at, mention.start).toLowerCase().replaceAll("<", " ");
    shape += markOf(mention, index);
    at = mention.end;
  }
  shape += text.slice(at, span.end).toLowerCase().replaceAll("<", " ");
  return { text: shape.replaceAll("’", "'").replace(/\s+/g, " "), used };
};

/** Indexes of the mentions that a piece of shape refers to. */
export const mentionsIn = (shape: string): number[] =>
  [...shape.matchAll(/#(\d{1,6})>/g)].map((match) => Number(match[1]));
