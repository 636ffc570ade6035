/**
 * Files of indicators: lists of values, CSV, STIX 2.1 objects, and editions of our own. What a file is comes from its content.
 *
 * Defang marks are undone. A line that is no value is a fault with its place, and the rest is read.
 */
import type { Indicator, IndicatorFault } from "./indicator.ts";
import { IndicatorBook, type IndicatorFile, type IndicatorTools } from "./indicator-book.ts";
import { parseEdition } from "./parse-edition.ts";
import { parseRows } from "./parse-rows.ts";
import { parseStix } from "./parse-stix.ts";

export interface ParsedIndicators {
  readonly indicators: readonly Indicator[];
  readonly faults: readonly IndicatorFault[];
  /** Well formed and passed over: revoked, or of a kind that logs are not searched for; by reason. */
  readonly passedOver: ReadonlyMap<string, number>;
}

const parseJson = (file: IndicatorFile, book: IndicatorBook, tools: IndicatorTools): void => {
  let value: unknown;
  try {
    value = JSON.parse(file.text.replace(/^\uFEFF/, ""));
  } catch (cause) {
    book.fault(
      1,
      `Expected JSON but found: ${cause instanceof Error ? cause.message.slice(0, 200) : "something else"}`,
    );
    return;
  }
  const isEdition = typeof value === "object" && value !== null && "edition" in value && "articles" in value;
  if (isEdition) parseEdition(value, file.story, book, tools);
  else parseStix(value, book);
};

export const parseIndicators = (file: IndicatorFile, tools: IndicatorTools): ParsedIndicators => {
  const book = new IndicatorBook(file, tools);
  if (/^\uFEFF?\s*[{[]/.test(file.text) && !/^\s*\[[a-z0-9-]+:/.test(file.text)) parseJson(file, book, tools);
  else parseRows(file.text, book);
  return { indicators: book.indicators, faults: book.faults, passedOver: book.passedOver };
};
