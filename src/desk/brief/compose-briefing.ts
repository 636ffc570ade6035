/**
 * Composes an edition from claims, without a model: select, order, say, cite, gate. Same input, same bytes.
 *
 * Gates are held twice: a sentence that fails one is never chosen (the next best is), and the finished edition is checked
 * whole, so that what is printed beside G1–G9 is the state of this very text.
 */
import { sha256Hex } from "#kit/hash.ts";
import { type Article, type ArticleId, labelOf } from "#terms/article.ts";
import type { Edition, EditionCitation, EditionSentence, EditionTechnique, SectionId } from "#terms/edition.ts";
import { sectionIds } from "#terms/edition.ts";
import type { EvidenceSpan } from "#terms/span.ts";
import { narrowestTlp } from "#terms/tlp.ts";
import type { Passage } from "#terms/verdict.ts";
import type { BriefInput } from "./brief-input.ts";
import type { CitedBriefing } from "./cited-briefing.ts";
import { labelOfCited, toPassage } from "./cited-words.ts";
import type { FrameContext } from "./frames/frame.ts";
import { openSentenceGates } from "./gate-sentence.ts";
import { runGates } from "./gates.ts";
import { findUngrounded, type GroundTools } from "./ground-sentence.ts";
import { openGround } from "./open-ground.ts";
import { type PlannedStory, type PlanTools, planStory } from "./plan/plan-story.ts";
import { applySecondLook, type LookedAt } from "./reword/apply-second-look.ts";
import { scoreEdition } from "./score-card.ts";
import { composedAlone, composedWith, type GradedArticle, writeFooter, writeSources } from "./sections/closing.ts";
import { sayChanged, writeMore } from "./sections/continuity.ts";
import type { DraftSection, DraftSentence } from "./sections/draft.ts";
import { writeForYou, writeWho } from "./sections/for-you.ts";
import { type Finish, isFollowed, writeHappened } from "./sections/happened.ts";
import { writeNotKnown } from "./sections/not-known.ts";
import { writeOnRecord } from "./sections/on-record.ts";
import { writeQuickHits } from "./sections/quick-hits.ts";
import { writeSoWhat } from "./sections/so-what.ts";
import { writeHeadline, writeSummary } from "./sections/summary.ts";
import { writeWhyNow } from "./sections/why-now.ts";
import { ageStories } from "./story-ages.ts";
import { indexRuns } from "./tell/count-copying.ts";
import { countWords } from "./tell/edit-text.ts";
import { nameReporters } from "./tell/name-reporter.ts";
import type { Telling } from "./tell/telling.ts";

const trustOfLetter: Readonly<Record<string, number>> = { A: 1.05, B: 1, C: 0.85, D: 0.4, E: 0, F: 0.45 };
const mostFollowed = 4;
/** Passages shown for one technique of a story. */
const mostEvidence = 3;

interface Desk {
  readonly input: BriefInput;
  readonly articlesById: ReadonlyMap<ArticleId, Article>;
  readonly ground: GroundTools;
  readonly letterOf: (outlet: string) => string;
  readonly unphrased: Map<string, number>;
  /** Twelve-word runs of every article. */
  readonly runs: ReadonlySet<string>;
  /** Sentences that hold the losing side of a disagreement and no winning one. */
  readonly overruled: ReadonlySet<string>;
}

const placeOf = (span: EvidenceSpan): string => `${span.articleId}:${span.start}`;

/** A sentence that holds only losing values is told in section 8 alone, beside its rival. */
const overruledBy = (contradictions: BriefInput["contradictions"]): ReadonlySet<string> => {
  const lost = new Set<string>();
  const won = new Set<string>();
  for (const { values, uses } of contradictions) {
    if (uses === undefined) continue;
    for (const side of values)
      for (const span of side.evidence) (side.value === uses.value ? won : lost).add(placeOf(span));
  }
  return new Set([...lost].filter((place) => !won.has(place)));
};

const openDesk = (input: BriefInput): Desk => {
  const articlesById = new Map(input.articles.map((article) => [article.id, article]));
  const letters = new Map(input.grades.map((grade) => [grade.outlet, grade.reliability]));
  return {
    input,
    articlesById,
    letterOf: (outlet) => letters.get(outlet) ?? "F",
    unphrased: new Map(),
    runs: indexRuns(input.articles.map((article) => article.text)),
    overruled: overruledBy(input.contradictions),
    ground: openGround({
      articleOf: (id) => articlesById.get(id),
      datesIn: ({ articleId }) => (input.claims.get(articleId) ?? []).flatMap((claim) => claim.mentions),
      mentionsIn: ({ articleId }) => input.mentions?.get(articleId) ?? [],
    }),
  };
};

const passageOf = (desk: Desk, span: EvidenceSpan): Passage =>
  toPassage(span.quote, desk.articlesById.get(span.articleId));

/** Why a sentence may not stand on these passages; undefined when it may. */
const refuseSentence = (
  desk: Desk,
  text: string,
  passages: readonly EvidenceSpan[],
  framedBy?: string,
): string | undefined => {
  const missing = findUngrounded(text, passages, desk.ground);
  if (missing.length > 0) return `not in its passages: ${missing[0]}`;
  const verdict = desk.input.judge(
    text,
    passages.map((passage) => passageOf(desk, passage)),
  );
  if (verdict.verdict === "contradicted" || verdict.verdict === "stronger")
    return `${verdict.verdict}: ${verdict.slot ?? "content"}`;
  return verdict.verdict === "not_found" && framedBy !== undefined && !framedBy.startsWith("F")
    ? "not found in its passages"
    : undefined;
};

const planTools = (desk: Desk): PlanTools => ({
  articlesById: desk.articlesById,
  claimsByArticle: desk.input.claims,
  techniquesByArticle: desk.input.techniques ?? new Map(),
  trustOf: (article) => trustOfLetter[desk.letterOf(article.outlet)] ?? 0,
  runs: desk.runs,
  isOverruled: (claim) => desk.overruled.has(`${claim.articleId}:${claim.evidence.start}`),
  refuse: (telling) => {
    const late = telling.passages.some(
      (passage) => (desk.articlesById.get(passage.articleId)?.publishedAt ?? "") > desk.input.asOf,
    );
    return late ? "later than the edition" : refuseSentence(desk, telling.text, telling.passages, telling.by);
  },
  leaveOut: (type) => desk.unphrased.set(type, (desk.unphrased.get(type) ?? 0) + 1),
});

const planAll = (desk: Desk): PlannedStory[] => {
  const tools = planTools(desk);
  const assessments = new Map(desk.input.assessments.map((assessment) => [assessment.storyId, assessment]));
  return desk.input.stories
    .flatMap((story) => {
      const assessment = assessments.get(story.id);
      return assessment === undefined || story.excluded !== undefined ? [] : [planStory(story, assessment, tools)];
    })
    .sort((a, b) => a.assessment.rank - b.assessment.rank);
};

const citationOf = (desk: Desk, passage: EvidenceSpan): EditionCitation => ({
  articleUrl: desk.articlesById.get(passage.articleId)?.url ?? "",
  start: passage.start,
  end: passage.end,
  quote: passage.quote,
});

/** Whether a sentence claims something of the world, which its passages must carry. */
const isClaim = (draft: DraftSentence): boolean =>
  draft.kind === "fact" || draft.kind === "assessment" || draft.kind === "gap";

/** The judge's verdict on a claim with passages; nothing for the rest. A model's doubt lowers it, and can do no more. */
const verdictOn = (
  desk: Desk,
  draft: DraftSentence,
  { text, doubt }: LookedAt,
): Pick<EditionSentence, "verdict" | "checked"> => {
  if (!isClaim(draft) || draft.passages.length === 0) return {};
  const passages = draft.passages.map((passage) => passageOf(desk, passage));
  const { verdict } = desk.input.judge(text, passages);
  const lowered = doubt !== undefined && verdict === "supported" ? "cannot_tell" : verdict;
  return {
    verdict: draft.kind === "fact" ? lowered : (draft.kind as "assessment" | "gap"),
    checked: [
      ...(draft.checked ?? []),
      ...(lowered === verdict ? [] : [`second opinion: ${doubt?.replaceAll("_", " ")}`]),
    ],
  };
};

/** A rewording stands only on what the sentence stands on: grounded, and supported by the same passages and by the sentence. */
const lookAgain = (desk: Desk, draft: DraftSentence, id: string): LookedAt => {
  if (draft.kind !== "fact") return { text: draft.text };
  const { judge, secondLooks } = desk.input;
  const isSupported = (text: string, passages: Parameters<typeof judge>[1]): boolean =>
    judge(text, passages).verdict === "supported";
  return applySecondLook(draft.text, secondLooks?.byId.get(id), (rewording) => {
    const refused = refuseSentence(desk, rewording, draft.passages);
    if (refused !== undefined) return refused;
    const passages = draft.passages.map((passage) => passageOf(desk, passage));
    const holds =
      isSupported(rewording, passages) &&
      isSupported(rewording, [{ text: draft.text }]) &&
      isSupported(draft.text, [{ text: rewording }]);
    return holds ? undefined : "not supported as reworded";
  });
};

const finished = (desk: Desk, draft: DraftSentence, id: string): EditionSentence =>
  finishedAs(desk, draft, id, lookAgain(desk, draft, id));

const finishedAs = (desk: Desk, draft: DraftSentence, id: string, looked: LookedAt): EditionSentence => ({
  id,
  text: looked.text,
  ...(looked.composed === undefined ? {} : { composed: looked.composed }),
  kind: draft.kind,
  ...(draft.storyId === undefined ? {} : { storyId: draft.storyId }),
  ...(draft.role === undefined ? {} : { role: draft.role }),
  ...(draft.group === undefined ? {} : { group: draft.group }),
  ...(draft.part === undefined ? {} : { part: draft.part }),
  citations: draft.passages.map((passage) => citationOf(desk, passage)),
  ...verdictOn(desk, draft, looked),
});

/** The footer says what a model changed; where it changed nothing, nothing is said and the bytes are the same. */
const sayModel = <Section extends { readonly sentences: readonly EditionSentence[] }>(
  desk: Desk,
  sections: readonly Section[],
): Section[] => {
  const all = sections.flatMap(({ sentences }) => sentences);
  const reworded = all.filter(({ composed }) => composed !== undefined).length;
  const doubted = all.filter(({ checked }) => checked?.some((line) => line.startsWith("second opinion: "))).length;
  const model = desk.input.secondLooks?.model;
  if (model === undefined || reworded + doubted === 0) return [...sections];
  return sections.map((section) => ({
    ...section,
    sentences: section.sentences.map((sentence) =>
      sentence.text === composedAlone ? { ...sentence, text: composedWith(model, reworded, doubted) } : sentence,
    ),
  }));
};

const sentencesOf = (
  desk: Desk,
  sections: readonly DraftSection[],
): { id: SectionId; sentences: EditionSentence[] }[] => {
  let number = 0;
  return sectionIds.map((id) => ({
    id,
    sentences: (sections.find((section) => section.id === id)?.sentences ?? []).map((draft) => {
      number += 1;
      return finished(desk, draft, `s${number}`);
    }),
  }));
};

/** What is the same however long the page becomes. */
interface Outline {
  readonly stories: readonly PlannedStory[];
  readonly roundUps: readonly PlannedStory[];
  /** The lead and the followed stories. */
  readonly inFull: readonly PlannedStory[];
  readonly others: readonly PlannedStory[];
  readonly headline: { text: string; telling?: Telling };
  readonly summary: ReturnType<typeof writeSummary>;
  readonly soWhat: DraftSection;
  readonly notKnown: ReturnType<typeof writeNotKnown>;
}

/** Words of the whole page; the edition may hold three thousand. */
const wordsOf = (sections: readonly DraftSection[]): number =>
  sections.flatMap((section) => section.sentences).reduce((sum, sentence) => sum + countWords(sentence.text), 0);

const mostWords = 2_950;

interface Page {
  readonly outline: Outline;
  readonly graded: readonly GradedArticle[];
  readonly sections: readonly DraftSection[];
}

/** A page with its stories' budgets scaled by `scale`: what is written, its sources and the footer. */
const writePage = (desk: Desk, outline: Outline, scale: number): Page => {
  const body = writeBody(desk, outline, scale);
  const graded = gradedOf(desk, body);
  const aside = desk.input.stories.flatMap((story) =>
    story.excluded === undefined ? [] : [{ title: story.title, reason: story.excluded.reason }],
  );
  const unphrased = [...desk.unphrased.values()].reduce((sum, count) => sum + count, 0);
  const told = new Set(body.flatMap((section) => section.sentences.map((sentence) => sentence.storyId)));
  const untold = desk.input.stories.filter((story) => story.excluded === undefined && !told.has(story.id));
  const titles = untold.map((story) => story.title);
  const end = [writeSources(graded), writeFooter(desk.input, graded.length, aside, unphrased, titles)];
  return { outline, graded, sections: [...body, ...end] };
};

const longest = 1.6;
const shortest = 0.35;

/** The fullest page that fits: a quiet day is told at length, a loud one in fewer words a story. */
const writeWithin = (desk: Desk): Page => {
  const outline = outlinePage(desk, planAll(desk));
  const full = writePage(desk, outline, longest);
  if (wordsOf(full.sections) <= mostWords) return full;
  let fits = writePage(desk, outline, shortest);
  let low = shortest;
  let high = longest;
  for (let step = 0; step < 6; step += 1) {
    const scale = (low + high) / 2;
    const page = writePage(desk, outline, scale);
    if (wordsOf(page.sections) <= mostWords) {
      fits = page;
      low = scale;
    } else high = scale;
  }
  return fits;
};

const outlinePage = (desk: Desk, planned: readonly PlannedStory[]): Outline => {
  const { input } = desk;
  const stories = planned.filter(
    (entry) => !entry.story.roundUp && entry.trusted.length > 0 && entry.candidates.length > 0,
  );
  const [lead, ...rest] = stories;
  const placed = ({ story }: PlannedStory) => input.placement?.get(story.id);
  const taken = rest.filter((entry) => placed(entry) === "lead");
  const followed = [...taken, ...rest.filter((entry) => placed(entry) === undefined && isFollowed(entry))].slice(
    0,
    Math.max(taken.length, mostFollowed - (rest.length > 5 ? 1 : 0)),
  );
  const others = rest.filter((entry) => !followed.includes(entry));
  const inFull = lead === undefined ? [] : [lead, ...followed];
  const notKnown = writeNotKnown(stories, input.contradictions, {
    outletOf: (id) => desk.articlesById.get(id)?.outlet ?? "",
    isLow: (id) => desk.letterOf(desk.articlesById.get(id)?.outlet ?? "") >= "D",
    refuse: (text, passages) => {
      const missing = findUngrounded(text, passages, desk.ground);
      return missing.length > 0 ? `not in its passages: ${missing[0]}` : undefined;
    },
  });
  return {
    stories,
    roundUps: planned.filter((entry) => entry.story.roundUp),
    inFull,
    others: [
      ...others.filter((entry) => placed(entry) === "supporting"),
      ...others.filter((entry) => placed(entry) !== "supporting"),
    ],
    headline: writeHeadline(lead),
    summary: writeSummary(stories),
    soWhat: writeSoWhat(inFull, (text, passages) => findUngrounded(text, passages, desk.ground).length > 0),
    notKnown,
  };
};

/** The sections in order, without sources and footer. */
const writeBody = (desk: Desk, outline: Outline, scale: number): DraftSection[] => {
  const { input } = desk;
  const { stories, inFull, summary } = outline;
  const { refuse } = planTools(desk);
  const finish: Finish = (tellings) =>
    nameReporters(
      tellings,
      (telling) => desk.articlesById.get(telling.passages[0]?.articleId as ArticleId)?.outlet ?? "",
      desk.runs,
      refuse,
    );
  const happened = writeHappened(inFull, summary.told, scale, finish);
  const context = (entry: PlannedStory): FrameContext => ({ facts: entry.facts, articlesById: desk.articlesById });
  const told = [...summary.told, ...happened.told];
  const whyNow = writeWhyNow(
    inFull,
    context,
    (telling) => refuseSentence(desk, telling.text, telling.passages, telling.by),
    told,
    input.asOf,
    sayChanged(input.stories, input.articles, input.earlier ?? []),
  );
  const afterNow = [...told, ...whyNow.told];
  const forYou = writeForYou(stories, input.roleRules, afterNow, input.asOf, input.organisation);
  const quickHits = writeQuickHits({
    stories: inFull,
    others: outline.others,
    roundUps: outline.roundUps,
    told: [...afterNow, ...forYou.told],
    spare: forYou.spare,
    asOf: input.asOf,
    scale,
    finish,
  });
  const onRecord = writeOnRecord([summary.section, happened.section, whyNow.section, quickHits.section], input.records);
  return [
    summary.section,
    writeWho(forYou.roles),
    happened.section,
    whyNow.section,
    outline.soWhat,
    forYou.section,
    { ...quickHits.section, sentences: [...quickHits.section.sentences, ...onRecord] },
    outline.notKnown.section,
    writeMore(input.earlier ?? []),
  ];
};

const gradedOf = (desk: Desk, sections: readonly DraftSection[]): GradedArticle[] => {
  const cited = [
    ...new Set(
      sections.flatMap((section) =>
        section.sentences.flatMap((sentence) => sentence.passages.map((passage) => passage.articleId)),
      ),
    ),
  ]
    .map((id) => desk.articlesById.get(id))
    .filter((article) => article !== undefined);
  const credibility = new Map(
    desk.input.assessments.flatMap((assessment) => assessment.items.map((item) => [item.articleId, item] as const)),
  );
  const place = new Map(cited.map((article, index) => [article.id, index]));
  // Letters A to F first, then the order in which the edition cites.
  const rankOf = (article: Article): number =>
    desk.letterOf(article.outlet).charCodeAt(0) * 10_000 + (place.get(article.id) ?? 0);
  const ranked = [...cited].sort((a, b) => rankOf(a) - rankOf(b));
  return ranked.map((article, index) => ({
    article,
    reliability: desk.letterOf(article.outlet) as GradedArticle["reliability"],
    credibility: credibility.get(article.id)?.credibility ?? 6,
    number: index + 1,
  }));
};

const urlOf = (desk: Desk, id: ArticleId): string => desk.articlesById.get(id)?.url ?? "";

const techniquesOut = (desk: Desk, planned: PlannedStory | undefined): EditionTechnique[] =>
  (planned?.techniques ?? []).map(({ reading, evidence }) => ({
    ...{ id: reading.id, name: reading.name, tactics: [...reading.tactics] },
    ...{ basis: reading.basis, confidence: reading.confidence },
    ...(reading.alsoOwnedBy === undefined ? {} : { alsoOwnedBy: [...reading.alsoOwnedBy] }),
    evidence: evidence
      .slice(0, mostEvidence)
      .map((one) => ({ ...citationOf(desk, one), sentence: one.sentence.quote, sentenceStart: one.sentence.start })),
  }));

const storiesOut = (desk: Desk, outline: Outline): Edition["stories"] => {
  const planned = new Map(outline.stories.map((entry) => [entry.story.id, entry]));
  const assessments = new Map(desk.input.assessments.map((assessment) => [assessment.storyId, assessment]));
  return desk.input.stories
    .map((story) => {
      const assessment = assessments.get(story.id);
      const reason =
        story.excluded === undefined
          ? story.roundUp
            ? "round-up: supports, belongs to no story"
            : undefined
          : `${story.excluded.reason}: ${story.excluded.why}`;
      const techniques = techniquesOut(desk, planned.get(story.id));
      return {
        id: story.id as string,
        title: story.title,
        rank: assessment?.rank ?? desk.input.stories.length,
        articleUrls: story.articleIds.map((id) => urlOf(desk, id)),
        excluded: story.excluded !== undefined,
        ...(reason === undefined ? {} : { reason }),
        ...(assessment === undefined
          ? {}
          : {
              weight: assessment.weight,
              weightReasons: assessment.reasons.map((line) => ({ ...line })),
              confidence: assessment.confidence,
              relevance: assessment.relevance.map((line) => ({ ...line })),
            }),
        mergedBecause: [...story.reasons],
        origins: story.origins.map((origin) => ({
          name: origin.name,
          articleUrls: origin.articleIds.map((id) => urlOf(desk, id)),
        })),
        ...(story.firstReportedBy === undefined ? {} : { firstReportedBy: urlOf(desk, story.firstReportedBy) }),
        ...(techniques.length === 0 ? {} : { techniques }),
      };
    })
    .sort((a, b) => a.rank - b.rank);
};

const sourcesOut = (desk: Desk, graded: readonly GradedArticle[]): Edition["sources"] => {
  const numbers = new Map(graded.map((entry) => [entry.article.id, entry.number]));
  const items = new Map(
    desk.input.assessments.flatMap((assessment) => assessment.items.map((item) => [item.articleId, item] as const)),
  );
  const grades = new Map(desk.input.grades.map((grade) => [grade.outlet, grade]));
  const rankOf = (article: Article): number => numbers.get(article.id) ?? Number.MAX_SAFE_INTEGER;
  return [...desk.input.articles]
    .sort((a, b) => rankOf(a) - rankOf(b) || (a.url < b.url ? -1 : 1))
    .map((article) => {
      const item = items.get(article.id);
      const number = numbers.get(article.id);
      return {
        url: article.url,
        outlet: article.outlet,
        title: article.title,
        publishedAt: article.publishedAt ?? null,
        language: article.language,
        reliability: desk.letterOf(article.outlet),
        credibility: item?.credibility ?? 6,
        cited: number !== undefined,
        ...(number === undefined ? {} : { number }),
        reliabilityReasons: (grades.get(article.outlet)?.reasons ?? []).map((line) => ({ ...line })),
        ...(item === undefined ? {} : { credibilityBecause: item.because }),
        retrievedAt: article.firstSeenAt,
        ...(article.changedAt === undefined ? {} : { changedAt: article.changedAt }),
      };
    });
};

const contradictionsOut = (
  desk: Desk,
  outline: Outline,
  sections: readonly { id: SectionId; sentences: readonly EditionSentence[] }[],
): Edition["contradictions"] => {
  const notKnown = sections.find((section) => section.id === "not_known")?.sentences ?? [];
  return desk.input.contradictions.map((contradiction) => {
    const at = outline.notKnown.printed.find((entry) => entry.contradiction === contradiction);
    const sentenceId = at === undefined ? undefined : notKnown[at.index]?.id;
    return {
      storyId: contradiction.storyId,
      about: contradiction.about,
      values: contradiction.values.map((side) => ({
        value: side.value,
        articleUrls: [...new Set(side.evidence.map((span) => urlOf(desk, span.articleId)))],
        citations: side.evidence.filter((span) => span.quote.length <= 600).map((span) => citationOf(desk, span)),
      })),
      ...(contradiction.uses === undefined ? {} : { uses: { ...contradiction.uses } }),
      ...(sentenceId === undefined ? {} : { sentenceId }),
    };
  });
};

/** A story that a person wanted told, and of which nothing can be told: no trusted article, or no sentence that holds. */
const untoldOf = ({ placement, stories }: BriefInput, outline: Outline): BriefInput["losses"] => {
  if (placement === undefined) return [];
  const told = new Set(outline.stories.map(({ story }) => story.id));
  return stories
    .filter(({ id }) => placement.has(id) && !told.has(id))
    .map(({ title }) => ({
      step: "brief",
      item: title,
      reason: "nothing_to_tell",
      detail: "Taken on the desk, but no trusted article of it holds a sentence that passes the gates.",
    }));
};

const articlesOut = ({ articles }: BriefInput): Edition["articles"] =>
  articles.map((article) => ({
    url: article.url,
    text: article.text,
    title: article.title,
    publishedAt: article.publishedAt ?? null,
    language: article.language,
    outlet: article.outlet,
    ...(article.dek === undefined ? {} : { dek: article.dek }),
    ...(article.tlp === undefined ? {} : { tlp: article.tlp }),
    sha256: article.sha256,
    retrievedAt: article.firstSeenAt,
    ...(article.signs.hiddenText.length === 0 ? {} : { hiddenText: [...article.signs.hiddenText] }),
  }));

/** Composes the edition. The only place that makes a `CitedBriefing`: the gates have been run on exactly this text. */
export const composeBriefing = (input: BriefInput): CitedBriefing => {
  const desk = openDesk(input);
  const { outline, graded, sections: drafted } = writeWithin(desk);
  const sections = sayModel(desk, sentencesOf(desk, drafted));
  const sources = sourcesOut(desk, graded);
  const edition = {
    date: input.asOf.slice(0, 10),
    asOf: input.asOf,
    title: outline.headline.text,
    tlp: narrowestTlp(input.articles.map(labelOf)),
    ...(input.audience === undefined ? {} : { audience: { ...input.audience, sectors: [...input.audience.sectors] } }),
    titleCitations: (outline.headline.telling?.passages ?? []).map((passage) => citationOf(desk, passage)),
    textHash: sha256Hex(sections.flatMap((section) => section.sentences.map((sentence) => sentence.text)).join("\n")),
  };
  const byUrl = new Map(input.articles.map((article) => [article.url, article]));
  const stories = storiesOut(desk, outline);
  const gates = runGates(
    { edition, sections, sources, stories },
    {
      ...openSentenceGates({
        articles: input.articles,
        ground: desk.ground,
        articleIdOf: (url) => byUrl.get(url)?.id ?? ("" as ArticleId),
        passageOf: (span) => passageOf(desk, span),
        letterOf: desk.letterOf,
        judge: input.judge,
      }),
      publishedAt: (url) => byUrl.get(url)?.publishedAt ?? null,
      articleText: (url) => byUrl.get(url)?.text,
      tlpOf: (url) => labelOfCited(byUrl.get(url)),
    },
  );
  const lead = outline.stories[0];
  const articles = articlesOut(input);
  const scoreCard = scoreEdition(
    { sections, sources },
    {
      leadIndependent:
        lead !== undefined &&
        (lead.story.origins.length > 1 ||
          sections.some(
            (section) =>
              section.id === "so_what" &&
              section.sentences.some((sentence) => sentence.text.startsWith("Our confidence")),
          )),
      primaryFirst: lead?.trusted.some((article) => desk.letterOf(article.outlet) === "A") ?? false,
      contradictionsFound: input.contradictions.length,
      contradictionsShown: outline.notKnown.printed.length,
      organisationFit: outline.stories.some((entry) => entry.assessment.relevance.length > 0),
      ages: ageStories({ edition, sections, stories, articles }),
      supported: (sentence) =>
        sentence.citations.length > 0 &&
        !gates.some(
          (result) =>
            (result.id === "G2" || result.id === "G3") &&
            result.faults.some((fault) => fault.sentenceId === sentence.id),
        ),
    },
  );
  return {
    edition,
    sections,
    stories,
    contradictions: contradictionsOut(desk, outline, sections),
    sources,
    articles,
    gates,
    scoreCard,
    ...(input.records === undefined ? {} : { vulnerabilities: [...input.records.values()].map((one) => ({ ...one })) }),
    record: {
      read: input.articles.length,
      feeds: input.feedsRead,
      foldedDuplicates: input.foldedDuplicates,
      unphrased: Object.fromEntries([...desk.unphrased].sort(([a], [b]) => (a < b ? -1 : 1))),
      losses: [...input.losses, ...untoldOf(input, outline)].map((loss) => ({ ...loss })),
    },
  } as CitedBriefing;
};
