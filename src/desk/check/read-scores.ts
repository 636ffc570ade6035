/**
 * A score has a value, a scale and sometimes an edition: "9.4 out of 10 under CVSS version 4". The three are figures of one
 * sentence, and none may stand for another: whoever reads "rated 10" there has read the scale.
 */

import type { ReadText } from "./read-text.ts";
import { versionLike } from "./relate-literals.ts";

export type ScoreRole = "score" | "scale" | "edition";

const scoring = /^(?:cvss|epss|ssvc)/;
const keeps = /^(?:rat(?:ed|es|ing|ings)|scor(?:e|es|ed|ing)|severity|cvss|epss)$/;
/** Words that may stand between "score" and its value. */
const between =
  /^(?:of|at|a|an|as|is|was|with|the|its|base|overall|severity|risk|score|rating|v|version|:|\(|=|[,“"”'])$/;
const editionWord = /^(?:v|version|versions)$/;
const scales: ReadonlySet<number> = new Set([5, 10, 100]);
const farthest = 6;

const lower = (read: ReadText, at: number): string => read.tokens[at]?.lower ?? "";
const isFigure = (read: ReadText, at: number): boolean =>
  read.tokens[at]?.kind === "number" || read.tokens[at]?.kind === "version";

const countsNext = (read: ReadText, at: number): boolean =>
  read.tokens[at + 1]?.kind === "word" && (read.weights[at + 1] ?? 0) > 0;

/** The figure behind "out of" or a stroke, which ends a scale. */
const isScale = (read: ReadText, at: number): boolean => {
  // "Nine out of 10 servers" is a share of servers.
  if (!scales.has(read.tokens[at]?.number?.value ?? Number.NaN) || countsNext(read, at)) return false;
  if (lower(read, at - 1) === "/") return read.tokens[at - 2]?.kind === "number" && lower(read, at - 3) !== "/";
  return lower(read, at - 1) === "of" && lower(read, at - 2) === "out" && read.tokens[at - 3]?.kind === "number";
};

const beforeScale = (read: ReadText, at: number): boolean => isScale(read, at + 2) || isScale(read, at + 3);

/** "CVSS version 4", "CVSS v3.1", "CVSS 3.1 base score of 9.8". */
const isEdition = (read: ReadText, at: number): boolean => {
  const value = Number.parseFloat(read.tokens[at]?.text.replace(/^\D+/, "") ?? "");
  if (!(value >= 2 && value < 5)) return false;
  const written = /^v/i.test(read.tokens[at]?.text ?? "") || editionWord.test(lower(read, at - 1));
  const system = editionWord.test(lower(read, at - 1)) ? lower(read, at - 2) : lower(read, at - 1);
  if (!scoring.test(system)) return false;
  return written || /^(?:base|score|scores|rating|vector)$/.test(lower(read, at + 1));
};

/** "rated 9.4", "a base score of 9.4", "CVSS: 9.4" — and not "rated 12 flaws critical". */
const isKept = (read: ReadText, at: number): boolean => {
  const sentence = read.tokens[at]?.sentence;
  for (let back = at - 1; back >= 0 && at - back <= farthest && read.tokens[back]?.sentence === sentence; back -= 1) {
    const word = lower(read, back);
    if (keeps.test(word)) return !countsNext(read, at) || scoring.test(word);
    if (!between.test(word) && !(isFigure(read, back) && isEdition(read, back))) return false;
  }
  return false;
};

/** What a figure is in a score; undefined for any other figure. */
export const scoreRole = (read: ReadText, at: number): ScoreRole | undefined => {
  if (!isFigure(read, at)) return undefined;
  if (isScale(read, at)) return "scale";
  if (isEdition(read, at)) return "edition";
  return beforeScale(read, at) || isKept(read, at) ? "score" : undefined;
};

/** May a figure of the claim be this figure of the source? A plain figure may be a score, but no scale and no edition. */
export const mayBeSameFigure = (claim: ReadText, c: number, source: ReadText, s: number): boolean => {
  const [said, there] = [scoreRole(claim, c), scoreRole(source, s)];
  if (said === there) return true;
  if (said === "score" && there === undefined)
    return !versionLike(source, s) || /\./.test(source.tokens[s]?.text ?? "");
  return said === undefined && there === "score";
};

/** "CVSS version 4" and "CVSS v4.0". */
export const isSameEdition = (claim: ReadText, c: number, source: ReadText, s: number): boolean => {
  const edition = (read: ReadText, at: number): number =>
    scoreRole(read, at) === "edition" ? Number.parseFloat(read.tokens[at]?.text.replace(/^\D+/, "") ?? "") : Number.NaN;
  return edition(claim, c) === edition(source, s);
};

/** Scores of CVSS are always out of ten, whether or not the source says so. */
export const isImpliedScale = (claim: ReadText, c: number, source: ReadText): boolean =>
  scoreRole(claim, c) === "scale" && claim.tokens[c]?.number?.value === 10 && source.places.has("cvss");
