/**
 * The score card of an edition: 100 points, each line computed from the edition itself (rubric of the desk's quality notes).
 *
 * Also computed for briefings by others (`docs/comparison.md`), so it reads only sentences, citations and gates.
 */
import type { Edition, EditionSentence } from "#terms/edition.ts";
import type { StoryAge } from "./story-ages.ts";

/** Stock phrases: words that would fit any day. */
const stockPhrases =
  /\b(?:underscor\w+|highlight(?:s|ing|ed)?|serves? as a (?:stark )?reminder|stark|(?:threat|digital|security) landscape|ever-evolving|evolving threats?|growing threat|increasingly sophisticated|highly skilled|sophisticated|robust|holistic|proactive(?:ly)?|leverag\w+|bolster\w*|enhance[sd]?|strengthen\w*|postures?|far-reaching|wide-ranging|urgent need|urgent necessity|critical need|crucial|paramount|significant|game-changer|wake-up call|in today's world|it is important to note|must prioriti[sz]e|stay vigilant|remains to be seen|under investigation|unprecedented|devastating|shocking|massive|severe consequences|geopolitical tensions|comprehensive review|thorough reviews?|intensify efforts)\b/i;

/** A checkable specific: a number, an identifier, a date, or a name inside the sentence. */
const isSpecific = (text: string): boolean =>
  /\d/.test(text) ||
  /(?<=[\p{Ll},;:] )(?:the )?[\p{Lu}][\p{L}\p{N}+-]+/u.test(text) ||
  /\b(?:two|three|four|five|six|seven|eight|nine)\b/i.test(text);

export interface ScoreLine {
  readonly measure: string;
  readonly points: number;
  readonly of: number;
  readonly value: string;
  readonly sentenceIds?: string[];
}

const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);
const scaled = (measure: string, of: number, rate: number, value: string, sentenceIds?: string[]): ScoreLine => ({
  measure,
  points: Math.round(of * Math.max(0, Math.min(1, rate)) * 10) / 10,
  of,
  value,
  ...(sentenceIds === undefined || sentenceIds.length === 0 ? {} : { sentenceIds }),
});

const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

const wordCount = (text: string): number => text.split(/\s+/).filter(Boolean).length;

const repetition = (edition: Pick<Edition, "sections">): { shared: number; all: number } => {
  const bySection = new Map<string, Set<string>>();
  for (const section of edition.sections) {
    if (section.id === "sources" || section.id === "footer" || section.id === "more" || section.id === "who") continue;
    const grams = new Set<string>();
    for (const sentence of section.sentences) {
      if (sentence.kind === "note" || sentence.part === "owner" || sentence.part === "by") continue;
      const words = sentence.text.toLowerCase().match(/[\p{L}\p{N}.-]+/gu) ?? [];
      for (let at = 0; at + 4 <= words.length; at += 1) grams.add(words.slice(at, at + 4).join(" "));
    }
    bySection.set(section.id, grams);
  }
  const count = new Map<string, number>();
  for (const grams of bySection.values()) for (const gram of grams) count.set(gram, (count.get(gram) ?? 0) + 1);
  return { shared: [...count.values()].filter((times) => times > 1).length, all: count.size };
};

interface Parts {
  readonly all: readonly EditionSentence[];
  readonly facts: readonly EditionSentence[];
  readonly assessments: readonly EditionSentence[];
  readonly gaps: readonly EditionSentence[];
  readonly roles: readonly string[];
  readonly served: readonly string[];
}

const partsOf = (edition: Pick<Edition, "sections">): Parts => {
  const all = edition.sections.flatMap((section) => section.sentences);
  const forYou = edition.sections.find((section) => section.id === "for_you")?.sentences ?? [];
  return {
    all,
    facts: all.filter((sentence) => sentence.kind === "fact"),
    assessments: all.filter((sentence) => sentence.kind === "assessment"),
    gaps: all.filter((sentence) => sentence.kind === "gap"),
    roles: (edition.sections.find((section) => section.id === "who")?.sentences ?? []).map(
      (sentence) => sentence.role ?? sentence.text,
    ),
    served: [...new Set(forYou.map((sentence) => sentence.role).filter((role) => role !== undefined))],
  };
};

const likelihood =
  /\b(?:almost no chance|very unlikely|unlikely|about as likely as not|roughly even chance|likely|very likely|almost certain)\b/i;
const confidence =
  /\b(?:low|moderate|medium|high)\b[^.]{0,12}\bconfidence\b|\bconfidence\b[^.]{0,24}\b(?:low|moderate|high)\b/i;

export interface ScoreFacts {
  /** Stories whose lead facts rest on two origins, or are flagged as one origin. */
  readonly leadIndependent: boolean;
  readonly primaryFirst: boolean;
  readonly contradictionsFound: number;
  readonly contradictionsShown: number;
  readonly organisationFit: boolean;
  /** Of the stories told in full; absent: nobody knows when it was made, or of what. */
  readonly ages?: readonly StoryAge[];
  readonly supported: (sentence: EditionSentence) => boolean;
}

const actionsOf = (sentences: readonly EditionSentence[]): { complete: number; all: number } => {
  const groups = new Map<string, Set<string>>();
  for (const sentence of sentences) {
    if (sentence.kind !== "action") continue;
    const key = `${sentence.role ?? ""}|${sentence.group ?? ""}|${sentence.storyId ?? ""}`;
    const parts = groups.get(key) ?? new Set();
    if (sentence.part === undefined)
      for (const part of sentence.text.startsWith("Owner:") ? ["owner", "by", "done_when"] : ["do"]) parts.add(part);
    else parts.add(sentence.part);
    groups.set(key, parts);
  }
  const wanted = ["do", "owner", "by", "done_when"];
  return {
    complete: [...groups.values()].filter((parts) => wanted.every((part) => parts.has(part))).length,
    all: groups.size,
  };
};

/** Whether each claim is shown, by whom, and by how many. */
const truthLines = ({ facts }: Parts, sources: Edition["sources"], known: ScoreFacts): ScoreLine[] => {
  const cited = facts.filter((sentence) => sentence.citations.length > 0);
  const supported = facts.filter(known.supported);
  const passageWords = facts.flatMap((sentence) => sentence.citations.map((citation) => wordCount(citation.quote)));
  const citedSources = sources.filter((source) => source.cited);
  const graded = citedSources.filter((source) => /^[A-F]$/.test(source.reliability));
  const anyFact = facts.length > 0 ? 1 : 0;
  return [
    scaled(
      "supported claims",
      12,
      anyFact * share(supported.length, facts.length),
      `${supported.length} of ${facts.length} fact sentences`,
      facts.filter((sentence) => !known.supported(sentence)).map((sentence) => sentence.id),
    ),
    scaled(
      "citation precision",
      8,
      anyFact * share(supported.length, Math.max(1, cited.length)),
      `${supported.length} of ${cited.length} cited sentences`,
    ),
    scaled(
      "citation recall",
      6,
      anyFact * share(cited.length, facts.length),
      `${cited.length} of ${facts.length} fact sentences cite`,
      facts.filter((sentence) => sentence.citations.length === 0).map((sentence) => sentence.id),
    ),
    scaled(
      "passage tightness",
      4,
      passageWords.length > 0 && median(passageWords) <= 60 ? 1 : 0,
      passageWords.length === 0 ? "no passages" : `median ${median(passageWords)} words`,
    ),
    scaled(
      "independence",
      5,
      known.leadIndependent ? 1 : 0,
      known.leadIndependent ? "lead has two origins, or is flagged as one" : "not shown",
    ),
    scaled(
      "primary first",
      4,
      known.primaryFirst ? 1 : 0,
      known.primaryFirst ? "lead cites an authority, vendor, victim or researcher" : "lead cites none",
    ),
    scaled(
      "graded",
      3,
      citedSources.length === 0 ? 0 : share(graded.length, citedSources.length),
      `${graded.length} of ${citedSources.length} sources`,
    ),
    scaled(
      "contradictions",
      3,
      share(known.contradictionsShown, known.contradictionsFound),
      `${known.contradictionsFound} found, ${known.contradictionsShown} shown`,
    ),
  ];
};

/** Whether it says something particular, plainly, to those who must act. */
const useLines = ({ facts, assessments, all, roles, served }: Parts, known: ScoreFacts): ScoreLine[] => {
  const specific = facts.filter((sentence) => isSpecific(sentence.text));
  const stock = all.filter(
    (sentence) => sentence.kind !== "note" && sentence.kind !== "link" && stockPhrases.test(sentence.text),
  );
  const actions = actionsOf(all);
  return [
    scaled(
      "specificity",
      8,
      share(specific.length, facts.length) / 0.6,
      `${specific.length} of ${facts.length} fact sentences`,
    ),
    scaled(
      "plainness",
      4,
      1 - Math.max(0, share(stock.length, facts.length + assessments.length) - 0.05) / 0.3,
      `${stock.length} stock phrases`,
      stock.map((sentence) => sentence.id),
    ),
    scaled(
      "role fit",
      8,
      roles.length === 0 ? 0 : share(served.length, roles.length),
      `${roles.length} named, ${served.length} served`,
    ),
    scaled(
      "organisation fit",
      6,
      known.organisationFit ? 1 : 0,
      known.organisationFit ? "reason tied to the profile" : "no profile, or nothing of it concerned",
    ),
    scaled(
      "actions",
      9,
      actions.all === 0 ? 0 : share(actions.complete, actions.all),
      `${actions.complete} of ${actions.all} with owner, date and done when`,
    ),
  ];
};

/**
 * The rubric names the measure and no target: what a daily edition cannot do better than on average, half a day, has all
 * points, and what an edition no longer reads, a day and a half, none.
 */
const prompt = 12;
const late = 36;

const promptness = ({ hours }: StoryAge): number =>
  hours === undefined ? 0 : Math.max(0, Math.min(1, (late - hours) / (late - prompt)));

/** The mean of the middle two where there is no middle. */
const middleOf = (hours: readonly number[]): number => {
  const sorted = [...hours].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2;
};

const timelinessOf = (ages: readonly StoryAge[] | undefined): ScoreLine => {
  const line = (rate: number, value: string): ScoreLine =>
    scaled(
      "timeliness",
      3,
      rate,
      value,
      ages?.filter((age) => promptness(age) < 1).map(({ sentenceId }) => sentenceId),
    );
  if (ages === undefined) return line(0, "not measured");
  if (ages.length === 0) return line(0, "not measured: no story is told in full");
  const hours = ages.flatMap((age) => age.hours ?? []);
  if (hours.length === 0) return line(0, "not measured: no story told in full has a time of publication");
  const middle = Math.floor(middleOf(hours));
  const undated = ages.length - hours.length;
  return line(
    ages.reduce((sum, age) => sum + promptness(age), 0) / ages.length,
    `median ${middle < 1 ? "under 1" : middle} h, ${hours.length} of ${ages.length} ${ages.length === 1 ? "story" : "stories"} told in full${
      undated === 0 ? "" : `; ${undated} without a time of publication`
    }`,
  );
};

/** Whether judgement is told from fact, and the page is made as it should be. */
const formLines = (
  edition: Pick<Edition, "sections">,
  { assessments, gaps }: Parts,
  ages: ScoreFacts["ages"],
): ScoreLine[] => {
  const judged = assessments.filter((sentence) => likelihood.test(sentence.text));
  const mixed = assessments.filter(
    (sentence) => likelihood.test(sentence.text.replace(/confidence/gi, "")) && confidence.test(sentence.text),
  );
  const { shared, all } = repetition(edition);
  const first = edition.sections.find((section) => section.id === "summary")?.sentences[0];
  const why = edition.sections.find((section) => section.id === "why_now")?.sentences ?? [];
  return [
    scaled(
      "likelihood words",
      4,
      judged.length > 0 && mixed.length === 0 ? 1 : 0,
      `${judged.length} judgements, ${mixed.length} mixed with confidence`,
    ),
    scaled(
      "labels",
      4,
      gaps.length > 0 && assessments.length > 0 ? 1 : 0.5,
      `${gaps.length} gaps, ${assessments.length} assessment sentences`,
    ),
    scaled(
      "novelty",
      3,
      why.some((sentence) => sentence.kind === "fact" && /\d/.test(sentence.text)) ? 1 : 0,
      "dated trigger in section 4",
    ),
    timelinessOf(ages),
    scaled(
      "self-repetition",
      4,
      share(shared, Math.max(1, all)) <= 0.15 ? 1 : 0,
      `${shared} of ${all} four-word runs shared between sections`,
    ),
    scaled(
      "form",
      2,
      first !== undefined && wordCount(first.text) <= 35 ? 1 : 0,
      first === undefined ? "no first sentence" : `first sentence ${wordCount(first.text)} words`,
    ),
  ];
};

/** Computes the card. `edition` needs sections, sources and gates only. */
export const scoreEdition = (
  edition: Pick<Edition, "sections" | "sources">,
  known: ScoreFacts,
): { total: number; of: number; lines: ScoreLine[] } => {
  const parts = partsOf(edition);
  const lines = [
    ...truthLines(parts, edition.sources, known),
    ...useLines(parts, known),
    ...formLines(edition, parts, known.ages),
  ];
  return { total: Math.round(lines.reduce((sum, line) => sum + line.points, 0) * 10) / 10, of: 100, lines };
};
