import type { Article } from "#terms/article.ts";
import type { Claim } from "#terms/claim.ts";
import type { Span } from "#terms/span.ts";
import { imperative, unlabel } from "./advisory-labels.ts";
import { dateEdits } from "./date-edits.ts";
import { applyEdits, sentenceCase, tidy } from "./edit-text.ts";
import { nameObjects } from "./name-objects.ts";
import { numberEdits } from "./number-edits.ts";
import { nameTheOutlet } from "./outlet-voice.ts";
import { type ReferenceEdits, referenceEdits } from "./reference-edits.ts";
import { refusalOf } from "./refuse-sentence.ts";

export interface Rewritten {
  readonly text: string;
  /** Sentences in which a name stands that the text now prints. */
  readonly bindings: readonly Span[];
  readonly contextual: boolean;
}

export type Rewriting =
  | { readonly ok: true; readonly value: Rewritten }
  | { readonly ok: false; readonly reason: string };

const connectives =
  /^(?:but|and|yet|still|so(?! far| long| many| much)|however|instead|meanwhile|moreover|furthermore|in addition|indeed|in fact|for now|notably|also|of course|crucially|importantly|what is more|as a result|nevertheless|nonetheless|then|thus|therefore|similarly|elsewhere|separately|first|second|finally|overall)\b,? /i;

/** "Fixes first: the browser update closes …": a run-in heading of a column. */
const runIn =
  /^\p{Lu}\p{Ll}+(?: \p{Ll}+){0,3}: (?=(?:the|an?|its|two|three|four|five|six|seven|eight|nine|some|about) )/u;

const expletive =
  /^(?:it (?:is|was|remains|has been|is not|was not) (?:not )?(?:yet )?(?:clear|unclear|unknown|known|possible|likely|unlikely|believed|thought|open)\b)/i;

const firstPerson = /\b(?:[Ww]e|[Oo]urs?|us|I|[Mm]y|me)\b/;

const quotedFirstPerson = /[“"][^”"]*\b(?:we|our|us|i|my)\b[^”"]*[”"]/i;

const relativeWords =
  /\b(?:(?:earlier|late|later|early) )?(?:this|last) (?:week|month|year|morning|evening|afternoon)\b/i;

const stillRelative =
  /\b(?:today|yesterday|tomorrow|tonight|this week|last week|last month|this month|last year|this year|next week|next month|this morning|this evening|this afternoon|last night)\b/i;

const none: ReferenceEdits = { edits: [], bindings: [], contextual: false };
const refuse = (reason: string): Rewriting => ({ ok: false, reason });

/** Edits applied, connectives and relative words taken out. */
const plainWords = (edited: string): string => {
  const words = tidy(unlabel(edited)).replace(connectives, "").replace(runIn, "").replace(/[.]$/, "");
  const bounded = (match: string, at: number, whole: string): string =>
    /\b(?:since|by|until|before|after|of|for)\s$/i.test(whole.slice(0, at)) ? match : "";
  return tidy(words.replace(relativeWords, bounded));
};

/** "That pause suggests" → "The pause suggests": the noun is there, and the article tells which. */
const demonstrative = /^(?:(?:that|this|these) (?=[a-z]+ )|those (?=[a-z]+s ))/i;

const spokenVerbs: Readonly<Record<string, string>> = { are: "is", have: "has", do: "does", were: "was" };
const weOpens =
  /^we (are|have|do|were|had|did|will|cannot|can|could) (?=(?:not |no |now |still |aware |seen |working |investigating |confident )?[a-z])/i;

/** “We are not aware of attacks,” the company said → "it is not aware of attacks", with the company in front of it. */
const reportedSpeech = (words: string, claim: Claim): string | undefined => {
  const { speaker } = claim;
  if (speaker.kind === "outlet" || speaker.span === undefined) return undefined;
  const isOne =
    /^(?:the )?(?:company|vendor|agency|ministry|operator|group|firm|bank|organisation|university)$/i.test(
      speaker.name,
    ) ||
    claim.mentions.some(
      (mention) =>
        mention.kind === "name" &&
        mention.surface === speaker.name &&
        /^(?:organisation|vendor|authority|research_team|product)$/.test(mention.type),
    );
  const opened = weOpens.exec(words);
  if (!isOne || opened?.[1] === undefined) return undefined;
  const rest = words.slice(opened[0].length);
  if (firstPerson.test(rest) || /[“”"]/.test(words)) return undefined;
  const verb = opened[1].toLowerCase();
  return `it ${spokenVerbs[verb] ?? verb} ${rest}`;
};

/** "The man was detained", "the log line contains": a noun that the sentence or the clause before brought in. */
const leansBack = (claim: Claim, text: string): boolean =>
  /^the (?:(?:other|two|three|four|five) )?(?:m[ae]n|wom[ae]n|suspects?|defendants?|pair|duo|teenagers?|people|couple|brothers|victims?|researchers?|letters?|messages?|invitations?|kit|code|payload|script|records|file|company)\b(?! (?:that|who|which|of|in|behind|from)\b)/i.test(
    text,
  ) ||
  (claim.clauseIndex > 0 && /^the [a-z]/i.test(text)) ||
  /, the (?:people|researchers|company|man|woman|pair) sa(?:y|ys|id)\b/i.test(text);

/** The first person named, or why it cannot be. */
const voiced = (words: string, claim: Claim, article: Article, happening: string): Rewriting => {
  // In quotation marks the first person is the one quoted, whoever that is.
  const byOther =
    claim.speaker.kind !== "outlet" || quotedFirstPerson.test(words) || quotedFirstPerson.test(claim.evidence.quote);
  const reported = byOther ? reportedSpeech(words, claim) : undefined;
  if (reported !== undefined) return { ok: true, value: { text: reported, bindings: [], contextual: false } };
  if (byOther && firstPerson.test(words)) return refuse("first person of somebody else");
  const named = nameTheOutlet(nameObjects(words, claim, happening), article.outlet);
  return named === undefined
    ? refuse("first person that cannot be named")
    : { ok: true, value: { text: named, bindings: [], contextual: false } };
};

/** Rewrites a claim's content; the result has no full stop and no speaker. */
export const rewriteContent = (claim: Claim, article: Article, happening: string): Rewriting => {
  const { text } = article;
  const raw = text.slice(claim.content.start, claim.content.end);
  const references = expletive.test(raw) ? none : referenceEdits(claim, text, happening);
  if (typeof references === "string") return refuse(references);
  const dates = dateEdits(claim, text);
  if (dates === undefined) return refuse("a date that cannot be printed");
  const words = plainWords(applyEdits(text, claim.content, [...references.edits, ...dates, ...numberEdits(claim)]));
  if (stillRelative.test(words)) return refuse("a relative date");
  const spoken = voiced(words, claim, article, happening);
  if (!spoken.ok) return spoken;
  const points = demonstrative.exec(spoken.value.text);
  const bare = refusalOf(spoken.value.text, claim);
  const settled = points === null ? spoken.value.text : `The ${spoken.value.text.slice(points[0].length)}`;
  const reason = points === null ? bare : refusalOf(settled, claim);
  if (reason !== undefined) return refuse(reason);
  const advised = imperative.test(settled)
    ? `${article.outlet} advises defenders to ${settled.charAt(0).toLowerCase()}${settled.slice(1)}`
    : settled;
  return {
    ok: true,
    value: {
      text: /^it /.test(advised) ? tidy(advised) : sentenceCase(tidy(advised)),
      bindings: references.bindings,
      contextual: references.contextual || points !== null || leansBack(claim, settled),
    },
  };
};
