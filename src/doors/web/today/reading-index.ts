/** Looks things up in a reading: passages by label, sentences that can be opened, in order, with their section. */
import type { Reading, ReadingPassage, ReadingSentence } from "../../api/contract.ts";

export interface ReadingIndex {
  readonly passages: ReadonlyMap<string, ReadingPassage>;
  readonly sentences: ReadonlyMap<string, ReadingSentence>;
  /** Ids of the sentences with passages that are on screen for this role, in reading order. */
  readonly order: readonly string[];
  readonly sectionOf: ReadonlyMap<string, string>;
}

/** Cards of other roles are not on screen. */
export const isShownTo = (role: string | undefined, block: { role?: string | undefined }): boolean =>
  block.role === undefined || role === undefined || block.role === role;

export const indexReading = (reading: Reading, role: string | undefined): ReadingIndex => {
  const sentences = new Map<string, ReadingSentence>();
  const sectionOf = new Map<string, string>();
  const order: string[] = [];
  for (const section of reading.sections) {
    for (const block of section.blocks) {
      for (const sentence of inCardOrder(block.sentences)) {
        sentences.set(sentence.id, sentence);
        sectionOf.set(sentence.id, section.id);
        if (sentence.passages.length > 0 && isShownTo(role, block)) order.push(sentence.id);
      }
    }
  }
  return {
    passages: new Map(reading.passages.map((passage) => [passage.label, passage])),
    sentences,
    order,
    sectionOf,
  };
};

/** A card shows what to do first, then why: the order of the eye and of the keys. */
const inCardOrder = (sentences: readonly ReadingSentence[]): readonly ReadingSentence[] => [
  ...sentences.filter((sentence) => sentence.part === undefined),
  ...sentences.filter((sentence) => sentence.part === "do"),
  ...sentences.filter((sentence) => sentence.part !== undefined && sentence.part !== "do"),
];

export const passagesOf = (sentence: ReadingSentence, index: ReadingIndex): readonly ReadingPassage[] =>
  sentence.passages.flatMap((label) => index.passages.get(label) ?? []);

/** Numbers of the sources of a sentence, each once, in order of its passages. */
export const numbersOf = (sentence: ReadingSentence, index: ReadingIndex): readonly number[] => [
  ...new Set(passagesOf(sentence, index).map((passage) => passage.number)),
];

export const countOf = (count: number): string => count.toLocaleString("en-GB");

export const countWords = (count: number, one: string, many = `${one}s`): string =>
  `${countOf(count)} ${count === 1 ? one : many}`;

/** Inside a sentence of ours; a word that is all capitals ("CISA", "URLs") keeps them. */
export const lowerFirst = (text: string): string =>
  /^\p{Lu}(\p{Ll}|\s)/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;

type Group = [ReadingPassage, ...ReadingPassage[]];

/** Passages of one article together, articles in order of their first passage. */
export const byArticle = (passages: readonly ReadingPassage[]): readonly Group[] => {
  const groups = new Map<string, Group>();
  for (const passage of passages) {
    const group = groups.get(passage.articleId);
    if (group) group.push(passage);
    else groups.set(passage.articleId, [passage]);
  }
  return [...groups.values()];
};
