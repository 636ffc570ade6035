/**
 * Numbers that say how large a happening is: countries and organisations broken into, people or records affected,
 * and CVSS scores. Targets that were only scanned or probed never count as victims.
 *
 * Of several values the one most articles state is used, and of equals the smaller.
 */
import { magnitudes, smallNumbers } from "#kit/text/number-words.ts";
import type { Line } from "./read-facts.ts";

export type Breadth = "countries" | "organisations" | "people";

const nouns: Readonly<Record<Breadth, RegExp>> = {
  countries: /^(?:countries|nations|states)$/i,
  organisations:
    /^(?:organi[sz]ations|companies|firms|entities|agencies|institutions|victims|businesses|hospitals|ministries|customers|targets|networks|sites|universities|schools|operators)$/i,
  people:
    /^(?:people|users|records|accounts|customers|patients|individuals|devices|computers|endpoints|subscribers|passengers|employees|students|installations|servers|routers|phones|holders|members|clients|residents|citizens|voters|developers|downloads|times)$/i,
};

const harmed =
  /\b(?:victims?|breach|broke|broken|compromis|penetrat|intrusion|infiltrat|hacked|hit|affected|stol|leak|infect|slipp|inside|spied|exposed|lost|encrypted|hijack|targeted)/i;
const onlyProbed =
  /\b(?:scann|probed?|reconnaissance|looked at|sweep|mapped|target selection|vulnerable to|could|may be|up to|has listed|have listed|first appeared|previous(?:ly)?|earlier victims)\b/i;

const wordValues: ReadonlyMap<string, number> = new Map(Object.entries(smallNumbers));
const scales: ReadonlyMap<string, number> = new Map(Object.entries(magnitudes));

const numberAt = (word: string, next: string): number | undefined => {
  const plain = word.replace(/^(?:[~≈>≥+])+/, "").replace(/\+$/, "");
  const digits = /^\d{1,3}(?:[,.]\d{3})+$|^\d{1,12}(?:\.\d{1,3})?$/.exec(plain);
  const base = digits === null ? wordValues.get(plain.toLowerCase()) : Number(plain.replace(/,(?=\d{3})/g, ""));
  const scale = scales.get(next.toLowerCase());
  if (base === undefined && scale !== undefined) return undefined;
  return base === undefined ? undefined : base * (scale ?? 1);
};

const inLine = (text: string, noun: RegExp): number[] => {
  const words = text.split(/[\s/–—]+/).map((word) => word.replace(/^[("“‘']+|[)"”’',.;:!?]+$/g, ""));
  const found: number[] = [];
  for (const [index, word] of words.entries()) {
    const value = numberAt(word, words[index + 1] ?? "");
    if (value === undefined || (value >= 1990 && value <= 2100)) continue;
    // "70 victim organisations": the noun stands within three words; "millions of users" within two more.
    const after = words.slice(index + 1, index + 6);
    const at = after.findIndex((next) => noun.test(next));
    if (at >= 0 && at <= 3 && !after.slice(0, at).some((next) => numberAt(next, "") !== undefined)) found.push(value);
  }
  return found;
};

/** The value most articles give; of equals the smaller, so that no outlet's largest claim wins. */
const mostStated = (values: readonly { readonly outlet: string; readonly value: number }[]): number | undefined => {
  const holders = new Map<number, Set<string>>();
  for (const { outlet, value } of values) holders.set(value, (holders.get(value) ?? new Set()).add(outlet));
  return [...holders].sort((a, b) => b[1].size - a[1].size || b[0] - a[0])[0]?.[0];
};

export const countHarmed = (lines: readonly Line[], breadth: Breadth): number | undefined => {
  const values: { outlet: string; value: number }[] = [];
  for (const line of lines) {
    if (!harmed.test(line.text) || onlyProbed.test(line.text)) continue;
    for (const value of inLine(line.text, nouns[breadth])) values.push({ outlet: line.article.outlet, value });
  }
  return mostStated(values);
};

const scores: readonly RegExp[] = [
  /(?:CVSS[^0-9\n]{0,30}|rated |scored? (?:it |of |a |at )?|scores (?:it |of |a |at )?|rating of |severity of |\bat |\()(10(?:\.0)?|\d\.\d)(?!\d|\.\d)/gi,
  /(?<![\d.])(10(?:\.0)?|\d\.\d)(?: (?:rating|score|out of (?:10|ten)|under CVSS|on the CVSS))/gi,
];

/** The highest CVSS base score the articles give. */
export const highestScore = (lines: readonly Line[]): number | undefined => {
  const values = lines
    .filter((line) => /\b(?:CVSS|CVE-|rated|rating|scores?|scored|severity)\b/i.test(line.text))
    .flatMap((line) => scores.flatMap((pattern) => [...line.text.matchAll(pattern)].map((match) => Number(match[1]))));
  return values.length === 0 ? undefined : Math.max(...values);
};
