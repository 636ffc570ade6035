/**
 * Finds what a source says it does not know: the question left open, how it is open, and who is silent.
 *
 * Four builds of English: "How … is not known", "It is not clear how …", "{Holder} has not said how …", and "{Holder}
 * has not named the …". A sentence that only lacks a value of its own ("no figure was given") gives no question and is
 * left out.
 */
import { splitSentences } from "#kit/text/split-sentences.ts";
import type { Article } from "#terms/article.ts";
import type { Claim } from "#terms/claim.ts";
import type { EvidenceSpan } from "#terms/span.ts";

export interface Sentence {
  readonly article: Article;
  readonly span: EvidenceSpan;
  readonly claims: readonly Claim[];
  readonly previous?: Sentence;
}

export interface Lack {
  readonly sentence: Sentence;
  /** `how`, `who`, `how many`, `whether`, …, lower case. */
  readonly asks: string;
  /** What follows the question word, as written. */
  readonly rest: string;
  /** How it is open: `known`, `public`, `clear`, `established`, `settled`, `confirmed`. */
  readonly open: string;
  /** Words before the silence ("He", "The agency", "Northlock"), when somebody is silent. */
  readonly holder?: string;
  /** The sentence that leaves a direct question open; passages need both. */
  readonly answer?: Sentence;
  /** What the holder has not done: `said`, `explained`, `named`, … */
  readonly silence?: string;
}

const longestSentence = 600;

/** Sentences of an article, with its claims; headings and code say nothing of their own. */
export const sentencesOf = (article: Article, claims: readonly Claim[]): Sentence[] => {
  const byStart = new Map<number, Claim[]>();
  for (const claim of claims)
    if (claim.articleId === article.id)
      byStart.set(claim.evidence.start, [...(byStart.get(claim.evidence.start) ?? []), claim]);
  const out: Sentence[] = [];
  for (const block of article.blocks) {
    if (block.type === "heading" || block.type === "code") continue;
    for (const local of splitSentences(article.text.slice(block.start, block.end))) {
      const [start, end] = [block.start + local.start, block.start + local.end];
      if (end - start > longestSentence) continue;
      const previous = out.at(-1);
      out.push({
        article,
        span: { articleId: article.id, start, end, quote: article.text.slice(start, end) },
        claims: byStart.get(start) ?? [],
        ...(previous === undefined ? {} : { previous }),
      });
    }
  }
  return out;
};

const asks = "how many|how much|how long|how far|how|who|whom|whose|what|which|why|when|where|whether|if";

/** "How the intruders got in has not been established." */
const subjectForm = new RegExp(
  `^(${asks}) ([^;]{4,160}?),? (?:(?:is|are|was|were)(?: still| as yet)?(?: not|n't) (?:yet |publicly |immediately )?(known|clear|public|certain|established|settled)|(?:has|have|had)(?: not|n't) (?:yet )?been (established|disclosed|determined|settled|made public|explained|confirmed|published)|(?:is|are|was|were|remains?|stays?) (?:still |as yet |so far )?(unknown|unclear|open|uncertain|a mystery|an open question|unexplained|undisclosed))\\b`,
  "i",
);

/** "It is not clear how many …"; "It remains unclear whether …"; "Nobody knows why …". */
const expletiveForm = new RegExp(
  `\\b(?:it (?:is|was|'s)(?: still)? (?:not|n't) (?:yet |immediately |publicly )?(clear|known|public|certain|established)|it (?:is|was|remains|remained)(?: still)? (unclear|unknown|uncertain|open)|(?:nobody|no one|no-one) (?:yet |outside \\w+ )?(?:knows|has said|has established|has explained|can say))(?:,? however)?,? (?:exactly |precisely |yet )?(${asks}) ([^;]{4,170})`,
  "i",
);

/** "{Holder} has not said how many …"; "We do not know why …"; "The notice is silent on who …". */
const holderForm = new RegExp(
  `^(?:but |and |yet |so far,? |for now,? )?(.{0,90}?)\\b(?:(?:has|have|had)(?: not|n't) (?:yet |so far |publicly )?(said|explained|disclosed|revealed|established|determined|worked out|commented on|confirmed|specified|decided)|(?:did|does|do)(?: not|n't) (?:yet )?(say|know|explain|disclose|reveal|specify|establish|comment on)|(?:would|could|will)(?: not|n't) (say|tell|confirm|comment on|explain|disclose)(?: (?:reporters|us|journalists|the \\w+|\\p{Lu}\\w+))?|(?:declined|refused|was unable|were unable|is unable) to (say|explain|disclose|comment on|confirm|specify)|(?:is|are|was|were|remains?) (silent) on|(?:is|are|was|were)(?: not|n't) (?:yet )?(sure|certain))(?: exactly| precisely| yet| publicly)?,? (${asks}) ([^;]{4,170})`,
  "iu",
);

/** "The firm did not name the ports, nor did it say what was taken." */
const secondForm = new RegExp(
  `\\bnor (?:did|has|have|would) (it|they|he|she|the \\w+) (?:say|said|explain|explained|disclose) (${asks}) ([^;]{4,150})`,
  "i",
);

/** "{Holder} has not named the victims"; "declined to identify the supplier". */
const nameForm =
  /^(?:but |and )?(.{2,80}?)\b(?:(?:has|have|had)(?: not|n't) (?:yet |publicly )?(named|identified)|(?:did|does|do|would)(?: not|n't) (name|identify)|(?:declined|refused) to (name|identify)) (?:any of )?(the|its|their) ([^,.;]{3,60})/i;

/** "Cascadia thinks it is a new botnet, …, but is not committing to that." */
const guessForm =
  /\b(?:thinks?|believes?|suspects?|assumes?|says) (?:that )?(?:it's|it is|this is|it was) (?:an?|the) (?:[\p{L}-]{1,24} ){0,3}?([\p{L}-]{3,24})(?=,| but | and | or | that | which | of )[^.;]{0,120}\b(?:is|are|was|were)(?: not|n't) (?:committing to|sure|certain|ready to say)/iu;

/** "How many installed it? The registry says it cannot tell yet.": a question without inversion, put and not answered. */
const directForm = new RegExp(
  `^(${asks}) (?!(?:did|do|does|is|are|was|were|has|have|had|can|could|will|would|might|should)\\b)([^?;]{4,140})\\?$`,
  "i",
);
const openAnswer =
  /^(.{0,60}?)\b(?:(?:(?:say|says|said) )?(?:it|they|he|she|we|nobody|no one)? ?(?:can't|cannot|could not|couldn't|can not) (?:tell|say|know)|(?:does|do|did)(?: not|n't) know|has no idea|have no idea|(?:has|have)(?: not|n't) (?:said|been established|been disclosed)|(?:would|will)(?: not|n't) say|declined to say|is (?:not|still un|un)(?:known|clear)|is not (?:known|clear))\b/i;

const openWords: Readonly<Record<string, string>> = {
  unknown: "known",
  unclear: "clear",
  uncertain: "certain",
  "a mystery": "known",
  "an open question": "settled",
  open: "settled",
  unexplained: "explained",
  undisclosed: "public",
  disclosed: "public",
  "made public": "public",
  published: "public",
  determined: "established",
};

const doneWords: Readonly<Record<string, string>> = {
  say: "said",
  tell: "said",
  know: "known",
  explain: "explained",
  disclose: "disclosed",
  reveal: "said",
  revealed: "said",
  specify: "said",
  specified: "said",
  establish: "established",
  determined: "established",
  "worked out": "established",
  confirm: "confirmed",
  "comment on": "commented",
  "commented on": "commented",
  silent: "said",
  sure: "known",
  certain: "known",
  name: "named",
  identify: "named",
  identified: "named",
};

const plain = (quote: string): string =>
  quote
    .replace(/[’‘]/g, "'")
    .replace(/n't\b/g, (words) => words)
    .replace(/["”“.!]+$/, "");

const firstOf = (groups: readonly (string | undefined)[]): string =>
  groups.find((group) => group !== undefined)?.toLowerCase() ?? "";

/** The subject may stand in a clause of its own: take the last clause before the silence. */
const lastClause = (words: string): string =>
  words
    .split(/[;:]| and | but /)
    .at(-1)
    ?.trim() ?? words;

const bySubject = (sentence: Sentence, text: string): Lack | undefined => {
  const found = subjectForm.exec(text);
  if (found === null) return undefined;
  const open = firstOf(found.slice(3, 6));
  return { sentence, asks: (found[1] ?? "").toLowerCase(), rest: found[2] ?? "", open: openWords[open] ?? open };
};

const byExpletive = (sentence: Sentence, text: string): Lack | undefined => {
  const found = expletiveForm.exec(text);
  if (found === null) return undefined;
  const open = firstOf(found.slice(1, 3));
  return {
    sentence,
    asks: (found[3] ?? "").toLowerCase(),
    rest: found[4] ?? "",
    open: openWords[open] ?? (open === "" ? "known" : open),
  };
};

const byHolder = (sentence: Sentence, text: string): Lack | undefined => {
  const found = holderForm.exec(text);
  if (found === null) return undefined;
  const silence = firstOf(found.slice(2, 8));
  return {
    sentence,
    asks: (found[8] ?? "").toLowerCase(),
    rest: found[9] ?? "",
    open: silence === "know" ? "known" : "public",
    holder: lastClause(found[1] ?? ""),
    silence: doneWords[silence] ?? silence,
  };
};

const byName = (sentence: Sentence, text: string): Lack | undefined => {
  const found = nameForm.exec(text);
  if (found === null) return undefined;
  const rest = `identity of the ${found[6] ?? ""}`;
  return { sentence, asks: "the", rest, open: "public", holder: lastClause(found[1] ?? ""), silence: "named" };
};

const byGuess = (sentence: Sentence, text: string): Lack | undefined => {
  const noun = guessForm.exec(text)?.[1];
  if (noun === undefined) return undefined;
  const did = /^(?:botnet|network)$/i.test(noun) ? "sent" : "was behind";
  return { sentence, asks: "which", rest: `${noun} ${did} the happening`, open: "known" };
};

/** The holder of the silence: "PyPI says it" is PyPI. */
const answerHolder = (words: string): string =>
  words
    .replace(/\b(?:say|says|said)\b.*$/i, "")
    .replace(/^(?:it|this|that)\b.*$/i, "")
    .trim();

const byQuestion = (sentence: Sentence, next: Sentence | undefined): Lack | undefined => {
  const asked = directForm.exec(sentence.span.quote.trim());
  const left = next === undefined || asked === null ? null : openAnswer.exec(plain(next.span.quote));
  if (asked === null || left === null || next === undefined || next.span.quote.length > 160) return undefined;
  const holder = answerHolder(left[1] ?? "");
  return {
    sentence,
    asks: (asked[1] ?? "").toLowerCase(),
    rest: asked[2] ?? "",
    open: "known",
    answer: next,
    ...(holder === "" ? {} : { holder, silence: "known" }),
  };
};

/** "Greywater would not identify any of them": those the sentence before counts. */
const noneNamed =
  /^(?:but |and )?(.{2,60}?)\b(?:(?:has|have)(?: not|n't) (?:named|identified)|(?:did|would|will)(?: not|n't) (?:name|identify)|(?:declined|refused) to (?:name|identify)) (?:any of them|them|any)\b/i;

const byNone = (sentence: Sentence, text: string): Lack | undefined => {
  const found = noneNamed.exec(text);
  const counted = found === null ? undefined : countedIn(sentence.previous);
  return found === null || counted === undefined
    ? undefined
    : {
        sentence,
        asks: "the",
        rest: `identity of the ${counted}`,
        open: "public",
        holder: lastClause(found[1] ?? ""),
        silence: "named",
        ...(sentence.previous === undefined ? {} : { answer: sentence.previous }),
      };
};

/** "23 operators": the first number of things in a sentence, with its noun. */
const countedIn = (sentence: Sentence | undefined): string | undefined => {
  for (const claim of sentence?.claims ?? [])
    for (const mention of claim.mentions)
      if (
        mention.kind === "quantity" &&
        !mention.ordinal &&
        mention.counted !== "" &&
        mention.value > 1 &&
        mention.comparator === "=" &&
        /s$/.test(mention.counted)
      )
        return mention.surface.toLowerCase();
  return undefined;
};

/** Questions put and left open in two sentences running. */
export const questionsIn = (sentences: readonly Sentence[]): Lack[] =>
  sentences.flatMap((sentence, at) => {
    const next = sentences[at + 1];
    return byQuestion(sentence, next?.article === sentence.article ? next : undefined) ?? [];
  });

/** Lacks stated by one sentence; at most two ("did not name the ports, nor did it say what was taken"). */
export const lacksIn = (sentence: Sentence): Lack[] => {
  const text = plain(sentence.span.quote);
  const first =
    bySubject(sentence, text) ??
    byExpletive(sentence, text) ??
    byHolder(sentence, text) ??
    byName(sentence, text) ??
    byNone(sentence, text) ??
    byGuess(sentence, text);
  const second = secondForm.exec(text);
  if (second === null) return first === undefined ? [] : [first];
  const { holder } = first ?? {};
  const also: Lack = {
    sentence,
    asks: (second[2] ?? "").toLowerCase(),
    rest: second[3] ?? "",
    open: "public",
    silence: "said",
    ...(holder === undefined ? {} : { holder }),
  };
  return first === undefined ? [also] : [first, also];
};

/** "No other network has published matching data": a claim that stands alone. */
export const isUnconfirmed = (quote: string): boolean =>
  /\b(?:no (?:other|independent|third) [\p{L}-]+(?: [\p{L}-]+)? (?:has|have|had) (?:yet )?(?:published|confirmed|reported|verified|seen|corroborated)|no independent (?:confirmation|verification)|(?:could|has) not (?:be|been) independently (?:verified|confirmed|checked))\b/iu.test(
    quote,
  );
