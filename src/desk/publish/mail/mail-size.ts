/**
 * What a mail leaves out so that no client cuts it: mail programs hide what stands beyond about 100 kB, and with it the
 * label at the end.
 *
 * Steps, from nothing left out to a mail that fits whatever the edition holds; the first that fits is taken. What is
 * left out is said where it is left out, and stands whole in the plain part and in the edition.
 */
import type { Reading, ReadingBlock, ReadingPassage, ReadingSentence } from "#terms/reading.ts";

export interface MailDetail {
  /** A passage quoted under an earlier section is named there and not quoted again. */
  readonly quoteOnce: boolean;
  /** Longest quotation, in characters; 0: passages are named and not quoted. */
  readonly quoteLength: number;
  /** Blocks of one section, and sentences of one block. */
  readonly blocks: number;
  /** Longest sentence, in characters. */
  readonly sentenceLength: number;
}

/** Far above what any edition of ours holds. */
const whole: MailDetail = { quoteOnce: false, quoteLength: 2_000, blocks: 300, sentenceLength: 4_000 };

export const mailDetails: readonly MailDetail[] = [
  whole,
  { ...whole, quoteOnce: true },
  { ...whole, quoteOnce: true, quoteLength: 240 },
  { ...whole, quoteOnce: true, quoteLength: 120 },
  { ...whole, quoteLength: 0 },
  { quoteOnce: true, quoteLength: 0, blocks: 24, sentenceLength: 800 },
  { quoteOnce: true, quoteLength: 0, blocks: 8, sentenceLength: 400 },
];

export const largestMailHtml = 90_000;

/** Cut at a word where one ends near, with an ellipsis. Never between the halves of one character. */
export const clampText = (text: string, length: number): string => {
  if (text.length <= length) return text;
  const cut = text.slice(0, length).replace(/[\ud800-\udbff]$/, "");
  const space = cut.lastIndexOf(" ");
  return `${space > length - 40 && space > 0 ? cut.slice(0, space) : cut} …`;
};

/** A name, a heading, a note: what is longer is no name. */
const nameLength = 300;

const boundSentence = (sentence: ReadingSentence, { sentenceLength, blocks }: MailDetail): ReadingSentence => ({
  ...sentence,
  text: clampText(sentence.text, sentenceLength),
  passages: sentence.passages.slice(0, blocks),
});

const boundBlock = (block: ReadingBlock, detail: MailDetail): ReadingBlock => ({
  ...block,
  ...(block.heading === undefined ? {} : { heading: clampText(block.heading, nameLength) }),
  sentences: block.sentences.slice(0, detail.blocks).map((sentence) => boundSentence(sentence, detail)),
});

const boundPassage = (passage: ReadingPassage, { quoteLength }: MailDetail): ReadingPassage => ({
  ...passage,
  outlet: clampText(passage.outlet, nameLength),
  quote: clampText(passage.quote, quoteLength),
});

/** The reading with every text of it bounded; which blocks are left out is decided, and said, where they are drawn. */
export const boundReading = (reading: Reading, detail: MailDetail): Reading => ({
  ...reading,
  edition: { ...reading.edition, title: clampText(reading.edition.title, nameLength) },
  sections: reading.sections.map((section) => ({
    ...section,
    blocks: section.blocks.map((block) => boundBlock(block, detail)),
  })),
  passages: reading.passages.map((passage) => boundPassage(passage, detail)),
  sources: reading.sources.map((source) => ({
    ...source,
    outlet: clampText(source.outlet, nameLength),
    title: clampText(source.title, nameLength),
    ...(source.note === undefined ? {} : { note: clampText(source.note, nameLength) }),
  })),
  gates: reading.gates.map((gate) => (gate.name === undefined ? gate : { ...gate, name: clampText(gate.name, 80) })),
  scoreCard: {
    ...reading.scoreCard,
    lines: reading.scoreCard.lines.slice(0, 60).map((line) => ({
      ...line,
      measure: clampText(line.measure, 80),
      value: clampText(line.value, nameLength),
    })),
  },
});
