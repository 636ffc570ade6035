/**
 * Everything of fixed form that stands in a text: indicators, vulnerability and weakness ids, versions, scores.
 *
 * The text is read once into a form without defang marks; finders run from the strongest form to the weakest, each
 * claiming its span. Every mention quotes the text: `text.slice(start, end) === surface`. Linear for any input; a text
 * over 50,000,000 characters is read up to there. Never throws. Order: by start, then longest first.
 */
import type { AnnotationContext, Mention } from "#terms/mention.ts";
import { findColonNumbers } from "./find-colon-numbers.ts";
import { findEmails } from "./find-emails.ts";
import { findFingerprints } from "./find-fingerprints.ts";
import { findHost } from "./find-hosts.ts";
import { findIdentifiers } from "./find-identifiers.ts";
import { findLabelled, findShortValues, findTelegramLinks } from "./find-labelled.ts";
import { findLongWord } from "./find-long-words.ts";
import { createNumberFinder } from "./find-numbers.ts";
import { findPaths } from "./find-paths.ts";
import { findRuleBlocks } from "./find-rule-blocks.ts";
import { findScores } from "./find-scores.ts";
import { findUrls } from "./find-urls.ts";
import { createScan, type ScanOptions } from "./scan.ts";

export type ObservablesContext = AnnotationContext & ScanOptions;

const maxLength = 50_000_000;

export const findObservables = (text: string, context: ObservablesContext = {}): readonly Mention[] => {
  const scan = createScan(text.length > maxLength ? text.slice(0, maxLength) : text, context);
  findRuleBlocks(scan);
  findLabelled(scan);
  findUrls(scan);
  findEmails(scan);
  const cveEnds = findIdentifiers(scan);
  findScores(scan, cveEnds);
  findFingerprints(scan);
  findColonNumbers(scan);
  findPaths(scan);
  findShortValues(scan);
  const numbers = createNumberFinder(scan);
  for (const word of scan.survey.words) {
    if (scan.isClaimed(word.start, word.end)) continue;
    numbers.onWord(word);
    if (scan.isClaimed(word.start, word.end)) continue;
    if (word.dots > 0) findHost(scan, word);
    else findLongWord(scan, word);
  }
  numbers.finish();
  findTelegramLinks(scan);
  return scan.found.sort((left, right) => left.start - right.start || right.end - left.end);
};
