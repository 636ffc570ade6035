/**
 * Who says it: takes a sentence apart into the words of a speaker, the reporting verb, and what is said.
 *
 * Forms: "X said (that) …", "…, X said (on Monday)", "According to X, …", "…, according to X", "X told Y that …".
 * Speakers are looked for only where they stand beside a reporting verb, never guessed. Patterns are bounded.
 */
import type { Span } from "#terms/span.ts";

export interface Attribution {
  /** The speaker as written. */
  readonly speaker: Span;
  /** The reporting verb as written, or `according to`. */
  readonly verb: string;
  /** What is said; the whole sentence when it cannot be parted. */
  readonly content: Span;
  readonly form: "before" | "after" | "according";
  /** "told The Ledger": the one told, when written. */
  readonly told?: Span;
}

const reporting =
  "said|says|say|reports|reported|report|wrote|writes|told|tells|warned|warns|confirmed|confirms|confirm|claimed|claims|claim|believe|believes|believed|think|thinks|estimates?|estimated|assess(?:es|ed)?|found|finds|concluded|concludes|describes|described|announced|acknowledged|acknowledges|admitted|admits|denied|denies|argues|argued|explained|explains|added|adds|noted|notes|stated|states|insists|insisted|disclosed|stressed|stresses|counts|counted|observed|point out|points out|pointed out";

const before = new RegExp(
  `^(?:(?:but|and|yet|still|so) )?([^,;:—–]{2,110}?) (${reporting})(?: (?:on|in|at|late|early) [^,;:]{3,24}?| (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)?(?: (?:us|reporters|[A-Z][\\w’'-]*(?: [A-Z][\\w’'-]*){0,4}))?(?:,)? (?:that )(?=.)`,
  "u",
);
const beforeBare =
  /^(?:(?:But|And|Yet|Still|So) )?([^,;:—–]{2,80}?) (said|says|say|reports|wrote|warned|warns|believe|believes|think|thinks|estimates|confirmed|stresses|concluded)(?: (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)? (?=(?:it|they|he|she|the|its|their|there|a|an|this|these|in|some|most|no)\b|[A-Z0-9])/u;
const after =
  /,[”"’]? ([^,;:]{2,90}?) (said|says|say|wrote|writes|told|reports|reported|warned|added|noted|explained|believes?|confirmed|found|has found|claims)(?: ([A-Z][\w’' ]{2,40}|us|reporters))?(?: (?:on|in|at|late|early|this|last) [^,;:]{2,30}?)?(?=[.,;]|$)/u;
const accordingFirst = /^According to ([^,;]{2,110}), /u;
const accordingLast = /,? according to ([^,;.]{2,110}(?:, [^,;.]{2,60})?)(?=[,;.]|$)/u;

/** “…,” said X: the speaker stands behind the quotation. */
const quotedFirst =
  /^[“"]([^”"]{8,400}?)[,.!?]?[”"],? (said|says|wrote|writes|told|added|warned|explained) ((?:[A-Z][\p{L}’'.-]*|the|a|an|one|its|their)(?: [\p{L}\p{N}’'.&-]+){0,6}?)(?=,|\.|$| in an?\b| on\b| at\b| told\b)/u;

const spanOf = (sentence: Span, start: number, length: number): Span => ({
  start: sentence.start + start,
  end: sentence.start + start + length,
});

/** "The union disputes this and says it knows of two": who disputes and who says are one. */
const disputing =
  /^([^,;:—–]{2,80}?) (?:disputes?|disputed|denies|denied|rejects?|rejected|contests?|contested) (?:this|that|it) and (says|said) (?:that )?(?=.)/u;

/** A speaker is a noun phrase: it holds no finite reporting verb and does not begin with a subordinator. */
const isSpeaker = (words: string): boolean =>
  // "The union disputes this and says": the subject of two verbs, of which one is left.
  !/ (?:and|but|or|then)$/.test(words) &&
  // A lower-case speaker is a noun phrase with an article, a number or a plural: "the firm", "two analysts", "officials".
  (/^\p{Lu}/u.test(words) ||
    /^(?:the|a|an|its|their|his|her|our|one|two|three|four|five|six|several|some|many|most|both|we|it|they|he|she|no|other|another)\b/.test(
      words,
    ) ||
    /^(?:[a-z-]+ ){0,3}[a-z-]+s\b/.test(words)) &&
  !/^(?:if|when|while|as|because|since|although|though|once|after|before|that|which|who|what|there|here|it is|this is|users|version|for|in|on|at|by|with)\b/i.test(
    words,
  ) &&
  !/\b(?:is|are|was|were|has|have|had|will|would|can|could|been|which|who)\b(?! read\b)/i.test(
    words.replace(/\b(?:who|that) (?:have|has|had) [^,]{2,40}$/i, ""),
  );

/** "…, the group's technical director, Maud Ferrier, said": a name with its office on either side. */
const afterOffice =
  /,[”"’]? (?:(?:the|a|an|its|their|\p{Lu}[\p{L}]{1,30}[’']s) [^,;:]{2,60}, (\p{Lu}[^,;:]{2,50})|(\p{Lu}[^,;:]{2,50}), (?:the|a|an|its|their|\p{Lu}[\p{L}]{1,30}[’']s) [^,;:]{2,60}), (said|says|wrote|writes|warned|added|told reporters)(?: (?:on|in|at|late|early|this|last) [^,;:]{2,30}?)?[.]?$/u;

const findOffice = (text: string, sentence: Span, words: string): Attribution | undefined => {
  const match = afterOffice.exec(words);
  const speaker = match?.[1] ?? match?.[2];
  if (match === null || speaker === undefined || !isSpeaker(speaker)) return undefined;
  return {
    speaker: spanOf(sentence, match.index + match[0].indexOf(speaker), speaker.length),
    verb: match[3] ?? "said",
    content: trim(text, { start: sentence.start, end: sentence.start + match.index }),
    form: "after",
  };
};

const findAfter = (text: string, sentence: Span, words: string): Attribution | undefined => {
  const match = after.exec(words);
  const speaker = match?.[1];
  if (match === null || speaker === undefined || !isSpeaker(speaker)) return undefined;
  const start = match.index + match[0].indexOf(speaker);
  return {
    speaker: spanOf(sentence, start, speaker.length),
    verb: match[2] ?? "said",
    content: trim(text, { start: sentence.start, end: sentence.start + match.index }),
    form: "after",
  };
};

/** White space and a closing comma are not part of what is said. */
const trim = (text: string, span: Span): Span => {
  let { start, end } = span;
  while (start < end && /[\s“"]/.test(text.charAt(start))) start += 1;
  while (end > start && /[\s,]/.test(text.charAt(end - 1))) end -= 1;
  return { start, end };
};

export const findAttribution = (text: string, sentence: Span): Attribution | undefined => {
  const words = text.slice(sentence.start, sentence.end);
  const quoted = quotedFirst.exec(words);
  if (quoted?.[1] !== undefined && quoted[3] !== undefined)
    return {
      speaker: spanOf(sentence, quoted[0].length - quoted[3].length, quoted[3].length),
      verb: quoted[2] ?? "said",
      content: trim(text, { start: sentence.start + 1, end: sentence.start + 1 + quoted[1].length }),
      form: "after",
    };
  const first = accordingFirst.exec(words);
  if (first?.[1] !== undefined)
    return {
      speaker: spanOf(sentence, 13, first[1].length),
      verb: "according to",
      content: { start: sentence.start + first[0].length, end: sentence.end },
      form: "according",
    };
  for (const pattern of [disputing, before, beforeBare]) {
    const match = pattern.exec(words);
    const speaker = match?.[1];
    if (match === null || speaker === undefined || !isSpeaker(speaker)) continue;
    return {
      speaker: spanOf(sentence, match[0].indexOf(speaker), speaker.length),
      verb: match[2] ?? "said",
      content: { start: sentence.start + match[0].length, end: sentence.end },
      form: "before",
    };
  }
  const last = accordingLast.exec(words);
  // "X, used by many according to Y, broke": the clause goes on, and what Y says is only a part of it.
  const goesOn =
    last !== null && /^, (?!and\b|but\b|while\b|though\b|which\b|who\b)/.test(words.slice(last.index + last[0].length));
  if (last?.[1] !== undefined && !goesOn)
    return {
      speaker: spanOf(sentence, last.index + last[0].indexOf(last[1]), last[1].length),
      verb: "according to",
      content: trim(text, { start: sentence.start, end: sentence.start + last.index }),
      form: "according",
    };
  return findOffice(text, sentence, words) ?? findAfter(text, sentence, words);
};
