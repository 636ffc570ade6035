/**
 * How sure a clause is of an attribution, from its own hedging words: stated, high, moderate, low. Words of estimative
 * language as in ICD 203; "suspected" and "may" are low, "assessed" and "believed" moderate.
 */
export interface Sureness {
  readonly certainty: "stated" | "high" | "moderate" | "low";
  /** Where the hedge stands in the clause, when there is one. */
  readonly start?: number;
  readonly end?: number;
}

const steps: readonly (readonly [Sureness["certainty"], RegExp])[] = [
  ["low", /\b(?:low|little|limited) (?:level of |degree of )?confidence\b/iu],
  [
    "moderate",
    /\b(?:medium|moderate|some|reasonable|medium-to-high|moderate-to-high) (?:level of |degree of )?confidence\b/iu,
  ],
  [
    "high",
    /\b(?:(?:very )?high|great|strong|full|complete) (?:level of |degree of )?(?:confidence|certainty)\b|\b(?:almost certain(?:ly)?|highly likely|very likely|most likely|very probabl[ey]|highly probable|near certain(?:ty)?|strongly (?:believe[sd]?|suggests?)|definitively|conclusively|without doubt)\b/iu,
  ],
  ["moderate", /\bbased on (?:[\p{L}-]+ ){0,3}(?:similarit(?:y|ies)|overlaps?)\b/iu],
  [
    "low",
    /\b(?:may|might|could|possibl[ey]|perhaps|maybe|suspect(?:s|ed)?|suspicions?|suggest(?:s|ed|ing)?|alleged(?:ly)?|reported(?:ly)?(?= (?:to|link|tie|connect))|reportedly|rumou?red|purported(?:ly)?|apparent(?:ly)?|appears?|appeared|seems?|seemed|potential(?:ly)?|tentative(?:ly)?|loosely|weak(?:ly)?|similarit(?:y|ies)(?= (?:to|with|between))|resembl(?:es?|ing|ances?)|unconfirmed|circumstantial|hints?|hinted|points? (?:to|towards?)|speculat(?:es?|ed|ion))\b/iu,
  ],
  [
    "moderate",
    /\b(?:assess(?:es|ed|ing|ment)?|believ(?:es?|ed)|considered|thought to|think(?:s)?|likely|probabl[ey]|judged?|estimated?|consistent with|they attribute|(?:researchers|analysts|vendors|experts) (?:have )?attribut(?:e|ed)|in line with|is consistent)\b/iu,
  ],
];

/** "May 2021" and "on May 20" are no hedge. */
const monthOfMay = /\bMay (?=\d)|\b(?:in|of|since|until|by|last|this|late|early|mid-) ?May\b/g;

/** Sureness of the words of one clause. The strongest statement about confidence wins, then doubt, then judgement. */
export const surenessOf = (clause: string): Sureness => {
  const words = clause.replace(monthOfMay, (match) => "#".repeat(match.length));
  for (const [certainty, pattern] of steps) {
    const match = pattern.exec(words);
    if (match) return { certainty, start: match.index, end: match.index + match[0].length };
  }
  return { certainty: "stated" };
};
