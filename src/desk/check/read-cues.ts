/**
 * Finds the words that turn, weaken or strengthen a statement, and the word each one bears on (its head): the next
 * telling word of its clause, else the one before. Cues of two texts are compared through their aligned heads.
 */
import type { Token } from "./token.ts";
import {
  assertionCues,
  doneBefore,
  futureAuxiliaries,
  futureCues,
  hedgeCues,
  intensifiers,
  limiterCues,
  negationCues,
  perceptionCues,
} from "./words/certainty.ts";
import { functionWords } from "./words/function-words.ts";

export interface Cue {
  readonly kind: "negation" | "hedge" | "assertion" | "limiter" | "future";
  /** Index of its first token. */
  readonly at: number;
  /** Indexes of the tokens it bears on. */
  readonly heads: readonly number[];
  /** Hedges: 1 possible, 2 probable or reported, 3 highly likely. Future: 1 set ahead, 0 wanted or asked.
   * Assertions: 5 confirmed, -5 not confirmed, 6 beyond doubt. */
  readonly rank: number;
  readonly text: string;
}

const reach = 9;

const isTelling = (token: Token): boolean =>
  token.kind !== "mark" && !functionWords.has(token.lower) && !(token.kind === "word" && token.lower.endsWith("ly"));

const isCueWord = (token: Token): boolean =>
  negationCues.has(token.lower.replaceAll("'", "")) ||
  hedgeCues[token.lower] !== undefined ||
  assertionCues.has(token.lower);

/** "no evidence that", "no sign of": the denial bears on what there is no evidence of. */
const evidence = /^(?:evidence|signs?|indications?|proof|traces?|suggestions?|reports?|confirmation)$/;

/** Indexes after a cue within its sentence, up to a strong mark; and those before it, backwards. */
const ahead = (tokens: readonly Token[], at: number, width: number): number[] => {
  const places: number[] = [];
  for (let next = at + width; next < tokens.length && next <= at + reach; next += 1) {
    const token = tokens[next];
    if (token?.sentence !== tokens[at]?.sentence || (token?.kind === "mark" && ";:".includes(token.key))) break;
    places.push(next);
  }
  return places;
};

const behind = (tokens: readonly Token[], at: number): number[] => {
  const places: number[] = [];
  for (let before = at - 1; before >= 0 && before >= at - reach; before -= 1) {
    if (tokens[before]?.sentence !== tokens[at]?.sentence) break;
    places.push(before);
  }
  return places;
};

/** Who does something is not what is done: "has not seen the group use" denies the use. */
const doer =
  /^(?:groups?|actors?|attackers?|hackers?|intruders?|crews?|gangs?|clusters?|malware|anyone|company|firm|team|operators?|someone)$/;

const isCarrier = (token: Token | undefined): boolean =>
  token !== undefined && (evidence.test(token.lower) || perceptionCues.has(token.lower));

/** The heads behind a carrier: itself, and the first word after it that is neither a carrier nor a doer. */
const throughCarriers = (tokens: readonly Token[], after: readonly number[]): number[] => {
  const heads: number[] = [];
  for (const place of after) {
    const token = tokens[place];
    if (token?.clause !== tokens[after[0] ?? 0]?.clause) break;
    if (isCarrier(token)) heads.push(place);
    else if (token !== undefined && !doer.test(token.lower) && !(token.kind === "word" && token.capital))
      return [...heads, place];
  }
  return heads.length > 0 ? heads : after.slice(0, 1);
};

/** "has not been observed", "was never reported": what was not perceived stands before it. */
const isPassivePerception = (tokens: readonly Token[], at: number): boolean =>
  /^(?:be|been|being|is|are|was|were)$/.test(tokens[at - 1]?.lower ?? "") &&
  (perceptionCues.has(tokens[at]?.lower ?? "") || /^(?:reported|recorded|registered)$/.test(tokens[at]?.lower ?? ""));

const wanting = /^(?:want|wanted|wants|wish|wished|intend|intended|intends|hope|hoped|like|need|needs|needed)$/;

const findHeads = (tokens: readonly Token[], at: number, width: number): number[] => {
  const isHead = (place: number): boolean => {
    const token = tokens[place];
    return token !== undefined && isTelling(token) && !isCueWord(token);
  };
  // "will pay none", at the end of what is said: none is the object of the verb before it.
  const isObject = /^(?:none|nothing|nobody)$/.test(tokens[at]?.lower ?? "") && tokens[at + width]?.kind === "mark";
  const after = isObject ? [] : ahead(tokens, at, width).filter(isHead);
  const [first] = after;
  if (first !== undefined && isPassivePerception(tokens, first)) {
    const subject = behind(tokens, at).filter((place) => isHead(place) && tokens[place]?.clause === tokens[at]?.clause);
    return [first, ...subject.slice(-1)];
  }
  // "did not want to retire" denies the retiring: who wants something else wants all the same.
  if (first !== undefined && wanting.test(tokens[first]?.lower ?? "") && tokens[first + 1]?.lower === "to")
    return after.slice(after.length > 1 ? 1 : 0, 2);
  if (first !== undefined) return isCarrier(tokens[first]) ? throughCarriers(tokens, after) : [first];
  return behind(tokens, at).filter(isHead).slice(0, 1);
};

/** "Neither A nor B has paid": what follows both names is denied. */
const neitherHeads = (tokens: readonly Token[], at: number): number[] | undefined => {
  const nor = ahead(tokens, at, 1).find((place) => tokens[place]?.lower === "nor");
  if (tokens[at]?.lower !== "neither" || nor === undefined) return undefined;
  const verb = /^(?:has|have|had|was|were|is|are|will|would|could|can|did|does|do)$/;
  const from = ahead(tokens, nor, 1).find((place) => verb.test(tokens[place]?.lower ?? ""));
  return from === undefined ? undefined : findHeads(tokens, from, 1);
};

const nextWord = (tokens: readonly Token[], at: number): string => tokens[at]?.lower ?? "";

/** "no more than", "not only", "no doubt", "whether or not": written with a negation, meant without. */
const isNoNegation = (tokens: readonly Token[], at: number): boolean => {
  const word = nextWord(tokens, at);
  const next = nextWord(tokens, at + 1);
  if (word === "no")
    return /^(?:more|fewer|less|later|doubt|matter|\.|\d.*)$/.test(next) && !/^later$/.test(nextWord(tokens, at + 2));
  if (word === "not")
    return next === "only" || next === "just" || next === "least" || nextWord(tokens, at - 1) === "or";
  return false;
};

const rulesOut = (tokens: readonly Token[], at: number): boolean =>
  /^rul(?:e|es|ed|ing)$/.test(nextWord(tokens, at)) && nextWord(tokens, at + 1) === "out";

const deniesPlainly = (tokens: readonly Token[], at: number): boolean => {
  const word = nextWord(tokens, at);
  return word.endsWith("n't") || negationCues.has(word.replaceAll("'", ""));
};

/** "cannot be ruled out", "does not rule out": no denial but a possibility. */
const leavesOpen = (tokens: readonly Token[], at: number): boolean =>
  rulesOut(tokens, at) && [at - 1, at - 2, at - 3].some((place) => deniesPlainly(tokens, place));

/** Denials of two or three words, and how many tokens they take; 0 when none begins here. */
const longNegationAt = (tokens: readonly Token[], at: number): number => {
  const [word, next, third] = [nextWord(tokens, at), nextWord(tokens, at + 1), nextWord(tokens, at + 2)];
  if (/^(?:stop(?:s|ped|ping)?|f[ae]ll(?:s|en|ing)?)$/.test(word) && next === "short") return third === "of" ? 3 : 2;
  if (rulesOut(tokens, at)) return 2;
  if (word === "yet" && next === "to" && /^(?:has|have|had|is|are|was|were)$/.test(nextWord(tokens, at - 1))) return 2;
  if (/^avoid(?:s|ed|ing)?$/.test(word) && next.endsWith("ing")) return 1;
  return /^(?:rather|instead)$/.test(word) && /^(?:than|of)$/.test(next) ? 1 : 0;
};

/** Tokens a denial takes that begins at `at`; 0 when none does. */
const negationAt = (tokens: readonly Token[], at: number): number => {
  const token = tokens[at];
  if (token?.kind !== "word") return 0;
  if (leavesOpen(tokens, at)) return 0;
  if (deniesPlainly(tokens, at) && [at + 1, at + 2, at + 3].some((place) => leavesOpen(tokens, place))) return 0;
  const long = longNegationAt(tokens, at);
  if (long > 0) return long;
  if (needsIt(tokens, at)) return 0;
  const bare = token.lower.replaceAll("'", "");
  // "neither … nor" denies once.
  if (bare === "nor" && behind(tokens, at).some((place) => tokens[place]?.lower === "neither")) return 0;
  return (negationCues.has(bare) || token.lower.endsWith("n't")) && !isNoNegation(tokens, at) ? 1 : 0;
};

/** "cannot be used without an account", "not before a reboot": two denials that say what is needed. */
const needsIt = (tokens: readonly Token[], at: number): boolean => {
  const lower = tokens[at]?.lower ?? "";
  const impossible = (word: string): boolean => /^(?:cannot|can['’]t|couldn['’]t|impossible|unable)$/.test(word);
  const isImpossible = (place: number): boolean =>
    impossible(nextWord(tokens, place)) ||
    (/^(?:not|never)$/.test(nextWord(tokens, place)) && /^(?:can|could|may|be)$/.test(nextWord(tokens, place - 1)));
  if (lower === "without") return behind(tokens, at).slice(0, 10).some(isImpossible);
  return (
    isImpossible(at) &&
    ahead(tokens, at, 1)
      .slice(0, 10)
      .some((place) => tokens[place]?.lower === "without")
  );
};

/** Is the assertion at `at` denied: "has not confirmed", "declined to confirm", "neither A nor B confirmed"? */
const isDenied = (tokens: readonly Token[], at: number): boolean => {
  let joined = false;
  for (const place of behind(tokens, at)) {
    if (tokens[place]?.clause !== tokens[at]?.clause) return false;
    if (tokens[place]?.lower === "and") joined = true;
    if (tokens[place]?.lower === "neither") return true;
    if (!joined && negationAt(tokens, place) > 0) return true;
  }
  return false;
};

/** Other senses of a hedging word: "claimed a victory", "believe in", "assessed by", "became apparent when". */
const isOtherSense = (tokens: readonly Token[], at: number): boolean => {
  const word = nextWord(tokens, at);
  const next = tokens[at + 1];
  if (/^claim(?:s|ed)?$/.test(word)) {
    const taken = next?.kind === "number" || /^(?:a|an|responsibility|victory)$/.test(next?.lower ?? "");
    if (taken) return true;
  }
  if (/^(?:claims|estimates|suspects)$/.test(word))
    return /^(?:the|these|those|such|of|its|their|and|insurance)$/.test(nextWord(tokens, at - 1));
  if (/^(?:believe[sd]?|assess(?:es|ed)?)$/.test(word)) return /^(?:in|by)$/.test(next?.lower ?? "");
  return word === "apparent" && !(next !== undefined && isTelling(next));
};

const hedgeAt = (tokens: readonly Token[], at: number): { rank: number; width: number } | undefined => {
  const token = tokens[at];
  if (token?.kind !== "word") return undefined;
  if (leavesOpen(tokens, at)) return { rank: 1, width: 2 };
  const pair = hedgeCues[`${token.lower} ${nextWord(tokens, at + 1)}`];
  if (pair !== undefined) return { rank: pair, width: 2 };
  const rank = hedgeCues[token.lower];
  if (rank === undefined || isOtherSense(tokens, at)) return undefined;
  // "could not" and "could find no" state that it was impossible; "estimated 3,000" weakens the figure, not the statement.
  if (token.lower === "could" && [at + 1, at + 2].some((place) => negationAt(tokens, place) > 0)) return undefined;
  if (token.lower === "whether" && (nextWord(tokens, at + 1) === "or" || nextWord(tokens, at - 2) === "regardless"))
    return undefined;
  if (/^accus/.test(token.lower) && !ahead(tokens, at, 1).some((place) => tokens[place]?.lower === "of"))
    return undefined;
  if (/^estimated?$/.test(token.lower) && (tokens[at + 1]?.kind === "number" || tokens[at + 2]?.kind === "number"))
    return undefined;
  return { rank, width: 1 };
};

/** "tries" and "plans" limit only before what is tried or planned. */
const limits = (tokens: readonly Token[], at: number): boolean =>
  // "was foiled after a neighbour heard it": what came to nothing stands before it.
  !(
    /^(?:block|thwart|foil|avert|intercept)ed$/.test(nextWord(tokens, at)) &&
    /^(?:after|by|when|before|because|in|on|at)$/.test(nextWord(tokens, at + 1))
  ) &&
  (!/^(?:tr|plan)/.test(nextWord(tokens, at)) || nextWord(tokens, at + 1) === "to");

/** "expects its offices to reopen": the "to" behind whom it is expected of. */
const toldTo = (tokens: readonly Token[], at: number): number | undefined =>
  ahead(tokens, at, 2)
    .slice(0, 6)
    .find((place) => tokens[place]?.lower === "to" && tokens[place]?.clause === tokens[at]?.clause);

/** "will", "plans to", "asked to": what follows is not said to have been done. Where it begins; undefined: nothing is ahead. */
const aheadFrom = (tokens: readonly Token[], at: number): number | undefined => {
  const word = nextWord(tokens, at);
  if (futureAuxiliaries.has(word)) return at;
  if (nextWord(tokens, at + 1) === "to")
    return futureCues.has(word) || (/[a-z]{3}ed$/.test(word) && !doneBefore.has(word)) ? at : undefined;
  return /^(?:expect|want|urge|order|requir|promis|allow)(?:s|es?)?$/.test(word) ? toldTo(tokens, at) : undefined;
};

type Placed = { readonly cue: Cue; readonly width: number } | undefined;

const negationCue = (tokens: readonly Token[], at: number): Placed => {
  const text = tokens[at]?.text ?? "";
  // "not only" widens and "only" narrows: the negation bears on "only" itself.
  if (nextWord(tokens, at) === "not" && /^(?:only|just)$/.test(nextWord(tokens, at + 1)))
    return { cue: { kind: "negation", at, heads: [at + 1], rank: 0, text }, width: 1 };
  const width = negationAt(tokens, at);
  if (width === 0) return undefined;
  const heads = neitherHeads(tokens, at) ?? findHeads(tokens, at, width);
  // "did not tell him": the denial bears on the telling, and not on what stands before it.
  const ofSpeech = /^(?:tell|say|speak)$/.test(nextWord(tokens, at + width)) && heads.every((head) => head < at);
  return { cue: { kind: "negation", at, heads: ofSpeech ? [] : heads, rank: 0, text }, width };
};

const hedgeCue = (tokens: readonly Token[], at: number): Placed => {
  const hedge = hedgeAt(tokens, at);
  if (hedge === undefined) return undefined;
  const text = [tokens[at], hedge.width === 1 ? undefined : tokens[at + 1]]
    .map((token) => token?.text ?? "")
    .join(" ")
    .trim();
  // "accuse someone of running it": the running is in doubt, not the someone.
  const of = nextWord(tokens, at).startsWith("accus")
    ? ahead(tokens, at, 1).find((place) => tokens[place]?.lower === "of")
    : undefined;
  const heads = of === undefined ? findHeads(tokens, at, hedge.width) : findHeads(tokens, of, 1);
  // "boasted on a forum that it had emptied": the clause after "that" is what is claimed.
  const that = /^(?:boast|brag|claim|assert|contend|alleg|suspect)/.test(nextWord(tokens, at))
    ? ahead(tokens, at, 1).find((place) => tokens[place]?.lower === "that")
    : undefined;
  if (that !== undefined) heads.push(...findHeads(tokens, that, 1).filter((head) => !heads.includes(head)));
  return { cue: { kind: "hedge", at, heads, rank: hedge.rank, text }, width: hedge.width };
};

/** The cue that begins at `at`, and how many tokens it takes. */
const cueAt = (tokens: readonly Token[], at: number): Placed => {
  const token = tokens[at];
  if (token?.kind !== "word") return undefined;
  const long = negationCue(tokens, at) ?? hedgeCue(tokens, at);
  if (long !== undefined) return long;
  const cue = (kind: Cue["kind"], rank: number, from = at): Placed => ({
    cue: { kind, at, heads: findHeads(tokens, from, 1), rank, text: token.text },
    width: 1,
  });
  if (assertionCues.has(token.lower))
    return cue("assertion", intensifiers.has(token.lower) ? 6 : isDenied(tokens, at) ? -5 : 5);
  if (limiterCues.has(token.lower) && limits(tokens, at)) return cue("limiter", 0);
  const from = aheadFrom(tokens, at);
  return from === undefined ? undefined : cue("future", /ed$/.test(token.lower) ? 0 : 1, from);
};

/** All cues of a text in order. */
export const readCues = (tokens: readonly Token[]): Cue[] => {
  const cues: Cue[] = [];
  for (let at = 0; at < tokens.length; ) {
    const found = cueAt(tokens, at);
    if (found !== undefined) cues.push(found.cue);
    at += found?.width ?? 1;
  }
  return cues;
};
