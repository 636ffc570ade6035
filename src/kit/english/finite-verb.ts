/**
 * Finds the finite verb of a clause by words alone: enough to tell a clause from a phrase, not a parser.
 *
 * An -ed form followed by a later unmistakable finite verb is read as a participle ("a report released Thursday draws …").
 */
import type { Span } from "../text/span.ts";
import { readVerb } from "./verbs.ts";

const auxiliaries = new Set(
  "is are was were has have had does do did can could may might must shall should will would isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't can't cannot couldn't won't wouldn't shouldn't".split(
    " ",
  ),
);
const determiners = new Set(
  "the a an this that these those its their his her our your any some every each no one two three four five six seven eight nine ten eleven twelve several many most all both another such".split(
    " ",
  ),
);
const beforeNoun = new Set([
  ...determiners,
  ..."of in on at for with from by to into about against between its new old first second last next latest other more".split(
    " ",
  ),
]);

export interface Word extends Span {
  readonly lower: string;
}

/** Words of a text with their places; hyphens, dots and plus signs inside a word stay. */
export const wordsOf = (text: string, from = 0, to = text.length): Word[] => {
  const words: Word[] = [];
  const pattern = /[\p{L}\p{N}][\p{L}\p{N}’'+.\-/_&#@]*/gu;
  pattern.lastIndex = from;
  for (let match = pattern.exec(text); match !== null && match.index < to; match = pattern.exec(text)) {
    const word = match[0].replace(/[.'’\-/]+$/u, "");
    words.push({
      start: match.index,
      end: Math.min(to, match.index + word.length),
      lower: word.toLowerCase().replaceAll("’", "'"),
    });
  }
  return words;
};

const isAmbiguousNoun = (lemma: string): boolean =>
  /^(?:report|attack|flaw|fix|update|target|exploit|claim|use|hack|request|patch|release|record|note|list|access|release|count|result|cause|lead|deal|file|link|log|lure|map|mark|match|name|need|notice|offer|order|plan|point|post|probe|process|profile|range|rate|raid|review|rule|scan|search|sentence|share|sign|source|spam|stage|start|state|step|store|study|support|supply|switch|test|time|trace|track|trade|train|transfer|type|value|view|visit|vote|wait|walk|watch|work|yield|demand|delay|control|contact|comment|change|charge|check|block|ban|back|answer|address|access|damage|date|detail|display|download|upload|drop|end|face|feature|force|function|grant|group|guess|handle|help|host|impact|influence|interest|issue|judge|label|lack|land|limit|line|load|lock|measure|mention|number|object|own|pause|place|press|print|promise|purchase|quote|question|query|rank|reference|reply|research|reward|route|screen|shift|ship|signal|stress|struggle|surface|survey|tamper|thank|touch|travel|trust|turn|upgrade|urge|walk|want|warn|wish|worry|run|set|cut|hit|read|spread|split|break|build|fall|feel|fight|find|make|show|stand|strike|take|win|mine|message|alert|botnet|look|close|book|brief|bundle|crash|cross|cover|copy|design|flood|focus|function|increase|model|open|pass|peak|pick|pull|push|raise|rest|return|reverse|save|secure|separate|sort|spot|stop|strain|suspect|balance|finance|document|appeal|sanction|ransom|leak|breach|compromise)$/.test(
    lemma,
  );

/** How sure a word's form and neighbours make it that it is the finite verb. */
type Finiteness = "sure" | "likely" | "participle" | "doubtful" | "no";

const beforeObject = (next: string): boolean => determiners.has(next) || /^(?:that|to|\d.*)$/.test(next);

const afterPlural = /(?:s|they|we|you|i|who|that|people|men|women|children|police)$/;

const finitenessOfS = (lemma: string, index: number, next: string): Finiteness => {
  if (!isAmbiguousNoun(lemma)) return "sure";
  if (index === 0) return "no";
  if (beforeObject(next) || /^(?:how|why|it|him|her|them|on)$/.test(next)) return "likely";
  return /^(?:for|with|in|at|from|as|through|against)$/.test(next) ? "doubtful" : "no";
};

const finitenessAt = (words: readonly Word[], index: number): Finiteness => {
  const { lower } = words[index] as Word;
  if (auxiliaries.has(lower)) return "sure";
  const previous = words[index - 1]?.lower ?? "";
  const readings = readVerb(lower);
  if (readings.length === 0 || previous === "to" || beforeNoun.has(previous)) return "no";
  const next = words[index + 1]?.lower ?? "";
  const third = readings.find((reading) => reading.form === "s");
  if (third !== undefined) return finitenessOfS(third.lemma, index, next);
  if (index === 0) return "no";
  if (readings.some((reading) => reading.form === "past"))
    return readings.some((reading) => reading.form === "participle") ? "participle" : "sure";
  // "Attackers need an account": a word that is also a noun is a verb before an object.
  return readings.some((reading) => reading.form === "base") &&
    afterPlural.test(previous) &&
    (!isAmbiguousNoun(lower) || beforeObject(next))
    ? "likely"
    : "no";
};

/** Index in `words` of the finite verb, or -1. */
export const findFiniteVerb = (words: readonly Word[]): number => {
  let participle = -1;
  let doubtful = -1;
  for (let index = 0; index < words.length; index += 1) {
    const finiteness = finitenessAt(words, index);
    if (finiteness === "sure") return index;
    if (finiteness === "likely") return participle >= 0 && !isReducedRelative(words, participle) ? participle : index;
    if (finiteness === "participle" && participle < 0) participle = index;
    if (finiteness === "doubtful" && doubtful < 0) doubtful = index;
  }
  return participle >= 0 ? participle : doubtful;
};

/** "released Thursday by", "published today by": an -ed form right after a noun and before a preposition or time. */
const isReducedRelative = (words: readonly Word[], index: number): boolean =>
  /^(?:by|in|on|at|to|with|from|as|against|during|after|before|today|thursday|monday|tuesday|wednesday|friday)$/.test(
    words[index + 1]?.lower ?? "",
  );

export const hasFiniteVerb = (text: string): boolean => findFiniteVerb(wordsOf(text)) >= 0;
