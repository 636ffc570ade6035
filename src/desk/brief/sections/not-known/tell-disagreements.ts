/**
 * Disagreements as sentences: both values, who holds them, and, where a reason allows it, which one the edition uses.
 *
 * A low-grade outlet's values are gathered ("X alone reports …; Y reports …"), at most three points a sentence, so that it
 * appears beside those who contradict it and nowhere else. At most forty words.
 */
import type { ArticleId } from "#terms/article.ts";
import type { NameMention } from "#terms/mention.ts";
import type { EvidenceSpan } from "#terms/span.ts";
import type { Contradiction, ContradictionValue } from "#terms/story.ts";
import type { PlannedStory } from "../../plan/plan-story.ts";
import { countWords } from "../../tell/edit-text.ts";
import { happenings, joinPhrases, listed, sayValue } from "./say-value.ts";

export interface DisagreementTools {
  readonly outletOf: (id: ArticleId) => string;
  /** Of an outlet graded D to F. */
  readonly isLow: (id: ArticleId) => boolean;
}

export interface Disagreement {
  readonly text: string;
  readonly passages: readonly EvidenceSpan[];
  readonly storyId: string;
  /** The contradictions this sentence shows. */
  readonly shows: readonly Contradiction[];
}

const mostWords = 40;
const mostPoints = 3;

const spansOf = (value: ContradictionValue, tools: DisagreementTools): readonly EvidenceSpan[] => {
  const trusted = value.evidence.filter((span) => !tools.isLow(span.articleId));
  return trusted.length > 0 ? trusted : value.evidence;
};

/** The first outlet that holds a value and is not yet named for another side; else the first. */
const holderFor = (
  value: ContradictionValue,
  used: ReadonlySet<string>,
  tools: DisagreementTools,
): { outlet: string; spans: readonly EvidenceSpan[] } => {
  const spans = spansOf(value, tools);
  const outlets = [...new Set(spans.map((span) => tools.outletOf(span.articleId)))];
  const outlet = outlets.find((name) => !used.has(name)) ?? outlets[0] ?? "";
  const own = spans.filter((span) => tools.outletOf(span.articleId) === outlet);
  return { outlet, spans: [...own, ...spans.filter((span) => !own.includes(span))].slice(0, 3) };
};

interface Held {
  readonly value: string;
  readonly holder: string;
  readonly outlet: string;
  readonly spans: readonly EvidenceSpan[];
}

/** "Greywater, a firm hired by one of the victims, believes …": the name that opens the sentence. */
const opener =
  /^(\p{Lu}[\p{L}\d-]+(?: \p{Lu}[\p{L}\d-]+){0,3})(?:, (?:an?|the|which|who)\b[^.;]{2,120},)? (?:says?|said|believes?|dates?|puts?|thinks?|holds?|counts?|found|has found|reports?)\b/u;

/** Who says it inside the article, when one outlet holds both sides: its named speaker, or the team it names first. */
const speakerIn = (span: EvidenceSpan, planned: PlannedStory | undefined): string | undefined => {
  for (const claim of planned?.claims ?? []) {
    if (claim.articleId !== span.articleId || claim.evidence.start !== span.start) continue;
    if (claim.speaker.kind === "named" && span.quote.includes(claim.speaker.name)) return claim.speaker.name;
    const named = claim.mentions.find(
      (mention): mention is NameMention =>
        mention.kind === "name" &&
        /^(?:research_team|vendor|organisation|authority)$/.test(mention.type) &&
        mention.start - span.start < 70,
    );
    if (named !== undefined) return named.surface;
  }
  return opener.exec(span.quote)?.[1];
};

const heldSides = (
  values: readonly ContradictionValue[],
  planned: PlannedStory | undefined,
  tools: DisagreementTools,
): Held[] => {
  const used = new Set<string>();
  const sides = values.map((value) => {
    const { outlet, spans } = holderFor(value, used, tools);
    used.add(outlet);
    return { value: value.value, outlet, spans };
  });
  const shared = new Set(sides.map((side) => side.outlet)).size < sides.length;
  return sides.map((side) => {
    const [span] = side.spans;
    const speaker = shared && span !== undefined ? speakerIn(span, planned) : undefined;
    return { ...side, holder: speaker ?? side.outlet };
  });
};

/** "A grades CVE-… medium, 6.5 under CVSS 3.1, while B calls it high, 8.3 under CVSS 4.0; the scales differ." */
const sayScales = (
  contradiction: Contradiction,
  sides: readonly Held[],
  planned: PlannedStory | undefined,
  tools: DisagreementTools,
): string => {
  const quotes = sides.flatMap((side) => side.spans.map((span) => span.quote));
  const id = planned?.facts.cves
    .map((held) => held.mention.surface)
    .find((surface) => quotes.some((quote) => quote.includes(surface)));
  const holders = contradiction.values.map(
    (value) => new Set(value.evidence.map((span) => tools.outletOf(span.articleId))),
  );
  const both = [...(holders[0] ?? [])].filter((outlet) => holders[1]?.has(outlet) === true);
  const [first, second] = sides;
  const apart = [...(holders[1] ?? [])].find((outlet) => holders[0]?.has(outlet) === false);
  if (first === undefined || second === undefined) return "";
  if (apart !== undefined)
    return `${first.outlet} grades ${id ?? "the flaws"} ${first.value}, while ${apart} calls ${id === undefined ? "them" : "it"} ${second.value}; the scales differ`;
  return `${listed(both.slice(0, 2))} ${both.length === 1 ? "gives" : "give"} two grades for ${id ?? "the flaws"}, ${first.value}, and ${second.value}: the scales differ`;
};

const sayEach = (
  contradiction: Contradiction,
  sides: readonly Held[],
  planned: PlannedStory | undefined,
  tools: DisagreementTools,
): string => {
  const { about } = contradiction;
  if (about === "severity") return sayScales(contradiction, sides, planned, tools);
  if (about === "start" || about === "end") {
    const what = planned === undefined ? "" : ` of ${happenings[planned.kind]}`;
    return `For the ${about}${what} ${sides.map((side) => `${side.holder} gives ${side.value}`).join("; ")}`;
  }
  if (about === "deadline in two time zones")
    return `${sides[0]?.holder} gives the deadline as ${sides[0]?.value}, and ${sides[1]?.holder} as ${sides[1]?.value}: the same moment`;
  const [first, ...rest] = sides;
  if (first === undefined) return "";
  if (about === "people affected") {
    const claim = rest.find((side) => / in a claim by /.test(side.value)) ?? rest[0];
    const whose = claim === undefined || claim.outlet === first.outlet ? "" : `${claim.outlet} reports `;
    return `On the people affected, ${first.outlet} reports ${first.value}, ${whose === "" ? "against" : "and"} ${whose}${claim?.value}`;
  }
  if (/^(?:number of|sum|duration|time undetected|prison term|amount of data|peak of)\b/.test(about)) {
    const heading = /^(?:sum|duration|time|prison|amount|peak)\b| (?:\w+ed|hit|reachable)$/.test(about)
      ? `On the ${about}, `
      : "";
    return `${heading}${first.holder} reports ${first.value}, and ${rest.map((side) => `${side.holder} ${side.value}`).join(", and ")}`;
  }
  const parts = sides.map((side) => `${side.holder} ${sayValue(about, side.value)}`);
  return `${parts.slice(0, -1).join(", ")}, ${about === "attribution" ? "while" : "and"} ${parts.at(-1)}`;
};

/** "A reports 70 organisations, and B at least 70 organisations; we use 70 organisations, which more outlets report." */
const tellTrusted = (
  contradiction: Contradiction,
  values: readonly ContradictionValue[],
  planned: PlannedStory | undefined,
  tools: DisagreementTools,
): Disagreement => {
  const uses =
    contradiction.uses === undefined ? "" : `; we use ${contradiction.uses.value}, ${contradiction.uses.reason}`;
  for (const count of [3, 2]) {
    const sides = heldSides(values.slice(0, count), planned, tools);
    const text = sayEach(contradiction, sides, planned, tools);
    const full = `${text}${uses}`;
    if (countWords(full) > mostWords && count > 2) continue;
    return {
      text: countWords(full) > mostWords ? text : full,
      passages: sides.flatMap((side) => side.spans),
      storyId: contradiction.storyId,
      shows: [contradiction],
    };
  }
  return { text: "", passages: [], storyId: contradiction.storyId, shows: [] };
};

interface LowPoint {
  readonly contradiction: Contradiction;
  readonly outlet: string;
  readonly low: ContradictionValue;
  readonly kept: ContradictionValue;
}

const ofAttackers =
  /\b(?:gang|extortion\w*|ransomware group|leak site|seller|hackers?|attackers?|crew|calling itself|calls itself|claim(?:s|ed|ing)?)\b/i;

/** A trusted outlet that passes on what attackers claim does not report it as so. */
const keptValue = ({ contradiction, kept }: LowPoint): string => {
  const said = sayValue(contradiction.about, kept.value);
  const claimed =
    /\d/.test(kept.value) &&
    /^(?:people affected|number of|amount of data)/.test(contradiction.about) &&
    kept.evidence.every((span) => ofAttackers.test(span.quote));
  return claimed && !/ in a claim by /.test(said) ? `${said} in a claim by the attackers` : said;
};

const lowText = (points: readonly LowPoint[], tools: DisagreementTools): string => {
  const claimed = joinPhrases(points.map((point) => sayValue(point.contradiction.about, point.low.value)));
  const byOutlet = new Map<string, string[]>();
  for (const point of points) {
    const { outlet } = holderFor(point.kept, new Set(), tools);
    byOutlet.set(outlet, [...(byOutlet.get(outlet) ?? []), keptValue(point)]);
  }
  return `${points[0]?.outlet ?? ""} alone ${claimed}; ${[...byOutlet].map(([outlet, phrases]) => `${outlet} ${joinPhrases(phrases)}`).join(", and ")}`;
};

/** "X alone reports a and names b; Y reports c and names d": as many points as fit. */
const tellLow = (points: readonly LowPoint[], tools: DisagreementTools): Disagreement[] => {
  const out: Disagreement[] = [];
  const rest = [...points];
  while (rest.length > 0) {
    let take = Math.min(mostPoints, rest.length);
    while (take > 1 && countWords(lowText(rest.slice(0, take), tools)) > mostWords) take -= 1;
    const group = rest.splice(0, take);
    out.push({
      text: lowText(group, tools),
      passages: group.flatMap((point) => [
        ...point.low.evidence.slice(0, 1),
        ...holderFor(point.kept, new Set(), tools).spans.slice(0, 2),
      ]),
      storyId: group[0]?.contradiction.storyId ?? "",
      shows: group.map((point) => point.contradiction),
    });
  }
  return out;
};

export const tellDisagreements = (
  contradictions: readonly Contradiction[],
  stories: readonly PlannedStory[],
  tools: DisagreementTools,
): Disagreement[] => {
  const planned = new Map(stories.map((entry) => [entry.story.id as string, entry]));
  const out: Disagreement[] = [];
  const lowPoints = new Map<string, LowPoint[]>();
  for (const contradiction of contradictions) {
    const isLow = (value: ContradictionValue): boolean => value.evidence.every((span) => tools.isLow(span.articleId));
    const trusted = contradiction.values.filter((value) => !isLow(value));
    if (trusted.length >= 2) out.push(tellTrusted(contradiction, trusted, planned.get(contradiction.storyId), tools));
    const kept = trusted.find((value) => value.value === contradiction.uses?.value) ?? trusted[0];
    const [low] = contradiction.values.filter(isLow);
    if (low === undefined || kept === undefined) continue;
    const outlet = tools.outletOf(low.evidence[0]?.articleId ?? ("" as ArticleId));
    const key = `${contradiction.storyId}|${outlet}`;
    lowPoints.set(key, [...(lowPoints.get(key) ?? []), { contradiction, outlet, low, kept }]);
  }
  for (const points of lowPoints.values()) out.push(...tellLow(points, tools));
  return out;
};
