/** Section 7: impact, operational implication, action this week; then the other stories of the day in one or two sentences each. */
import type { Article } from "#terms/article.ts";
import { type Candidate, chooseTellings, overlap } from "../plan/choose-tellings.ts";
import type { PlannedStory } from "../plan/plan-story.ts";
import { countWords } from "../tell/edit-text.ts";
import type { Telling } from "../tell/telling.ts";
import { corroborate } from "./corroborate.ts";
import { type DraftSection, type DraftSentence, factOf } from "./draft.ts";
import { actionOf, type Fired } from "./for-you.ts";
import { type Finish, settleOpening } from "./happened.ts";

const impactTypes = /^(?:outage|leak|ransom|inference|vuln_what|goal|scope)$/;
const implicationTypes =
  /^(?:workaround|selective|hijack|limited_exploitation|fixed|infrastructure|local_view|not_exploited)$/;
const impactWords =
  /\b(?:useful|disrupt|control|keys|directory|access|outage|theft|stolen|losses|foothold|readable|takes? over)\b/i;
const implicationWords =
  /\b(?:workaround|maintenance|logs?|hunt|left little|only remedy|fixed releases|restart|filters?|test instance|upgrade|exempt|window)\b/i;

const untold = (candidate: Candidate, told: readonly Telling[]): boolean =>
  !told.some(
    (other) =>
      overlap(other.text, candidate.text) > 0.55 ||
      other.claims.some((claim) => candidate.claims.some((own) => own.id === claim.id)),
  );

const usable = (candidate: Candidate, told: readonly Telling[]): boolean =>
  !candidate.contextual &&
  candidate.types[0] !== "advice" &&
  countWords(candidate.text) <= 32 &&
  untold(candidate, told);

const scoreOf = (candidate: Candidate, rank: number, types: RegExp, words: RegExp): number =>
  (types.test(candidate.types[0] ?? "") ? 1 : 0) +
  (words.test(candidate.text) ? 2 : 0) +
  Math.min(1, candidate.keys.length * 0.3) -
  rank * 0.05 -
  (candidate.by === "copied" ? 0.5 : 0);

const pick = (
  stories: readonly PlannedStory[],
  told: readonly Telling[],
  types: RegExp,
  words: RegExp,
): { candidate: Candidate; planned: PlannedStory } | undefined =>
  stories
    .slice(0, 5)
    .flatMap((planned) =>
      planned.candidates
        .filter((candidate) => usable(candidate, told))
        .map((candidate) => ({
          candidate,
          planned,
          score: scoreOf(candidate, planned.assessment.rank, types, words),
        })),
    )
    .filter(({ score }) => score > 1.4)
    .reduce<{ candidate: Candidate; planned: PlannedStory; score: number } | undefined>(
      (best, next) => (best === undefined || next.score > best.score ? next : best),
      undefined,
    );

/** A story in a few sentences; the first names what it is about. */
const bulletOf = (planned: PlannedStory, told: readonly Telling[], sentences: number): Candidate[] => {
  const tellable = planned.candidates.filter(
    (candidate) => candidate.types[0] !== "advice" && candidate.types[0] !== "unknown_stated",
  );
  const chosen: Candidate[] = chooseTellings(
    tellable,
    planned.kind,
    { sentences, words: 23 * sentences, floor: 0.5 },
    told,
  );
  return settleOpening(chosen, planned);
};

/** A heading for one item of a round-up: its first name, else its run-in heading. */
const itemName = (article: Article, candidate: Candidate): string => {
  const [claim] = candidate.claims;
  const name = claim?.mentions.find(
    (mention) =>
      mention.kind === "name" &&
      /^(?:product|vendor|organisation|malware|intrusion_set|authority|campaign)$/.test(mention.type),
  );
  return (
    name?.surface ??
    article.title
      .split(/\s+/)
      .slice(0, 4)
      .join(" ")
      .replace(/[,;:.–—-]+$/, "")
  );
};

export interface QuickHits {
  readonly section: DraftSection;
  readonly told: readonly Telling[];
}

export interface QuickHitsInput {
  readonly stories: readonly PlannedStory[];
  readonly others: readonly PlannedStory[];
  readonly roundUps: readonly PlannedStory[];
  readonly told: readonly Telling[];
  readonly spare: readonly Fired[];
  readonly asOf: string;
  /** Below 1 when the edition must be shortened. */
  readonly scale: number;
  readonly finish: Finish;
}

export const writeQuickHits = ({
  stories,
  others,
  roundUps,
  told,
  spare,
  asOf,
  scale,
  finish,
}: QuickHitsInput): QuickHits => {
  const sentences: DraftSentence[] = [];
  const all: Telling[] = [...told];
  const impact = pick(stories, all, impactTypes, impactWords);
  if (impact !== undefined) {
    sentences.push(factOf(impact.candidate, impact.planned.story.id, { group: "Impact / risk" }));
    all.push(impact.candidate);
  }
  const implication = pick(stories, all, implicationTypes, implicationWords);
  if (implication !== undefined) {
    sentences.push(factOf(implication.candidate, implication.planned.story.id, { group: "Operational implication" }));
    all.push(implication.candidate);
  }
  const [action] = spare;
  if (action !== undefined)
    sentences.push(...actionOf(action, asOf, { storyId: action.planned.story.id, group: "Action this week" }));
  for (const planned of others) {
    for (const telling of finish(
      bulletOf(planned, all, Math.max(1, Math.round((planned.trusted.length > 1 ? 8 : 6) * scale))),
      planned,
    )) {
      sentences.push(
        factOf({ ...telling, passages: corroborate(telling, planned) }, planned.story.id, { group: planned.name }),
      );
      all.push(telling);
    }
  }
  for (const planned of roundUps) {
    const article = planned.articles[0];
    if (article === undefined) continue;
    const fresh = planned.candidates.filter(
      (candidate) =>
        candidate.types[0] !== "advice" &&
        candidate.keys.some((key) => /^(?:q|cve|d|v|s):/.test(key)) &&
        untold(candidate, all) &&
        !candidate.keys.some((key) => /^(?:cve|v):/.test(key) && all.some((other) => other.keys.includes(key))),
    );
    for (const telling of chooseTellings(fresh, "other", { sentences: 3, words: 80, floor: 1.5 }, all)) {
      sentences.push(factOf(telling, planned.story.id, { group: itemName(article, telling) }));
      all.push(telling);
    }
  }
  if (sentences.length === 0)
    sentences.push({ text: "No other story of today is supported well enough to report.", kind: "note", passages: [] });
  return { section: { id: "quick_hits", sentences }, told: all.slice(told.length) };
};
