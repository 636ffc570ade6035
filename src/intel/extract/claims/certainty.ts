/**
 * How sure a clause is, from its own hedges: four steps and denial. The lexicon is closed; scope is the clause.
 *
 * Steps follow the words of estimative language (ICD 203 annex): "medium confidence", "probably", "may".
 */
import type { Certainty } from "#terms/claim.ts";

const low =
  /\b(?:may|might|could|possibly|perhaps|suspect\w{0,3}|suggest(?:s|ed|ing)?|allegedly|reportedly|rumou?r\w{0,3}|claim(?:s|ed|ing)?|circumstantial|low confidence|would fit|unconfirmed|one theory|hint\w{0,3}|apparent(?:ly)?|appears?|seems?|purported\w{0,2}|speculat\w{1,5}|not clear|potential(?:ly)?)\b/;
const moderate =
  /\b(?:probabl[ey]|likely|medium confidence|moderate confidence|believed? (?:to|that|it|the)|believes?|thought to|think|thinks|assess(?:es|ed)?|consistent with|points? to|expected)\b/;
const high = /\b(?:high confidence|highly likely|almost certain(?:ly)?|very likely|strongly)\b/;
const denied = /\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|refut\w{1,3}|dismiss\w{1,3}|not true|is false|no truth)\b/;

export const certaintyOf = (shape: string): Certainty => {
  if (denied.test(shape)) return "denied";
  if (high.test(shape)) return "high";
  if (moderate.test(shape)) return "moderate";
  return low.test(shape) ? "low" : "stated";
};

/** The hedging words themselves, for keeping them in the same clause. */
export const hedgeIn = (shape: string): RegExpExecArray | null =>
  high.exec(shape) ?? moderate.exec(shape) ?? low.exec(shape);

const negation =
  /\b(?:not|no|none|never(?!-before)|neither|nor|nothing|nobody|without|cannot|denied|denies|deny)\b|n't\b|\b(?:kein(?:e|en|er|em)?|nicht|nie)\b/;

export const isNegated = (shape: string): boolean => negation.test(shape);
