/**
 * The edition as JSON: the contract of `terms/edition.ts`, keys in the contract's order, two spaces, one line feed at
 * the end. The same edition gives the same bytes. Invisible characters are written as escapes, so that a terminal
 * that shows the file is not steered by it; their values are unchanged.
 */
import { escapeInvisibleInJson } from "#kit/text/show-invisible.ts";
import { type Edition, editionSchema } from "#terms/edition.ts";

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const editionToJson = (edition: Edition): string => {
  // Parsing puts the keys in the order of the schema and drops what the contract does not know.
  const ordered = editionSchema.parse(edition);
  if (ordered.record) {
    const entries = Object.entries(ordered.record.unphrased).sort(([a], [b]) => compare(a, b));
    ordered.record.unphrased = Object.fromEntries(entries);
  }
  return `${escapeInvisibleInJson(JSON.stringify(ordered, null, 2))}\n`;
};
