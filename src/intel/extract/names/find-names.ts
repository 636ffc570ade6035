/**
 * Names of every kind: those the tables know, and by pattern those they lack. Where both stand at one place the longer
 * wins, and of two equally long the table's.
 */
import type { NameMention } from "#terms/mention.ts";
import { buildDictionary, longest } from "./dictionary.ts";
import { shippedTables } from "./load-tables.ts";
import type { NameTables } from "./table.ts";

export interface NameFinder {
  readonly find: (text: string, language?: string) => NameMention[];
}

export const buildNameFinder = (tables: NameTables): NameFinder => {
  const dictionary = buildDictionary(tables);
  return { find: (text, language = "en") => longest(dictionary.find(text, language)) };
};

let shipped: NameFinder | undefined;

/** The finder over the tables under `data/`, built at first use and kept. */
export const shippedNames = (): NameFinder => {
  shipped ??= buildNameFinder(shippedTables);
  return shipped;
};
