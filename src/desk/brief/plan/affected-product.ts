/**
 * The product that a flaw is in, read from where its name stands: "a flaw in the parser of the X gateway", "X before 7.4",
 * "X 7.4.3 fixes". A product that is only spoken of in the same report ("the attachment format Y uses") is not it.
 */
import type { Claim } from "#terms/claim.ts";
import type { NameMention } from "#terms/mention.ts";

const name =
  "((?:\\p{Lu}|lib(?=[a-z\\d])|[a-z]+\\p{Lu}|\\p{Ll}+\\d)[\\p{L}\\p{N}+.-]*(?: (?:\\p{Lu}[\\p{L}\\p{N}+-]*|\\d{3,4})){0,4})";
const shapes: readonly RegExp[] = [
  // "a flaw in the message parser of the Larch Post gateway": up to six plain words and "of the" before the name.
  new RegExp(
    `\\b(?:flaws?|vulnerabilit(?:y|ies)|bugs?|weakness(?:es)?|holes?|defects?|zero-days?|CVE-\\d{4}-\\d{4,7}(?: and CVE-\\d{4}-\\d{4,7})?,?) (?:was |were |is )?(?:found |discovered |present )?(?:in|of|affects?|affecting) (?:the |its |all )?(?:[\\p{Ll}-]+ ){0,5}(?:(?:of|in) (?:the )?)?${name}`,
    "gu",
  ),
  new RegExp(`(?<![\\p{L}\\p{N}])${name} (?:versions? )?(?:before|prior to|through|up to) v?\\d`, "gu"),
  new RegExp(
    `\\b(?:[Uu]pdat\\w{1,3}|[Uu]pgrad\\w{1,3}|[Pp]atch\\w{0,3}) (?:the |all |every |any )?${name} to v?\\d`,
    "gu",
  ),
];
const notAName =
  /^(?:The|A|An|In|On|At|For|From|Of|And|Or|But|When|While|If|As|By|With|After|Before|Its|Their|Users?|Versions?|Owners|Administrators|Critical|New|January|February|March|April|May|June|July|August|September|October|November|December|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Some|Many|Most|Several|Both|Each|Every|Any|No|Another|Other|Our|Your|Such|More|It|This|That|They|We|All|CVE|Common|CVSS|Exploitation|Attackers?|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)$/;

export interface AffectedProduct {
  readonly mention: NameMention;
  readonly claim: Claim;
  readonly outlets: number;
}

const within = (claim: Claim): { surface: string; start: number }[] => {
  const { quote, start } = claim.evidence;
  return shapes.flatMap((shape) =>
    [...quote.slice(0, 600).matchAll(shape)].flatMap((match) => {
      const surface = match[1] ?? "";
      const [first = ""] = surface.split(" ");
      if (notAName.test(first) || /^CVE-/.test(surface)) return [];
      return [{ surface, start: start + match.index + match[0].lastIndexOf(surface) }];
    }),
  );
};

/** Short and long forms of one name end alike: "Larch Post" and "Post" are one product. */
const keyOf = (surface: string): string => surface.split(" ").at(-1)?.toLowerCase() ?? surface;

/** @returns products by the number of articles that say so; the longest form of each name. */
export const affectedProducts = (claims: readonly Claim[]): AffectedProduct[] => {
  const held = new Map<string, { best: AffectedProduct; articles: Set<string>; order: number }>();
  claims.forEach((claim, order) => {
    for (const { surface, start } of within(claim)) {
      const mention: NameMention = {
        kind: "name",
        type: "product",
        surface,
        canonical: surface,
        start,
        end: start + surface.length,
        from: "pattern",
      };
      const entry = held.get(keyOf(surface));
      if (entry === undefined)
        held.set(keyOf(surface), {
          best: { mention, claim, outlets: 1 },
          articles: new Set([claim.articleId]),
          order,
        });
      else {
        entry.articles.add(claim.articleId);
        if (surface.length > entry.best.mention.surface.length) entry.best = { mention, claim, outlets: 1 };
      }
    }
  });
  return [...held.values()]
    .sort((a, b) => b.articles.size - a.articles.size || a.order - b.order)
    .map(({ best, articles }) => ({ ...best, outlets: articles.size }));
};
