/**
 * Every figure, date, version, identifier and address of the sentence must stand in its passages with the same value,
 * the same bounds, the same thing counted and the same deed. What stands at the aligned place decides before anything else.
 */
import type { Alignment } from "./align-texts.ts";
import { compareDates } from "./compare-dates.ts";
import { compareAmounts } from "./compare-numbers.ts";
import { around, type Comparison, type Finding, surfaceOf } from "./finding.ts";
import type { IndexedPassage } from "./index-passages.ts";
import { type Bounds, readBounds } from "./read-bounds.ts";
import { deedHolds, findDeeds } from "./read-deeds.ts";
import { meaningGroup, type ReadText } from "./read-text.ts";
import type { Token } from "./token.ts";
import { functionWords } from "./words/function-words.ts";

type Relation = "same" | "comparator" | "bound" | "unit" | "finer" | "differs";

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

export const isLiteral = (token: Token): boolean => token.kind !== "word" && token.kind !== "mark";

/** "one", "first" and "once" are grammar more often than figures. */
const isLooseNumber = (token: Token): boolean =>
  token.kind === "number" && token.number?.value === 1 && !/\d/.test(token.text) && !token.number.vague;

const versionLike = (read: ReadText, at: number): boolean => {
  const token = read.tokens[at];
  if (token === undefined) return false;
  if (token.kind === "version" || token.kind === "identifier") return true;
  if (token.kind !== "number" || token.number?.unit !== "") return false;
  const previous = read.tokens[at - 1]?.lower ?? "";
  return (
    /^(?:version|versions|v|release|build|firmware|through|prior|before)$/.test(previous) ||
    /^\d+\.\d+$/.test(token.text) ||
    read.tokens[at - 2]?.lower === "prior"
  );
};

const fixWords = /^(?:fix|patch|resolve|address|remediate|upgrade|update|release|correct)/;

const boundHolds = (claim: ReadText, c: number, claimBound: Bounds, sourceBound: Bounds): boolean => {
  const [said, there] = [versionBound(claimBound), versionBound(sourceBound)];
  if (said === there) return true;
  const sentence = claim.tokens[c]?.sentence;
  const fixes = claim.tokens.some((token) => token.sentence === sentence && fixWords.test(token.lower));
  // "Fixed in 3.2" says the same as "affects versions before 3.2", and "update to 3.2 or later" the same as "fixed in 3.2".
  if (fixes && said === "exact" && (there === "before" || there === "from")) return true;
  return fixes && said === "from" && (there === "exact" || there === "before");
};

const opposite = (a: Bounds["bound"], b: Bounds["bound"]): boolean => {
  const low = (bound: Bounds["bound"]): boolean => bound === "before" || bound === "through";
  const high = (bound: Bounds["bound"]): boolean => bound === "after" || bound === "from";
  return (low(a) && high(b)) || (high(a) && low(b));
};

/** A year with a thousands mark, or a count that looks like a year. */
const isSameYear = (a: Token, b: Token): boolean =>
  a.number !== undefined && b.date !== undefined && b.date.month === undefined && a.number.value === b.date.year;

/** For versions "at least" and "up to" bound like "from" and "through". */
const versionBound = (bounds: Bounds): Bounds["bound"] => {
  if (bounds.bound !== "exact") return bounds.bound;
  const meant = { "=": "exact", "~": "exact", ">": "after", ">=": "from", "<": "before", "<=": "through" } as const;
  return meant[bounds.comparator];
};

const comparatorsOppose = (a: Bounds, b: Bounds): boolean =>
  (a.comparator.startsWith(">") && b.comparator.startsWith("<")) ||
  (a.comparator.startsWith("<") && b.comparator.startsWith(">"));

const relate = (
  claim: ReadText,
  c: number,
  claimBounds: Bounds,
  source: IndexedPassage,
  s: number,
): Candidate["relation"] => {
  const a = claim.tokens[c] as Token;
  const b = source.read.tokens[s] as Token;
  const sourceBounds = readBounds(source.read.tokens, s);
  if (a.date !== undefined && b.date !== undefined) {
    const relation = compareDates(a.date, b.date, source.passage.publishedAt);
    if (relation !== "same") return relation;
    return opposite(claimBounds.bound, sourceBounds.bound) || comparatorsOppose(claimBounds, sourceBounds)
      ? "bound"
      : "same";
  }
  if (a.number !== undefined && b.number !== undefined) {
    const relation = compareAmounts(
      { number: a.number, comparator: claimBounds.comparator },
      { number: b.number, comparator: sourceBounds.comparator },
    );
    if (relation === "differs" || relation === "unit") return relation;
    if (versionLike(claim, c) && versionLike(source.read, s))
      return boundHolds(claim, c, claimBounds, sourceBounds) ? "same" : "bound";
    if (relation === "same" && opposite(claimBounds.bound, sourceBounds.bound)) return "bound";
    return relation;
  }
  if (a.key !== b.key) return isSameYear(a, b) || isSameYear(b, a) ? "same" : "differs";
  if (a.kind === "version" || a.kind === "identifier") {
    return boundHolds(claim, c, claimBounds, sourceBounds) ? "same" : "bound";
  }
  return "same";
};

const comparable = (a: Token, b: Token): boolean =>
  a.kind === b.kind ||
  (a.kind === "number" && (b.kind === "version" || b.kind === "date")) ||
  (b.kind === "number" && (a.kind === "version" || a.kind === "date"));

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

/** The thing a number counts: the words right after it, its head noun last. */
export const countedBy = (read: ReadText, at: number): { keys: readonly string[]; head: number } | undefined => {
  const keys: string[] = [];
  let head = -1;
  for (let next = at + 1; next < read.tokens.length && next <= at + 5; next += 1) {
    const token = read.tokens[next];
    if (token === undefined || token.sentence !== read.tokens[at]?.sentence) break;
    if (token.kind === "mark" && token.key === "-") continue;
    if (
      token.kind === "word" &&
      keys.length === 0 &&
      /^(?:of|the|different|other|more|additional|new|its|their|all|distinct|separate)$/.test(token.lower)
    )
      continue;
    if (token.kind !== "word" || functionWords.has(token.lower)) break;
    keys.push(token.key);
    head = next;
    if (/(?:[^s]s|people|men|women|children)$/.test(token.lower) && token.lower.length > 3) break;
  }
  return head === -1 ? undefined : { keys, head };
};

const genericCounted = new Set([
  "victim",
  "entiti",
  "organiz",
  "peopl",
  "person",
  "compani",
  "firm",
  "item",
  "case",
  "individual",
  "target",
]);
const neverGeneric = new Set([
  "countri",
  "nation",
  "percent",
  "day",
  "month",
  "year",
  "week",
  "hour",
  "minut",
  "dollar",
  "state",
  "time",
]);

const sameCounted = (a: string, b: string): boolean => {
  if (a === b) return true;
  const group = meaningGroup(a);
  if (group !== undefined && group === meaningGroup(b)) return true;
  return (genericCounted.has(a) && !neverGeneric.has(b)) || (genericCounted.has(b) && !neverGeneric.has(a));
};

/** Does another figure of the text count this noun? */
const countedElsewhere = (read: ReadText, key: string, except: number): boolean =>
  read.literals.some((at) => {
    if (at === except || read.tokens[at]?.kind !== "number") return false;
    return countedBy(read, at)?.keys.some((other) => sameCounted(other, key)) === true;
  });

/**
 * "37 organisations" from "37 countries": the value is right and what it counts is not. Side by side a changed noun is
 * enough; in a rewording one of the nouns must belong to another figure, or "60 homes" could not stand for "60 properties".
 */
const countedDiffers = (
  claim: ReadText,
  c: number,
  source: ReadText,
  s: number,
  close: boolean,
): string | undefined => {
  const said = countedBy(claim, c);
  const there = countedBy(source, s);
  if (said === undefined || there === undefined) return undefined;
  const headKey = claim.tokens[said.head]?.key ?? "";
  if (there.keys.some((key) => said.keys.some((other) => sameCounted(other, key)))) return undefined;
  const sentence = source.tokens[s]?.sentence;
  for (let at = Math.max(0, s - 8); at < Math.min(source.tokens.length, s + 12); at += 1) {
    const token = source.tokens[at];
    if (token?.sentence !== sentence || token?.key !== headKey) continue;
    // The noun stands near: it counts unless another figure claims it.
    const owner = [at - 1, at - 2, at - 3].find((place) => source.tokens[place]?.kind === "number");
    if (owner === undefined || owner === s) return undefined;
  }
  const thereKey = source.tokens[there.head]?.key ?? "";
  if (!close && !countedElsewhere(source, headKey, s) && !countedElsewhere(claim, thereKey, c)) return undefined;
  return source.text.slice(source.tokens[s]?.end ?? 0, source.tokens[there.head]?.end ?? 0).trim();
};

const sentenceRange = (read: ReadText, at: number): readonly [number, number] =>
  read.sentences.find(([from, to]) => at >= from && at < to) ?? [at, at + 1];

/** The claim's deed in the clause of its figure against the deeds of the source's clause and sentence. */
const deedDiffers = (
  claim: ReadText,
  c: number,
  source: ReadText,
  s: number,
): { claim: number; source: number } | undefined => {
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
  const unheld = said.find(({ deed }) => !deedHolds(deed, there));
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
  if (token.kind === "number" && token.number?.ordinal !== true) {
    const counted = countedDiffers(claim, c, source, s, place.close);
    if (counted !== undefined)
      return finding(
        place,
        "unit",
        "contradicted",
        `The sentence counts ${here}, but in the source ${token.text} counts “${counted}”.`,
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
      const relation = relate(comparison.claim, c, bounds, passage, s);
      if (relation !== "differs") found.push({ passageIndex, at: s, relation, bounds });
      if (found.length > 40) return;
    }
  });
  return found;
};

/** What stands in the source where the claim has this literal, when the two texts run side by side there. */
const counterpart = (comparison: Comparison, c: number): Place | undefined => {
  const alignment = comparison.alignments[0];
  if (alignment === undefined || alignment.orderedShare < 0.55) return undefined;
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

const missing = (comparison: Comparison, c: number, beside: Place | undefined): Finding => {
  const { claim } = comparison;
  const token = claim.tokens[c] as Token;
  const slot = slotOf(token);
  if (beside !== undefined) {
    return finding(
      beside,
      slot,
      "contradicted",
      `The sentence says “${around(claim, c, 2, 2)}”, the source “${around(beside.source, beside.s, 2, 2)}”.`,
    );
  }
  // A figure for the same thing elsewhere in the best window is the value the reviewer wants to see.
  const alignment = comparison.alignments[0];
  const source = alignment === undefined ? undefined : comparison.index.passages[alignment.passageIndex]?.read;
  const said = token.kind === "number" ? countedBy(claim, c) : undefined;
  if (alignment !== undefined && source !== undefined) {
    for (let s = alignment.window[0]; s < alignment.window[1]; s += 1) {
      const other = source.tokens[s];
      if (other === undefined || other.kind !== token.kind) continue;
      const there = token.kind === "number" ? countedBy(source, s) : undefined;
      const head = said === undefined ? "" : (claim.tokens[said.head]?.key ?? "");
      const same =
        token.kind !== "number" ? alignment.looseShare >= 0.5 : there?.keys.some((key) => key === head) === true;
      if (same) {
        const place = { claim, c, passageIndex: alignment.passageIndex, source, s, close: false };
        return finding(
          place,
          slot,
          "contradicted",
          `The sentence says “${around(claim, c, 1, 2)}”, the source “${around(source, s, 1, 2)}”.`,
        );
      }
    }
  }
  return {
    slot,
    claimValue: surfaceOf(claim, [c]),
    claimSpan: { start: token.start, end: token.end },
    agrees: false,
    verdict: "not_found",
    reason: `“${surfaceOf(claim, [c])}” does not stand in the source.`,
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

const judgeLiteral = (comparison: Comparison, c: number): Finding => {
  const token = comparison.claim.tokens[c] as Token;
  if (
    (token.kind === "identifier" || (token.kind === "address" && !token.text.includes("/"))) &&
    standsAsEntity(comparison, c)
  ) {
    return {
      slot: "name",
      claimValue: token.text,
      claimSpan: { start: token.start, end: token.end },
      agrees: true,
      verdict: "supported",
      reason: `“${token.text}” stands in the source.`,
    };
  }
  const bounds = readBounds(comparison.claim.tokens, c);
  const beside = counterpart(comparison, c);
  const candidates = findCandidates(comparison, c, bounds);
  if (beside !== undefined) {
    const aligned = candidates.find((found) => found.passageIndex === beside.passageIndex && found.at === beside.s);
    if (aligned !== undefined && aligned.relation === "same") return judgeFound(beside, "same");
    const alignment = comparison.alignments[0];
    if (aligned === undefined && (alignment?.orderedShare ?? 0) >= 0.75) return missing(comparison, c, beside);
    if (aligned !== undefined && (alignment?.orderedShare ?? 0) >= 0.75) return judgeFound(beside, aligned.relation);
  }
  let best: Finding | undefined;
  for (const candidate of candidates.sort(
    (a, b) => rank[a.relation] - rank[b.relation] || a.passageIndex - b.passageIndex || a.at - b.at,
  )) {
    const source = comparison.index.passages[candidate.passageIndex]?.read;
    if (source === undefined) continue;
    const place = {
      claim: comparison.claim,
      c,
      passageIndex: candidate.passageIndex,
      source,
      s: candidate.at,
      close: false,
    };
    const judged = judgeFound(place, candidate.relation);
    if (judged.verdict === "supported") return judged;
    best ??= judged;
  }
  return best ?? missing(comparison, c, beside);
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
