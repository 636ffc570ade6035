/** Section 4: the dated trigger, what changed since we last reported, the nearest deadline. A trend only with both numbers. */
import type { Claim } from "#terms/claim.ts";
import type { DateMention } from "#terms/mention.ts";
import { type Bound, bound, type FrameContext, framed } from "../frames/frame.ts";
import { type Candidate, chooseTellings, overlap } from "../plan/choose-tellings.ts";
import type { PlannedStory } from "../plan/plan-story.ts";
import { printDate } from "../tell/print-date.ts";
import type { Telling } from "../tell/telling.ts";
import { type DraftSection, type DraftSentence, factOf, note } from "./draft.ts";

const dayOf = (mention: DateMention): boolean => mention.precision === "day" && mention.weekdayConflict !== true;

/** "The trigger is Unit 42's report of Thursday 5 February." */
const triggerOf = (planned: PlannedStory, context: FrameContext, asOf: string): Telling[] => {
  const dated = planned.claims
    .filter((claim) => /\b(?:published|released|disclosed|announced)\b/i.test(claim.evidence.quote))
    .flatMap((claim) =>
      [claim.evidence].flatMap(() =>
        claim.mentions
          .filter(
            (mention): mention is DateMention =>
              mention.kind === "date" && dayOf(mention) && mention.from.slice(0, 10) <= asOf.slice(0, 10),
          )
          .map((date) => ({ claim, date })),
      ),
    )
    .sort((a, b) => (a.date.from < b.date.from ? 1 : a.date.from > b.date.from ? -1 : 0));
  for (const { claim, date } of dated) {
    const printed = printDate(date);
    const quote = claim.evidence.quote;
    const what = /\b(report|study|paper|advisory|notice|account|disclosure|bulletin)\b/i
      .exec(quote)?.[1]
      ?.toLowerCase();
    const reporter = named(claim);
    if (
      printed === undefined ||
      what === undefined ||
      reporter === undefined ||
      !/\b(?:published|released|disclosed|announced)\b/.test(quote)
    )
      continue;
    const name = reporter.name;
    return framed(
      "F8",
      `The trigger is ${name}${name.endsWith("s") ? "’" : "’s"} ${what} of ${printed}`,
      [claim],
      [bound(claim, date), reporter.at],
      ["publication"],
      context,
      [`d:${date.timex}`],
    );
  }
  return [];
};

/** The one who published: named just before the verb, or after "by". A name that stands elsewhere is not it. */
const named = (claim: Claim): { name: string; at: Bound } | undefined => {
  const { quote, start } = claim.evidence;
  const verb = /\b(?:published|released|disclosed|announced)\b/.exec(quote);
  if (verb === null) return undefined;
  const mention = claim.mentions.find((candidate) => {
    if (candidate.kind !== "name" || !/^(?:authority|person|vendor|organisation|research_team)$/.test(candidate.type))
      return false;
    const gap = quote.slice(candidate.end - start, verb.index);
    const after = quote.slice(verb.index + verb[0].length, candidate.start - start);
    return (
      (candidate.end - start <= verb.index && /^(?:,? (?:has|had|have))?,? ?$/.test(gap)) ||
      (candidate.start - start > verb.index && /\bby (?:the )?$/.test(after) && after.length < 40)
    );
  });
  return mention === undefined ? undefined : { name: mention.surface, at: bound(claim, mention) };
};

export const writeWhyNow = (
  stories: readonly PlannedStory[],
  context: (planned: PlannedStory) => FrameContext,
  refuse: (telling: Telling) => string | undefined,
  alreadyTold: readonly Telling[],
  asOf: string,
  /** What changed since the edition before. */
  changed: DraftSentence,
): { section: DraftSection; told: readonly Telling[] } => {
  const sentences: DraftSentence[] = [];
  const told: Telling[] = [];
  for (const planned of stories) {
    const trigger = triggerOf(planned, context(planned), asOf).find((telling) => refuse(telling) === undefined);
    if (trigger === undefined) continue;
    sentences.push(factOf(trigger, planned.story.id));
    told.push(trigger);
    break;
  }
  const recent = (candidate: Candidate): boolean =>
    candidate.keys.some(
      (key) =>
        /^d:\d{4}-\d{2}-\d{2}$/.test(key) &&
        key.slice(2) <= asOf.slice(0, 10) &&
        Date.parse(asOf) - Date.parse(key.slice(2)) < 8 * 86_400_000,
    );
  const timely = stories.slice(0, 4).flatMap((planned) => {
    const open = planned.candidates.filter(
      (candidate) =>
        candidate.types.some(
          (type) => /^(?:trend|due|kev_added|inference|publication)$/.test(type) || recent(candidate),
        ) &&
        candidate.keys.some((key) => /^(?:d|q|t):/.test(key) || key === "type:inference") &&
        ![...alreadyTold, ...told].some((other) => overlap(other.text, candidate.text) > 0.5),
    );
    return chooseTellings(open, planned.kind, { sentences: 1, words: 40, floor: 1.2 }, alreadyTold).map((telling) => ({
      telling,
      planned,
    }));
  });
  for (const { telling, planned } of timely.slice(0, 2)) {
    sentences.push(factOf(telling, planned.story.id));
    told.push(telling);
  }
  if (sentences.length === 0) sentences.push(note("No dated trigger stands in today’s sources."));
  sentences.push(changed);
  return { section: { id: "why_now", sentences }, told };
};
