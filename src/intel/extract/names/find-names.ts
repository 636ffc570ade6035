/**
 * Names of every kind: those the tables know, and by pattern those they lack. Where both stand at one place the longer
 * wins, and of two equally long the table's. What was once named in a text is found wherever else it stands there.
 */
import { shareRuns } from "#kit/text/letter-runs.ts";
import type { NameMention, NameType } from "#terms/mention.ts";
import { buildDictionary, type Dictionary, longest } from "./dictionary.ts";
import { shippedTables } from "./load-tables.ts";
import { findByPattern } from "./patterns.ts";
import { repeatedWords } from "./repeated-words.ts";
import { spread } from "./spread-names.ts";
import type { NameTables } from "./table.ts";

export interface NameFinder {
  readonly find: (text: string, language?: string) => NameMention[];
}

/** Looks up which kept mention covers or touches a place; mentions sorted and not overlapping. */
const lookup =
  (mentions: readonly NameMention[]) =>
  (start: number, end: number): NameMention | undefined => {
    let low = 0;
    let high = mentions.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((mentions[middle]?.end ?? 0) <= start) low = middle + 1;
      else high = middle;
    }
    const found = mentions[low];
    return found && found.start < end ? found : undefined;
  };

/** Types in the order in which one word's several readings are settled. */
const weight: Readonly<Partial<Record<NameType, number>>> = {
  malware: 5,
  intrusion_set: 6,
  campaign: 4,
  vulnerability_name: 4,
  person: 4,
  tool: 3,
  product: 2,
  research_team: 3,
  vendor: 2,
  organisation: 1,
};

/** One reading for each surface: the type its mentions most often have; ties by weight. */
const settleTypes = (found: readonly NameMention[]): Map<string, NameType> => {
  const votes = new Map<string, Map<NameType, number>>();
  for (const { surface, type } of found) {
    const tally = votes.get(surface) ?? new Map<NameType, number>();
    tally.set(type, (tally.get(type) ?? 0) + 1 + (weight[type] ?? 0) / 10);
    votes.set(surface, tally);
  }
  return new Map(
    [...votes].map(([surface, tally]) => [
      surface,
      [...tally].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? "organisation",
    ]),
  );
};

const spreads = (surface: string, dictionary: Dictionary): boolean => {
  const lower = surface.toLowerCase();
  if (surface.length < 3) return false;
  return (
    / |\d|\p{Ll}\p{Lu}/u.test(surface) || !(dictionary.frequentWords.has(lower) || dictionary.knownWords.has(lower))
  );
};

/** Blanks that hold words together or keep them narrow: to a name no others than the plain one, and as long. */
const otherBlanks = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;

const maxNames = 4000;

const buildNameFinder = (tables: NameTables): NameFinder => {
  const dictionary = buildDictionary(tables);
  const findPlain = (text: string, language: string): NameMention[] => {
    const known = longest(dictionary.find(text, language));
    const taken = lookup(known);
    const words = { frequentWords: dictionary.frequentWords, knownWords: dictionary.knownWords, taken };
    const patterned = findByPattern(text, words, language).slice(0, maxNames);
    const types = settleTypes(patterned);
    const places = lookup([...patterned].sort((a, b) => a.start - b.start));
    const isHeld = (start: number, end: number): boolean =>
      taken(start, end) !== undefined || places(start, end) !== undefined;
    for (const [word, type] of language.startsWith("en") ? repeatedWords(text, dictionary, isHeld) : [])
      if (!types.has(word)) types.set(word, type);
    const wide = new Map([...types].filter(([surface]) => spreads(surface, dictionary)));
    const single = patterned
      .filter((one) => !wide.has(one.surface))
      .map((one) => ({ ...one, type: types.get(one.surface) ?? one.type }));
    const fresh = longest([...spread(text, wide), ...single]).filter((one) => {
      const held = taken(one.start, one.end);
      return !held || (held.end - held.start < one.end - one.start && held.start >= one.start && held.end <= one.end);
    });
    return longest([...known, ...fresh]);
  };
  const find = (text: string, language = "en"): NameMention[] => {
    const plain = text.replace(otherBlanks, " ");
    shareRuns(text, plain);
    const found = findPlain(plain, language);
    return plain === text ? found : found.map((one) => ({ ...one, surface: text.slice(one.start, one.end) }));
  };
  return { find };
};

/** The finder over the shipped tables, some of them replaced. */
export const namesWith = (tables: Partial<NameTables>): NameFinder => buildNameFinder({ ...shippedTables, ...tables });

let shipped: NameFinder | undefined;

/** The finder over the tables under `data/`, built at first use and kept. */
export const shippedNames = (): NameFinder => {
  shipped ??= buildNameFinder(shippedTables);
  return shipped;
};
