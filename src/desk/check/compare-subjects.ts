/**
 * Facts of different subjects may not be fused, and the doer of a deed may not change places with the one it was done to.
 * A subject is the name that opens a sentence or clause; what follows must be said of that name in the source.
 */
import { around, type Comparison, contradiction, type Finding, surfaceOf } from "./finding.ts";
import type { IndexedPassage } from "./index-passages.ts";
import { isAcronym, isDescription, subjectNames } from "./read-subjects.ts";
import { meaningGroup, type ReadText, rangeOfSentence } from "./read-text.ts";
import type { Token } from "./token.ts";

interface Statement {
  readonly subject: readonly number[];
  /** Telling tokens said of the subject. */
  readonly predicate: readonly number[];
}

const cuts = /^(?:and|but|while|whereas|which|who)$/;
const opening = 5;
/** Below this share of the predicate the source says something else, which is no contradiction. */
const closest = 0.88;

type Names = readonly (readonly number[])[];

const endsClause = (token: Token): boolean =>
  (token.kind === "mark" && ",;".includes(token.key)) || cuts.test(token.lower);

/** What one sentence says of its opening name; a clause with a name of its own has its own subject. */
const readSentence = (read: ReadText, from: number, to: number, names: Names): Statement[] => {
  const statements: Statement[] = [];
  const nameWithin = (low: number, high: number): readonly number[] | undefined =>
    names.find((name) => (name[0] ?? 0) >= low && (name[0] ?? 0) < high);
  let subject = nameWithin(from, from + opening);
  let predicate: number[] = [];
  const close = (): void => {
    if (subject !== undefined && predicate.length >= 3) statements.push({ subject, predicate });
    predicate = [];
  };
  for (let at = from; at < to; at += 1) {
    const token = read.tokens[at];
    if (token === undefined) continue;
    if (endsClause(token)) {
      close();
      subject = nameWithin(at + 1, at + 3) ?? subject;
    } else if ((read.weights[at] ?? 0) >= 0.5 && subject?.includes(at) !== true) predicate.push(at);
  }
  close();
  return statements;
};

const readStatements = (read: ReadText, names: Names): Statement[] =>
  read.sentences.flatMap(([from, to]) => readSentence(read, from, to, names));

const placesIn = (claim: ReadText, c: number, source: ReadText): readonly number[] => {
  const key = claim.tokens[c]?.key ?? "";
  const group = meaningGroup(key);
  return [...(source.places.get(key) ?? []), ...(group === undefined ? [] : (source.meanings.get(group) ?? []))];
};

/** "Which reported it in December": a pronoun of the sentence stands for one thing that was named before. */
const namedBefore = (claim: ReadText, tokens: readonly number[], source: ReadText, sentence: number): number => {
  const range = rangeOfSentence(source, sentence);
  if (range === undefined || !source.tokens.slice(...range).some(({ lower }) => /^(?:it|them)$/.test(lower))) return 0;
  const weights = tokens.map((c) => {
    const places = placesIn(claim, c, source);
    const isBefore = places.length > 0 && places.every((place) => place < range[0]);
    return isBefore && claim.tokens[c]?.kind === "word" && claim.tokens[c]?.capital === false
      ? (claim.weights[c] ?? 0)
      : 0;
  });
  return Math.max(0, ...weights);
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
  for (const [sentence, weight] of shares)
    shares.set(sentence, total === 0 ? 0 : (weight + namedBefore(claim, tokens, source, sentence)) / total);
  return shares;
};

/** The names of one sentence that are the subject's letters, or of which the subject is the letters. */
const spellsSubject = (claim: ReadText, subject: readonly number[], source: ReadText, sentence: number): boolean =>
  subjectNames(source)
    .filter((name) => source.tokens[name[0] ?? 0]?.sentence === sentence)
    .some((name) => isAcronym(claim, subject, source, name) || isAcronym(source, name, claim, subject));

const namesSubject = (claim: ReadText, subject: readonly number[], source: ReadText, sentence: number): boolean =>
  spellsSubject(claim, subject, source, sentence) ||
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
  const range = rangeOfSentence(passage.read, sentence);
  if (range === undefined) return undefined;
  return passage.names.find((name) => (name[0] ?? 0) >= range[0] && (name[0] ?? 0) < range[0] + opening);
};

interface Said {
  readonly passageIndex: number;
  readonly sentence: number;
  readonly share: number;
}

/** Subjects that are none of the passage's matter: the outlet that reports, and "Ramsey's side". */
const isNoSubject = (comparison: Comparison, subject: readonly number[]): boolean => {
  const { claim, index } = comparison;
  const next = claim.tokens[(subject[subject.length - 1] ?? 0) + 1]?.lower ?? "";
  const isOutlet = subject.every((c) =>
    index.passages.some((passage) => passage.outlet.has(claim.tokens[c]?.lower ?? "")),
  );
  if (isDescription(claim, subject)) return true;
  return (isOutlet && !/^(?:is|was|were|are|has|had)$/.test(next)) || /['’]s?$/.test(surfaceOf(claim, subject));
};

/** The source sentence that says most of the predicate; undefined when one says it of the subject, or of a pronoun. */
const saidElsewhere = (comparison: Comparison, { subject, predicate }: Statement): Said | undefined => {
  const { claim, index } = comparison;
  let best: Said | undefined;
  for (const [passageIndex, passage] of index.passages.entries()) {
    for (const [sentence, share] of shareBySentence(claim, predicate, passage.read)) {
      const named = namesSubject(claim, subject, passage.read, sentence);
      if (share >= 0.6 && (named || openingName(passage, sentence) === undefined)) return undefined;
      if (best === undefined || share > best.share) best = { passageIndex, sentence, share };
    }
  }
  return best;
};

const carriers =
  /^(?:which|who|has|have|had|is|was|were|are|be|been|will|would|can|could|may|might|also|then|later|first|\w+ly)$/;

/** The sentence says what the source says of the other name first, and does not name the other beside it. */
const saidOfBoth = (claim: ReadText, { subject }: Statement, source: ReadText, other: readonly number[]): boolean => {
  const said = claim.tokens.filter(
    (token, c) => token.sentence === claim.tokens[subject[0] ?? 0]?.sentence && !subject.includes(c),
  );
  const keys = new Set(said.map((token) => token.key));
  if (other.some((at) => keys.has(source.tokens[at]?.key ?? ""))) return false;
  const last = other[other.length - 1] ?? 0;
  const sentence = source.tokens[last]?.sentence;
  const verb = source.tokens.findIndex(
    (token, at) => at > last && token.kind === "word" && !carriers.test(token.lower) && token.sentence === sentence,
  );
  const key = source.tokens[verb]?.key ?? "";
  const group = meaningGroup(key);
  return keys.has(key) || (group !== undefined && [...keys].some((own) => meaningGroup(own) === group));
};

const judgeStatement = (comparison: Comparison, statement: Statement): Finding | undefined => {
  const { claim, index } = comparison;
  if (isNoSubject(comparison, statement.subject)) return undefined;
  const best = saidElsewhere(comparison, statement);
  const passage = best === undefined ? undefined : index.passages[best.passageIndex];
  if (best === undefined || passage === undefined || best.share < closest) return undefined;
  const other = openingName(passage, best.sentence);
  // The passage may speak of the subject under another word ("the group"): only a sentence with a name of its own contradicts.
  if (
    other === undefined ||
    !saidOfBoth(claim, statement, passage.read, other) ||
    isDescription(passage.read, other) ||
    namesSubject(claim, statement.subject, passage.read, best.sentence)
  )
    return undefined;
  const { subject } = statement;
  const { read } = passage;
  const reason = `The sentence says of “${surfaceOf(claim, subject)}” what the source says of “${surfaceOf(read, other)}” (“${around(read, other[0] ?? 0, 0, 8)}”).`;
  return contradiction("name", { claim, said: subject, read, passageIndex: best.passageIndex, there: other }, reason);
};

export const compareSubjects = (comparison: Comparison, names: readonly (readonly number[])[]): Finding[] =>
  readStatements(comparison.claim, names)
    .map((statement) => judgeStatement(comparison, statement))
    .filter((finding) => finding !== undefined);
