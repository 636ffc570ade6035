/** Fills a role rule's slots from a story's words; a slot that no word fills keeps the rule from firing. */
import type { Claim } from "#terms/claim.ts";
import type { DateMention, VersionMention } from "#terms/mention.ts";
import type { EvidenceSpan } from "#terms/span.ts";
import { partyOf } from "../plan/party-of.ts";
import type { PlannedStory } from "../plan/plan-story.ts";
import { fillSlots, type RoleRule, slotsNeeded } from "./role-rule.ts";

export interface FilledRule {
  readonly action: string;
  readonly doneWhen: string;
  readonly passages: readonly EvidenceSpan[];
}

interface Filling {
  readonly value: string;
  readonly passage: EvidenceSpan;
}

const held = (entry: { mention: { surface: string }; claim: Claim } | undefined): Filling | undefined =>
  entry === undefined ? undefined : { value: entry.mention.surface, passage: entry.claim.evidence };

const clueWords =
  /\b(?:check(?: for)?|look(?:ing)? for|search(?:ing)?(?: for)?|hunt(?:ing)? for|examine) (?:the [^,;.]{3,40} for )?([^.;]{12,180})/i;

/** What to look for, as the source lists it: "unexpected requests to the … component, new administrator accounts". */
const cluesOf = (claims: readonly Claim[]): Filling | undefined => {
  for (const claim of claims) {
    if (!claim.types.includes("advice")) continue;
    const match = clueWords.exec(claim.evidence.quote);
    const words = match?.[1]
      ?.replace(/, and (?:preserve|report|then|keep|install|update|apply)\b.*$/i, "")
      .replace(/, and (?:rebuild|reinstall|reset|change|isolate|remove|restart|disconnect)\b.*$/i, "")
      // "search ‹place› for ‹things›": the things, then the place.
      .replace(/^(\/\S+|(?:the|all|their) [^,;.]{3,40}?) for (.+)$/i, "$2 in $1")
      .replace(/^logs? (?=from|since|back)/i, "traces in logs ")
      // "…, look for new accounts and for remote tools": one list under one verb.
      .replace(/\blook for /gi, "")
      .replace(/ and for /gi, " and ")
      .trim();
    if (words !== undefined && words.split(/\s+/).length <= 24 && !/\b(?:you|we)\b/i.test(words))
      return { value: words, passage: claim.evidence };
  }
  return undefined;
};

const earliestOf = (claims: readonly Claim[]): Filling | undefined => {
  const dates = claims
    .filter((claim) => claim.types.includes("timespan"))
    .flatMap((claim) =>
      claim.mentions
        .filter(
          (mention): mention is DateMention =>
            mention.kind === "date" && mention.basis !== "relative" && /\d{4}/.test(mention.surface),
        )
        .map((date) => ({ date, claim })),
    )
    .sort((a, b) => (a.date.from < b.date.from ? -1 : 1));
  const [first] = dates;
  return first === undefined ? undefined : { value: first.date.surface, passage: first.claim.evidence };
};

const fixesOf = (planned: PlannedStory): Filling | undefined => {
  const [first] = planned.facts.fixes;
  if (first === undefined) return undefined;
  const same = planned.facts.fixes
    .filter((fix) => fix.claim.id === first.claim.id)
    .map((fix) => (fix.mention as VersionMention).version);
  return { value: same.slice(0, 3).join(" or "), passage: first.claim.evidence };
};

const fillings: Readonly<Record<string, (planned: PlannedStory) => Filling | undefined>> = {
  product: (planned) => held(planned.facts.products[0]),
  cve: (planned) => held(planned.facts.cves[0]),
  fix: (planned) => held(planned.facts.fixes[0]),
  fixes: fixesOf,
  actor: (planned) => held(planned.facts.actors[0]),
  tool: (planned) => held(planned.facts.tools[0]),
  vendor: (planned) => held(planned.facts.vendors[0]) ?? held(planned.facts.products[0]),
  organisation: (planned) => held(partyOf(planned)),
  // Asked is the one who keeps something back, not an authority that the story names elsewhere.
  authority: (planned) => held(planned.facts.authorities.find(({ claim }) => claim.types.includes("unknown_stated"))),
  service: (planned) => held(planned.facts.products[0]),
  clues: (planned) => cluesOf(planned.claims),
  earliest: (planned) => earliestOf(planned.claims),
};

export const fillRule = (rule: RoleRule, planned: PlannedStory): FilledRule | undefined => {
  const values = new Map<string, string>();
  const passages: EvidenceSpan[] = [];
  for (const name of slotsNeeded(rule)) {
    const filling = fillings[name]?.(planned);
    if (filling === undefined || filling.passage.quote.length > 600) return undefined;
    values.set(name, filling.value);
    passages.push(filling.passage);
  }
  return { action: fillSlots(rule.do, values), doneWhen: fillSlots(rule.done_when, values), passages };
};
