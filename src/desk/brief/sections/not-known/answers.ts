/** What each open question is about, how much it weighs, and what would answer it. A table that grows by data [T]. */

export type Topic = "exploiters" | "number" | "entry" | "victims" | "taken" | "actor" | "motive" | "whether" | "other";

interface Kind {
  readonly topic: Topic;
  readonly asks: RegExp;
  /** Smaller is told first. */
  readonly rank: number;
  readonly answer: string;
}

const kinds: readonly Kind[] = [
  {
    topic: "number",
    asks: /^how (?:many|much)\b|\bnumber of\b/i,
    rank: 1,
    answer: "A count by the owner of the systems would answer it.",
  },
  {
    topic: "exploiters",
    asks: /^who\b.*\b(?:exploit|using|abus)/i,
    rank: 0,
    answer: "A published case would answer it.",
  },
  {
    topic: "actor",
    asks: /^(?:who|which)\b.*\b(?:behind|attack|responsible|sent|botnet|group|gang|state|suspects?|country|did it)/i,
    rank: 0,
    answer: "An attribution with its basis would answer it.",
  },
  {
    topic: "victims",
    asks: /^(?:who|which|what)\b.*\b(?:victims?|targets?|affected|hit)\b|\bidentity of\b/i,
    rank: 2,
    answer: "Victims that name their own cases would answer it.",
  },
  {
    topic: "entry",
    asks: /^how\b.*\b(?:got|gain|broke|enter|access|intru|compromis|breach|entry|in)\b/i,
    rank: 1,
    answer: "A technical account of the intrusion would answer it.",
  },
  {
    topic: "taken",
    asks: /^(?:what|which)\b.*\b(?:taken|stolen|copied|leaked|lost|accessed|data)\b/i,
    rank: 2,
    answer: "A notice by the owner of the data would answer it.",
  },
  { topic: "motive", asks: /^why\b/i, rank: 4, answer: "A statement by those concerned would answer it." },
  { topic: "whether", asks: /^(?:whether|if)\b/i, rank: 3, answer: "A statement by those concerned would answer it." },
  { topic: "other", asks: /^/, rank: 3, answer: "A statement by those concerned would answer it." },
];

export interface Asked {
  readonly topic: Topic;
  readonly rank: number;
  readonly answer: string;
}

export const askedBy = (question: string): Asked => {
  const found = kinds.find((kind) => kind.asks.test(question)) ?? kinds.at(-1);
  return { topic: found?.topic ?? "other", rank: found?.rank ?? 3, answer: found?.answer ?? "" };
};
