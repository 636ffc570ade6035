/**
 * Section 8: what nobody has said, each with what would answer it; and where sources disagree, both sides cited.
 *
 * A gap needs a source that states the lack, or a must-take slot of the story's kind that no article fills.
 */
import type { ArticleId } from "#terms/article.ts";
import type { Claim } from "#terms/claim.ts";
import type { EvidenceSpan } from "#terms/span.ts";
import type { Contradiction } from "#terms/story.ts";
import { chooseTellings, overlap } from "../plan/choose-tellings.ts";
import type { PlannedStory } from "../plan/plan-story.ts";
import { countWords, sentenceCase, tidy, withStop } from "../tell/edit-text.ts";
import type { DraftSection, DraftSentence } from "./draft.ts";

/** Who could answer, by what is asked. */
const answers: readonly (readonly [RegExp, string])[] = [
  [/\bwho\b.*\b(?:exploit|using|behind|attack)/i, "A published case would answer it."],
  [/\b(?:how many|number of)\b/i, "A count by the owner of the systems would answer it."],
  [/\bvictim/i, "Victims that name their own cases would answer it."],
  [/\b(?:how|entry|got in|access)\b/i, "A technical account of the intrusion would answer it."],
  [/\b(?:whether|if)\b/i, "A statement by those concerned would answer it."],
  [/\b(?:name|named|sponsor|group)\b/i, "An attribution with its basis would answer it."],
];
const answerFor = (question: string): string =>
  answers.find(([pattern]) => pattern.test(question))?.[1] ?? "A statement by those concerned would answer it.";

interface Gap {
  readonly text: string;
  readonly passages: readonly EvidenceSpan[];
}

const question = /\b(who|what|which|why|how many|how much|how|when|where|whether|if) ([^.;]{8,160})$/i;

/** What the question's loose words mean: "the bug" is the CVE, "he" the person, and the thing concerned is named. */
const settle = (words: string, planned: PlannedStory): { text: string; extra: EvidenceSpan[] } => {
  let text = words;
  const extra: EvidenceSpan[] = [];
  const cve = planned.facts.cves[0];
  if (cve !== undefined && /\bthe (?:bug|flaw|vulnerability|hole|weakness|issue)\b/i.test(text)) {
    text = text.replace(/\bthe (?:bug|flaw|vulnerability|hole|weakness|issue)\b/i, cve.mention.surface);
    extra.push(cve.claim.evidence);
  }
  const product = planned.facts.products[0];
  const noun =
    /\ba (bad|malicious|poisoned|tampered|fake|trojani[sz]ed|rogue) (installer|update|package|build|version|file)\b/i.exec(
      text,
    );
  if (noun !== null && product !== undefined) {
    text = text.replace(noun[0], `a ${noun[1]} ${product.mention.surface} ${noun[2]}`);
    extra.push(product.claim.evidence);
  }
  return { text, extra };
};

const nounClause = (asks: string, rest: string): string => {
  const lower = asks.toLowerCase();
  const many = /^how (?:many|much)$/.test(lower)
    ? /^([\p{L}-]+(?: [\p{L}-]+){0,2}?) (received|were|was|have|had|got|are|installed|downloaded|took|lost|ran|use|fell|paid|clicked)\b(.*)$/iu.exec(
        rest,
      )
    : null;
  if (many !== null)
    return `The number of ${many[1]} that ${many[2]}${many[3]}`.replace(
      /\b(people|users|customers|patients|employees|persons|students|staff) that\b/,
      "$1 who",
    );
  return `${sentenceCase(lower)} ${rest}`;
};

const lack =
  /\b(?:has|have|had) not (?:said|explained|disclosed|named|commented)|\bwould not (?:say|tell)|\bdeclined to (?:say|comment|name)|\bdid not (?:say|disclose|name|comment)|\bis unclear|\bis not (?:clear|known|public)|\bunclear\b|\bis silent|\bremains? (?:unknown|unclear|open)|\bno (?:technical )?details\b/i;

const gapOf = (
  claim: Claim,
  planned: PlannedStory,
  holderOf: (claim: Claim) => string | undefined,
): Gap | undefined => {
  const { quote } = claim.evidence;
  const stated = lack.exec(quote);
  if (stated === null || quote.length > 600) return undefined;
  const after = quote.slice(stated.index + stated[0].length);
  const asked =
    question.exec(after.replace(/[.”"]+$/, "")) ??
    /^(why|how|who|whether|what) ([^.;]{8,120}?) (?:is|are|remains?) (?:unclear|unknown|not (?:clear|known|public)|open)/i.exec(
      quote,
    );
  if (asked?.[1] === undefined || asked[2] === undefined) return undefined;
  const cleaned = asked[2].replace(/, (?:or|and|but|which|though) .*$/i, (tail) =>
    /^, (?:or|and) (?:against|who|what|why|how|when)/i.test(tail) ? tail : "",
  );
  const { text, extra } = settle(cleaned, planned);
  if (/\b(?:it|they|he|she|we|this|that company|them)\b/i.test(text)) return undefined;
  const clause = tidy(nounClause(asked[1], text)).replace(/,$/, "");
  const holder = holderOf(claim);
  const said = holder === undefined ? "" : `: ${holder} has not said`;
  return {
    text: `${clause}${/,/.test(clause) ? "," : ""} is not public${said}. ${answerFor(`${asked[1]} ${text}`)}`,
    passages: [claim.evidence, ...extra],
  };
};

/** The named holder of the silence, where the sentence names one. */
const holderOf = (claim: Claim): string | undefined => {
  const at = lack.exec(claim.evidence.quote)?.index ?? 0;
  const [reference] = claim.references;
  if (reference?.target !== undefined && at > 0 && reference.span.start === claim.content.start)
    return reference.target.name;
  const mention = claim.mentions.find(
    (candidate) =>
      candidate.kind === "name" &&
      /^(?:authority|vendor|person|research_team|organisation)$/.test(candidate.type) &&
      candidate.end - claim.evidence.start <= at + 1,
  );
  return mention?.surface;
};

/** Slots that a story of this kind wants and that no article fills. */
const missing = (planned: PlannedStory): Gap[] => {
  const { facts, kind } = planned;
  const gaps: Gap[] = [];
  const named = facts.types.has("victim_named");
  const kinds = planned.claims.find((claim) => claim.types.includes("victims_kind"));
  const who = facts.researchers[0]?.mention.surface ?? facts.authorities[0]?.mention.surface;
  if (kind === "intrusion" && kinds !== undefined && !named) {
    const binding = facts.researchers[0]?.claim.evidence;
    gaps.push({
      text: `The exact victim list is not public${who === undefined ? "" : `: ${who} gives counts and kinds`}. Victims that name their own cases would answer it.`,
      passages: [kinds.evidence, ...(binding === undefined || who === undefined ? [] : [binding])],
    });
  }
  const exploited = planned.claims.find(
    (claim) => claim.types.includes("exploited") || claim.types.includes("kev_added"),
  );
  if (kind === "vulnerability" && exploited !== undefined && facts.actors.length === 0 && facts.cves[0] !== undefined) {
    const silent = planned.claims.find(
      (claim) => claim.types.includes("unknown_stated") && /\bwho\b/.test(claim.shape),
    );
    if (silent === undefined)
      gaps.push({
        text: `Who exploits ${facts.cves[0].mention.surface}, and against whom, is not public. A published case would answer it.`,
        passages: [exploited.evidence, facts.cves[0].claim.evidence],
      });
  }
  return gaps;
};

/** A sentence of a source that states a lack, told as it stands when no question can be drawn from it. */
const statedLacks = (planned: PlannedStory, told: readonly string[]): Gap[] =>
  chooseTellings(
    planned.candidates.filter(
      (candidate) =>
        candidate.types.includes("unknown_stated") &&
        !candidate.types.includes("advice") &&
        lack.test(candidate.text) &&
        !told.some((text) => overlap(text, candidate.text) > 0.45),
    ),
    planned.kind,
    { sentences: 1, words: 34, floor: 0 },
  ).map((candidate) => ({ text: `${candidate.text} ${answerFor(candidate.text)}`, passages: candidate.passages }));

export interface NotKnownTools {
  readonly outletOf: (id: ArticleId) => string;
  readonly refuse: (text: string, passages: readonly EvidenceSpan[]) => string | undefined;
}

const unique = (passages: readonly EvidenceSpan[]): EvidenceSpan[] =>
  passages.filter(
    (passage, index) =>
      passages.findIndex((other) => other.articleId === passage.articleId && other.start === passage.start) === index,
  );

const gapsOf = (planned: PlannedStory, tools: NotKnownTools): DraftSentence[] => {
  const gaps: Gap[] = [...missing(planned)];
  for (const claim of planned.claims) {
    if (!claim.types.includes("unknown_stated")) continue;
    const gap = gapOf(claim, planned, holderOf);
    if (gap !== undefined && !gaps.some((other) => overlap(other.text, gap.text) > 0.6)) gaps.push(gap);
  }
  gaps.push(
    ...statedLacks(
      planned,
      gaps.map((gap) => gap.text),
    ),
  );
  return gaps
    .filter((gap) => countWords(gap.text) <= 48 && tools.refuse(gap.text, gap.passages) === undefined)
    .slice(0, 3)
    .map((gap) => ({
      text: withStop(sentenceCase(gap.text)),
      kind: "gap" as const,
      passages: unique(gap.passages),
      storyId: planned.story.id,
      group: "Gaps",
    }));
};

/** "A reports 37 countries, and B more than 37 countries; we use 37, because …" */
const disagreement = (contradiction: Contradiction, tools: NotKnownTools): DraftSentence | undefined => {
  const sides = contradiction.values.filter((value) => value.evidence.length > 0);
  if (sides.length < 2) return undefined;
  const printed = sides.map((side) => {
    const outlets = [...new Set(side.evidence.map((span) => tools.outletOf(span.articleId)))].slice(0, 2);
    return `${outlets.join(" and ")} ${outlets.length === 1 ? "has" : "have"} “${side.value}”`;
  });
  const uses =
    contradiction.uses === undefined ? "" : `; we use ${contradiction.uses.value}, ${contradiction.uses.reason}`;
  const about = contradiction.about.replaceAll("_", " ");
  const text = withStop(sentenceCase(`on ${about}, ${printed.slice(0, -1).join(", ")}, and ${printed.at(-1)}${uses}`));
  const passages = unique(sides.flatMap((side) => side.evidence.slice(0, 2)));
  return { text, kind: "fact", passages, storyId: contradiction.storyId, group: "Where sources disagree" };
};

export interface NotKnown {
  readonly section: DraftSection;
  /** For each contradiction printed, the index of its sentence in the section. */
  readonly printed: readonly { contradiction: Contradiction; index: number }[];
}

export const writeNotKnown = (
  stories: readonly PlannedStory[],
  contradictions: readonly Contradiction[],
  tools: NotKnownTools,
): NotKnown => {
  const sentences: DraftSentence[] = stories.slice(0, 8).flatMap((planned) => gapsOf(planned, tools));
  const printed: { contradiction: Contradiction; index: number }[] = [];
  for (const contradiction of contradictions) {
    const sentence = disagreement(contradiction, tools);
    if (sentence === undefined) continue;
    printed.push({ contradiction, index: sentences.length });
    sentences.push(sentence);
  }
  if (sentences.length === 0)
    sentences.push({
      text: "No source states a gap, and no two trusted sources disagree.",
      kind: "note",
      passages: [],
    });
  return { section: { id: "not_known", sentences }, printed };
};
