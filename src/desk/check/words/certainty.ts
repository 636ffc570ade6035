/**
 * Cues of certainty, in rank order. A statement may be passed on with the same or a lower rank, never a higher one.
 * Own list, in the sense of ICD 203's estimative language; `reported` is kept apart because it names no likelihood.
 */
export type HedgeRank = 1 | 2 | 3;

/** 1 possible · 2 probable, apparent, said without proof · 3 highly likely. Unhedged statements rank 4. */
export const hedgeCues: Readonly<Record<string, HedgeRank>> = {
  may: 1,
  might: 1,
  could: 1,
  possibly: 1,
  perhaps: 1,
  maybe: 1,
  potentially: 1,
  potential: 1,
  possible: 1,
  conceivably: 1,
  unlikely: 1,
  whether: 1,
  unconfirmed: 1,
  unverified: 1,
  unclear: 1,
  speculate: 1,
  speculated: 1,
  likely: 2,
  probably: 2,
  probable: 2,
  presumably: 2,
  believed: 2,
  believe: 2,
  believes: 2,
  accuse: 2,
  accuses: 2,
  accused: 2,
  accusing: 2,
  "charged with": 2,
  boast: 2,
  boasts: 2,
  boasted: 2,
  bragged: 2,
  brags: 2,
  asserts: 2,
  asserted: 2,
  contends: 2,
  contended: 2,
  suspect: 2,
  suspects: 2,
  suspected: 2,
  appear: 2,
  appears: 2,
  appeared: 2,
  apparently: 2,
  apparent: 2,
  seem: 2,
  seems: 2,
  seemed: 2,
  seemingly: 2,
  suggest: 2,
  suggests: 2,
  suggested: 2,
  suggesting: 2,
  indicate: 2,
  indicates: 2,
  indicated: 2,
  indicating: 2,
  assess: 2,
  assesses: 2,
  assessed: 2,
  estimated: 2,
  estimates: 2,
  thought: 2,
  reportedly: 2,
  allegedly: 2,
  alleged: 2,
  alleges: 2,
  alleging: 2,
  purportedly: 2,
  purported: 2,
  supposedly: 2,
  ostensibly: 2,
  claim: 2,
  claims: 2,
  claimed: 2,
  claiming: 2,
  rumoured: 2,
  rumored: 2,
  circumstantial: 2,
  "according to reports": 2,
  "according to media reports": 2,
  "according to some reports": 2,
  "said to have": 2,
  "said to be": 2,
  "consistent with": 2,
  "medium confidence": 2,
  "moderate confidence": 2,
  "low confidence": 1,
  "high confidence": 3,
  "very likely": 3,
  "highly likely": 3,
  "almost certainly": 3,
};

/** Words that raise a statement above plain: they need the same in the source. */
export const assertionCues: ReadonlySet<string> = new Set(
  (
    "confirm confirms confirmed confirming verified verifies proven proves proved definitely certainly undoubtedly " +
    "undeniably conclusively unquestionably indisputably acknowledged acknowledges admitted admits guaranteed"
  ).split(" "),
);

/** Of these, the ones that add nothing but certainty. */
export const intensifiers: ReadonlySet<string> = new Set(
  "definitely certainly undoubtedly undeniably conclusively unquestionably indisputably guaranteed".split(" "),
);

/** Words that shrink what is said; dropping one makes the statement larger. */
export const limiterCues: ReadonlySet<string> = new Set(
  "attempt attempted attempts attempting tried tries trying planned plans partially partly limited rarely sometimes occasionally blocked thwarted foiled averted intercepted".split(
    " ",
  ),
);

/** Nouns and verbs that put a deed ahead in time, before "to": planned is not done. */
export const futureCues: ReadonlySet<string> = new Set(
  (
    "plan plans planning intend intends expect expects hope hopes aim aims want wants seek seeks prepare prepares preparing " +
    "set about going threatens promises agree agrees call calls bid effort efforts order orders request requests demand demands " +
    "proposal pledge promise threat deadline chance vow vows right power"
  ).split(" "),
);
/** The same without "to". */
export const futureAuxiliaries: ReadonlySet<string> = new Set(
  "will shall considering weighing mulling discussing proposing contemplating debating".split(" "),
);
/** Before "to" a past form tells what was wanted, asked or due and not that it was done; these tell that it was. */
export const doneBefore: ReadonlySet<string> = new Set(
  (
    "managed used continued started helped forced led caused proceeded happened turned proved dared served combined moved returned decided pleased " +
    "discovered found revealed reported observed seen shown known detected identified confirmed noted believed"
  ).split(" "),
);

/** What is reported through seeing and knowing: a denial of it denies what was seen or known. */
export const perceptionCues: ReadonlySet<string> = new Set(
  (
    "see seen saw observe observed find found detect detected notice noticed spot spotted witness witnessed know known aware " +
    "identify identified believe think"
  ).split(" "),
);

/** Negation, plain and lexical. The value is the parity the cue adds. */
export const negationCues: ReadonlySet<string> = new Set(
  (
    "not no never none nobody nothing neither nor nowhere without cannot cant wont dont doesnt didnt isnt arent wasnt werent hasnt havent " +
    "hadnt wouldnt couldnt shouldnt unable lack lacks lacked lacking deny denies denied denying fail fails failed failing " +
    "refuse refuses refused refusing decline declines declined declining absence hardly scarcely barely prevented prevents refuted refutes refute " +
    "unsuccessful unsuccessfully"
  ).split(" "),
);
