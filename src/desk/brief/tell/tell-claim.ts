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
import { nameTheOutlet, rewriteContent } from "./rewrite-content.ts";
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
  return named === undefined || countWords(speaker.name) <= 4 ? speaker.name : named.surface;
};

interface Said {
  readonly text: string;
  readonly copied: number;
  readonly words: number;
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
  return (
    readVerb(first).some((reading) => reading.form === "past") &&
    !/ed$/.test(second) &&
    /^(?:at|in|on|to|by|from|for|with|as|under|over|into|out|off|up|down|about|after|against|through|a|an|the|its|their|\d.*)$/.test(
      second,
    )
  );
};

const danglingPronoun = /^(?:it|they|he|she|this|these|those|its|their|his|her)\b/i;

/** Passages a telling rests on: the claim's own sentence first, then those that bind a name. At most 600 characters each. */
const passagesOf = (claim: Claim, article: Article, bindings: readonly Span[]): EvidenceSpan[] => {
  const passages = [claim.evidence];
  for (const span of [...bindings, ...(claim.speaker.binding === undefined ? [] : [claim.speaker.binding])]) {
    const sentence = sentenceAround(article, span);
    if (sentence !== undefined && !passages.some((other) => other.start === sentence.start)) passages.push(sentence);
  }
  return passages;
};

/** @returns the telling, or the reason why the claim cannot be told. */
export const tellClaim = (claim: Claim, context: TellContext): Telling | string => {
  const { article } = context;
  if (article.language.slice(0, 2) !== "en") return "not in English";
  if (claim.evidence.quote.length > longestPassage) return "passage too long";
  const rewritten = rewriteContent(claim, article, context.happening);
  if (!rewritten.ok) return rewritten.reason;
  const spoken = speakerName(claim, article);
  const name = spoken === undefined ? undefined : nameTheOutlet(spoken, article.outlet);
  if (
    spoken !== undefined &&
    /^(?:he|she|they|it|one|who|both|others?)$/i.test(spoken.trim()) &&
    !(/^it$/i.test(spoken) && /^\p{Lu}[\p{L}\p{N}]+[’']s /u.test(rewritten.value.text))
  )
    return "a speaker whose name stands elsewhere";
  if (spoken !== undefined && name === undefined) return "first person that cannot be named";
  if (lacksSubject(rewritten.value.text)) return "a subject left out";
  let best: Said | undefined;
  for (const content of forms(rewritten.value.text, context.runs)) {
    for (const front of name === undefined ? [true] : [false, true]) {
      const text = withStop(
        openSentence(claim, tidy(name === undefined ? content : sayWho(content, claim, name, front))),
      );
      const words = countWords(text);
      if (
        words > longestSentence ||
        words < 4 ||
        lacksSubject(text) ||
        !hasFiniteVerb(text) ||
        (danglingPronoun.test(text) === true && !/^it (?:is|was|remains)\b/i.test(text))
      )
        continue;
      const { copied } = countCopied(text, context.runs);
      if (best === undefined || copied < best.copied) best = { text, copied, words };
      if (copied === 0) break;
    }
    if (best?.copied === 0) break;
  }
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
