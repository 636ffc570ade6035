/**
 * Arranges an edition for reading: sections into paragraphs, cards, items, gaps and disagreements (see `terms/reading`).
 *
 * Adds no word and leaves none out, but for two that the form says already: the label at the start of a card's line
 * ("Owner:"), and the lines of the source list, which every form draws as a table from `sources`. All sections come, in
 * the product's order; one that is missing in the edition comes empty.
 */
import { likelihoodWords } from "#terms/assessment.ts";
import { type Edition, type EditionSentence, type SectionId, sectionIds, sectionTitles } from "#terms/edition.ts";
import { roleIds, roleNames } from "#terms/organisation.ts";
import type {
  Reading,
  ReadingBlock,
  ReadingPassage,
  ReadingSection,
  ReadingSentence,
  Snapshot,
} from "#terms/reading.ts";
import type { EditionStanding } from "#terms/record.ts";
import { markReading } from "./mark-correction.ts";
import { articleIdOf, keyOf, numberPassages } from "./number-passages.ts";

const wordsPerMinute = 230;
const confidenceWords = ["high", "moderate", "low"];

/** Longest first, so that "very likely" is not read as "likely". */
const likelihoodsByLength = [...likelihoodWords].sort((a, b) => b.length - a.length);

const isLetter = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}]/u.test(character);

const hasWord = (text: string, word: string): boolean => {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isLetter(text[at - 1]) && !isLetter(text[at + word.length])) return true;
  }
  return false;
};

const strongOf = (sentence: EditionSentence): { strong?: string; confidence?: boolean } => {
  if (sentence.kind !== "assessment") return {};
  if (hasWord(sentence.text.toLowerCase(), "confidence")) {
    const strong = confidenceWords.find((word) => hasWord(sentence.text, word));
    return strong === undefined ? { confidence: true } : { strong, confidence: true };
  }
  const strong = likelihoodsByLength.find((word) => hasWord(sentence.text, word));
  return strong === undefined ? {} : { strong };
};

type Overlap = { readonly articleUrl: string; readonly start: number; readonly end: number };
const overlaps = (a: Overlap, b: Overlap): boolean =>
  a.articleUrl === b.articleUrl && a.start < b.end && b.start < a.end;

const dissentOf = (sentence: EditionSentence, edition: Edition): ReadingSentence["dissent"] =>
  edition.contradictions.flatMap((entry, index) => {
    const contradiction = `c${index + 1}`;
    const own = entry.values.map((value) =>
      (value.citations ?? []).some((side) => sentence.citations.some((citation) => overlaps(side, citation))),
    );
    const others = own.flatMap((isOwn, at) => (isOwn ? [] : [at]));
    if (entry.sentenceId === sentence.id) return [{ contradiction, values: entry.values.map((_, at) => at) }];
    return own.includes(true) && others.length > 0 ? [{ contradiction, values: others }] : [];
  });

const originsOf = (sentence: EditionSentence, edition: Edition): string[] => {
  const urls = new Set(sentence.citations.map((citation) => citation.articleUrl));
  const story = edition.stories.find((entry) => entry.id === sentence.storyId);
  const named = (story?.origins ?? []).filter((origin) => origin.articleUrls.some((url) => urls.has(url)));
  return named.map((origin) => origin.name);
};

const partLabels: Readonly<Record<string, string>> = { do: "Do", owner: "Owner", by: "By", done_when: "Done when" };

/** A first word of small letters alone gets a capital; names such as "n8n" stay as they are written. */
const upperFirst = (text: string): string =>
  /^[a-z]+(?![\p{L}\p{N}])/u.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;

/** The text without its own label where the form prints one. */
const withoutLabel = (text: string, part: EditionSentence["part"]): string => {
  const label = part === undefined ? undefined : partLabels[part];
  return label !== undefined && text.startsWith(`${label}: `) ? upperFirst(text.slice(label.length + 2)) : text;
};

const presentSentence = (
  sentence: EditionSentence,
  edition: Edition,
  passages: ReadonlyMap<string, ReadingPassage>,
): ReadingSentence => {
  const { id, kind, storyId, part, verdict, checked } = sentence;
  const labels = sentence.citations.flatMap((citation) => passages.get(keyOf(citation))?.label ?? []);
  return {
    id,
    text: withoutLabel(sentence.text, part),
    kind,
    ...(storyId === undefined ? {} : { storyId }),
    ...(part === undefined ? {} : { part }),
    passages: [...new Set(labels)],
    ...strongOf(sentence),
    ...(verdict === undefined ? {} : { verdict }),
    ...(checked === undefined ? {} : { checked }),
    origins: originsOf(sentence, edition),
    dissent: dissentOf(sentence, edition),
  };
};

const roleNameOf = (role: string): string => roleNames[role as keyof typeof roleNames] ?? role;

type BlockType = ReadingBlock["type"];

const blockTypeOf = (section: SectionId, sentence: EditionSentence, edition: Edition): BlockType => {
  if (section === "who") return sentence.kind === "link" ? "names" : "prose";
  if (section === "so_what") return "assessment";
  if (section === "for_you") return sentence.role === undefined ? "prose" : "card";
  if (section === "quick_hits") return "item";
  if (section !== "not_known") return "prose";
  if (sentence.kind === "gap") return "gap";
  const isContradiction = edition.contradictions.some((entry) => entry.sentenceId === sentence.id);
  return isContradiction || sentence.citations.length > 1 ? "disagreement" : "prose";
};

/** Whether a sentence goes on in the block before it. */
const goesOn = (section: SectionId, type: BlockType, sentence: EditionSentence, previous: EditionSentence): boolean => {
  if (section === "summary" || type === "names") return true;
  if (section === "footer" || type === "gap" || type === "disagreement") return false;
  if (sentence.group !== previous.group) return false;
  if (type === "card") return sentence.role === previous.role && !(sentence.part === "why" && previous.part !== "why");
  const isSameStory = sentence.storyId === undefined || sentence.storyId === previous.storyId;
  if (type === "item") return sentence.group !== undefined && (isSameStory || sentence.part !== undefined);
  return sentence.group !== undefined || isSameStory;
};

const arrangeBlocks = (
  section: SectionId,
  sentences: readonly EditionSentence[],
  edition: Edition,
  passages: ReadonlyMap<string, ReadingPassage>,
): ReadingBlock[] => {
  const blocks: ReadingBlock[] = [];
  let previous: EditionSentence | undefined;
  for (const sentence of sentences) {
    if (section === "sources" && sentence.kind === "link") continue;
    const type = blockTypeOf(section, sentence, edition);
    const last = blocks.at(-1);
    const presented = presentSentence(sentence, edition, passages);
    if (last && previous && last.type === type && goesOn(section, type, sentence, previous)) {
      last.sentences.push(presented);
    } else {
      const index = edition.contradictions.findIndex((entry) => entry.sentenceId === sentence.id);
      blocks.push({
        type,
        ...(sentence.group === undefined ? {} : { heading: sentence.group }),
        ...(type === "card" && sentence.role !== undefined
          ? { role: sentence.role, roleName: roleNameOf(sentence.role) }
          : {}),
        ...(index < 0 ? {} : { contradiction: `c${index + 1}` }),
        sentences: [presented],
      });
    }
    previous = sentence;
  }
  return blocks;
};

const rolesOf = (edition: Edition): Reading["roles"] => {
  const served = new Set(edition.sections.flatMap((section) => section.sentences.flatMap((s) => s.role ?? [])));
  const known = roleIds.filter((id) => served.has(id));
  const others = [...served].filter((id) => !roleIds.some((known) => known === id)).sort();
  return [...known, ...others].map((id) => ({ id, name: roleNameOf(id) }));
};

const countWords = (edition: Edition): number =>
  edition.sections
    .filter((section) => section.id !== "sources" && section.id !== "footer")
    .flatMap((section) => section.sentences)
    .reduce((sum, sentence) => sum + sentence.text.split(" ").length, 0);

/** The edition as it is read, marked with what was said of it later. Pure: the same edition gives the same reading. */
export const arrangeEdition = (edition: Edition, standing?: EditionStanding): Reading =>
  markReading(readingOf(edition), edition, standing);

const readingOf = (edition: Edition): Reading => {
  const passages = numberPassages(edition);
  const byId = new Map(edition.sections.map((section) => [section.id, section.sentences]));
  const articleUrls = new Set(edition.articles.map((article) => article.url));
  const sections: ReadingSection[] = sectionIds.map((id) => ({
    id,
    title: sectionTitles[id],
    blocks: arrangeBlocks(id, byId.get(id) ?? [], edition, passages),
  }));
  // Labels of one source have equal numbers; the shorter letter comes first: 2z before 2aa.
  const all = [...passages.values()].sort(
    (a, b) => a.number - b.number || a.label.length - b.label.length || (a.label < b.label ? -1 : 1),
  );
  return {
    edition: {
      ...edition.edition,
      titlePassages: (edition.edition.titleCitations ?? []).flatMap((c) => passages.get(keyOf(c))?.label ?? []),
    },
    storyCount: edition.stories.filter((story) => !story.excluded).length,
    minutes: Math.max(1, Math.round(countWords(edition) / wordsPerMinute)),
    roles: rolesOf(edition),
    sections,
    passages: all,
    stories: edition.stories,
    contradictions: edition.contradictions.map((entry, index) => ({ ...entry, id: `c${index + 1}` })),
    sources: edition.sources.map((source) => ({
      ...source,
      ...(articleUrls.has(source.url) ? { articleId: articleIdOf(source.url) } : {}),
      passages: all.filter((passage) => passage.articleUrl === source.url).map((passage) => passage.label),
    })),
    gates: edition.gates,
    scoreCard: edition.scoreCard,
    record: edition.record,
  };
};

/** One article of the edition as it was read, its cited stretches marked; undefined when the edition does not hold it. */
export const snapshotArticle = (edition: Edition, articleId: string): Snapshot | undefined => {
  const article = edition.articles.find((entry) => articleIdOf(entry.url) === articleId);
  if (!article) return undefined;
  const source = edition.sources.find((entry) => entry.url === article.url);
  const marks = [...numberPassages(edition)].flatMap(([key, passage]) => {
    if (passage.articleUrl !== article.url) return [];
    const [start, end] = key.slice(0, key.indexOf(" ")).split("-").map(Number);
    return [{ label: passage.label, start: start ?? 0, end: end ?? 0, sentenceIds: passage.sentenceIds }];
  });
  const retrievedAt = source?.retrievedAt ?? article.retrievedAt;
  return {
    id: articleId,
    url: article.url,
    title: article.title,
    outlet: source?.outlet ?? article.outlet ?? article.url,
    ...(article.dek === undefined ? {} : { dek: article.dek }),
    language: article.language ?? source?.language ?? "und",
    text: article.text,
    publishedAt: article.publishedAt,
    ...(retrievedAt === undefined ? {} : { retrievedAt }),
    ...(source?.changedAt === undefined ? {} : { changedAt: source.changedAt }),
    ...(article.sha256 === undefined ? {} : { sha256: article.sha256 }),
    reliability: source?.reliability ?? "F",
    credibility: source?.credibility ?? 6,
    hiddenText: article.hiddenText ?? [],
    marks: marks.sort((a, b) => a.start - b.start || b.end - a.end),
  };
};
