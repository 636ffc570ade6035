/**
 * Tells one claim in our own sentence: frame first (elsewhere), else its own words shortened, else nothing.
 *
 * The result is a whole sentence with a finite verb, at most 40 words, and names nothing that its passages do not.
 */
import { hasFiniteVerb } from "#kit/english/finite-verb.ts";
import { readVerb } from "#kit/english/verbs.ts";
import { splitSentences } from "#kit/text/split-sentences.ts";
import type { Article } from "#terms/article.ts";
import type { Claim } from "#terms/claim.ts";
import type { EvidenceSpan, Span } from "#terms/span.ts";
import { compressions } from "./compress-text.ts";
import { countCopied } from "./count-copying.ts";
import { countWords, sentenceCase, tidy, withStop } from "./edit-text.ts";
import { keysOf } from "./fact-keys.ts";
import { always, ifCopied } from "./loosen.ts";
import { nameTheOutlet } from "./outlet-voice.ts";
import { strayThat } from "./refuse-sentence.ts";
import { rewriteContent } from "./rewrite-content.ts";
import { sayWho } from "./say-who.ts";
import type { Telling } from "./telling.ts";

const longestSentence = 40;
const longestPassage = 600;

export interface TellContext {
  readonly article: Article;
  /** What the story is, as a noun: "the intrusions", "the flaw". */
  readonly happening: string;
  /** Twelve-word runs of every source of the edition. */
  readonly runs: ReadonlySet<string>;
}

/** The whole sentence of `article` that holds `span`, as evidence. */
export const sentenceAround = (article: Article, span: Span): EvidenceSpan | undefined => {
  const block = article.blocks.find((candidate) => candidate.start <= span.start && candidate.end >= span.end);
  if (block === undefined) return undefined;
  for (const local of splitSentences(article.text.slice(block.start, block.end))) {
    const start = block.start + local.start;
    const end = block.start + local.end;
    if (start <= span.start && end >= span.end)
      return { articleId: article.id, start, end, quote: article.text.slice(start, end) };
  }
  return undefined;
};

/** Wordings of a content, each closer to our own words than the one before. */
const forms = (content: string, runs: ReadonlySet<string>): string[] => {
  const out: string[] = [];
  for (const shorter of compressions(always.reduce((text, change) => change(text), content))) {
    let current = shorter;
    let copied = countCopied(current, runs).copied;
    out.push(current);
    for (const change of ifCopied) {
      if (copied === 0) break;
      const next = change(current);
      const left = next === current ? copied : countCopied(next, runs).copied;
      if (left >= copied) continue;
      current = next;
      copied = left;
      out.push(current);
    }
  }
  return out;
};

const danglingPronoun = /^(?:it|they|he|she|this|these|those|its|their|his|her)\b/i;
const holder = /^(?:research_team|vendor|organisation|authority|person|outlet|product)$/;

/** The name printed for a speaker: short as written, else the named holder inside a longer phrase ("a report by X"). */
const speakerName = (claim: Claim, article: Article): string | undefined => {
  const { speaker } = claim;
  if (speaker.kind === "outlet")
    return speaker.verb === undefined || speaker.span === undefined ? undefined : article.outlet;
  if (speaker.kind === "unnamed" || speaker.span === undefined) return speaker.name;
  const { start, end } = speaker.span;
  const named = claim.mentions.find(
    (mention) => mention.kind === "name" && mention.start >= start && mention.end <= end && holder.test(mention.type),
  );
  // "Its maker Orlin" names Orlin; whose maker it is stands elsewhere.
  const isShort = countWords(speaker.name) <= 4 && !danglingPronoun.test(speaker.name);
  return named === undefined || isShort ? speaker.name : named.surface;
};

interface Said {
  readonly text: string;
  readonly copied: number;
}

/** A brand that is written small ("npm") stays small where it opens the sentence. */
const openSentence = (claim: Claim, text: string): string => {
  const brand = claim.mentions.some(
    (mention) => mention.kind === "name" && /^[a-z]/.test(mention.surface) && text.startsWith(mention.surface),
  );
  return brand ? text : sentenceCase(text);
};

/** "Peaked at 41 terabits": a past verb with no subject before it. */
const lacksSubject = (text: string): boolean => {
  const [first = "", second = ""] = text.split(" ");
  // "Asked about the price, the spokesperson wrote …": the subject follows the comma.
  if (/^\p{Lu}\p{Ll}+ed [^,]{2,80}, (?:the|an?|its|their|one|\p{Lu})/u.test(text)) return false;
  return (
    readVerb(first).some((reading) => reading.form === "past") &&
    !/ed$/.test(second) &&
    /^(?:at|in|on|to|by|from|for|with|as|under|over|into|out|off|up|down|about|after|against|through|a|an|the|its|their|\d.*)$/.test(
      second,
    )
  );
};

/** Passages a telling rests on: the claim's own sentence first, then those that bind a name. At most 600 characters each. */
const passagesOf = (claim: Claim, article: Article, bindings: readonly Span[]): EvidenceSpan[] => {
  const passages = [claim.evidence];
  for (const span of [...bindings, ...(claim.speaker.binding === undefined ? [] : [claim.speaker.binding])]) {
    const sentence = sentenceAround(article, span);
    if (sentence !== undefined && !passages.some((other) => other.start === sentence.start)) passages.push(sentence);
  }
  return passages;
};

const pronounSpeaker = /^(?:he|she|they|it|one|who|both|others?)$/i;

/** The speaker's printed name, or why it cannot be printed; undefined when no speaker is printed. */
const speakerOf = (claim: Claim, article: Article, content: string): { name?: string } | string => {
  const spoken = speakerName(claim, article);
  if (spoken === undefined) return {};
  // "X's own count is smaller, it says" keeps its pronoun: the name stands in the same sentence.
  const staysPronoun = /^it$/i.test(spoken) && /^\p{Lu}[\p{L}\p{N}]+[’']s /u.test(content);
  if (pronounSpeaker.test(spoken.trim()) && !staysPronoun) return "a speaker whose name stands elsewhere";
  const name = nameTheOutlet(spoken, article.outlet);
  return name === undefined ? "first person that cannot be named" : { name };
};

/** A whole sentence of four to forty words with a subject of its own and a finite verb. */
const isSentence = (text: string): boolean => {
  const words = countWords(text);
  if (words > longestSentence || words < 4 || lacksSubject(text) || strayThat(text) || !hasFiniteVerb(text))
    return false;
  return !danglingPronoun.test(text) || /^it (?:is|was|remains)\b/i.test(text);
};

/** Sentences a claim could become, in the order they are tried. */
const sentencesOf = (claim: Claim, content: string, name: string | undefined): string[] => {
  const spoken =
    name === undefined ? [content] : [sayWho(content, claim, name, false), sayWho(content, claim, name, true)];
  return spoken.map((text) => withStop(openSentence(claim, tidy(text)))).filter(isSentence);
};

/** The sentence that carries over least of its source; the first of equals. */
const leastCopied = (sentences: Iterable<string>, runs: ReadonlySet<string>): Said | undefined => {
  let best: Said | undefined;
  for (const text of sentences) {
    const { copied } = countCopied(text, runs);
    if (best === undefined || copied < best.copied) best = { text, copied };
    if (copied === 0) break;
  }
  return best;
};

/** @returns the telling, or the reason why the claim cannot be told. */
export const tellClaim = (claim: Claim, context: TellContext): Telling | string => {
  const { article } = context;
  if (article.language.slice(0, 2) !== "en") return "not in English";
  if (claim.evidence.quote.length > longestPassage) return "passage too long";
  const rewritten = rewriteContent(claim, article, context.happening);
  if (!rewritten.ok) return rewritten.reason;
  const speaker = speakerOf(claim, article, rewritten.value.text);
  if (typeof speaker === "string") return speaker;
  if (lacksSubject(rewritten.value.text)) return "a subject left out";
  const sentences = forms(rewritten.value.text, context.runs).flatMap((content) =>
    sentencesOf(claim, content, speaker.name),
  );
  const best = leastCopied(sentences, context.runs);
  if (best === undefined) return "no whole sentence of at most 40 words";
  return {
    text: best.text,
    passages: passagesOf(claim, article, rewritten.value.bindings),
    claims: [claim],
    types: claim.types,
    keys: keysOf([claim]),
    contextual: rewritten.value.contextual,
    by: best.copied > 0 ? "copied" : "retold",
    copiedWords: best.copied,
  };
};
