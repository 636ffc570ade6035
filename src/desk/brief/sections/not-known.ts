/**
 * Section 8: what nobody has said, each with what would answer it; and where sources disagree, both sides cited.
 *
 * A gap needs a source that states the lack, or a must-take slot of the story's kind that no article fills.
 */
import type { ArticleId } from "#terms/article.ts";
import type { Claim } from "#terms/claim.ts";
import type { EvidenceSpan } from "#terms/span.ts";
import type { Contradiction, ContradictionValue } from "#terms/story.ts";
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
  if (
    cve !== undefined &&
    planned.kind === "vulnerability" &&
    /\bthe (?:activity|attacks|exploitation)\b/i.test(text)
  ) {
    text = text.replace(/\bthe (?:activity|attacks|exploitation)\b/i, `the exploitation of ${cve.mention.surface}`);
    extra.push(cve.claim.evidence);
  }
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
  /** Of an outlet graded D to F. */
  readonly isLow: (id: ArticleId) => boolean;
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

/** What is said of a value, by what is disputed; the verb claims no more than that an outlet has it so. */
const sayings: Readonly<Record<string, (value: string) => string>> = {
  start: (value) => `dates the start to ${value}`,
  end: (value) => `dates the end to ${value}`,
  deadline: (value) => (value.startsWith("“") ? `prints the deadline as ${value}` : `gives ${value} as the deadline`),
  sponsor: (value) => `names ${value}`,
  precondition: (value) => `says that ${value}`,
  score: (value) => `gives ${value}`,
  severity: (value) => `grades it ${value}`,
};
const saying = (about: string, value: string): string =>
  (sayings[about] ?? ((words: string) => `reports ${words}`))(value);

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;

/** "reports a, reports b and names c" → "reports a and b and names c". */
const joined = (phrases: readonly string[]): string => {
  const byVerb = new Map<string, string[]>();
  for (const phrase of phrases) {
    const [verb = "", ...rest] = phrase.split(" ");
    byVerb.set(verb, [...(byVerb.get(verb) ?? []), rest.join(" ")]);
  }
  return listed([...byVerb].map(([verb, objects]) => `${verb} ${listed(objects)}`));
};

const holdersOf = (value: ContradictionValue, tools: NotKnownTools): string[] => [
  ...new Set(value.evidence.map((span) => tools.outletOf(span.articleId))),
];

const entry = (text: string, passages: readonly EvidenceSpan[], storyId: string): DraftSentence => ({
  text: withStop(sentenceCase(text)),
  kind: "fact",
  passages: unique(passages).slice(0, 8),
  storyId,
  group: "Where sources disagree",
});

/** "A reports 70 organisations, and B at least 70 organisations; we use the first, which more outlets report." */
const disagreement = (contradiction: Contradiction, tools: NotKnownTools): DraftSentence | undefined => {
  const sides = contradiction.values.filter((value) => value.evidence.length > 0).slice(0, 3);
  if (sides.length < 2) return undefined;
  const parts = sides.map((side) => `${holdersOf(side, tools)[0] ?? ""} ${saying(contradiction.about, side.value)}`);
  const uses =
    contradiction.uses === undefined ? "" : `; we use ${contradiction.uses.value}, ${contradiction.uses.reason}`;
  const text = `${parts.slice(0, -1).join(", ")}, and ${parts.at(-1)}${uses}`;
  return entry(
    countWords(text) > 40 ? text.slice(0, text.length - uses.length) : text,
    sides.flatMap((side) => side.evidence.slice(0, 2)),
    contradiction.storyId,
  );
};

interface LowSide {
  readonly contradiction: Contradiction;
  readonly low: ContradictionValue;
  readonly kept: ContradictionValue;
  readonly outlet: string;
}

/** A value that one low-grade outlet alone holds, against one that a trusted outlet holds. */
const lowSideOf = (contradiction: Contradiction, tools: NotKnownTools): LowSide | undefined => {
  const isLow = (value: ContradictionValue): boolean =>
    value.evidence.length > 0 && value.evidence.every((span) => tools.isLow(span.articleId));
  const low = contradiction.values.filter(isLow);
  const kept =
    contradiction.values.find((value) => value.value === contradiction.uses?.value) ??
    contradiction.values.find((value) => !isLow(value));
  const [only] = low;
  if (only === undefined || kept === undefined) return undefined;
  const outlets = holdersOf(only, tools);
  return outlets.length === 1 ? { contradiction, low: only, kept, outlet: outlets[0] ?? "" } : undefined;
};

const trustedHolder = (value: ContradictionValue, tools: NotKnownTools): string =>
  tools.outletOf(
    (value.evidence.find((span) => !tools.isLow(span.articleId)) ?? value.evidence[0])?.articleId ?? ("" as ArticleId),
  );

/** "X alone reports a and names b; Y reports c and names d": at most three points a sentence. */
const lowGrade = (
  points: readonly LowSide[],
  tools: NotKnownTools,
): { sentence: DraftSentence; points: readonly LowSide[] }[] => {
  const out: { sentence: DraftSentence; points: readonly LowSide[] }[] = [];
  const rest = [...points];
  while (rest.length > 0) {
    let take = Math.min(3, rest.length);
    for (; take > 1; take -= 1) if (countWords(lowText(rest.slice(0, take), tools)) <= 40) break;
    const group = rest.splice(0, take);
    const passages = group.flatMap((point) => [
      ...point.low.evidence.slice(0, 1),
      ...point.kept.evidence.filter((span) => !tools.isLow(span.articleId)).slice(0, 2),
    ]);
    out.push({
      sentence: entry(lowText(group, tools), passages, group[0]?.contradiction.storyId ?? ""),
      points: group,
    });
  }
  return out;
};

const lowText = (points: readonly LowSide[], tools: NotKnownTools): string => {
  const claimed = joined(points.map((point) => saying(point.contradiction.about, point.low.value)));
  const byOutlet = new Map<string, string[]>();
  for (const point of points) {
    const holder = trustedHolder(point.kept, tools);
    byOutlet.set(holder, [...(byOutlet.get(holder) ?? []), saying(point.contradiction.about, point.kept.value)]);
  }
  return `${points[0]?.outlet ?? ""} alone ${claimed}; ${[...byOutlet].map(([outlet, phrases]) => `${outlet} ${joined(phrases)}`).join(", and ")}`;
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
  const lowPoints = new Map<string, LowSide[]>();
  for (const contradiction of contradictions) {
    const low = lowSideOf(contradiction, tools);
    if (low !== undefined) {
      const key = `${contradiction.storyId}|${low.outlet}`;
      lowPoints.set(key, [...(lowPoints.get(key) ?? []), low]);
      continue;
    }
    const sentence = disagreement(contradiction, tools);
    if (sentence === undefined) continue;
    printed.push({ contradiction, index: sentences.length });
    sentences.push(sentence);
  }
  for (const points of lowPoints.values())
    for (const { sentence, points: told } of lowGrade(points, tools)) {
      for (const point of told) printed.push({ contradiction: point.contradiction, index: sentences.length });
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
