/**
 * What one report introduces ("a crew known as Amber Finch"), the others use without saying what it is. A name that a
 * pattern found in one article of the day is the same kind of thing wherever the same words stand.
 */
import { isWordCode } from "#kit/aho-corasick.ts";
import type { ArticleId } from "#terms/article.ts";
import type { Mention, NameMention } from "#terms/mention.ts";

export interface AnnotatedText {
  readonly id: ArticleId;
  readonly text: string;
  readonly mentions: readonly Mention[];
}

/** Kinds that a coined name can have; places, people and makers are known or are not. */
const coined = /^(?:intrusion_set|campaign|malware|tool|vulnerability_name)$/;

/** Most names carried from one article to the others; a page of made-up capitals costs no more than this. */
const mostNames = 500;

/** Two words, or one that is no common word: mixed case within, a digit, or six letters and more. */
const isTelling = (surface: string): boolean =>
  /^\p{Lu}/u.test(surface) && surface.length <= 60 && (/\s|\d|\p{Ll}\p{Lu}/u.test(surface) || surface.length >= 6);

const vocabularyOf = (texts: readonly AnnotatedText[]): ReadonlyMap<string, NameMention> => {
  const kinds = new Map<string, Map<NameMention["type"], { count: number; mention: NameMention }>>();
  for (const { mentions } of texts)
    for (const mention of mentions) {
      if (mention.kind !== "name" || !isTelling(mention.surface)) continue;
      const known = kinds.get(mention.surface) ?? new Map();
      const entry = known.get(mention.type) ?? { count: 0, mention };
      known.set(mention.type, { count: entry.count + 1, mention: entry.mention });
      kinds.set(mention.surface, known);
    }
  const out = new Map<string, NameMention>();
  for (const [surface, known] of kinds) {
    const [best] = [...known.values()].sort((a, b) => b.count - a.count);
    if (best !== undefined && coined.test(best.mention.type) && out.size < mostNames) out.set(surface, best.mention);
  }
  return out;
};

/** A Latin name may stand against kana, Han and Hangul, which part no words by blanks. */
const goesOn = (text: string, at: number): boolean => text[at] === "-" || isWordCode(text.charCodeAt(at));

const placesOf = (text: string, surface: string): number[] => {
  const out: number[] = [];
  for (let at = text.indexOf(surface); at >= 0; at = text.indexOf(surface, at + surface.length)) {
    if (!goesOn(text, at - 1) && !goesOn(text, at + surface.length)) out.push(at);
  }
  return out;
};

const addNames = (text: AnnotatedText, vocabulary: ReadonlyMap<string, NameMention>): readonly Mention[] => {
  const taken = text.mentions.filter((mention) => mention.kind !== "quotation");
  const added: NameMention[] = [];
  for (const [surface, { type, canonical, entityId }] of vocabulary)
    for (const start of placesOf(text.text, surface)) {
      const end = start + surface.length;
      if (taken.some((mention) => mention.start < end && mention.end > start)) continue;
      if (added.some((mention) => mention.start < end && mention.end > start)) continue;
      added.push({
        kind: "name",
        type,
        canonical,
        start,
        end,
        surface,
        from: "day",
        ...(entityId === undefined ? {} : { entityId }),
      });
    }
  return added.length === 0
    ? text.mentions
    : [...text.mentions, ...added].sort((a, b) => a.start - b.start || b.end - a.end);
};

/** @returns the mentions of each text with names that other texts of the same day introduce. */
export const shareNames = (texts: readonly AnnotatedText[]): ReadonlyMap<ArticleId, readonly Mention[]> => {
  const vocabulary = vocabularyOf(texts);
  return new Map(texts.map((text) => [text.id, addNames(text, vocabulary)]));
};
