/**
 * Who suffered a deed is not told as its doer: "Aster Telecom was breached" does not support "Aster Telecom breached the
 * ministry". Looked at are named doers with an object behind the verb; what a headline shortens ("Odell given a year") is let be.
 */
import { around, type Comparison, type Finding, spanOf, surfaceOf } from "./finding.ts";
import type { ReadText } from "./read-text.ts";
import { isIrregularPast } from "./stem-word.ts";
import { functionWords } from "./words/function-words.ts";
import { definiteWords, indefiniteWords, pronouns } from "./words/grammar.ts";

const be = /^(?:is|are|was|were|be|been|being|got)$/;
const between = /^(?:has|have|had|also|not|never|since|later|first|then|already|been|\w{2,20}ly)$/;
/** Verbs that take two objects: "Odell refused a place" may be short for "was refused". */
const ofTwoObjects = new Set(
  "given handed awarded offered named called denied refused told shown granted paid sent taught asked charged fined dealt left lent owed promised served sold spared made allowed elected appointed".split(
    " ",
  ),
);

const lower = (read: ReadText, at: number): string => read.tokens[at]?.lower ?? "";

const isPast = (read: ReadText, at: number): boolean => {
  const token = read.tokens[at];
  if (token?.kind !== "word" || token.capital) return false;
  return token.lower.endsWith("ed") || isIrregularPast(token.lower);
};

/** The token the verb is said of or by, past auxiliaries and adverbs; and whether a form of "to be" is among them. */
const subjectAt = (read: ReadText, verb: number): { at: number; passive: boolean } => {
  let at = verb - 1;
  let passive = false;
  while (at >= 0 && verb - at <= 4 && (be.test(lower(read, at)) || between.test(lower(read, at)))) {
    passive ||= be.test(lower(read, at));
    at -= 1;
  }
  return { at, passive };
};

type Names = readonly (readonly number[])[];

const nameEndingAt = (read: ReadText, names: Names, at: number): readonly number[] | undefined =>
  names.find(
    (name) => name[name.length - 1] === at && read.tokens[at]?.sentence === read.tokens[name[0] ?? 0]?.sentence,
  );

const hasObject = (read: ReadText, verb: number): boolean => {
  const next = read.tokens[verb + 1];
  if (next === undefined || next.sentence !== read.tokens[verb]?.sentence || next.kind !== "word") return false;
  if (definiteWords.has(next.lower) || indefiniteWords.has(next.lower)) return true;
  return next.capital && !functionWords.has(next.lower);
};

const sharesName = (claim: ReadText, said: readonly number[], read: ReadText, there: readonly number[]): boolean =>
  said.some((c) =>
    there.some((s) => {
      if (claim.tokens[c]?.key === read.tokens[s]?.key) return true;
      const ids = claim.entities.get(c);
      return read.entities.get(s)?.some((entity) => ids?.some(({ id }) => id === entity.id) === true) === true;
    }),
  );

/** Is the deed told of the named one as suffered (its place), as done or unclear, or of another? */
const toldAt = (
  claim: ReadText,
  said: readonly number[],
  read: ReadText,
  names: Names,
  verb: number,
): "suffered" | "done" | "other" => {
  const { at, passive } = subjectAt(read, verb);
  const subject = nameEndingAt(read, names, at);
  if (subject === undefined) return passive && !pronouns.has(lower(read, at)) ? "other" : "done";
  if (!sharesName(claim, said, read, subject)) return passive ? "done" : "other";
  return passive ? "suffered" : "done";
};

/** The first place where the named one suffers the deed; undefined as soon as one tells that it did it, or may tell so. */
const findSuffered = (
  { claim, index }: Comparison,
  said: readonly number[],
  key: string,
): { passageIndex: number; at: number } | undefined => {
  let suffered: { passageIndex: number; at: number } | undefined;
  for (const [passageIndex, { read, names }] of index.passages.entries())
    for (const at of read.places.get(key) ?? []) {
      const told = toldAt(claim, said, read, names, at);
      if (told === "done") return undefined;
      if (told === "suffered") suffered ??= { passageIndex, at };
    }
  return suffered;
};

const compareVoice = (comparison: Comparison, claimNames: Names, verb: number): Finding | undefined => {
  const { claim, index } = comparison;
  if (!isPast(claim, verb) || ofTwoObjects.has(lower(claim, verb)) || !hasObject(claim, verb)) return undefined;
  const { at, passive } = subjectAt(claim, verb);
  const said = passive ? undefined : nameEndingAt(claim, claimNames, at);
  const suffered = said === undefined ? undefined : findSuffered(comparison, said, claim.tokens[verb]?.key ?? "");
  const read = index.passages[suffered?.passageIndex ?? -1]?.read;
  if (said === undefined || suffered === undefined || read === undefined) return undefined;
  const there = around(read, suffered.at, 4, 2);
  return {
    slot: "verb",
    claimValue: `${surfaceOf(claim, said)} ${claim.tokens[verb]?.text ?? ""}`,
    claimSpan: spanOf(claim, [said[0] ?? verb, verb]),
    sourceValue: there,
    passageIndex: suffered.passageIndex,
    sourceSpan: spanOf(read, [suffered.at]),
    agrees: false,
    verdict: "contradicted",
    reason: `The sentence makes “${surfaceOf(claim, said)}” the doer of “${claim.tokens[verb]?.text ?? ""}”; in the source it is done to it (“${there}”).`,
  };
};

/** A finding for each deed that the sentence turns from suffered to done. */
export const compareVoices = (comparison: Comparison, claimNames: Names): Finding[] =>
  [...comparison.claim.tokens.keys()]
    .map((verb) => compareVoice(comparison, claimNames, verb))
    .filter((found) => found !== undefined);
