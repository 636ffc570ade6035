/**
 * What a story holds that frames and role rules can print: products, fixes, deadlines, actors, tools, with the words they
 * stand in. Only trusted articles speak here; a value held by more outlets comes first, then the earlier one.
 */
import type { ArticleId } from "#terms/article.ts";
import type { Claim } from "#terms/claim.ts";
import type { Mention, NameMention, QuantityMention } from "#terms/mention.ts";
import type { Span } from "#terms/span.ts";
import { affectedProducts } from "./affected-product.ts";

/** A value with a claim whose words show it. */
export interface Held<M extends Mention = Mention> {
  readonly mention: M;
  readonly claim: Claim;
  readonly outlets: number;
}

export interface StoryFacts {
  readonly claims: readonly Claim[];
  readonly types: ReadonlySet<string>;
  readonly cves: readonly Held[];
  readonly products: readonly Held<NameMention>[];
  readonly vendors: readonly Held<NameMention>[];
  readonly actors: readonly Held<NameMention>[];
  readonly tools: readonly Held<NameMention>[];
  readonly researchers: readonly Held<NameMention>[];
  readonly authorities: readonly Held<NameMention>[];
  readonly fixes: readonly Held[];
  readonly scopes: readonly Held<QuantityMention>[];
}

/** Mentions inside the claim's own content. */
export const mentionsOf = (claim: Claim): Mention[] =>
  claim.mentions.filter((mention) => mention.start >= claim.content.start && mention.end <= claim.content.end);

const collect = <M extends Mention>(
  claims: readonly Claim[],
  pick: (mention: Mention, claim: Claim) => M | undefined,
  key: (mention: M) => string,
): Held<M>[] => {
  const held = new Map<string, { mention: M; claim: Claim; articles: Set<ArticleId>; order: number }>();
  claims.forEach((claim, order) => {
    for (const mention of claim.mentions) {
      const picked = pick(mention, claim);
      if (picked === undefined) continue;
      const entry = held.get(key(picked));
      if (entry === undefined)
        held.set(key(picked), { mention: picked, claim, articles: new Set([claim.articleId]), order });
      else entry.articles.add(claim.articleId);
    }
  });
  return [...held.values()]
    .sort((a, b) => b.articles.size - a.articles.size || a.order - b.order)
    .map(({ mention, claim, articles }) => ({ mention, claim, outlets: articles.size }));
};

/** Words that lists know as malware and that mean something else: a month, a day, the language an implant is written in. */
const otherWord =
  /^(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Lua|Python|PowerShell|Go|Golang|Rust|Java|JavaScript|Perl|PHP|Ruby|Bash|Delphi|C#|C\+\+|Visual Basic|VBScript|Windows|Linux|macOS|Android|iOS)$/;

/** A name that is a word of its date, or of the calendar, names nothing. */
const isOtherWord = (mention: NameMention, claim: Claim): boolean =>
  ((mention.type === "malware" || mention.type === "tool" || mention.type === "intrusion_set") &&
    otherWord.test(mention.surface)) ||
  claim.mentions.some((other) => other.kind === "date" && other.start <= mention.start && other.end >= mention.end);

const names = (claims: readonly Claim[], ...types: readonly NameMention["type"][]): Held<NameMention>[] =>
  collect(
    claims,
    (mention, claim) =>
      mention.kind === "name" && types.includes(mention.type) && !isOtherWord(mention, claim) ? mention : undefined,
    (mention) => mention.canonical.toLowerCase(),
  );

/** Two outlets or two sentences name it; what is mentioned once in passing is not what the story is about. */
const isSpokenOf = ({ mention, outlets }: Held<NameMention>, claims: readonly Claim[]): boolean =>
  outlets > 1 ||
  new Set(
    claims
      .filter((claim) => claim.mentions.some((other) => other.kind === "name" && other.canonical === mention.canonical))
      .map((claim) => claim.sentenceIndex),
  ).size > 1;

/** A thing that some lists know as its maker ("Notepad++") stands in where no product is named. */
const productsOf = (claims: readonly Claim[]): Held<NameMention>[] => {
  const affected = affectedProducts(claims);
  const products = names(claims, "product").filter((held) => isSpokenOf(held, claims));
  if (affected.length > 0) {
    const known = new Set(affected.map(({ mention }) => mention.surface.toLowerCase()));
    return [...affected, ...products.filter(({ mention }) => !known.has(mention.surface.toLowerCase()))];
  }
  return products.length > 0 && (products[0]?.outlets ?? 0) > 1
    ? products
    : [...names(claims, "vendor").filter((held) => held.outlets > (products[0]?.outlets ?? 0)), ...products];
};

const neighbour = /^(?:[A-Z][\p{L}\p{N}+-]*|\d{1,4})$/u;
const notPartOf =
  /^(?:The|A|An|In|On|At|For|From|Of|And|Or|But|When|While|If|As|By|With|After|Before|Its|Their|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Some|Many|Most|Several|Both|Each|Every|Any|No|Another|Other|Our|Your|Such|More|Users|Versions?|Critical|New|CVE.*)$/;

/**
 * The whole name as it is capitalised: "Edge" inside "Northlock Edge Gateway" is that gateway and no browser. Looks at the
 * words on both sides in the sentence; a word that opens the sentence belongs only when more of the name follows.
 */
const wholeName = (held: Held<NameMention>): Held<NameMention> => {
  const { quote, start } = held.claim.evidence;
  let from = held.mention.start - start;
  let to = held.mention.end - start;
  for (
    let before = /(\S+) $/.exec(quote.slice(0, from));
    before?.[1] !== undefined &&
    neighbour.test(before[1]) &&
    !notPartOf.test(before[1]) &&
    from - before[0].length >= 0;
    before = /(\S+) $/.exec(quote.slice(0, from))
  )
    from -= before[0].length;
  for (
    let after = /^ ([^\s,.;:()]+)/.exec(quote.slice(to));
    after?.[1] !== undefined && neighbour.test(after[1]) && !notPartOf.test(after[1]);
    after = /^ ([^\s,.;:()]+)/.exec(quote.slice(to))
  )
    to += after[0].length;
  if (from === held.mention.start - start && to === held.mention.end - start) return held;
  const surface = quote.slice(from, to);
  if (surface.split(" ").length > 5) return held;
  return { ...held, mention: { ...held.mention, start: start + from, end: start + to, surface, canonical: surface } };
};

export const gatherFacts = (claims: readonly Claim[]): StoryFacts => ({
  claims,
  types: new Set(claims.flatMap((claim) => claim.types)),
  cves: collect(
    claims,
    (mention) => (mention.kind === "vulnerability" ? mention : undefined),
    (mention) => mention.surface,
  ),
  products: productsOf(claims).map(wholeName),
  vendors: names(claims, "vendor"),
  actors: names(claims, "intrusion_set"),
  tools: names(claims, "malware", "tool"),
  researchers: names(claims, "research_team"),
  authorities: names(claims, "authority"),
  fixes: collect(
    claims,
    (mention, claim) =>
      mention.kind === "version" &&
      claim.types.includes("fixed") &&
      mention.bound !== "before" &&
      isFixed(claim, mention)
        ? mention
        : undefined,
    (mention) => mention.surface,
  ),
  scopes: collect(
    claims,
    (mention, claim) =>
      mention.kind === "quantity" && claim.type === "scope" && !mention.ordinal ? mention : undefined,
    (mention) => `${mention.comparator}${mention.value}${mention.unit}`,
  ),
});

/** The version is what to move to, not what is affected: "before", "prior to" and "affected" do not stand just before it. */
const isFixed = (claim: Claim, version: Span & { readonly bound?: string }): boolean => {
  const after = claim.evidence.quote.slice(version.end - claim.evidence.start, version.end - claim.evidence.start + 24);
  if (version.bound !== "exact" && !/^,? (?:or|and) (?:later|newer|above|higher|onwards)/i.test(after)) return false;
  if (/^ (?:to|through|–|-) v?\d/.test(after)) return false;
  const before = claim.evidence.quote.slice(
    Math.max(0, version.start - claim.evidence.start - 40),
    version.start - claim.evidence.start,
  );
  return !/\b(?:before|prior to|earlier than|below|up to|through|affects?|vulnerable|forthcoming|upcoming|running|on)\b[^.;]{0,30}$/i.test(
    before,
  );
};

/** The product named closest to a CVE in one sentence: "CVE-… in X". */
export const productOf = (facts: StoryFacts, cve: string): Held<NameMention> | undefined => {
  for (const claim of facts.claims) {
    const at = claim.mentions.find((mention) => mention.kind === "vulnerability" && mention.id === cve);
    if (at === undefined) continue;
    const product = claim.mentions.find(
      (mention) =>
        mention.kind === "name" && mention.type === "product" && mention.start >= at.end && mention.start - at.end < 24,
    );
    if (product !== undefined) return wholeName({ mention: product as NameMention, claim, outlets: 1 });
  }
  return facts.products[0];
};
