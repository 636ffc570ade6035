/**
 * Why a sentence cannot stand in a briefing by itself: a closed list of reasons, tried in order. Each is counted, so that
 * the next frame is chosen by what is refused most.
 */
import type { Claim } from "#terms/claim.ts";

/** "The most pressing is …", "The others are …": what they are of stands elsewhere. */
const elliptic =
  /^of (?:those|these|them|that)\b|^(?:the \w+ ones?\b|(?:many|some|most|others|few|several|both|neither|all|none) (?:are|were|is|was|have|had|can|could|of (?:its|their|them)))|^(?:the|its) (?:most \w+|first|second|third|fourth|last|others?|rest|former|latter|same|next|worst|latest|one|two|three|four|remaining \w+) (?:is|are|was|were|has|have|lets?|affects?|covers?|concerns?)\b/i;

/** Notes about the article itself. */
const editorial =
  /^(?:updated?|correction|clarification|editor[’']s note|note|disclosure)\s*:|\b(?:earlier|previous) version of this (?:story|article|post)|\bthis (?:story|article|post) (?:has been|was) (?:amended|updated|corrected)/i;
/** "ICYMI: …": a tag in capitals; "Fixed: …" is a line of an advisory. */
const tagged = /^[A-Z]{2,5}\s*:/;

/** What only makes sense inside the article: "this notice", "the list above", "for teams in this region". */
const selfPointing =
  /\b(?:that|this) (?:conclusion|view|assessment|figure|claim|finding)\b|\b(?:this|these) (?:region|notice|article|story|post|page|paper|report|piece|column|list|section|table|blog|update|advisory|issue|edition)\b|\b(?:above|below|see also|click|read more)\b|(?:^|[,;] |\b(?:where|if|when|because|while|though|since) )this (?:is|was|has|means|would|could|will|can|may|does|did)\b/i;

/** "Nobody has to accept it": an object pronoun in a clause of its own points outside the sentence. */
const danglingObject = (text: string): boolean => {
  const match =
    /\b(?:it|them|him)\b(?! (?:is|was|are|were|has|have|had|can|could|may|might|will|would|does|did|[a-z]+(?:s|ed)\b))/i.exec(
      text,
    );
  if (match === null || match.index === 0) return false;
  return !/[,;:](?!\d)|\b(?:that|which|who|if|when|after|before|while|because|once|and|or|but|until|so|where|says?|said|than|for|as)\b/i.test(
    text.slice(0, match.index),
  );
};

const question =
  /^(?:what|how|why|who|where|when|which) (?!.*\b(?:unclear|unknown|not (?:known|clear|been established|established|public))\b)/i;
const bareDemonstrative =
  /^(?:this|that|these|those) (?:is|was|are|were|has|had|would|could|can|may|will|means?|still)\b/i;
const hanging =
  /\b(?:the|a|an|and|or|than|since|until|during|much of|end of|start of|at)(?:[,.;]|$)|\bof[.;]|\ba on \w+day\b|\b(?:the|a|an) on (?:the|\w+day)\b/i;

/** "NordLab scanned 90 countries, which NordLab calls harmless": a pronoun was filled with the one who tells of the deed. */
const tellerAsDoer = (text: string): boolean => {
  const at = text.indexOf(", which ");
  if (at < 0) return false;
  const teller =
    /^(\p{Lu}[^,;:]{1,60}?) (?:describes?|described|calls?|called|terms?|regards?|considers?|treats?) /u.exec(
      text.slice(at + ", which ".length),
    )?.[1];
  return teller !== undefined && text.startsWith(`${teller} `);
};

/** "Until then", "treats that as", "older still": what they measure from stands in another sentence. */
const measuredFromElsewhere =
  /^(?:until|by|before|after|since) (?:then|that)\b|\b(?:since|until|by|before) then\b|\b(?:in|during|at|over) that (?:time|period|moment)\b|\b(?:(?:disput|reject|contest)(?:es?|ed|s)|den(?:y|ies|ied)|confirm(?:s|ed)?) this\b|\b(?:treats?|sees?|regards?|describes?|reads?|puts?) (?:that|this|these|those) \b|\b(?:older|newer|worse|bigger|smaller|larger|better|faster|slower) still\b/i;

/** "48,000 staff are affected and that cargo waits": the second half of what somebody said, without the verb of saying. */
export const strayThat = (text: string): boolean => {
  const at = text.search(/,? and that (?=[\p{L}\p{N}])/u);
  return (
    at > 0 &&
    !/\b(?:that|sa(?:y|ys|id)|told|wr(?:ote|ites)|warn\w*|claim\w*|believ\w+|report\w*|confirm\w*|found|know\w*|show\w*|agree\w*|argu\w+|add\w*|not(?:es?|ed)|thinks?|thought|mean\w*|insist\w*|den(?:y|ied|ies)|admit\w*|promis\w+|expect\w*)\b/i.test(
      text.slice(0, at),
    )
  );
};

/** "the action announced, X got a list": the day it was announced on has been taken out. */
const dayTakenOut =
  /(?<!\b(?:is|are|was|were|be|been|being|has|have|had|it|they|and|or|as|not|\w+ly) )\b(?:announced|published|reported|disclosed|released|issued)(?:,|$)/i;

type Refusal = readonly [reason: string, test: (text: string, claim: Claim) => boolean];

const refusals: readonly Refusal[] = [
  ["bare demonstrative", (text) => bareDemonstrative.test(text)],
  ["it measures from another sentence", (text) => measuredFromElsewhere.test(text)],
  ["a question without its answer", (text) => question.test(text)],
  [
    "a note of the editors",
    (text, claim) => [text, claim.evidence.quote].some((words) => editorial.test(words) || tagged.test(words)),
  ],
  ["an order not to", (text) => /^(?:don[’']t|do not|never) /i.test(text)],
  ["it ends on a bare demonstrative", (text) => /\b(?:this|that|these|those|there|so)[.]?$/i.test(text)],
  ["words left hanging by a date taken out", (text) => hanging.test(text)],
  ["it points at its own text", (text) => selfPointing.test(text)],
  [
    "a pronoun of the clause before",
    (text, claim) =>
      claim.clauseIndex > 0 && claim.references.length === 0 && /\b(?:it|them|they|he|she|there)\b/i.test(text),
  ],
  ["a pronoun whose noun stands elsewhere", (text) => danglingObject(text)],
  ["the teller as the doer", (text) => tellerAsDoer(text)],
  ["a subject left out", (text) => elliptic.test(text)],
  [
    "a quotation without its speaker",
    (text, claim) => claim.speaker.kind === "outlet" && /^[“"][^”"]*[”"]?[.!]?$/.test(text),
  ],
  [
    "a number without its noun",
    (text) => /^(?:by|with|after|in|for) [a-z]+ing (?:one|two|three|four|both|either|another)\b,/i.test(text),
  ],
  ["the day of a participle taken out", (text) => dayTakenOut.test(text)],
  ["second person", (text) => /\b(?:you|your)\b/i.test(text)],
];

/** @returns the first reason that holds, or undefined when the sentence may stand. */
export const refusalOf = (text: string, claim: Claim): string | undefined =>
  refusals.find(([, test]) => test(text, claim))?.[0];
