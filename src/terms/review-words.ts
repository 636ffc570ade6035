/** Words and bounds of the review that its screen needs too; no more than these goes to a browser. */

/** Why a sentence does not stand. `other` needs words. */
export const rejectReasons = [
  "not_in_source",
  "too_strong",
  "not_relevant",
  "said_elsewhere",
  "outdated",
  "unclear",
  "other",
] as const;
export type RejectReason = (typeof rejectReasons)[number];

export const rejectWords: Readonly<Record<RejectReason, string>> = {
  not_in_source: "not in the source",
  too_strong: "stronger than the source",
  not_relevant: "does not concern our readers",
  said_elsewhere: "said elsewhere",
  outdated: "outdated",
  unclear: "unclear",
  other: "other",
};

/** Letters of a sentence that a person writes. */
export const longestSentence = 1_200;
