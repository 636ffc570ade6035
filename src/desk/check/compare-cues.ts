/**
 * Polarity and certainty: what the source negates, the sentence must negate; what the source hedges, the sentence must
 * hedge at least as much; what the sentence confirms, the source must confirm. Cues are compared through their heads.
 */
import type { Alignment } from "./align-texts.ts";
import { sideBySide } from "./compare-edits.ts";
import { around, type Comparison, type Finding } from "./finding.ts";
import type { Cue } from "./read-cues.ts";
import { deedOf } from "./read-deeds.ts";
import { meaningGroup, type ReadText } from "./read-text.ts";
import { isIrregularPast } from "./stem-word.ts";
import type { Token } from "./token.ts";
import { companyIn, saidElsewhere, shareOf } from "./weigh-objections.ts";
import { speechVerbs } from "./words/speech.ts";

interface Sides {
  readonly claim: ReadText;
  readonly source: ReadText;
  readonly alignment: Alignment;
  /** Claim token for each source token, of the loose alignment. */
  readonly back: ReadonlyMap<number, number>;
}

const inWindow = (cue: Cue, alignment: Alignment): boolean =>
  cue.at >= alignment.window[0] && cue.at < alignment.window[1];

/** Cues of a kind that bear on the same clause as token `at`, or on the token itself. */
const cuesAt = (read: ReadText, kind: Cue["kind"], at: number): Cue[] => {
  const clause = read.tokens[at]?.clause;
  return read.cues.filter(
    (cue) => cue.kind === kind && (cue.heads.includes(at) || read.tokens[cue.at]?.clause === clause),
  );
};

const cuesOnSentence = (read: ReadText, kind: Cue["kind"], at: number): Cue[] => {
  const sentence = read.tokens[at]?.sentence;
  return read.cues.filter((cue) => cue.kind === kind && read.tokens[cue.at]?.sentence === sentence);
};

const place = (
  sides: Sides,
  slot: Finding["slot"],
  claimAt: number,
  sourceAt: number,
  verdict: Finding["verdict"],
  reason: string,
): Finding => ({
  slot,
  claimValue: around(sides.claim, claimAt, 2, 2),
  claimSpan: { start: sides.claim.tokens[claimAt]?.start ?? 0, end: sides.claim.tokens[claimAt]?.end ?? 0 },
  sourceValue: around(sides.source, sourceAt, 2, 2),
  passageIndex: sides.alignment.passageIndex,
  sourceSpan: { start: sides.source.tokens[sourceAt]?.start ?? 0, end: sides.source.tokens[sourceAt]?.end ?? 0 },
  agrees: false,
  verdict,
  reason,
});

/** The next telling word of the claim is the next but few of the source: verb and object together. */
const withItsObject = (sides: Sides, claimAt: number, sourceAt: number): boolean => {
  const { claim, alignment } = sides;
  const named = claim.tokens[claimAt]?.capital === true;
  for (let c = claimAt + 1; c < Math.min(claim.tokens.length, claimAt + 5); c += 1) {
    // "St Andrews" is one name and no verb with its object.
    if ((claim.weights[c] ?? 0) < 0.5 || (named && claim.tokens[c]?.capital === true)) continue;
    const s = alignment.loose[c] ?? -1;
    return s > sourceAt && s <= sourceAt + 4;
  }
  return false;
};

/** "It was not A but B" is one statement; "not down to A, though A played its part" are two. */
const contrast = /^(?:though|although|whereas)$/;
const farthest = 10;

/** The nearest words on both sides behind which something else is said. */
const contrastsAround = (source: ReadText, at: number): readonly [number, number] => {
  const turns = (place: number): boolean => contrast.test(source.tokens[place]?.lower ?? "");
  let [before, after] = [at - 1, at + 1];
  while (before >= 0 && at - before <= farthest && !turns(before)) before -= 1;
  while (after - at <= farthest && !turns(after)) after += 1;
  return [before, after];
};

/** Telling words near a token of the claim, without it. */
const tellingNear = (claim: ReadText, at: number): number[] => {
  const near: number[] = [];
  for (let c = Math.max(0, at - 6); c < Math.min(claim.tokens.length, at + 7); c += 1)
    if (c !== at && (claim.weights[c] ?? 0) >= 0.5) near.push(c);
  return near;
};

/** Those that stand near its counterpart too, and in the same statement. */
const companyOf = ({ claim, source, alignment }: Sides, claimAt: number, sourceAt: number): number[] => {
  const [from, to] = contrastsAround(source, sourceAt);
  return tellingNear(claim, claimAt).filter((c) => {
    const s = alignment.loose[c] ?? -1;
    return s !== sourceAt && s > from && s < to && Math.abs(s - sourceAt) <= farthest;
  });
};

/** Does more than the head agree? Other telling words near it must stand near its counterpart too. */
const anchored = (sides: Sides, claimAt: number, sourceAt: number): boolean => {
  const { claim, alignment } = sides;
  if (alignment.orderedShare >= sideBySide || withItsObject(sides, claimAt, sourceAt)) return true;
  let near = 0;
  // A CVE is one thing only: beside it the same word is said of the same.
  for (const c of companyOf(sides, claimAt, sourceAt)) near += claim.tokens[c]?.kind === "identifier" ? 2 : 1;
  // "The flaw is exploited": of a sentence of two telling words, the other one.
  return near >= Math.max(1, Math.min(2, tellingNear(claim, claimAt).length));
};

/** A name that the source denies something of, before a contrast behind which stands all that the claim says of it. */
const isNamedApart = (sides: Sides, claimAt: number, sourceAt: number): boolean => {
  const { claim, source } = sides;
  const [, turn] = contrastsAround(source, sourceAt);
  if (claim.tokens[claimAt]?.capital !== true || !contrast.test(source.tokens[turn]?.lower ?? "")) return false;
  return companyOf(sides, claimAt, sourceAt).every((c) => claim.tokens[c]?.capital === true);
};

/** The source negates only by words with which the claim negates other clauses too: "was not closed, after which attempts failed". */
const onlyElsewhere = (sides: Sides, claimAt: number, sourceAt: number): boolean => {
  const own = new Set(cuesAt(sides.claim, "negation", claimAt));
  const others = cuesOnSentence(sides.claim, "negation", claimAt).filter((cue) => !own.has(cue));
  const words = new Set(others.map((cue) => cue.text.toLowerCase()));
  return cuesOnSentence(sides.source, "negation", sourceAt).every((cue) => words.has(cue.text.toLowerCase()));
};

/** Both texts negate within the same clause, though perhaps at another word: "no data was taken", "data was not taken". */
const negatedAlike = (sides: Sides, claimAt: number, sourceAt: number): boolean => {
  const said = cuesAt(sides.claim, "negation", claimAt).length;
  const there = cuesAt(sides.source, "negation", sourceAt).length;
  if (sides.alignment.orderedShare >= sideBySide)
    return said % 2 === there % 2 || (said === 0 && isNamedApart(sides, claimAt, sourceAt));
  // Reworded: any negation in both sentences is taken as the same one.
  const inSentence = cuesOnSentence(sides.claim, "negation", claimAt).length;
  // "has not seen no attack": two denials in one clause are none.
  const anySaid = said > 0 ? said % 2 === 1 || inSentence > said : inSentence > 0;
  const anyThere = there + cuesOnSentence(sides.source, "negation", sourceAt).length > 0;
  if (said % 2 === 1 && there === 0 && anyThere && onlyElsewhere(sides, claimAt, sourceAt))
    return !anchored(sides, claimAt, sourceAt);
  return anySaid === anyThere || !anchored(sides, claimAt, sourceAt);
};

const comparePolarity = (sides: Sides): Finding[] => {
  const findings: Finding[] = [];
  const { claim, source, alignment, back } = sides;
  for (const cue of claim.cues) {
    if (cue.kind !== "negation") continue;
    for (const head of cue.heads) {
      const other = alignment.loose[head] ?? -1;
      if (other < 0 || negatedAlike(sides, head, other)) continue;
      findings.push(
        place(
          sides,
          "polarity",
          cue.at,
          other,
          "contradicted",
          `The sentence denies (“${around(claim, cue.at, 1, 3)}”) what the source states (“${around(source, other, 3, 3)}”).`,
        ),
      );
    }
  }
  for (const cue of source.cues) {
    if (cue.kind !== "negation" || !inWindow(cue, alignment)) continue;
    for (const head of cue.heads) {
      const said = back.get(head);
      if (said === undefined || negatedAlike(sides, said, head)) continue;
      findings.push(
        place(
          sides,
          "polarity",
          said,
          cue.at,
          "contradicted",
          `The source denies (“${around(source, cue.at, 1, 3)}”) what the sentence states (“${around(claim, said, 3, 3)}”).`,
        ),
      );
    }
  }
  return findings;
};

/** Lowest rank among the claim's hedges that reach this token; 4 when it stands unhedged. */
const claimRank = (claim: ReadText, at: number): number =>
  Math.min(4, ...cuesOnSentence(claim, "hedge", at).map((cue) => cue.rank));

const isClaiming = (cue: Cue): boolean => /^(?:claim|boast|assert|alleg(?:e|es|ing)$|contend)/i.test(cue.text);

/** "stopped", "prevented": the sentence says in its own word that it came to nothing. */
const blocksSome = (read: ReadText, at: number): boolean =>
  read.tokens.some(
    (token) => token.sentence === read.tokens[at]?.sentence && token.kind === "word" && deedOf(token.key) === "block",
  );

/** Is the statement at this token told as somebody's words? */
const saysSo = (claim: ReadText, at: number): boolean => {
  const sentence = claim.tokens[at]?.sentence;
  return claim.tokens.some(
    (token) =>
      token.sentence === sentence &&
      (token.lower === "according" || speechVerbs[token.lower.replace("'", "")] === "says"),
  );
};

/** "moved", "was moved", "has taken": told as done. */
const isDone = (read: ReadText, at: number): boolean => {
  const token = read.tokens[at];
  if (token === undefined || !(/ed$/.test(token.lower) || isIrregularPast(token.lower))) return false;
  return ![1, 2, 3].some((back) =>
    /^(?:to|will|be|would|should|must|can|could)$/.test(read.tokens[at - back]?.lower ?? ""),
  );
};

/** What the source sets in the future may not be told as done. */
const compareFuture = (sides: Sides, cue: Cue, said: number): Finding | undefined => {
  const { claim, source } = sides;
  if (!isDone(claim, said) || claimRank(claim, said) < 4) return undefined;
  if (["future", "limiter", "negation"].some((kind) => cuesOnSentence(claim, kind as Cue["kind"], said).length > 0))
    return undefined;
  const reason = `The source sets it in the future (“${around(source, cue.at, 1, 3)}”), the sentence tells it as done (“${around(claim, said, 2, 2)}”).`;
  return place(sides, "certainty", said, cue.at, "stronger", reason);
};

/** The objection to one kept head of one hedge or limit of the source. */
const compareHedge = (sides: Sides, cue: Cue, said: number): Finding | undefined => {
  const { claim, source, back } = sides;
  const rank = claimRank(claim, said);
  if (cue.kind === "future") return compareFuture(sides, cue, said);
  // Told as the words of someone, a claim stays a claim.
  if (isClaiming(cue) && saysSo(claim, said)) return undefined;
  if (cue.kind === "limiter") {
    if (back.has(cue.at) || blocksSome(claim, said) || cuesOnSentence(claim, "limiter", said).length > 0 || rank < 4)
      return undefined;
    const reason = `The source limits it (“${around(source, cue.at, 1, 3)}”), the sentence does not (“${around(claim, said, 2, 2)}”).`;
    return place(sides, "certainty", said, cue.at, "stronger", reason);
  }
  if (rank <= cue.rank) return undefined;
  const how = rank === 4 ? "states as fact" : "states with more certainty";
  const reason = `The source says “${around(source, cue.at, 2, 3)}”; the sentence ${how} “${around(claim, said, 2, 3)}”.`;
  return place(sides, "certainty", said, cue.at, "stronger", reason);
};

const compareHedges = (sides: Sides): Finding[] =>
  sides.source.cues
    .filter(
      (cue) =>
        (cue.kind === "hedge" || cue.kind === "limiter" || cue.kind === "future") && inWindow(cue, sides.alignment),
    )
    .flatMap((cue) =>
      cue.heads.flatMap((head) => {
        const said = sides.back.get(head);
        const found = said === undefined || !anchored(sides, said, head) ? undefined : compareHedge(sides, cue, said);
        return found === undefined ? [] : [found];
      }),
    );

/** Side by side, every hedge that bears on a kept word must be kept too: one of two is one too few. */
const compareHedgeCount = (sides: Sides): Finding[] => {
  const { claim, source, alignment } = sides;
  if (alignment.orderedShare < sideBySide) return [];
  const kept = new Map<number, number>();
  alignment.ordered.forEach((s, c) => {
    if (s >= 0) kept.set(s, c);
  });
  const bySentence = new Map<number, { cue: Cue; said: number }[]>();
  for (const cue of source.cues) {
    if (cue.kind !== "hedge" || !inWindow(cue, alignment)) continue;
    const said = cue.heads.map((head) => kept.get(head)).find((at) => at !== undefined);
    if (said === undefined) continue;
    const sentence = claim.tokens[said]?.sentence ?? 0;
    bySentence.set(sentence, [...(bySentence.get(sentence) ?? []), { cue, said }]);
  }
  const findings: Finding[] = [];
  for (const found of bySentence.values()) {
    const said = cuesOnSentence(claim, "hedge", found[0]?.said ?? 0);
    if (said.length >= found.length) continue;
    if (found.every(({ cue }) => isClaiming(cue)) && saysSo(claim, found[0]?.said ?? 0)) continue;
    const lost = found.find(({ cue }) => !kept.has(cue.at)) ?? found[0];
    if (lost === undefined) continue;
    findings.push(
      place(
        sides,
        "certainty",
        lost.said,
        lost.cue.at,
        "stronger",
        `The source says “${around(source, lost.cue.at, 2, 3)}”; the sentence drops “${lost.cue.text}” (“${around(claim, lost.said, 3, 2)}”).`,
      ),
    );
  }
  return findings;
};

const compareAssertions = (comparison: Comparison, sides: Sides): Finding[] => {
  const { claim, source, alignment } = sides;
  const asserts = (found: Cue, cue: Cue): boolean => found.kind === "assertion" && found.rank === cue.rank;
  const unmet = claim.cues.find(
    (cue) =>
      cue.kind === "assertion" &&
      cue.rank > 0 &&
      !comparison.index.passages.some(({ read }) =>
        read.cues.some((found) => asserts(found, cue) && (read !== source || inWindow(found, alignment))),
      ),
  );
  if (unmet === undefined) return [];
  const other = unmet.heads.map((head) => alignment.loose[head] ?? -1).find((at) => at >= 0) ?? alignment.window[0];
  const reason = `The sentence says “${around(claim, unmet.at, 1, 2)}”; nothing in the source confirms it (“${around(source, other, 3, 3)}”).`;
  return [place(sides, "certainty", unmet.at, other, "stronger", reason)];
};

/** Words of reporting never stand for the deed itself. */
const isReporting = (token: Token): boolean => speechVerbs[token.lower] !== undefined;

/** "The fix will be ready in May" told as "released the fix in May": done, by a verb that stands nowhere. */
const compareUndone = (comparison: Comparison): Finding[] => {
  const { claim, index, alignments } = comparison;
  const [alignment] = alignments;
  const source = alignment === undefined ? undefined : index.passages[alignment.passageIndex]?.read;
  if (alignment === undefined || source === undefined || shareOf(claim, alignment) < 0.5) return [];
  if (claim.cues.some((cue) => cue.kind !== "assertion")) return [];
  const done = [...claim.tokens.keys()].find((at) => {
    const token = claim.tokens[at] as Token;
    const group = meaningGroup(token.key);
    const known = index.passages.some(
      ({ read }) => read.places.has(token.key) || (group !== undefined && read.meanings.has(group)),
    );
    return token.kind === "word" && !token.capital && !known && isDone(claim, at) && !isReporting(token);
  });
  if (done === undefined) return [];
  const matched = [...alignment.loose].filter((s, c) => s >= 0 && (claim.weights[c] ?? 0) >= 0.5);
  const cue = source.cues.find(
    ({ kind, at, rank }) =>
      kind === "future" &&
      rank === 1 &&
      matched.filter((s) => source.tokens[s]?.clause === source.tokens[at]?.clause).length >= 2,
  );
  if (cue === undefined) return [];
  const sides: Sides = { claim, source, alignment, back: new Map() };
  const reason = `The source sets it in the future (“${around(source, cue.at, 1, 3)}”), the sentence tells it as done (“${around(claim, done, 2, 2)}”).`;
  return [place(sides, "certainty", done, cue.at, "stronger", reason)];
};

/** A denial that no passage makes: nothing near what the sentence says is negated there. */
const compareDenials = (comparison: Comparison): Finding[] => {
  const { claim, index, alignments } = comparison;
  const [alignment] = alignments;
  const source = alignment === undefined ? undefined : index.passages[alignment.passageIndex]?.read;
  if (alignment === undefined || source === undefined || alignment.looseShare < 0.4) return [];
  const negates = (read: ReadText): boolean =>
    read.cues.some((cue) => cue.kind === "negation") || read.tokens.some(isNegatedWord);
  const denied = claim.cues.find((cue) => cue.kind === "negation");
  if (denied === undefined || index.passages.some(({ read }) => negates(read))) return [];
  const back = new Map<number, number>();
  const sides: Sides = { claim, source, alignment, back };
  const reason = `The sentence denies (“${around(claim, denied.at, 2, 3)}”); nothing in the source does.`;
  return [place(sides, "polarity", denied.at, alignment.window[0], "not_found", reason)];
};

/** "unpatched", "non-public", "unaware": a denial inside the word; what stops or is refused is no longer done. */
const isNegatedWord = (token: Token): boolean =>
  token.kind === "word" &&
  /^(?:un(?!i|der|til)|non|dis(?:miss|prov|agree)|zero|free|only|absen|neither|stop|ceas|halt|suspend|refus|declin|bann?(?:ed|s)?$|prohibit|lack|withdr)/.test(
    token.lower,
  );

/** Polarity and certainty findings of the claim against one aligned passage; empty when both are kept. */
const compareCues = (comparison: Comparison, alignment: Alignment): Finding[] => {
  const source = comparison.index.passages[alignment.passageIndex]?.read;
  if (source === undefined) return [];
  const back = new Map<number, number>();
  alignment.loose.forEach((s, c) => {
    if (s >= 0 && !back.has(s)) back.set(s, c);
  });
  const sides: Sides = { claim: comparison.claim, source, alignment, back };
  return [
    ...comparePolarity(sides),
    ...compareHedges(sides),
    ...compareHedgeCount(sides),
    ...compareAssertions(comparison, sides),
  ];
};

const leastShare = 0.3;
const mostPassages = 8;

/**
 * Against several passages each is compared with what it covers. An objection falls when another passage covers the same
 * words of the sentence and has none: who cites a denial beside a statement knows of both.
 */
export const compareAllCues = (comparison: Comparison): Finding[] => {
  const compared = comparison.alignments
    .filter((alignment, at) => shareOf(comparison.claim, alignment) >= (at === 0 ? 0.4 : leastShare))
    .slice(0, mostPassages)
    .map((alignment) => ({ alignment, findings: compareCues(comparison, alignment) }));
  const startOf = new Map(comparison.claim.tokens.map((token, at) => [token.start, at]));
  const seen = new Set<string>();
  const objections = compared.flatMap(({ alignment, findings }) =>
    findings.filter((finding) => {
      const key = `${finding.slot} ${finding.claimSpan.start}`;
      const token = startOf.get(finding.claimSpan.start) ?? -1;
      const objecting = companyIn(comparison, alignment, token);
      const withdrawn =
        (alignment.orderedShare < sideBySide && saidElsewhere(comparison, finding, token)) ||
        compared.some(
          (other) =>
            other.alignment !== alignment &&
            (other.alignment.loose[token] ?? -1) >= 0 &&
            shareOf(comparison.claim, other.alignment) >= shareOf(comparison.claim, alignment) * 0.7 &&
            companyIn(comparison, other.alignment, token) >= objecting &&
            !other.findings.some((found) => found.slot === finding.slot),
        );
      if (withdrawn || seen.has(key)) return false;
      seen.add(key);
      return true;
    }),
  );
  return objections.some((finding) => finding.slot === "polarity")
    ? objections
    : [...objections, ...compareDenials(comparison), ...compareUndone(comparison)];
};
