/**
 * Every figure, date, version, identifier and address of the sentence must stand in its passages with the same value,
 * the same bounds, the same thing counted and the same deed. What stands at the aligned place decides before anything else.
 */
import type { Alignment } from "./align-texts.ts";
import { doneByOthers, isMeasure } from "./compare-bearers.ts";
import { changedBy } from "./compare-changes.ts";
import { countedBy, countedDiffers } from "./compare-counted.ts";
import { around, type Comparison, type Finding, surfaceOf } from "./finding.ts";
import { type Bounds, readBounds } from "./read-bounds.ts";
import { deedHolds, type FoundDeed, findDeeds, isSignOf } from "./read-deeds.ts";
import { isImpliedScale, isSameEdition, mayBeSameFigure, scoreRole } from "./read-scores.ts";
import { type ReadText, sentenceRange } from "./read-text.ts";
import { comparable, type Relation, relateLiterals, versionLike } from "./relate-literals.ts";
import type { Token } from "./token.ts";

interface Candidate {
  readonly passageIndex: number;
  readonly at: number;
  readonly relation: Relation;
  readonly bounds: Bounds;
}

const slotOf = (token: Token): Finding["slot"] => {
  switch (token.kind) {
    case "number":
      return "number";
    case "date":
      return "date";
    case "version":
      return "version";
    default:
      return "identifier";
  }
};

const isLiteral = (token: Token): boolean => token.kind !== "word" && token.kind !== "mark";

/** "one", "first" and "once" are grammar more often than figures. */
const isLooseNumber = (token: Token): boolean =>
  token.kind === "number" && token.number?.value === 1 && !/\d/.test(token.text) && !token.number.vague;

/** The nearest aligned places around a claim token: the stretch of source where its counterpart should stand. */
export const gapAround = (alignment: Alignment, c: number): readonly [number, number] => {
  let before = alignment.window[0] - 1;
  let after = alignment.window[1];
  for (let at = c - 1; at >= 0; at -= 1) {
    if ((alignment.ordered[at] ?? -1) >= 0) {
      before = alignment.ordered[at] ?? before;
      break;
    }
  }
  for (let at = c + 1; at < alignment.ordered.length; at += 1) {
    if ((alignment.ordered[at] ?? -1) >= 0) {
      after = alignment.ordered[at] ?? after;
      break;
    }
  }
  return [before + 1, after];
};

/** The claim's deed in the clause of its figure against the deeds of the source's clause and sentence. */
const deedDiffers = (
  claim: ReadText,
  c: number,
  source: ReadText,
  s: number,
): { claim: number; source: number } | undefined => {
  if (isMeasure(claim, c)) return undefined;
  const clause = claim.tokens[c]?.clause;
  const [from, to] = sentenceRange(claim, c);
  const said = findDeeds(claim, from, to, (at) => claim.tokens[at]?.clause === clause);
  if (said.length === 0) return undefined;
  const [sourceFrom, sourceTo] = sentenceRange(source, s);
  const sourceClause = source.tokens[s]?.clause;
  const near = findDeeds(source, sourceFrom, sourceTo, (at) => source.tokens[at]?.clause === sourceClause);
  const there = near.length > 0 ? near : findDeeds(source, sourceFrom, sourceTo);
  const first = there[0];
  if (first === undefined) return undefined;
  // "installed an implant on nine" beside "scanned 310": a sign of the deed in the figure's own clause tells it.
  const isSigned = ({ deed }: FoundDeed): boolean =>
    source.tokens
      .slice(sourceFrom, sourceTo)
      .some((token) => token.clause === sourceClause && isSignOf(deed, token.key));
  const unheld = said.find((found) => !deedHolds(found.deed, there) && !(near.length === 0 && isSigned(found)));
  if (unheld === undefined || said.some(({ deed }) => there.some((other) => other.deed === deed))) return undefined;
  return { claim: unheld.at, source: first.at };
};

interface Place {
  readonly claim: ReadText;
  readonly c: number;
  readonly passageIndex: number;
  readonly source: ReadText;
  readonly s: number;
  /** The texts run side by side and this is the aligned place. */
  readonly close: boolean;
}

const finding = (
  place: Place,
  slot: Finding["slot"],
  verdict: Finding["verdict"],
  reason: string,
  s = place.s,
  c = place.c,
): Finding => {
  const token = place.claim.tokens[c] as Token;
  const other = place.source.tokens[s] as Token;
  return {
    slot,
    claimValue: around(place.claim, c, slot === "comparator" || slot === "version" ? 3 : 0, slot === "unit" ? 2 : 0),
    claimSpan: { start: token.start, end: token.end },
    sourceValue: around(place.source, s, slot === "comparator" || slot === "version" ? 3 : 0, slot === "unit" ? 2 : 0),
    passageIndex: place.passageIndex,
    sourceSpan: { start: other.start, end: other.end },
    agrees: verdict === "supported",
    verdict,
    reason,
  };
};

const judgeFound = (place: Place, relation: Relation): Finding => {
  const { claim, c, source, s } = place;
  const token = claim.tokens[c] as Token;
  const slot = slotOf(token);
  const here = `“${around(claim, c, 3, 2)}”`;
  const there = `“${around(source, s, 3, 2)}”`;
  if (relation === "comparator" || relation === "bound") {
    return finding(
      place,
      slot === "version" ? "version" : slot === "date" ? "date" : "comparator",
      "contradicted",
      `The sentence says ${here}, the source ${there}: the bound on the value is not the same.`,
    );
  }
  if (relation === "unit")
    return finding(
      place,
      "unit",
      "contradicted",
      `The sentence says ${here}, the source ${there}: the unit is not the same.`,
    );
  if (relation === "finer")
    return finding(
      place,
      "date",
      "not_found",
      `The sentence dates it ${here}, more precisely than the source's ${there}.`,
    );
  const changed = changedBy(claim, c, source, s);
  if (changed !== undefined)
    return finding(
      place,
      "number",
      "contradicted",
      `The sentence says “${changed[0]}”, the source “${changed[1]}” (${there}).`,
    );
  // "Version 8" counts nothing, and what is said of it is said of the version.
  if (token.kind === "number" && token.number?.ordinal !== true && !versionLike(claim, c)) {
    const counted = countedDiffers(claim, c, source, s, place.close);
    if (counted !== undefined)
      return finding(
        place,
        "unit",
        "contradicted",
        `The sentence counts ${here}, but in the source ${token.text} counts “${counted}”.`,
      );
    const done = doneByOthers(claim, c, source, s);
    if (done !== undefined)
      return finding(
        place,
        "verb",
        "contradicted",
        `The sentence says ${here}; in the source “${around(source, done, 2, 2)}” is said of another figure.`,
        done,
      );
    const deeds = deedDiffers(claim, c, source, s);
    if (deeds !== undefined) {
      const said = claim.tokens[deeds.claim]?.text ?? "";
      const done = source.tokens[deeds.source]?.text ?? "";
      return finding(
        place,
        "verb",
        "contradicted",
        `The sentence says “${said}” of ${token.text}, the source says “${done}”.`,
        deeds.source,
        deeds.claim,
      );
    }
  }
  return finding(place, slot, "supported", `${token.text} stands in the source.`);
};

const rank: Readonly<Record<Relation, number>> = { same: 0, finer: 1, comparator: 2, bound: 2, unit: 3, differs: 9 };

const findCandidates = (comparison: Comparison, c: number, bounds: Bounds): Candidate[] => {
  const token = comparison.claim.tokens[c] as Token;
  const found: Candidate[] = [];
  comparison.index.passages.forEach((passage, passageIndex) => {
    for (const s of passage.read.literals) {
      const other = passage.read.tokens[s] as Token;
      if (!comparable(token, other) && token.key !== other.key) continue;
      if (!mayBeSameFigure(comparison.claim, c, passage.read, s)) continue;
      const edition = isSameEdition(comparison.claim, c, passage.read, s);
      const relation = edition ? "same" : relateLiterals(comparison.claim, c, bounds, passage, s);
      if (relation !== "differs") found.push({ passageIndex, at: s, relation, bounds });
      if (found.length > 40) return;
    }
  });
  return found;
};

/** What stands in the source where the claim has this literal, when the two texts run side by side there. */
const counterpart = (comparison: Comparison, c: number): Place | undefined => {
  const alignment = comparison.alignments[0];
  if (alignment === undefined || alignment.orderedShare < 0.5) return undefined;
  const source = comparison.index.passages[alignment.passageIndex]?.read;
  if (source === undefined) return undefined;
  const token = comparison.claim.tokens[c] as Token;
  const direct = alignment.ordered[c] ?? -1;
  if (direct >= 0)
    return {
      claim: comparison.claim,
      c,
      passageIndex: alignment.passageIndex,
      source,
      s: direct,
      close: alignment.orderedShare >= 0.7,
    };
  const [from, to] = gapAround(alignment, c);
  for (let s = from; s < to && s < from + 12; s += 1) {
    const other = source.tokens[s];
    if (
      other !== undefined &&
      other.kind !== "mark" &&
      !isLooseNumber(other) &&
      (comparable(token, other) || (isLiteral(other) && token.kind === "identifier"))
    ) {
      return {
        claim: comparison.claim,
        c,
        passageIndex: alignment.passageIndex,
        source,
        s,
        close: alignment.orderedShare >= 0.7,
      };
    }
  }
  return undefined;
};

/** A literal for the same thing elsewhere in the best window: the value the reviewer wants to see. */
const rival = (comparison: Comparison, c: number): Place | undefined => {
  const { claim, index, alignments } = comparison;
  const [alignment] = alignments;
  const source = alignment === undefined ? undefined : index.passages[alignment.passageIndex]?.read;
  const token = claim.tokens[c] as Token;
  if (alignment === undefined || source === undefined) return undefined;
  const said = token.kind === "number" ? countedBy(claim, c) : undefined;
  const head = said === undefined ? "" : (claim.tokens[said.head]?.key ?? "");
  const isScore = scoreRole(claim, c) === "score";
  const isRival = (s: number): boolean => {
    if (source.tokens[s]?.kind !== token.kind) return false;
    if (isScore) return scoreRole(source, s) === "score";
    return token.kind === "number" ? countedBy(source, s)?.keys.includes(head) === true : alignment.looseShare >= 0.5;
  };
  for (let s = alignment.window[0]; s < alignment.window[1]; s += 1)
    if (isRival(s)) return { claim, c, passageIndex: alignment.passageIndex, source, s, close: false };
  return undefined;
};

const missing = (comparison: Comparison, c: number, beside: Place | undefined): Finding => {
  const { claim } = comparison;
  const token = claim.tokens[c] as Token;
  const slot = slotOf(token);
  const other = (scoreRole(claim, c) === "score" ? rival(comparison, c) : undefined) ?? beside ?? rival(comparison, c);
  if (other !== undefined) {
    const reason = `The sentence says “${around(claim, c, 2, 2)}”, the source “${around(other.source, other.s, 2, 2)}”.`;
    return finding(other, slot, "contradicted", reason);
  }
  return {
    slot,
    claimValue: surfaceOf(claim, [c]),
    claimSpan: { start: token.start, end: token.end },
    agrees: false,
    verdict: "not_found",
    reason: `“${surfaceOf(claim, [c])}” (“${around(claim, c, 2, 2)}”) does not stand in the source.`,
  };
};

/** "APT41" may stand in the source under another name: at its place, or anywhere when the texts do not run side by side. */
const standsAsEntity = (comparison: Comparison, c: number): boolean => {
  const ids = comparison.claim.entities.get(c);
  if (ids === undefined) return false;
  const alignment = comparison.alignments[0];
  const source = alignment === undefined ? undefined : comparison.index.passages[alignment.passageIndex]?.read;
  if (alignment !== undefined && source !== undefined && alignment.orderedShare >= 0.7) {
    const direct = alignment.ordered[c] ?? -1;
    const [from, to] = direct >= 0 ? [direct, direct + 1] : gapAround(alignment, c);
    for (let s = from; s < to; s += 1) {
      if (source.entities.get(s)?.some((other) => ids.some((entity) => entity.id === other.id)) === true) return true;
    }
    return false;
  }
  return comparison.index.passages.some((passage) => ids.some((entity) => passage.read.entityIds.has(entity.id)));
};

const byRelation = (a: Candidate, b: Candidate): number =>
  rank[a.relation] - rank[b.relation] || a.passageIndex - b.passageIndex || a.at - b.at;

/** The best of all candidates: the first that supports, else the first objection. */
const judgeCandidates = (comparison: Comparison, c: number, candidates: readonly Candidate[]): Finding | undefined => {
  let best: Finding | undefined;
  for (const { passageIndex, at, relation } of [...candidates].sort(byRelation)) {
    const source = comparison.index.passages[passageIndex]?.read;
    if (source === undefined) continue;
    const judged = judgeFound({ claim: comparison.claim, c, passageIndex, source, s: at, close: false }, relation);
    if (judged.verdict === "supported") return judged;
    best ??= judged;
  }
  return best;
};

const isNameLike = (token: Token): boolean =>
  token.kind === "identifier" || (token.kind === "address" && !token.text.includes("/"));

/** The words before and after the literal are those before and after its counterpart. */
const isTight = (comparison: Comparison, { c, s }: Place): boolean => {
  const ordered = comparison.alignments[0]?.ordered;
  if (ordered === undefined || (comparison.alignments[0]?.orderedShare ?? 0) < 0.5) return false;
  const [before, after] = [ordered[c - 1] ?? -1, ordered[c + 1] ?? -1];
  const last = comparison.claim.tokens.slice(c + 1).every((token) => token.kind === "mark");
  return before === s - 1 && (after === s + 1 || last);
};

/** "3, 800" and "2. 4": a figure torn at its mark, as text from tokenised corpora and from PDF pages has it. */
const standsTorn = ({ claim, index }: Comparison, c: number): boolean => {
  const written = /\d[\d.,]{0,30}\d/.exec(claim.tokens[c]?.text ?? "")?.[0] ?? "";
  if (claim.tokens[c]?.kind !== "number" || !/[.,]/.test(written)) return false;
  const torn = written.replace(/[.,]/g, "$& ");
  return index.passages.some(({ folded }) => {
    for (let at = folded.indexOf(torn); at !== -1; at = folded.indexOf(torn, at + 1)) {
      const [before, after] = [folded.slice(Math.max(0, at - 2), at), folded.charAt(at + torn.length)];
      if (!/\d$|\d[.,]? ?$/.test(before) && !/\d/.test(after)) return true;
    }
    return false;
  });
};

/** "Released 9.2.1 to fix a flaw in 9.0": the version said to fix it stands in the clause that tells of the fix, not beside. */
const isFixedElsewhere = (
  { claim, index }: Comparison,
  c: number,
  candidates: readonly Candidate[],
  beside: Place,
): boolean => {
  const fixes = (read: ReadText, at: number): boolean =>
    findDeeds(read, ...sentenceRange(read, at), (place) => read.tokens[place]?.clause === read.tokens[at]?.clause).some(
      ({ deed }) => deed === "patch",
    );
  if (claim.tokens[c]?.kind !== "version" || !fixes(claim, c) || fixes(beside.source, beside.s)) return false;
  return candidates.some(({ passageIndex, at, relation }) => {
    const read = index.passages[passageIndex]?.read;
    return relation === "same" && read !== undefined && fixes(read, at);
  });
};

const judgeLiteral = (comparison: Comparison, c: number): Finding => {
  const token = comparison.claim.tokens[c] as Token;
  if (
    standsTorn(comparison, c) ||
    comparison.index.passages.some(({ read }) => isImpliedScale(comparison.claim, c, read))
  ) {
    const reason = `“${token.text}” stands in the source.`;
    const claimSpan = { start: token.start, end: token.end };
    return { slot: "number", claimValue: token.text, claimSpan, agrees: true, verdict: "supported", reason };
  }
  if (isNameLike(token) && standsAsEntity(comparison, c)) {
    const reason = `“${token.text}” stands in the source.`;
    const claimSpan = { start: token.start, end: token.end };
    return { slot: "name", claimValue: token.text, claimSpan, agrees: true, verdict: "supported", reason };
  }
  const bounds = readBounds(comparison.claim.tokens, c);
  const beside = counterpart(comparison, c);
  const candidates = findCandidates(comparison, c, bounds);
  if (beside !== undefined) {
    const aligned = candidates.find((found) => found.passageIndex === beside.passageIndex && found.at === beside.s);
    // Side by side, what stands at the same place decides; further apart, only when it agrees.
    const sideBySide = (comparison.alignments[0]?.orderedShare ?? 0) >= 0.75 || isTight(comparison, beside);
    const decides = sideBySide && !isFixedElsewhere(comparison, c, candidates, beside);
    if (aligned !== undefined && (decides || aligned.relation === "same")) return judgeFound(beside, aligned.relation);
    if (decides) return missing(comparison, c, beside);
  }
  return judgeCandidates(comparison, c, candidates) ?? missing(comparison, c, beside);
};

/** One finding for each literal of the sentence. */
export const compareLiterals = (comparison: Comparison): Finding[] => {
  const findings: Finding[] = [];
  comparison.claim.tokens.forEach((token, at) => {
    if (isLiteral(token) && !(isLooseNumber(token) && readBounds(comparison.claim.tokens, at).comparator === "="))
      findings.push(judgeLiteral(comparison, at));
  });
  return findings;
};
