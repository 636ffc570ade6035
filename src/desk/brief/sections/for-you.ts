/**
 * Section 6: per role, the fact that makes it its business, one action, owner, by when, done when. From rules kept as data;
 * a role for which no rule fires is not named. Section 2 names exactly the roles served here.
 */
import type { DateMention } from "#terms/mention.ts";
import { type Organisation, type RoleId, roleIds, roleNames } from "#terms/organisation.ts";
import type { Candidate } from "../plan/choose-tellings.ts";
import { overlap } from "../plan/choose-tellings.ts";
import type { PlannedStory } from "../plan/plan-story.ts";
import { claimsShowing } from "../plan/story-techniques.ts";
import { printDeadline } from "../roles/deadline.ts";
import { type FilledRule, fillRule } from "../roles/fill-rule.ts";
import type { RoleRule } from "../roles/role-rule.ts";
import { countWords } from "../tell/edit-text.ts";
import type { Telling } from "../tell/telling.ts";
import { type DraftSection, type DraftSentence, factOf, link } from "./draft.ts";

interface Fired {
  readonly rule: RoleRule;
  readonly planned: PlannedStory;
  readonly why: Candidate;
  readonly filled: FilledRule;
  readonly score: number;
}

const oneOf = (wanted: string, types: ReadonlySet<string>): boolean =>
  wanted.split("|").some((type) => types.has(type));

const dueDay = (planned: PlannedStory): string | undefined => {
  const days = planned.claims
    .filter((claim) => claim.types.includes("due"))
    .flatMap((claim) =>
      claim.mentions
        .filter(
          (mention): mention is DateMention =>
            mention.kind === "date" && mention.precision === "day" && mention.weekdayConflict !== true,
        )
        .map((mention) => mention.from.slice(0, 10)),
    )
    .sort();
  return days.find((day) => day >= (planned.claims[0]?.slots.date?.value ?? "")) ?? days[0];
};

/** The fact to show: of the types the rule asks for, with the rule's words where it has some, and rather one not told yet. */
const whyOf = (rule: RoleRule, planned: PlannedStory, told: readonly Telling[]): Candidate | undefined => {
  const showing = new Set(claimsShowing(planned.techniques, rule.techniques));
  const shows = (candidate: Candidate): boolean =>
    rule.techniques.length === 0 || candidate.claims.some((claim) => showing.has(claim));
  const hasWords = (candidate: Candidate): boolean =>
    rule.words.length === 0 ||
    rule.words.some((word) =>
      candidate.claims.some((claim) => claim.shape.includes(word) || claim.evidence.quote.toLowerCase().includes(word)),
    );
  const isTold = (candidate: Candidate): boolean => told.some((other) => overlap(other.text, candidate.text) > 0.75);
  const types: readonly (string | undefined)[] = rule.why.length === 0 ? [undefined] : rule.why;
  for (const type of types) {
    for (const fresh of [true, false]) {
      const found = planned.candidates
        .filter(
          (candidate) =>
            (type === undefined || candidate.types.slice(0, 3).includes(type)) &&
            hasWords(candidate) &&
            shows(candidate) &&
            countWords(candidate.text) <= 34 &&
            (!fresh || !isTold(candidate)),
        )
        .sort(
          (a, b) => b.trust - a.trust || a.types.indexOf(type ?? "") - b.types.indexOf(type ?? "") || a.place - b.place,
        );
      if (found[0] !== undefined) return found[0];
    }
  }
  return undefined;
};

const fires = (
  rule: RoleRule,
  planned: PlannedStory,
  told: readonly Telling[],
  organisation: Organisation | undefined,
): Fired | undefined => {
  const { types } = planned.facts;
  if (!rule.when.every((wanted) => oneOf(wanted, types)) || rule.unless.some((type) => oneOf(type, types)))
    return undefined;
  if (rule.kinds.length > 0 && !rule.kinds.includes(planned.kind)) return undefined;
  const words = planned.claims.map((claim) => claim.evidence.quote.toLowerCase());
  if (rule.words.length > 0 && !words.some((quote) => rule.words.some((word) => quote.includes(word))))
    return undefined;
  const filled = fillRule(rule, planned);
  const why = whyOf(rule, planned, told);
  if (filled === undefined || why === undefined) return undefined;
  const absent =
    organisation?.absentProducts.some((name) => filled.action.toLowerCase().includes(name.toLowerCase())) ?? false;
  if (absent) return undefined;
  const fit = planned.assessment.relevance.length > 0 ? 1.5 : 0;
  const urgent = types.has("exploited") || types.has("kev_added") ? 1 : 0;
  const rank = Math.max(0, 2.5 - planned.assessment.rank * 0.5);
  return { rule, planned, why, filled, score: rule.weight + fit + urgent + rank };
};

export interface ForYou {
  readonly section: DraftSection;
  readonly roles: readonly RoleId[];
  readonly usedRules: readonly { rule: RoleRule; storyId: string }[];
  readonly spare: readonly Fired[];
  /** The facts shown as reasons. */
  readonly told: readonly Telling[];
}

export type { Fired };

/** Action, owner, by and done-when of a fired rule, each a sentence of its own. */
export const actionOf = (fired: Fired, asOf: string, base: Partial<DraftSentence>): DraftSentence[] => {
  const line = (part: "owner" | "by" | "done_when", text: string): DraftSentence => ({
    ...base,
    text,
    kind: "action",
    passages: [],
    part,
  });
  return [
    {
      ...base,
      text: fired.filled.action,
      kind: "action",
      passages: fired.filled.passages.length > 0 ? fired.filled.passages : fired.why.passages,
      part: "do",
    },
    line("owner", `Owner: ${fired.rule.owner}.`),
    line("by", `By: ${printDeadline(fired.rule.by, asOf, dueDay(fired.planned))}.`),
    line("done_when", `Done when: ${fired.filled.doneWhen}.`),
  ];
};

const bullet = (fired: Fired, role: RoleId, asOf: string): DraftSentence[] => {
  const storyId = fired.planned.story.id;
  return [
    factOf(fired.why, storyId, { role, group: roleNames[role], part: "why" }),
    ...actionOf(fired, asOf, { storyId, role, group: roleNames[role] }),
  ];
};

export const writeForYou = (
  stories: readonly PlannedStory[],
  rules: readonly RoleRule[],
  told: readonly Telling[],
  asOf: string,
  organisation: Organisation | undefined,
): ForYou => {
  const wanted = organisation?.roles ?? roleIds;
  const fired = stories.flatMap((planned) =>
    rules.map((rule) => fires(rule, planned, told, organisation)).filter((entry) => entry !== undefined),
  );
  fired.sort(
    (a, b) =>
      b.score - a.score || a.planned.assessment.rank - b.planned.assessment.rank || (a.rule.id < b.rule.id ? -1 : 1),
  );
  const sentences: DraftSentence[] = [];
  const chosen: Fired[] = [];
  for (const role of roleIds) {
    if (!wanted.includes(role)) continue;
    const best =
      fired.find(
        (entry) =>
          entry.rule.role === role &&
          !chosen.some((other) => other.why === entry.why || other.filled.action === entry.filled.action),
      ) ?? fired.find((entry) => entry.rule.role === role);
    if (best === undefined) continue;
    chosen.push(best);
    sentences.push(...bullet(best, role, asOf));
  }
  if (sentences.length === 0)
    sentences.push({
      text: "Nothing in today’s sources calls for action by a role of ours.",
      kind: "note",
      passages: [],
    });
  return {
    section: { id: "for_you", sentences },
    roles: chosen.map((entry) => entry.rule.role),
    told: chosen.map((entry) => entry.why),
    usedRules: chosen.map((entry) => ({ rule: entry.rule, storyId: entry.planned.story.id })),
    spare: fired.filter(
      (entry) =>
        !chosen.some(
          (other) =>
            other.filled.action === entry.filled.action ||
            (other.rule.id === entry.rule.id && other.planned === entry.planned),
        ),
    ),
  };
};

export const writeWho = (roles: readonly RoleId[]): DraftSection => ({
  id: "who",
  sentences:
    roles.length === 0
      ? [link("No role of ours is called on by today’s sources.")]
      : roles.map((role) => link(roleNames[role], { role })),
});
