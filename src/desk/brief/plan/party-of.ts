/**
 * Who a leak or an outage happened to: an organisation that one can write to. A product is no party, and neither is the
 * one who supplied what failed; where the sources name none, nobody is named.
 */
import type { Claim } from "#terms/claim.ts";
import type { NameMention } from "#terms/mention.ts";

interface Party {
  readonly mention: NameMention;
  readonly claim: Claim;
}

const happened = /^(?:leak|outage|ransom)$/;

/** What its sentence does: it suffers, reports or owns what was taken. */
const suffers =
  /^(?:, (?:an?|the|which|who)\b[^.;]{2,110},)?(?:[’']s? | (?:has |had |have |was |were |is |also )*(?:said|says|confirmed|disclosed|admitted|told|announced|hit|breached|attacked|lost|leaked|cancel\w+|suffered|shut|closed|notified|began|warned|denied|acknowledged)\b)/;
const sufferedBy =
  /\b(?:at|from|of|by|hit|against|attack on|breach of|software company|operator|provider|group|bank|hospital|retailer|maker|council|university)\s$/i;
const supplier =
  /\b(?:supplier|contractor|vendor|third party|service provider|maker of|software by|tool of)[^.;]{0,40}$/i;

const isParty = (claim: Claim, mention: NameMention): boolean => {
  const { quote, start } = claim.evidence;
  const before = quote.slice(0, mention.start - start);
  const after = quote.slice(mention.end - start);
  if (supplier.test(before.slice(-80))) return false;
  return (before === "" && suffers.test(after)) || (mention.type !== "product" && sufferedBy.test(before.slice(-40)));
};

/** "Gatehouse VPN", "Ticket Suite 4": what is run, not who runs it. */
const isThing = (surface: string): boolean =>
  /\b(?:VPN|OS|Server|Suite|Gateway|Manager|Desk|Cloud|Mail|Drive|App|Platform|Firewall|Router|Browser|\d[\d.]*)$/.test(
    surface,
  );

interface Told {
  readonly claims: readonly Claim[];
  readonly articles: readonly { readonly title: string }[];
}

const couldBe = (claim: Claim, mention: NameMention): boolean =>
  /^(?:organisation|vendor|person|product)$/.test(mention.type) &&
  // A company that the lists do not know may be read as a person or a product.
  (mention.from === "pattern" || mention.type !== "product") &&
  !isThing(mention.surface) &&
  !mention.surface.endsWith(".") &&
  isParty(claim, mention);

/** @returns the organisation named most in the sentences of the happening, in a headline before elsewhere. */
export const partyOf = ({ claims, articles }: Told): Party | undefined => {
  const counts = new Map<string, { party: Party; weight: number }>();
  const count = (claim: Claim, mention: NameMention): void => {
    const titled = articles.some((article) => article.title.includes(mention.surface));
    if (!titled && mention.type !== "organisation" && mention.type !== "vendor") return;
    const entry = counts.get(mention.surface) ?? { party: { mention, claim }, weight: titled ? 6 : 0 };
    entry.weight += claim.types.some((type) => happened.test(type)) ? 2 : 1;
    counts.set(mention.surface, entry);
  };
  for (const claim of claims)
    for (const mention of claim.mentions) if (mention.kind === "name" && couldBe(claim, mention)) count(claim, mention);
  // "Penfold" and "Penfold Classroom" are one: the longer form holds both counts.
  for (const [short, entry] of counts)
    for (const [long, other] of counts) if (long.startsWith(`${short} `)) other.weight += entry.weight;
  const [best] = [...counts].sort((a, b) => b[1].weight - a[1].weight || (a[0] < b[0] ? -1 : 1));
  return best?.[1].party;
};
