/** For whom an edition is. One desk may brief several audiences; without another word it is the desk's main edition. */

/** The name of the audience of the main edition, which no other may have. */
export const mainAudience = "main";

export const audienceNamePattern = /^[a-z0-9][a-z0-9-]{0,62}$/;

export interface Audience {
  readonly name: string;
  /** As its readers know it. */
  readonly title: string;
  /** Of the vocabulary below; none: the profile alone says what concerns it. */
  readonly sectors: readonly Sector[];
}

/** Terms of the STIX 2.1 vocabulary `industry-sector-ov` that the lexicon of sectors has words for. */
export const sectors = [
  "aerospace",
  "agriculture",
  "automotive",
  "chemical",
  "commercial",
  "communications",
  "construction",
  "defense",
  "education",
  "emergency-services",
  "energy",
  "entertainment",
  "financial-services",
  "government",
  "healthcare",
  "hospitality-leisure",
  "infrastructure",
  "insurance",
  "manufacturing",
  "mining",
  "non-profit",
  "pharmaceuticals",
  "retail",
  "technology",
  "telecommunications",
  "transportation",
  "utilities",
] as const;
export type Sector = (typeof sectors)[number];

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `energy`, `financial-services`: as words of a title. */
const wordsOf = (named: readonly Sector[]): string =>
  upperFirst(named.map((sector) => sector.replaceAll("-", " ")).join(", "));

interface Named {
  readonly name?: string | undefined;
  readonly title?: string | undefined;
  readonly sectors?: readonly Sector[] | undefined;
}

/** @returns nothing for the main edition; a name that nobody gave is that of the sectors */
export const audienceOf = ({ name, title, sectors: named = [] }: Named): Audience | undefined => {
  const own = name ?? (named.length === 0 ? undefined : named.join("-").slice(0, 63));
  if (own === undefined) return undefined;
  return { name: own, title: title ?? (named.length === 0 ? upperFirst(own) : wordsOf(named)), sectors: named };
};
