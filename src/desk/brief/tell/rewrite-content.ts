/**
 * The allowed changes to a claim's own words: deletions that drop no condition, hedge, negation, time or speaker, and
 * replacements that say the same (a pronoun by its name, a weekday by its date, a number word by digits).
 */

import { readVerb, thirdPerson } from "#kit/english/verbs.ts";
import { numberInProse } from "#kit/text/number-words.ts";
import type { Article } from "#terms/article.ts";
import type { Claim } from "#terms/claim.ts";
import type { EvidenceSpan, Span } from "#terms/span.ts";
import { applyEdits, type Edit, sentenceCase, tidy } from "./edit-text.ts";
import { printDate } from "./print-date.ts";

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

/** Definite nouns that may stay where the paragraph holds one such thing. */
const mayStay =
  /^the (?:group|gang|crew|attackers?|intruders?|hackers?|operators?|culprits?|criminals|spies|perpetrators?|flaw|bug|vulnerability|weakness|hole|issue|campaign|attack|intrusion|report|paper|study|notice|advisory|malware|update|project|product|software|tool|platform|service|appliance|library|plugin|package|app|application|group)\b/i;
const expletive =
  /^(?:it (?:is|was|remains|has been|is not|was not) (?:not )?(?:yet )?(?:clear|unclear|unknown|known|possible|likely|unlikely|believed|thought|open)\b)/i;

/** "The most pressing is …", "The others are …": what they are of stands elsewhere. */
const elliptic =
  /^(?:the \w+ ones?\b|(?:many|some|most|others|few|several|both|neither|all|none) (?:are|were|is|was|have|had|can|could|of (?:its|their|them)))|^(?:the|its) (?:most \w+|first|second|third|fourth|last|others?|rest|former|latter|same|next|worst|latest|one|two|three|four|remaining \w+) (?:is|are|was|were|has|have|lets?|affects?|covers?|concerns?)\b/i;

/** Notes about the article itself. */
const editorial =
  /^(?:[A-Z]{2,5}|updated?|correction|clarification|editor[’']s note|note|disclosure)\s*:|\b(?:earlier|previous) version of this (?:story|article|post)|\bthis (?:story|article|post) (?:has been|was) (?:amended|updated|corrected)/i;

const firstPerson = /\b(?:[Ww]e|[Oo]urs?|us|I|[Mm]y|me)\b/;

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
  return !/[,;:]|\b(?:that|which|who|if|when|after|before|while|because|once|and|or|but|until|so|where|says?|said|than|for|as)\b/i.test(
    text.slice(0, match.index),
  );
};

/** An order to the reader becomes the outlet's advice. */
const imperative =
  /^(?:look|check|search|rotate|install|update|upgrade|apply|take|treat|review|block|patch|disable|restrict|limit|remove|revoke|reset|change|enable|isolate|disconnect|hunt|audit|preserve|verify|report|delete|replace|require|scan|avoid|keep|make sure|turn)\b(?! (?:is|was|are|were|has|have|of)\b)/i;

const aboutFlaw = /^(?:fixed|severity|exploited|due|affected|not_exploited|kev_added|workaround)$/;

/** "scores it 9.4", "closed it in 2.1", "had any part in it": what the object pronoun means, by the kind of statement. */
const nameObjects = (text: string, claim: Claim, happening: string): string => {
  const part = text.replace(
    /\b(part in|role in|involved in|responsible for|knowledge of|aware of|behind) it\b/gi,
    `$1 ${happening}`,
  );
  if (!claim.types.some((type) => aboutFlaw.test(type))) return part;
  return part.replace(
    /\b(scores?|scored|rates?|rated|grades?|graded|closes?|closed|fix(?:es|ed)|patch(?:es|ed)|address(?:es|ed)|correct(?:s|ed)|exploit(?:s|ed|ing)|abus(?:es|ed|ing)|resolv(?:es|ed)|deal with) it\b/g,
    "$1 the flaw",
  );
};

const relativeWords =
  /\b(?:(?:earlier|late|later|early) )?(?:this|last) (?:week|month|year|morning|evening|afternoon)\b/i;

const dateEdits = (claim: Claim, text: string): Edit[] | undefined => {
  const edits: Edit[] = [];
  for (const mention of claim.mentions) {
    if (mention.kind !== "date" || mention.start < claim.content.start || mention.end > claim.content.end) continue;
    const printed = printDate(mention);
    if (printed !== undefined) {
      if (printed !== mention.surface) {
        // "released Thursday by" needs its preposition back.
        const lead = text.slice(Math.max(0, mention.start - 10), mention.start);
        const needsOn =
          mention.precision === "day" &&
          !/\b(?:on|by|until|since|from|of|before|after|and|to|to the|than|for|,|–|-|every|through|least|most|early as|late as|around|about|circa|late|early) ?$/i.test(
            lead,
          ) &&
          !/[(,] ?$/.test(lead);
        // "on Thursday morning" → "on the morning of Thursday 5 February".
        const part =
          mention.basis === "weekday"
            ? /^ (morning|afternoon|evening|night)\b/.exec(text.slice(mention.end, mention.end + 12))
            : null;
        const words = part === null ? printed : `the ${part[1]} of ${printed}`;
        edits.push({
          start: mention.start,
          end: mention.end + (part?.[0].length ?? 0),
          with: needsOn && mention.start > claim.content.start ? `on ${words}` : words,
        });
      }
      continue;
    }
    if (mention.weekdayConflict === true) return undefined;
    const lead =
      /(?:^|\s)(in|on|from|during|by|until|since|before|after|over|within)\s+(?:(?:the|earlier|late|later|early)\s+)?$/i.exec(
        text.slice(Math.max(claim.content.start, mention.start - 24), mention.start),
      );
    if (lead !== null && /^(?:by|until|since|before|after|from|within)$/i.test(lead[1] ?? "")) return undefined;
    let start = lead === null ? mention.start : mention.start - lead[0].length;
    while (start > claim.content.start && text.charAt(start - 1) === " ") start -= 1;
    edits.push({ start, end: mention.end, with: "" });
  }
  return edits;
};

const numberEdits = (claim: Claim): Edit[] =>
  claim.mentions.flatMap((mention) => {
    if (
      mention.kind !== "quantity" ||
      mention.ordinal ||
      mention.upper !== undefined ||
      !Number.isInteger(mention.value)
    )
      return [];
    const match =
      /^((?:more than|at least|about|around|nearly|almost|some|over|fewer than|less than|up to|roughly|approximately) )?([a-z-]+(?: (?:hundred|thousand|and|[a-z-]+(?:ty|teen|one|two|three|four|five|six|seven|eight|nine)))*)\b/i.exec(
        mention.surface,
      );
    const words = match?.[2];
    if (
      match === null ||
      words === undefined ||
      mention.value < 10 ||
      mention.value > 9999 ||
      !/^(?:ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)/i.test(words) ||
      /\b(?:hundred|thousand|million)/i.test(words)
    )
      return [];
    const start = mention.start + (match[1]?.length ?? 0);
    const first = /^[a-z]+(?:-[a-z]+)?/i.exec(words)?.[0] ?? words;
    return [{ start, end: start + first.length, with: numberInProse(mention.value) }];
  });

const verbAfterWe: Readonly<Record<string, string>> = {
  have: "has",
  are: "is",
  were: "was",
  do: "does",
  "haven't": "has not",
  know: "knows",
  believe: "believes",
  see: "sees",
  advise: "advises",
  recommend: "recommends",
  expect: "expects",
  assess: "assesses",
  track: "tracks",
  think: "thinks",
};

/** The verb as the outlet takes it: "count" → "counts"; past and modal verbs stay. */
const afterOutlet = (verb: string): string | undefined => {
  const readings = readVerb(verb);
  if (
    readings.some((reading) => reading.form === "past") ||
    /^(?:could|would|can|may|must|will|did|had|might|should)$/.test(verb)
  )
    return verb;
  return readings.some((reading) => reading.form === "base") ? thirdPerson(verb) : undefined;
};

/** "We have seen" → "‹Outlet› has seen"; "told us" → "told ‹Outlet›". */
export const nameTheOutlet = (text: string, outlet: string): string | undefined => {
  if (!/\b(?:we|our|us|ours|i|my|me)\b/i.test(text)) return text;
  const named = text
    .replace(/^our recommendation is (?:to )?/i, `${outlet} recommends to `)
    .replace(/\bwe ([a-z']+)\b/gi, (whole, verb: string) => {
      const lower = verb.toLowerCase();
      const form = verbAfterWe[lower] ?? afterOutlet(lower);
      return form === undefined ? whole : `${outlet} ${form}`;
    })
    .replace(/\b(told|asked|to|by|with) us\b/gi, `$1 ${outlet}`)
    .replace(
      /\bour\b/gi,
      (word, at: number) => (at === 0 ? `${outlet}’s` : `${outlet}’s`).replace(/s’s$/, "s’") || word,
    );
  return /\b(?:we|our|us|ours|i|my|me)\b/i.test(named.replace(/\bUS\b/g, "")) ? undefined : named;
};

const agreement: Readonly<Record<string, string>> = { have: "has", are: "is", were: "was", do: "does" };

const referenceEdits = (
  claim: Claim,
  article: string,
  happening: string,
): { edits: Edit[]; bindings: Span[]; contextual: boolean } | string => {
  const edits: Edit[] = [];
  const bindings: Span[] = [];
  let contextual = false;
  for (const reference of claim.references) {
    const { target, words, span } = reference;
    // "It lasted 35 seconds": the happening itself.
    const next = article.slice(span.end, span.end + 24);
    if (
      /^it$/i.test(words) &&
      /^ (?:happened|lasted|began|started|ended|took(?! place (?:of|in))|took place|was over|peaked|occurred|came)\b/.test(
        next,
      )
    ) {
      edits.push({
        ...span,
        with: /^It$/.test(words) ? `${happening.charAt(0).toUpperCase()}${happening.slice(1)}` : happening,
      });
      contextual = true;
      continue;
    }
    if (
      claim.speaker.span !== undefined &&
      claim.content.start > claim.speaker.span.end &&
      /^(?:it|they|he|she|its|their)$/i.test(words)
    )
      continue;
    if (target !== undefined) {
      const possessive = /^(?:its|their|his|her)$/i.test(words);
      const keeps =
        /^the /i.test(words) &&
        (target.type === "vulnerability" || /^the (?:report|paper|study|notice|advisory)/i.test(words));
      const name = target.name;
      if (/^the (?:report|paper|study|notice|advisory|analysis|write-up|research)/i.test(words))
        edits.push({ ...span, with: `${name}${name.endsWith("s") ? "’" : "’s"} ${words.slice(4)}` });
      else if (/^they$/i.test(words)) {
        // "They have" becomes "X has": a name is one.
        const verb = /^ ([a-z]+)\b/.exec(article.slice(span.end, span.end + 16))?.[1];
        const agreed =
          verb === undefined
            ? undefined
            : (agreement[verb] ??
              (readVerb(verb).some((reading) => reading.form === "base") &&
              !readVerb(verb).some((reading) => reading.form === "past")
                ? thirdPerson(verb)
                : undefined));
        edits.push({
          start: span.start,
          end: span.end + (agreed === undefined || verb === undefined ? 0 : verb.length + 1),
          with: agreed === undefined ? name : `${name} ${agreed}`,
        });
      } else if (!keeps || target.type === "vulnerability")
        edits.push({ ...span, with: possessive ? `${name}${name.endsWith("s") ? "’" : "’s"}` : name });
      bindings.push(target.span);
      continue;
    }
    if (mayStay.test(words)) contextual = true;
    else if (/^(?:that|this) [a-z]+/i.test(words)) contextual = true;
    else return `“${words}” has no single antecedent`;
  }
  return { edits, bindings, contextual };
};

/** Lines of advisories that are a label and its value, told as sentences. */
const labels: readonly (readonly [RegExp, (value: string) => string])[] = [
  [
    /^(?:versions? (?:concerned|affected)|affected(?: versions?)?|vulnerable versions?)\s*:\s*(?=v?\d)/i,
    (value) => `Versions ${value} are affected`,
  ],
  [
    /^(?:correction|corrected (?:in|versions?)|fixed(?: in| versions?)?|fix|patched(?: in| versions?)?|solution|remediation)\s*:\s*(?=v?\d)/i,
    (value) => `The fix is in ${value}`,
  ],
  [/^severity\s*:\s*/i, (value) => `The severity is ${value}`],
  [
    /^(?:temporary measure|workaround|mitigation|interim measure)s?\s*:\s*/i,
    (value) => (imperative.test(value) ? value : `As a workaround, ${value}`),
  ],
  [/^(?:action|recommended measures?|recommendations?|detection)\s*:\s*/i, (value) => value],
];

const unlabel = (text: string): string => {
  for (const [label, tell] of labels) if (label.test(text)) return tell(text.replace(label, "").replace(/\.$/, ""));
  return text;
};

/** Rewrites a claim's content; the result has no full stop and no speaker. */
export const rewriteContent = (claim: Claim, article: Article, happening: string): Rewriting => {
  const { text } = article;
  const raw = text.slice(claim.content.start, claim.content.end);
  const references = expletive.test(raw)
    ? { edits: [], bindings: [], contextual: false }
    : referenceEdits(claim, text, happening);
  if (typeof references === "string") return { ok: false, reason: references };
  const dates = dateEdits(claim, text);
  if (dates === undefined) return { ok: false, reason: "a date that cannot be printed" };
  let words = unlabel(applyEdits(text, claim.content, [...references.edits, ...dates, ...numberEdits(claim)]));
  words = tidy(words).replace(connectives, "").replace(/[.]$/, "");
  words = tidy(
    words.replace(relativeWords, (match, at: number, whole: string) =>
      /\b(?:since|by|until|before|after|of|for)\s$/i.test(whole.slice(0, at)) ? match : "",
    ),
  );
  if (
    /\b(?:today|yesterday|tomorrow|tonight|this week|last week|last month|this month|last year|this year|next week|next month|this morning|this evening|this afternoon|last night)\b/i.test(
      words,
    )
  )
    return { ok: false, reason: "a relative date" };
  const spokenByOther = claim.speaker.kind !== "outlet" || /[“"][^”"]*\b(?:we|our|us|i|my)\b[^”"]*[”"]/i.test(words);
  if (spokenByOther && firstPerson.test(words)) return { ok: false, reason: "first person of somebody else" };
  const named = nameTheOutlet(nameObjects(words, claim, happening), article.outlet);
  if (named === undefined) return { ok: false, reason: "first person that cannot be named" };
  if (/^(?:this|that|these|those) (?:is|was|are|were|has|had|would|could|can|may|will|means?|still)\b/i.test(named))
    return { ok: false, reason: "bare demonstrative" };
  // Straight quotation marks become typographic ones; what stands between them is not touched.
  const demonstrative = /^(?:(?:that|this|these) (?=[a-z]+ )|those (?=[a-z]+s ))/i.exec(named);
  const settled = demonstrative === null ? named : `The ${named.slice(demonstrative[0].length)}`;
  if (
    /^(?:what|how|why|who|where|when|which) (?!.*\b(?:unclear|unknown|not (?:known|clear|been established|established|public))\b)/i.test(
      settled,
    )
  )
    return { ok: false, reason: "a question without its answer" };
  if (editorial.test(settled) || editorial.test(claim.evidence.quote))
    return { ok: false, reason: "a note of the editors" };
  if (/^(?:don[’']t|do not|never) /i.test(settled)) return { ok: false, reason: "an order not to" };
  if (/\b(?:this|that|these|those|there|so)[.]?$/i.test(settled))
    return { ok: false, reason: "it ends on a bare demonstrative" };
  if (/\b(?:the|a|an|and|or|than|since|until|during|much of|end of|start of|at)(?:[,.;]|$)/i.test(settled))
    return { ok: false, reason: "words left hanging by a date taken out" };
  if (selfPointing.test(settled)) return { ok: false, reason: "it points at its own text" };
  if (claim.clauseIndex > 0 && /\b(?:it|them|they|he|she|there)\b/i.test(settled) && claim.references.length === 0)
    return { ok: false, reason: "a pronoun of the clause before" };
  if (danglingObject(settled)) return { ok: false, reason: "a pronoun whose noun stands elsewhere" };
  if (elliptic.test(settled)) return { ok: false, reason: "a subject left out" };
  if (/\b(?:you|your)\b/i.test(settled)) return { ok: false, reason: "second person" };
  const advised = imperative.test(settled)
    ? `${article.outlet} advises defenders to ${settled.charAt(0).toLowerCase()}${settled.slice(1)}`
    : settled;
  return {
    ok: true,
    value: {
      text: sentenceCase(tidy(advised)),
      bindings: references.bindings,
      contextual: references.contextual || demonstrative !== null,
    },
  };
};
