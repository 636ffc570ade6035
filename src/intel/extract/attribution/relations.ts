/** Words that tie a threat to its maker, master, kin or place, and where the object stands. */
export type Relation =
  | "attributed-to"
  | "linked-to"
  | "overlap"
  | "responsible-for"
  | "sponsored-by"
  | "subgroup-of"
  | "located-in";

export interface RelationWord {
  readonly relation: Relation;
  readonly pattern: RegExp;
  /** The doer stands after the words and is the object; else the thing tied stands before, the object after. */
  readonly active?: boolean;
}

const adverb =
  "(?:(?:directly|closely|loosely|publicly|formally|strongly|previously|also|first|tentatively|widely|significantly|likely|possibly|probably|reportedly|often|heavily|partially) )?";

export const relationWords: readonly RelationWord[] = [
  {
    relation: "attributed-to",
    pattern: new RegExp(
      `\\b(?:${adverb}attribut(?:ed|able|ing|ion) |ascribed |pinned |credited )(?:[^.,;]{0,60}? )?(?:to|on)(?: the (?:threat |hacking |espionage )?(?:group|actor|cluster)(?: (?:known|tracked) as)?)? `,
      "giu",
    ),
  },
  { relation: "attributed-to", pattern: /\bthey attribute to /giu },
  {
    relation: "sponsored-by",
    pattern:
      /\b(?:on behalf of|at the behest of|sponsored by|backed by|directed by|supported by|funded by|working for|works for|in support of|subordinate to|controlled by|run by|operated by|for the benefit of) /giu,
  },
  {
    relation: "subgroup-of",
    pattern:
      /\b(?:sub-?(?:group|set|unit|division|cluster)|offshoot|spin-?off|splinter(?: group)?|branch|part|arm|faction|division|unit|umbrella|successor|rebrand(?:ed)?(?: version)?) (?:of|from|to|within) /giu,
  },
  {
    relation: "overlap",
    pattern:
      /\b(?:overlaps?|overlapped|overlapping|similarit(?:y|ies)|resemblances?)(?: \w+ly)? (?:with|to)(?: (?:activity|another|the|other|public|those of|groups?|clusters?|previously reported)(?: [\p{L}-]+){0,4}? (?:known as|tracked as|called|as|named))? /giu,
  },
  {
    relation: "overlap",
    pattern: /\b(?:is|are|was|be) (?:the same (?:group |actor )?as|identical to|synonymous with) /giu,
  },
  {
    relation: "responsible-for",
    pattern: new RegExp(
      `\\b${adverb}(?:conducted|carried out|run|operated|orchestrated|perpetrated|executed|launched|committed|staged|authored|developed|created|masterminded) by `,
      "giu",
    ),
  },
  {
    relation: "linked-to",
    pattern: new RegExp(
      `\\b${adverb}(?:link(?:ed|s)?|t(?:ied|ies)|connect(?:ed|ions?)|associat(?:ed|ions?)|affiliat(?:ed|ions?)|related|aligned|relationships?|access)(?: back)? (?:to|with) `,
      "giu",
    ),
  },
  {
    relation: "located-in",
    pattern:
      /\b(?:operating (?:out of|from)|operates (?:out of|from)|based in|located in|headquartered in|works from|working from) /giu,
  },
];

/** "X attributes Y to Z", "X blames Z for Y": the reader of these takes the doer from after the words. */
export const activeWords =
  /\b(?:attributes?|attributed|ascribes?|ascribed|links?|linked|ties?|tied|pins?|pinned|connects?|connected|traces?|traced) (?!to |with |by )([^.;\n]{2,120}?) (?:back )?(?:to|on|with) /gu;

export const behind =
  /\b(?:is|are|was|were|being|stands?|stood)(?: \w+ly)?(?: also)?(?: (?:thought|believed|suspected|assessed|said|reported|considered) to be)? (?:behind|responsible for|the (?:author|operator|perpetrator)s? of) /gu;
