/**
 * Where the sentence runs side by side with its source, each difference is an edit. A name put in the place of another
 * name, a deed in the place of another deed, or a thing in the place of another of its line (a school for a hospital),
 * changes the fact although every word may stand somewhere in the source.
 */
import type { Alignment } from "./align-texts.ts";
import { around, type Comparison, contradiction, type Finding, saysOther, surfaceOf } from "./finding.ts";
import { mayOpenPlainly } from "./ordinary-words.ts";
import { deedHolds, deedOf } from "./read-deeds.ts";
import { isKin, titles } from "./read-subjects.ts";
import { type ReadText, sentenceRange } from "./read-text.ts";
import { versionLike } from "./relate-literals.ts";
import type { Token } from "./token.ts";
import { functionWords } from "./words/function-words.ts";
import { kindsOf } from "./words/kinds.ts";

/** Texts run side by side from this share of equal words in order. */
export const sideBySide = 0.7;

export interface Edit {
  /** Telling claim tokens without a place in the order. */
  readonly said: readonly number[];
  /** Telling source tokens between the same neighbours. */
  readonly there: readonly number[];
}

const longestGap = 24;

/** The differences between claim and source, in order. */
const readEdits = (claim: ReadText, source: ReadText, alignment: Alignment): Edit[] => {
  const edits: Edit[] = [];
  let said: number[] = [];
  let previous = -1;
  const close = (next: number): void => {
    const from = previous >= 0 ? previous + 1 : Math.max(alignment.window[0], next - said.length - 3);
    const to = next >= 0 ? next : Math.min(alignment.window[1], previous + said.length + 4);
    const there: number[] = [];
    const around = [previous, next].map((at) => source.tokens[at]?.sentence);
    for (let s = Math.max(from, 0); s < to && to - from <= longestGap; s += 1)
      if ((source.weights[s] ?? 0) > 0 && around.includes(source.tokens[s]?.sentence)) there.push(s);
    if (said.length > 0 || there.length > 0) edits.push({ said, there });
    said = [];
  };
  claim.tokens.forEach((_token, c) => {
    const s = alignment.ordered[c] ?? -1;
    if (s < 0) {
      if ((claim.weights[c] ?? 0) > 0) said.push(c);
      return;
    }
    if (previous !== -1 || said.length > 0) close(s);
    previous = s;
  });
  if (previous !== -1) close(-1);
  return edits;
};

/** A name for sure, or the capitalised opener of a sentence that may be one. */
const mayBeName = (read: ReadText, at: number): boolean => {
  const token = read.tokens[at] as Token;
  if (read.entities.has(at)) return true;
  if (token.kind === "identifier") return /\p{Lu}/u.test(token.text);
  if (token.kind !== "word" || !token.capital || functionWords.has(token.lower) || titles.has(token.lower))
    return false;
  if (!token.opens || read.nameKeys.has(token.lower)) return true;
  return !mayOpenPlainly(token.lower);
};

const sameEntity = (claim: ReadText, said: readonly number[], source: ReadText, there: readonly number[]): boolean => {
  const ids = new Set(there.flatMap((at) => (source.entities.get(at) ?? []).map((entity) => entity.id)));
  if (said.some((c) => there.some((at) => isKin(claim.tokens[c]?.lower ?? "", source.tokens[at]?.lower ?? ""))))
    return true;
  if (said.some((at) => claim.entities.get(at)?.some((entity) => ids.has(entity.id)) === true)) return true;
  const initials = (read: ReadText, tokens: readonly number[]): string =>
    tokens.map((at) => read.tokens[at]?.lower.charAt(0) ?? "").join("");
  const words = (read: ReadText, tokens: readonly number[]): string =>
    tokens.map((at) => read.tokens[at]?.lower ?? "").join("");
  return (
    (said.length === 1 && words(claim, said) === initials(source, there)) ||
    (there.length === 1 && words(source, there) === initials(claim, said)) ||
    words(claim, said) === words(source, there)
  );
};

const place = /^(?:in|at|on|from|near|outside)$/;

/** "in Cheshire" for "on Churchill Way": another place word makes it a rewording and no swap. */
const hangOtherwise = (
  claim: ReadText,
  said: readonly number[],
  source: ReadText,
  there: readonly number[],
): boolean => {
  const before = (read: ReadText, tokens: readonly number[]): string => read.tokens[(tokens[0] ?? 0) - 1]?.lower ?? "";
  const [own, other] = [before(claim, said), before(source, there)];
  return place.test(own) && place.test(other) && own !== other && said.every((at) => standsThere(claim, at, source));
};

const standsThere = (claim: ReadText, at: number, source: ReadText): boolean =>
  source.places.has(claim.tokens[at]?.key ?? "");

/** "Locals said": the source has the word too, and never as a name. */
const isPlainOpener = (claim: ReadText, at: number, source: ReadText): boolean => {
  const token = claim.tokens[at];
  if (token?.opens !== true || claim.entities.has(at)) return false;
  return standsThere(claim, at, source) && !source.nameKeys.has(token.lower);
};

/** "Sheik Mansour's club" told by the club's name: the one named in the source owns what is meant. */
const isOwner = (source: ReadText, edited: readonly number[], names: readonly number[]): boolean => {
  const last = names[names.length - 1] ?? -1;
  return /['’]s$/.test(source.tokens[last]?.text ?? "") && edited.some((at) => at > last);
};

const compareEditedNames = (
  comparison: Comparison,
  alignment: Alignment,
  source: ReadText,
  edits: readonly Edit[],
): Finding[] => {
  const { claim } = comparison;
  // A rewording moves names about: those the source also lost are a permutation, judged by role and not here.
  const moved = new Set(edits.flatMap((edit) => edit.there.map((at) => source.tokens[at]?.key ?? "")));
  const findings: Finding[] = [];
  for (const edit of edits) {
    const said = edit.said.filter((at) => mayBeName(claim, at));
    const there = edit.there.filter((at) => mayBeName(source, at));
    if (said.length === 0 || there.length === 0 || sameEntity(claim, said, source, there)) continue;
    // A swap puts a name where a name was; a rewording changes the words about it too.
    if (edit.said.length - said.length > 1 || edit.there.length - there.length > 1 || said.length > 5) continue;
    if (said.every((at) => moved.has(claim.tokens[at]?.key ?? ""))) continue;
    if (isOwner(source, edit.there, there) && said.every((at) => standsThere(claim, at, source))) continue;
    if (hangOtherwise(claim, said, source, there) || said.every((at) => isPlainOpener(claim, at, source))) continue;
    const country = said.some((at) => claim.entities.get(at)?.some((entity) => entity.type === "country") === true);
    const reason = `The sentence names “${surfaceOf(claim, said)}” where the source has “${surfaceOf(source, there)}” (“${around(source, there[0] ?? 0, 2, 4)}”).`;
    const beside = { claim, said, read: source, passageIndex: alignment.passageIndex, there };
    findings.push(contradiction(country ? "country" : "name", beside, reason));
  }
  return findings;
};

/** A version that is vulnerable is affected; a server that is vulnerable need not have been. */
const isVulnerableVersion = (claim: ReadText, c: number, source: ReadText, s: number): boolean =>
  [claim.tokens[c], source.tokens[s]].some((token) => token?.lower === "vulnerable") &&
  [claim.tokens[c], source.tokens[s]].some((token) => deedOf(token?.key ?? "") === "affect") &&
  claim.literals.some((at) => claim.tokens[at]?.clause === claim.tokens[c]?.clause && versionLike(claim, at));

const compareEditedDeeds = (
  comparison: Comparison,
  alignment: Alignment,
  source: ReadText,
  edits: readonly Edit[],
): Finding[] => {
  const { claim } = comparison;
  const findings: Finding[] = [];
  for (const edit of edits) {
    for (const c of edit.said) {
      const deed = deedOf(claim.tokens[c]?.key ?? "");
      if (deed === undefined || (alignment.loose[c] ?? -1) >= 0) continue;
      const others = edit.there.flatMap((at) => {
        const other = deedOf(source.tokens[at]?.key ?? "");
        return other === undefined ? [] : [{ deed: other, at }];
      });
      const [first] = others;
      if (first === undefined || deedHolds(deed, others) || isVulnerableVersion(claim, c, source, first.at)) continue;
      const beside = { claim, said: [c], read: source, passageIndex: alignment.passageIndex, there: [first.at] };
      findings.push(saysOther("verb", beside));
    }
  }
  return findings;
};

/** "Schools" where the source has "hospitals": neither stands in the other's sentence. */
const compareEditedKinds = (
  comparison: Comparison,
  alignment: Alignment,
  source: ReadText,
  edits: readonly Edit[],
): Finding[] => {
  const { claim } = comparison;
  const named = (tokens: readonly Token[], line: number, which: number): boolean =>
    tokens.some(({ key }) => kindsOf(key).some((kind) => kind.line === line && kind.which === which));
  return edits.flatMap(({ said, there }) =>
    said.flatMap((c): Finding[] => {
      for (const { line, which } of kindsOf(claim.tokens[c]?.key ?? "")) {
        const at = there.find((place) =>
          kindsOf(source.tokens[place]?.key ?? "").some(
            (other) => other.line === line && !named(claim.tokens, line, other.which),
          ),
        );
        if (at === undefined || named(source.tokens.slice(...sentenceRange(source, at)), line, which)) continue;
        const beside = { claim, said: [c], read: source, passageIndex: alignment.passageIndex, there: [at] };
        return [saysOther("content", beside)];
      }
      return [];
    }),
  );
};

/** Findings on the edits of a sentence that runs side by side with its source; none when it does not. */
export const compareEdits = (comparison: Comparison): Finding[] => {
  const [alignment] = comparison.alignments;
  if (alignment === undefined || alignment.orderedShare < sideBySide) return [];
  const source = comparison.index.passages[alignment.passageIndex]?.read;
  if (source === undefined) return [];
  const edits = readEdits(comparison.claim, source, alignment);
  return [
    ...compareEditedNames(comparison, alignment, source, edits),
    ...compareEditedDeeds(comparison, alignment, source, edits),
    ...compareEditedKinds(comparison, alignment, source, edits),
  ];
};
