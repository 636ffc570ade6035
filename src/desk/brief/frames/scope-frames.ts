/** F1, F3, F4: who broke into how many, where; what was merely scanned, and that it was no more than that. */
import { numberInProse } from "#kit/text/number-words.ts";
import type { Claim } from "#terms/claim.ts";
import type { Comparator, QuantityMention } from "#terms/mention.ts";
import type { Telling } from "../tell/telling.ts";
import { type Bound, bound, type Frame, type FrameContext, framed } from "./frame.ts";

const comparatorWords: Readonly<Record<Comparator, string>> = {
  "=": "",
  ">": "more than ",
  ">=": "at least ",
  "~": "about ",
  "<": "fewer than ",
  "<=": "at most ",
};

const plurals: Readonly<Record<string, string>> = {
  person: "people",
  body: "bodies",
  country: "countries",
  agency: "agencies",
  company: "companies",
  ministry: "ministries",
  university: "universities",
  city: "cities",
  entity: "entities",
  municipality: "municipalities",
  bus: "buses",
  box: "boxes",
};
const pluralOf = (noun: string): string =>
  plurals[noun] ??
  (/(?:s|x|ch|sh)$/.test(noun) ? `${noun}es` : /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`);

/** "more than 37 countries", with the comparator of the source and the source's own word for "about". */
const counted = (quantity: QuantityMention): string => {
  const approximate =
    quantity.comparator === "~"
      ? (/^(almost|nearly|about|around|roughly|approximately|some|an estimated)\b/i.exec(quantity.surface)?.[0] ??
        "about")
      : undefined;
  const comparator = approximate === undefined ? comparatorWords[quantity.comparator] : `${approximate.toLowerCase()} `;
  const noun = quantity.value === 1 ? quantity.unit : pluralOf(quantity.unit);
  return `${comparator}${numberInProse(quantity.value)} ${noun}`;
};

const verbs: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:broke into|broken into|break-ins?|intrusions?|got inside|penetrat\w+|infiltrat\w+|slipp\w+ into)\b/,
    "broke into",
  ],
  [/\bbreach/, "breached"],
  [/\bcompromis/, "compromised"],
  [/\bhacked\b/, "hacked"],
  [/\binfected\b/, "infected"],
  [/\bencrypted\b/, "encrypted"],
];

const isPlace = (quantity: QuantityMention): boolean => /^(?:country|nation|state)$/.test(quantity.unit);
const isVictim = (quantity: QuantityMention): boolean =>
  /^(?:organisation|organization|body|agency|government|ministry|company|firm|network|entity|hospital|university|bank|institution|customer|operator|municipality|school|server|device|system|machine|computer|site|website|victim)$/.test(
    quantity.unit,
  );

const quantitiesOf = (claim: Claim): QuantityMention[] =>
  claim.mentions.filter(
    (mention): mention is QuantityMention =>
      mention.kind === "quantity" &&
      !mention.ordinal &&
      mention.start >= claim.content.start &&
      mention.end <= claim.content.end,
  );

interface Scope {
  readonly claim: Claim;
  readonly victims: QuantityMention;
  readonly places: QuantityMention;
  readonly verb: string;
}

const findScope = (context: FrameContext): Scope | undefined => {
  for (const claim of context.facts.claims) {
    if (!claim.types.includes("scope") || claim.polarity === "denied" || claim.certainty === "low") continue;
    const victims = quantitiesOf(claim).find(isVictim);
    const places = quantitiesOf(claim).find(isPlace);
    const verb = verbs.find(([pattern]) => pattern.test(claim.shape))?.[1];
    if (
      victims !== undefined &&
      places !== undefined &&
      verb !== undefined &&
      victims.comparator === "=" &&
      places.comparator === "="
    )
      return { claim, victims, places, verb };
  }
  return undefined;
};

/** Who reports it: the research team or authority named in the same article, as near above as may be. */
const reporterOf = (claim: Claim, context: FrameContext): { name: string; at: Bound } | undefined => {
  const { speaker } = claim;
  if (speaker.kind === "named") {
    const span = speaker.binding ?? speaker.span;
    if (span !== undefined && speaker.name.split(" ").length <= 5)
      return { name: speaker.name, at: bound(claim, span) };
  }
  const held =
    context.facts.researchers.find((candidate) => candidate.claim.articleId === claim.articleId) ??
    context.facts.researchers[0];
  return held === undefined ? undefined : { name: held.mention.surface, at: bound(held.claim, held.mention) };
};

const actorOf = (context: FrameContext, near: Claim): { name: string; at: Bound } | undefined => {
  const actor =
    context.facts.actors.find((candidate) => candidate.claim.articleId === near.articleId) ?? context.facts.actors[0];
  return actor === undefined ? undefined : { name: actor.mention.surface, at: bound(actor.claim, actor.mention) };
};

/** "…, TGR-STA-1030, broke into 70 organisations in 37 countries, Unit 42 reports". */
export const scopeFrame: Frame = (context) => {
  const scope = findScope(context);
  if (scope === undefined) return [];
  const actor = actorOf(context, scope.claim);
  const reporter = reporterOf(scope.claim, context);
  const who = actor?.name ?? "Intruders";
  const tail = reporter === undefined ? "" : `, ${reporter.name} reports`;
  const text = `${who} ${scope.verb} ${counted(scope.victims)} in ${counted(scope.places)}${tail}`;
  const bounds = [
    bound(scope.claim, scope.victims),
    bound(scope.claim, scope.places),
    ...(actor === undefined ? [] : [actor.at]),
    ...(reporter === undefined ? [] : [reporter.at]),
  ];
  return framed("F1", text, [scope.claim], bounds, ["scope"], context, [
    `q:${scope.victims.value}:${scope.victims.unit}`,
    `q:${scope.places.value}:${scope.places.unit}`,
  ]);
};

const scanVerb = /\b(scanned|probed|mapped|enumerated|reached|looked at|targeted)\b/i;

/** What was scanned: the verb, its object and the places counted, in the article's words. */
const scanOf = (
  context: FrameContext,
  claim: Claim,
): { done: string; object: string; places: QuantityMention } | undefined => {
  if (!claim.types.includes("recon") || claim.types.includes("local_view") || claim.polarity === "denied")
    return undefined;
  const places = quantitiesOf(claim).find(isPlace) ?? quantitiesOf(claim)[0];
  const article = context.articlesById.get(claim.articleId);
  if (places === undefined || article === undefined) return undefined;
  const words = article.text.slice(claim.content.start, places.end);
  const verb = scanVerb.exec(words);
  if (verb === null) return undefined;
  const object = words.slice(verb.index + verb[0].length).trim();
  if (object.length > 90 || /[.;]/.test(object)) return undefined;
  // "We scanned the internet", "NordLab probed all addresses": who counts what is exposed is no attacker.
  const doer = words.slice(0, verb.index);
  const byCounters =
    /\b(?:we|researchers?|scanners?|project|census|foundation|our)\b/i.test(doer) ||
    claim.mentions.some(
      (mention) =>
        mention.kind === "name" &&
        /^(?:research_team|authority|vendor|outlet)$/.test(mention.type) &&
        mention.start >= claim.content.start &&
        mention.end <= claim.content.start + doer.length,
    );
  if (byCounters || /^the (?:internet|web|whole internet) (?:and|for)\b/i.test(object)) return undefined;
  const said = verb[0].toLowerCase();
  return { done: said === "reached" ? "scanned" : said, object, places };
};

/** The clause that says what the scanning was not. */
const limitClause = (limit: Claim | undefined, reporter: { name: string } | undefined): string => {
  if (limit === undefined) return "";
  return reporter === undefined
    ? ", which is reconnaissance, not compromise"
    : `, which ${reporter.name} describes as reconnaissance, not compromise`;
};

/** "It probed government infrastructure tied to 155 countries, which Unit 42 describes as reconnaissance, not compromise." */
export const reconFrame: Frame = (context): Telling[] => {
  const limit = context.facts.claims.find((claim) => claim.types.includes("recon_limit"));
  if (limit !== undefined && !/reconnaissance/.test(limit.shape)) return [];
  const reporter = limit === undefined ? undefined : reporterOf(limit, context);
  for (const claim of context.facts.claims) {
    const scan = scanOf(context, claim);
    if (scan === undefined) continue;
    const actor = actorOf(context, claim);
    const bounds = [
      bound(claim, claim.content),
      ...(limit === undefined ? [] : [bound(limit, limit.content)]),
      ...(actor === undefined ? [] : [actor.at]),
      ...(reporter === undefined ? [] : [reporter.at]),
    ];
    return framed(
      "F3",
      `${actor?.name ?? "The group"} also ${scan.done} ${scan.object}${limitClause(limit, reporter)}`,
      limit === undefined ? [claim] : [claim, limit],
      bounds,
      ["recon", "recon_limit"],
      context,
      [`q:${scan.places.value}:${scan.places.unit}`, ...(limit === undefined ? [] : ["type:recon_limit"])],
    );
  }
  return [];
};
