/**
 * An article's claims: each clause that says something, what kind of statement it is, who says it and how sure.
 *
 * Every span is of `article.text`; nothing is claimed that has no words. Questions, boilerplate offers and clauses
 * without a finite verb give no claim.
 */
import { findFiniteVerb, wordsOf } from "#kit/english/finite-verb.ts";
import { stableId } from "#kit/hash.ts";
import { splitSentences } from "#kit/text/split-sentences.ts";
import type { Article } from "#terms/article.ts";
import type { Claim, ClaimId, Slot, Speaker } from "#terms/claim.ts";
import type { Mention } from "#terms/mention.ts";
import type { Span } from "#terms/span.ts";
import { certaintyOf, hedgeIn, isNegated } from "./certainty.ts";
import { typesOfShape } from "./claim-types.ts";
import { type Attribution, findAttribution } from "./find-speaker.ts";
import { emptyMemory, type Memory, referencesOf, remember } from "./resolve-references.ts";
import { mentionsIn, shapeSentence } from "./shape-sentence.ts";
import { splitClauses } from "./split-clauses.ts";

const within = (mentions: readonly Mention[], span: Span): Mention[] =>
  mentions.filter((mention) => mention.start >= span.start && mention.end <= span.end);

const subjectOf = (text: string, span: Span): Span => {
  const words = wordsOf(text, span.start, span.end);
  const verb = findFiniteVerb(words);
  return { start: span.start, end: verb > 0 ? (words[verb] as Span).start : span.start };
};

const holds = /^(?:research_team|vendor|organisation|authority|person|product)$/;

const firstPerson = /^(?:we|our|us)\b/i;

const speakerOf = (
  article: Article,
  attribution: Attribution | undefined,
  content: string,
  memory: Memory,
  mentions: readonly Mention[],
): Speaker => {
  if (attribution === undefined)
    return firstPerson.test(content)
      ? { kind: "outlet", name: article.outlet, verb: "says" }
      : { kind: "outlet", name: article.outlet };
  const words = article.text.slice(attribution.speaker.start, attribution.speaker.end);
  const base = { span: attribution.speaker, verb: attribution.verb };
  if (firstPerson.test(words)) return { kind: "outlet", name: article.outlet, ...base };
  const named = mentions.find(
    (mention) =>
      mention.kind === "name" &&
      mention.start >= attribution.speaker.start &&
      mention.end <= attribution.speaker.end &&
      /^(?:research_team|vendor|organisation|authority|person|outlet|product)$/.test(mention.type),
  );
  if (named !== undefined) return { kind: "named", name: words, ...base };
  if (/^(?:it|they|he|she)$/i.test(words)) {
    // "X's own count is smaller, it says": the speaker is the one the sentence opens with, else the subject before.
    const holder =
      attribution.form === "before"
        ? undefined
        : mentions.find(
            (mention) =>
              mention.kind === "name" &&
              mention.start >= attribution.content.start &&
              mention.end <= attribution.content.end &&
              holds.test(mention.type),
          );
    const before = /^(?:he|she)$/i.test(words) ? memory.last.get("person") : memory.subject;
    if (holder !== undefined && /^it$/i.test(words))
      return { kind: "named", name: holder.surface, binding: { start: holder.start, end: holder.end }, ...base };
    return before === undefined
      ? { kind: "unnamed", name: words, ...base }
      : { kind: "named", name: before.name, binding: before.span, ...base };
  }
  const [reference] = referencesOf(memory, words, attribution.speaker.start);
  if (reference?.target !== undefined)
    return { kind: "named", name: reference.target.name, binding: reference.target.span, ...base };
  return { kind: "unnamed", name: words, ...base };
};

const slotOf = (mention: Mention): [string, Slot] | undefined => {
  const slot = (value: string): Slot => ({ start: mention.start, end: mention.end, surface: mention.surface, value });
  switch (mention.kind) {
    case "quantity":
      return [`n:${mention.unit}`, slot(`${mention.comparator === "=" ? "" : mention.comparator}${mention.value}`)];
    case "date":
      return ["date", slot(mention.timex)];
    case "vulnerability":
      return ["cve", slot(mention.id)];
    case "version":
      return ["version", slot(mention.version)];
    case "score":
      return ["score", slot(`${mention.value}`)];
    case "name":
      return [mention.type, slot(mention.canonical)];
    default:
      return undefined;
  }
};

const slotsOf = (mentions: readonly Mention[], shape: string): Record<string, Slot> => {
  const slots: Record<string, Slot> = {};
  for (const index of mentionsIn(shape)) {
    const entry = mentions[index] === undefined ? undefined : slotOf(mentions[index]);
    if (entry === undefined) continue;
    let [name] = entry;
    for (let copy = 2; slots[name] !== undefined; copy += 1) name = `${entry[0]}.${copy}`;
    slots[name] = entry[1];
  }
  return slots;
};

/** Advisories state facts as a label and a value, without a verb. */
const labelled =
  /^(?:versions? (?:concerned|affected)|affected(?: versions?)?|vulnerable versions?|correction|corrected|fixed(?: in)?|fix|patched|solution|remediation|severity|temporary measure|workaround|mitigation)[a-z ]{0,12}\s*:\s*\S/i;

/** Advice is given as an order: a base verb opens the sentence and its object follows. */
const order =
  /^(?:check|look|search|rotate|install|update|upgrade|apply|take|treat|review|block|patch|disable|restrict|limit|remove|revoke|reset|change|enable|isolate|disconnect|hunt|audit|preserve|verify|report|delete|replace|scan)\b (?:the|a|an|all|every|any|your|for|its|off|down|stored|outstanding|internet|[a-z-]+s)\b/i;

const isTellable = (words: string): boolean =>
  labelled.test(words) ||
  (words.length >= 12 && order.test(words)) ||
  (words.length >= 12 && !words.endsWith("?") && findFiniteVerb(wordsOf(words)) >= 0);

/** "LISBON, 4 May (Courier) – " says where and when it was filed; the statement begins after it. */
const dateline =
  /^(?:\p{Lu}[\p{Lu}’'.-]+ ?){1,4}(?:, [^–—(\n]{1,40})?(?: ?\([^()\n]{2,40}\))? ?(?:–|—|--?) (?=[\p{Lu}“"\d])/u;

const afterDateline = (text: string, sentence: Span): Span => {
  const head = dateline.exec(text.slice(sentence.start, Math.min(sentence.end, sentence.start + 160)));
  return head === null ? sentence : { start: sentence.start + head[0].length, end: sentence.end };
};

/** Claims of an article in reading order. `mentions` are those of `article.text`, as `annotate` gives them. */
export const extractClaims = (article: Article, mentions: readonly Mention[]): Claim[] => {
  const { text } = article;
  const claims: Claim[] = [];
  let memory = emptyMemory;
  let sentenceIndex = 0;
  for (const block of article.blocks) {
    if (block.type === "heading" || block.type === "code") continue;
    for (const local of splitSentences(text.slice(block.start, block.end))) {
      const sentence = { start: block.start + local.start, end: block.start + local.end };
      const spoken = afterDateline(text, sentence);
      const attribution = findAttribution(text, spoken);
      const inSentence = within(mentions, sentence);
      const whole = attribution?.content ?? spoken;
      const contents = splitClauses(text, whole);
      contents.forEach((content, clauseIndex) => {
        const words = text.slice(content.start, content.end);
        if (!isTellable(words)) return;
        const { text: shape } = shapeSentence(text, content, mentions);
        const full = shapeSentence(text, sentence, mentions).text;
        const types = typesOfShape(shape);
        const hedge = hedgeIn(shape);
        claims.push({
          id: stableId("clm", article.id, String(content.start), String(content.end)) as ClaimId,
          articleId: article.id,
          type: types[0] ?? "statement",
          types: types.length === 0 ? ["statement"] : types,
          evidence: { articleId: article.id, ...sentence, quote: text.slice(sentence.start, sentence.end) },
          content,
          sentenceIndex,
          clauseIndex,
          shape,
          mentions: inSentence,
          references: referencesOf(memory, words, content.start),
          bindings: [],
          slots: slotsOf(mentions, shape),
          speaker: speakerOf(article, attribution, words, memory, mentions),
          certainty: certaintyOf(full),
          polarity: isNegated(shape) ? "denied" : "affirmed",
          ...(hedge === null
            ? {}
            : { hedge: { start: content.start, end: content.end, surface: hedge[0], value: hedge[0] } }),
        });
      });
      memory = remember(memory, inSentence, subjectOf(text, sentence), text);
      sentenceIndex += 1;
    }
  }
  return claims;
};
