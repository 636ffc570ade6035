/**
 * Finds quantities in a text: number, comparator, range, money, percent, rate, what is counted.
 *
 * A mention's surface runs from the comparator to the end of the counted phrase. Bare "dozens" or "thousands" have no
 * value and are left out; labels, years, dates, clock times, versions, scores, identifiers are no quantities.
 * One pass, each candidate looks a bounded distance around itself.
 */
import { ordinals, smallNumbers } from "#kit/text/number-words.ts";
import { buildTokenScan, cutsWord } from "#kit/text/token-scan.ts";
import type { Comparator, QuantityMention } from "#terms/mention.ts";
import type { Cover } from "../covered-places.ts";
import { comparatorAfter, comparatorBefore } from "./comparators.ts";
import { type Counted, readCounted, readCounter, readOrdinalNoun } from "./read-counted.ts";
import { type NumberStyle, type Numeral, numberStyleOf, readNumeral } from "./read-numeral.ts";
import { isDatePart, isLabel, isListNumber, isScore, joinedAfter, joinedBefore, looksLikeYear } from "./reject.ts";
import { singular } from "./singular.ts";
import { currencyBefore, type FoundUnit, timeUnits, unitAfter } from "./units.ts";

/** A quantity with the place of its number alone, for deciding overlaps. */
export interface PlacedQuantity {
  readonly mention: QuantityMention;
  readonly numberStart: number;
  readonly numberEnd: number;
}

const listed = [...Object.keys(smallNumbers), ...Object.keys(ordinals), "half", "a", "an", "quarter"];
const scan = buildTokenScan(listed);
/** Of each listed word, whether it says which and not how many. */
const isOrdinal = listed.map((word) => Object.hasOwn(ordinals, word));

const compounds = new Set(
  "second minute hour day week month year decade page person member man people nation country state million billion strong victim".split(
    " ",
  ),
);

interface Draft {
  readonly numeral: Numeral;
  readonly start: number;
  readonly upper?: Numeral;
  readonly end: number;
}

const rangeJoin = /(?: ?[-–—] ?| to | bis | à | a )/y;

/** With what the second number of a range is joined on: a blank, a percent sign, a dash. */
const goesOn = new Set([..." %-–—"].map((sign) => sign.charCodeAt(0)));

/** "10 to 20", "10–20", "between 10 and 20". */
const readRange = (text: string, start: number, numeral: Numeral, style: NumberStyle): Draft => {
  const draft: Draft = { numeral, start, end: numeral.end };
  if (!goesOn.has(text.charCodeAt(numeral.end))) return draft;
  const before = text.slice(Math.max(0, start - 12), start).toLowerCase();
  let at = numeral.end;
  const percent = /^ ?%|^ percent/.exec(text.slice(at, at + 8));
  if (percent) at += percent[0].length;
  let joinEnd = -1;
  if (/\b(?:between|zwischen|entre)[ $€£]+$/.test(before)) {
    const and = /^ (?:and|und|et|y|e) [$€£]?/.exec(text.slice(at, at + 8));
    if (and) joinEnd = at + and[0].length;
  } else if (!/\b(?:from|von|de)[ $€£]+$/.test(before)) {
    rangeJoin.lastIndex = at;
    const join = rangeJoin.exec(text);
    if (join) joinEnd = at + join[0].length + (/[$€£]/.test(text.charAt(at + join[0].length)) ? 1 : 0);
  }
  if (joinEnd < 0) return draft;
  const upper = readNumeral(text, joinEnd, style);
  if (!upper) return draft;
  const scale =
    upper.scaled && !numeral.scaled && numeral.form === "digits"
      ? upper.value / leading(upper, text, joinEnd, style)
      : 1;
  const lower = { ...numeral, value: numeral.value * scale, scaled: numeral.scaled || scale > 1 };
  if (!(upper.value > lower.value)) return draft;
  return { numeral: lower, start, upper, end: upper.end };
};

/** The number before its magnitude: 20 of "20 million". */
const leading = (numeral: Numeral, text: string, at: number, style: NumberStyle): number => {
  const match = /^\d+(?:[.,]\d+)?/.exec(text.slice(at, at + 16));
  const value = match
    ? Number(style === "point" ? match[0].replace(",", "") : match[0].replace(",", "."))
    : numeral.value;
  return value > 0 ? value : 1;
};

const wordRefused = (text: string, start: number, numeral: Numeral): boolean => {
  const after = text.slice(numeral.end, numeral.end + 18);
  if (numeral.value === 0 && /^[- ](?:days?|click|trust|knowledge|touch|sum)\b/i.test(after)) return true;
  if (/\b(?:latter|former) $/i.test(text.slice(Math.max(0, start - 8), start))) return true;
  if (/^[- ](?:thirds?|quarters?|fifths?|halves|half|tenths?)\b/.test(after)) return true;
  if (
    numeral.value === 1 &&
    /^ or (?:more|two|several)|^ (?:another|by one|and the same|thing|way|day|reason|example)\b/.test(after)
  )
    return true;
  return (
    numeral.value === 1 &&
    /\b(?:no|any|this|that|each|every|which|the|another|as|than|one or)[ -]$/i.test(
      text.slice(Math.max(0, start - 9), start),
    )
  );
};

/** "from 9.8 to 31.4 Tbps": the first number has the unit of the second. */
const sharedUnit = (text: string, draft: Draft): FoundUnit | undefined => {
  if (!text.startsWith(" to ", draft.end)) return undefined;
  const second = readNumeral(text, draft.end + 4);
  const unit = second ? unitAfter(text, second.end) : undefined;
  return unit ? { ...unit, end: draft.end } : undefined;
};

interface Found {
  readonly comparator: Comparator;
  readonly unit: string;
  readonly counted: string;
  readonly start: number;
  readonly end: number;
  readonly factor: number;
}

const oneNeedsNoun = new Set(
  (
    "victim organisation company country government customer vulnerability flaw server device employee user person " +
    "account domain agency ministry bank hospital site host machine case campaign group attacker family member firm"
  ).split(" "),
);

const compoundUnit = (text: string, end: number): Counted | undefined => {
  const sign = text.charCodeAt(end);
  if (sign !== 45 && sign !== 0x2011) return undefined;
  const match = /^[-‑]([\p{L}]+)/u.exec(text.slice(end, end + 16));
  const word = singular(match?.[1] ?? "");
  if (!match || !compounds.has(word)) return undefined;
  return {
    phrase: match[1] ?? "",
    head: word === "people" || word === "man" ? "person" : word,
    end: end + match[0].length,
  };
};

const countedAfter = (text: string, at: number, draft: Draft, language: string): Counted | undefined =>
  compoundUnit(text, at) ?? readCounted(text, at, draft.numeral.value === 1 && !draft.upper, language);

interface Edges {
  readonly before: { comparator: Comparator; start: number } | undefined;
  readonly after: { comparator: Comparator; end: number } | undefined;
  readonly front: number;
}

const edgesOf = (text: string, draft: Draft, front: number, end: number): Edges => ({
  before: comparatorBefore(text, front) ?? (draft.upper ? betweenBefore(text, front) : undefined),
  after: comparatorAfter(text, end),
  front,
});

const unitOf = (text: string, draft: Draft): FoundUnit | undefined =>
  unitAfter(text, draft.end) ?? sharedUnit(text, draft);

/** Digits that go on before or behind are a part of something else. */
const goesOnBefore = (text: string, { numeral, start }: Draft): boolean =>
  numeral.form === "digits" && joinedBefore(text, start);
const goesOnAfter = (text: string, { numeral, end }: Draft): boolean =>
  numeral.form === "digits" && joinedAfter(text, end);

const weigh = (text: string, draft: Draft, language: string): Found | undefined => {
  const currency = currencyBefore(text, draft.start);
  if (!currency && goesOnBefore(text, draft)) return undefined;
  const unit = currency ? undefined : unitOf(text, draft);
  if (!unit && goesOnAfter(text, draft)) return undefined;
  const named = currency?.unit ?? unit?.unit;
  const counter = named === undefined ? readCounter(text, draft.end) : undefined;
  const stop = counter?.end ?? unit?.end ?? draft.end;
  const { before, after, front } = edgesOf(text, draft, currency?.start ?? draft.start, stop);
  const end = after?.end ?? stop;
  const counted = counter ?? (named === undefined ? countedAfter(text, end, draft, language) : undefined);
  const signs = { strong: named !== undefined, bounded: before !== undefined || after !== undefined, counted };
  if (!accepted(text, draft, signs)) return undefined;
  return {
    comparator: before?.comparator ?? after?.comparator ?? "=",
    unit: named ?? counted?.head ?? "",
    counted: counted?.phrase ?? "",
    start: before?.start ?? front,
    end: Math.max(counted?.end ?? end, end),
    factor: unit?.factor ?? 1,
  };
};

const betweenBefore = (text: string, at: number): { comparator: Comparator; start: number } | undefined =>
  /\bbetween $/i.test(text.slice(Math.max(0, at - 8), at)) ? { comparator: "=", start: at - 8 } : undefined;

interface Signs {
  readonly strong: boolean;
  readonly bounded: boolean;
  readonly counted: Counted | undefined;
}

const acceptedWords = (text: string, draft: Draft, { strong, bounded, counted }: Signs): boolean => {
  const { numeral } = draft;
  if (wordRefused(text, draft.start, numeral)) return false;
  if (!strong && !counted && text[draft.end] === "-") return false;
  if (numeral.value !== 1 || numeral.scaled) return strong || bounded || counted !== undefined || numeral.scaled;
  if (bounded) return true;
  return counted !== undefined && (text.startsWith(" of ", draft.end) || oneNeedsNoun.has(counted.head));
};

const acceptedDigits = (text: string, draft: Draft, { bounded, counted }: Signs): boolean => {
  const { numeral, start, end } = draft;
  if (!counted && !bounded && text[end] === "-") return false;
  if (isListNumber(text, start, end) || isDatePart(text, start, end)) return false;
  const timed = counted !== undefined && timeUnits.has(counted.head);
  if (looksLikeYear(numeral, numeral.end - start)) return bounded && counted !== undefined && !timed;
  if (numeral.decimal && !numeral.scaled && !numeral.grouped) return timed;
  if (bounded) return true;
  // "2K" alone is a name as often as a number.
  if (numeral.scaled && counted === undefined && /[kKMB]/.test(text.charAt(end - 1))) return false;
  if (isLabel(text, start, numeral)) return false;
  // "8220 Gang", "404 TDS": a number that opens a name.
  return numeral.grouped || counted !== undefined || !/^ \p{Lu}/u.test(text.slice(end, end + 2));
};

const accepted = (text: string, draft: Draft, signs: Signs): boolean => {
  if (draft.numeral.form === "words") return acceptedWords(text, draft, signs);
  return (signs.strong || acceptedDigits(text, draft, signs)) && !isScore(text, draft.start, draft.end);
};

const nounBefore = /(?:^|[^\p{L}])(?:the|a|its|their|his|her|this|another|an|our|for the|since the)[ \u00a0]$/iu;

/** st nd rd th */
const opensSuffix = (code: number): boolean => code === 115 || code === 110 || code === 114 || code === 116;

const ordinalAt = (text: string, start: number, length: number): PlacedQuantity | undefined => {
  const first = text.charCodeAt(start);
  if (first >= 48 && first <= 57 && (length > 4 || !opensSuffix(text.charCodeAt(start + length)))) return undefined;
  const word = text.slice(start, start + length).toLowerCase();
  let value = Object.hasOwn(ordinals, word) ? ordinals[word] : undefined;
  let end = start + length;
  if (value === undefined) {
    const suffix = /^(?:st|nd|rd|th)(?![\p{L}\p{N}])/u.exec(text.slice(end, end + 3));
    if (!suffix || length > 4) return undefined;
    value = Number(word);
    end += 2;
    if (isDatePart(text, start, end)) return undefined;
  } else if (!nounBefore.test(text.slice(Math.max(0, start - 12), start))) return undefined;
  if (joinedBefore(text, start)) return undefined;
  const counted = readOrdinalNoun(text, end);
  if (!counted || /^(?:time|place|half|quarter|party|century|day|instance|step|stage)$/.test(counted.head))
    return undefined;
  const surface = text.slice(start, counted.end);
  const mention: QuantityMention = {
    kind: "quantity",
    start,
    end: counted.end,
    surface,
    comparator: "=",
    value,
    unit: counted.head,
    counted: counted.phrase,
    ordinal: true,
  };
  return { mention, numberStart: start, numberEnd: end };
};

const place = (text: string, draft: Draft, found: Found): PlacedQuantity => {
  const mention: QuantityMention = {
    kind: "quantity",
    start: found.start,
    end: found.end,
    surface: text.slice(found.start, found.end),
    comparator: found.comparator,
    value: Number((draft.numeral.value * found.factor).toPrecision(12)),
    ...(draft.upper ? { upper: Number((draft.upper.value * found.factor).toPrecision(12)) } : {}),
    unit: found.unit,
    counted: found.counted,
    ordinal: false,
  };
  return { mention, numberStart: draft.start, numberEnd: draft.end };
};

/** What a number of its own never follows: the inside of words, paths, addresses, assignments. Money signs are none of these. */
const joins = new Uint8Array(128);
for (const char of "abcdefghijklmnopqrstuvwxyz_/\\@#&=:*+") joins[char.charCodeAt(0)] = 1;

/**
 * All quantities with the place of their numbers, none whose number begins where `held` says that something surer stands.
 * `language` decides between 1,200.5 and 1.200,5.
 */
export const placeQuantities = (text: string, language = "en", held?: Cover): PlacedQuantity[] => {
  const style = numberStyleOf(language);
  const found: PlacedQuantity[] = [];
  const read = (start: number, end: number, mayOrder: boolean): number => {
    if (held?.touches(start, end)) return end;
    const ordinal = mayOrder ? ordinalAt(text, start, end - start) : undefined;
    if (ordinal) {
      found.push(ordinal);
      return end;
    }
    const numeral = readNumeral(text, start, style);
    if (!numeral) return end;
    const draft = readRange(text, start, numeral, style);
    const weighed = weigh(text, draft, language);
    if (weighed) found.push(place(text, draft, weighed));
    return weighed || numeral.form === "words" || numeral.grouped ? draft.end : end;
  };
  scan(text, {
    onDigits: (start, end) => (start > 0 && joins[text.charCodeAt(start - 1)] === 1 ? end : read(start, end, true)),
    onWord: (word, start, end) =>
      text[start - 1] === "-" || cutsWord(text, start, end) ? end : read(start, end, isOrdinal[word] === true),
  });
  return found;
};

/** Quantities in order of their numbers; `text.slice(start, end) === surface`. */
export const findQuantities = (text: string, language?: string): QuantityMention[] =>
  placeQuantities(text, language).map((one) => one.mention);
