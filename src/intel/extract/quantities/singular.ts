/**
 * Singular form of an English noun, lower case, British spelling: "bodies" → "body", "organizations" → "organisation".
 * By rule with a short list of exceptions; a noun it does not know stays as the rules leave it.
 */
const irregular: Readonly<Record<string, string>> = {
  people: "person",
  persons: "person",
  children: "child",
  men: "man",
  women: "woman",
  criteria: "criterion",
  analyses: "analysis",
  crises: "crisis",
  indices: "index",
  vertices: "vertex",
  lives: "life",
  buses: "bus",
  statuses: "status",
  viruses: "virus",
  series: "series",
  species: "species",
  news: "news",
  headquarters: "headquarters",
  bps: "bps",
};

const spelling: Readonly<Record<string, string>> = {
  organization: "organisation",
  center: "centre",
  kilometer: "kilometre",
  meter: "metre",
  defense: "defence",
};

const keepsS = /(?:ss|us|is|ics)$/;
const dropsEs = /(?:sses|shes|ches|xes|zzes)$/;

export const singular = (noun: string): string => {
  const word = noun.toLowerCase().replace(/['’]s?$/, "");
  const known = irregular[word];
  if (known !== undefined) return known;
  let stem = word;
  if (!word.endsWith("s") || word.length < 4 || keepsS.test(word)) stem = word;
  else if (word.endsWith("ies") && word.length > 4) stem = `${word.slice(0, -3)}y`;
  else if (dropsEs.test(word)) stem = word.slice(0, -2);
  else stem = word.slice(0, -1);
  return spelling[stem] ?? stem;
};

const irregularPlurals = new Set("people children men women criteria".split(" "));
const massNouns = new Set("staff police personnel data media malware software money".split(" "));

/** Names many without a plural; may also stand before the head ("police bodies"). */
export const isMassNoun = (noun: string): boolean => massNouns.has(noun.toLowerCase());

/** Does the word look like a plural noun? */
export const looksPlural = (noun: string): boolean => {
  const word = noun.toLowerCase();
  if (irregularPlurals.has(word)) return true;
  return word.length > 3 && word.endsWith("s") && !keepsS.test(word) && !word.endsWith("'s") && !word.endsWith("’s");
};
