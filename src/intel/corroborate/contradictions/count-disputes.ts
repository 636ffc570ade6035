/** The same thing counted differently: "37" and "more than 37"; scanned by one, breached by another; a few or millions. */
import { numberInProse } from "#kit/text/number-words.ts";
import type { Claim } from "#terms/claim.ts";
import type { Comparator, QuantityMention } from "#terms/mention.ts";
import type { Dispute, DisputeRule, Side } from "./side.ts";

const words: Readonly<Record<Comparator, string>> = {
  "=": "",
  ">": "more than ",
  ">=": "at least ",
  "~": "about ",
  "<": "fewer than ",
  "<=": "at most ",
};
const irregular: Readonly<Record<string, string>> = {
  country: "countries",
  person: "people",
  agency: "agencies",
  body: "bodies",
  company: "companies",
  entity: "entities",
  vulnerability: "vulnerabilities",
  university: "universities",
  ministry: "ministries",
};
const pluralOf = (unit: string): string => irregular[unit] ?? (unit.endsWith("s") ? unit : `${unit}s`);
const sameUnit: Readonly<Record<string, string>> = {
  nation: "country",
  state: "country",
  organization: "organisation",
  entity: "organisation",
  bug: "vulnerability",
  flaw: "vulnerability",
  cve: "vulnerability",
  hole: "vulnerability",
  pc: "computer",
  machine: "computer",
};
const unitOf = (quantity: QuantityMention): string => sameUnit[quantity.unit] ?? quantity.unit;

/** Units that measure how far a happening reaches; other counts (parts, subsets) are no dispute. */
const reach =
  /^(?:country|organisation|victim|person|customer|user|patient|record|account|company|agency|hospital|server|device|computer|vulnerability|site|student|employee|website|package|system|installation)$/;
const breached =
  /\b(?:breach|compromis|broke into|broken into|intrusion|penetrat|infiltrat|hacked|hacks|infected|victims?|got inside|affected|stolen|stole|took|taken|leaked|exposed|disclos|fix|correct|patch|added|describes|lists)/;
const scanned = /\b(?:scann|prob(?:ed|es|ing)|reconnaissance|looked at)/;

const quantities = (claim: Claim): QuantityMention[] =>
  claim.mentions.filter(
    (mention): mention is QuantityMention =>
      mention.kind === "quantity" &&
      !mention.ordinal &&
      mention.start >= claim.content.start &&
      mention.end <= claim.content.end &&
      reach.test(unitOf(mention)),
  );

const print = (quantity: QuantityMention): string =>
  `${words[quantity.comparator]}${numberInProse(quantity.value)} ${quantity.value === 1 ? unitOf(quantity) : pluralOf(unitOf(quantity))}`;

/** Subsets ("three of them", "among them two …", "the first two") are parts, not the whole. */
const isPart = (claim: Claim, quantity: QuantityMention): boolean => {
  const before = claim.evidence.quote
    .slice(Math.max(0, quantity.start - claim.evidence.start - 26), quantity.start - claim.evidence.start)
    .toLowerCase();
  const after = claim.evidence.quote
    .slice(quantity.end - claim.evidence.start, quantity.end - claim.evidence.start + 12)
    .toLowerCase();
  return (
    /\b(?:among|including|include|of which|other|another|remaining|further|additional|first|last|of the|one of|all|these|those|its|both)\b[^.]*$/.test(
      before,
    ) || /^ (?:of (?:them|which|those)|more|others?)\b/.test(after)
  );
};

/** Counts that are close enough to be of the same thing: the larger at most three times the smaller. */
const comparable = (a: number, b: number): boolean => Math.max(a, b) <= Math.min(a, b) * 3;

export const countDisputes: DisputeRule = (claims) => {
  const byUnit = new Map<string, { quantity: QuantityMention; claim: Claim }[]>();
  for (const claim of claims) {
    if (!breached.test(claim.shape) || scanned.test(claim.shape) || claim.polarity === "denied") continue;
    for (const quantity of quantities(claim)) {
      if (isPart(claim, quantity)) continue;
      byUnit.set(unitOf(quantity), [...(byUnit.get(unitOf(quantity)) ?? []), { quantity, claim }]);
    }
  }
  return [...byUnit].flatMap(([unit, entries]): Dispute[] => {
    const main = entries.find(
      (entry) => entry.claim.type === "scope" || entry.claim.type === "leak" || entry.claim.type === "flaw_count",
    );
    if (main === undefined) return [];
    const sides: Side[] = entries
      .filter((entry) => comparable(entry.quantity.value, main.quantity.value))
      .map((entry) => ({ value: print(entry.quantity), claim: entry.claim }));
    const articles = new Set(sides.map((side) => side.claim.articleId));
    return new Set(sides.map((side) => side.value)).size >= 2 && articles.size >= 2
      ? [{ about: `number of ${pluralOf(unit)}`, sides }]
      : [];
  });
};

/** One outlet's "breached" is another's "scanned": same number, same unit, another verb. */
export const verbDisputes: DisputeRule = (claims) => {
  const out: Dispute[] = [];
  for (const scan of claims) {
    if (!scanned.test(scan.shape)) continue;
    for (const quantity of quantities(scan)) {
      const same = (claim: Claim): boolean =>
        quantities(claim).some((other) => other.value === quantity.value && unitOf(other) === unitOf(quantity));
      const breaches = claims.filter(
        (claim) =>
          claim.articleId !== scan.articleId && breached.test(claim.shape) && !scanned.test(claim.shape) && same(claim),
      );
      if (breaches.length === 0) continue;
      const limits = claims.filter((claim) => claim.types.includes("recon_limit"));
      const number = print({ ...quantity, comparator: "=" });
      out.push({
        about: "scanned or breached",
        sides: [...claims.filter((claim) => scanned.test(claim.shape) && same(claim)), ...limits]
          .map((claim) => ({ value: `reconnaissance of ${number}`, claim }))
          .concat(breaches.map((claim) => ({ value: `breaches in ${number}`, claim }))),
      });
      return out;
    }
  }
  return out;
};

const mass = /\b(?:millions?|billions?|hundreds of thousands|everyone|every (?:user|pc|computer)|all users)\b/;

/** "Only selected users" against "millions of computers". */
export const reachDisputes: DisputeRule = (claims) => {
  const few = claims.filter(
    (claim) =>
      claim.types.includes("selective") &&
      /\b(?:only|select\w*|handful|small|few|narrow\w*|dozens)\b/.test(claim.shape) &&
      !mass.test(claim.shape),
  );
  const many = claims.filter(
    (claim) =>
      mass.test(claim.shape) &&
      /\b(?:infected|affected|compromised|hacked|hit|breached|users|victims|computers|devices|pcs?)\b/.test(
        claim.shape,
      ) &&
      claim.polarity === "affirmed",
  );
  if (few.length === 0 || !many.some((claim) => few.every((other) => other.articleId !== claim.articleId))) return [];
  return [
    {
      about: "number hit",
      sides: [
        ...few.map((claim) => ({ value: fewWords(few[0] ?? claim), claim })),
        ...many.map((claim) => ({ value: manyWords(many[0] ?? claim), claim })),
      ],
    },
  ];
};

const fewWords = (claim: Claim): string => {
  const match = /\b(?:only )?(?:a )?(?:small number of|handful of|selected|select|few|dozens of|chosen) [a-z]+/i.exec(
    claim.evidence.quote,
  );
  return match === null ? "a small number" : match[0].toLowerCase().replace(/^only /, "only ");
};
const manyWords = (claim: Claim): string =>
  (
    /\b(?:[Mm]illions?|[Bb]illions?|hundreds of thousands) of [a-z]+/.exec(claim.evidence.quote)?.[0] ??
    /\b[Ee]very [a-zA-Z]+/.exec(claim.evidence.quote)?.[0] ??
    "very many"
  ).toLowerCase();
