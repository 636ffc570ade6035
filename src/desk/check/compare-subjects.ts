/**
 * Facts of different subjects may not be fused, and the doer of a deed may not change places with the one it was done to.
 * A subject is the name that opens a sentence or clause; what follows must be said of that name in the source.
 */
import { around, type Comparison, type Finding, spanOf, surfaceOf } from "./finding.ts";
import type { IndexedPassage } from "./index-passages.ts";
import { subjectNames } from "./read-subjects.ts";
import { meaningGroup, type ReadText } from "./read-text.ts";

interface Statement {
  readonly subject: readonly number[];
  /** Telling tokens said of the subject. */
  readonly predicate: readonly number[];
}

const cuts = /^(?:and|but|while|whereas|which|who)$/;
const opening = 5;
/** Below this share of the predicate the source says something else, which is no contradiction. */
const closest = 0.88;

/** Splits a sentence into what it says of its opening name; a clause with a name of its own has its own subject. */
const readStatements = (read: ReadText, names: readonly (readonly number[])[]): Statement[] => {
  const statements: Statement[] = [];
  for (const [from, to] of read.sentences) {
    let subject = names.find((name) => (name[0] ?? 0) >= from && (name[0] ?? 0) < from + opening);
    let predicate: number[] = [];
    const close = (): void => {
      if (subject !== undefined && predicate.length >= 3) statements.push({ subject, predicate });
      predicate = [];
    };
    for (let at = from; at < to; at += 1) {
      const token = read.tokens[at];
      if (token === undefined) continue;
      if ((token.kind === "mark" && ",;".includes(token.key)) || cuts.test(token.lower)) {
        close();
        const own = names.find((name) => (name[0] ?? 0) > at && (name[0] ?? 0) <= at + 2);
        if (own !== undefined && predicate.length === 0) subject = own;
        continue;
      }
      if ((read.weights[at] ?? 0) >= 0.5 && !(subject ?? []).includes(at)) predicate.push(at);
    }
    close();
  }
  return statements;
};

const placesIn = (claim: ReadText, c: number, source: ReadText): readonly number[] => {
  const key = claim.tokens[c]?.key ?? "";
  const group = meaningGroup(key);
  return [...(source.places.get(key) ?? []), ...(group === undefined ? [] : (source.meanings.get(group) ?? []))];
};

const shareBySentence = (claim: ReadText, tokens: readonly number[], source: ReadText): Map<number, number> => {
  const shares = new Map<number, number>();
  let total = 0;
  for (const c of tokens) {
    const weight = claim.weights[c] ?? 0;
    total += weight;
    for (const sentence of new Set(placesIn(claim, c, source).map((place) => source.tokens[place]?.sentence ?? -1)))
      shares.set(sentence, (shares.get(sentence) ?? 0) + weight);
  }
  for (const [sentence, weight] of shares) shares.set(sentence, total === 0 ? 0 : weight / total);
  return shares;
};

const namesSubject = (claim: ReadText, subject: readonly number[], source: ReadText, sentence: number): boolean =>
  subject.some((c) => {
    if (placesIn(claim, c, source).some((place) => source.tokens[place]?.sentence === sentence)) return true;
    const entities = claim.entities.get(c);
    if (entities === undefined) return false;
    for (const [place, others] of source.entities)
      if (
        source.tokens[place]?.sentence === sentence &&
        others.some((other) => entities.some((own) => own.id === other.id))
      )
        return true;
    return false;
  });

const openingName = (passage: IndexedPassage, sentence: number): readonly number[] | undefined => {
  const range = passage.read.sentences.find(([from]) => passage.read.tokens[from]?.sentence === sentence);
  if (range === undefined) return undefined;
  return passage.names.find((name) => (name[0] ?? 0) >= range[0] && (name[0] ?? 0) < range[0] + opening);
};

const judgeStatement = (comparison: Comparison, statement: Statement): Finding | undefined => {
  const { claim, index } = comparison;
  // An outlet that reports is the speaker of its passage, not the subject of a fact.
  const next = claim.tokens[(statement.subject[statement.subject.length - 1] ?? 0) + 1]?.lower ?? "";
  const isOutlet = statement.subject.every((c) =>
    index.passages.some((passage) => passage.outlet.has(claim.tokens[c]?.lower ?? "")),
  );
  if (isOutlet && !/^(?:is|was|were|are|has|had)$/.test(next)) return undefined;
  // "Ramsey's side" has another subject than Ramsey.
  if (/['’]s?$/.test(surfaceOf(claim, statement.subject))) return undefined;
  let best: { passageIndex: number; sentence: number; share: number } | undefined;
  for (const [passageIndex, passage] of index.passages.entries()) {
    for (const [sentence, share] of shareBySentence(claim, statement.predicate, passage.read)) {
      const named = namesSubject(claim, statement.subject, passage.read, sentence);
      // Said of the subject itself, or in a sentence whose own subject is a pronoun: nothing to object to.
      if (share >= 0.6 && (named || openingName(passage, sentence) === undefined)) return undefined;
      if (best === undefined || share > best.share) best = { passageIndex, sentence, share };
    }
  }
  const passage = best === undefined ? undefined : index.passages[best.passageIndex];
  if (best === undefined || passage === undefined || best.share < closest) return undefined;
  const other = openingName(passage, best.sentence);
  if (other === undefined || namesSubject(claim, statement.subject, passage.read, best.sentence)) return undefined;
  // The passage speaks of the subject under another word ("the group"): only a sentence with a name of its own contradicts.
  return {
    slot: "name",
    claimValue: surfaceOf(claim, statement.subject),
    claimSpan: spanOf(claim, statement.subject),
    sourceValue: surfaceOf(passage.read, other),
    passageIndex: best.passageIndex,
    sourceSpan: spanOf(passage.read, other),
    agrees: false,
    verdict: "contradicted",
    reason: `The sentence says of “${surfaceOf(claim, statement.subject)}” what the source says of “${surfaceOf(passage.read, other)}” (“${around(passage.read, other[0] ?? 0, 0, 8)}”).`,
  };
};

export const compareSubjects = (comparison: Comparison, names: readonly (readonly number[])[]): Finding[] =>
  readStatements(comparison.claim, names)
    .map((statement) => judgeStatement(comparison, statement))
    .filter((finding) => finding !== undefined);
