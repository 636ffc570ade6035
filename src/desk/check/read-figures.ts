/** Turns figures and number words into values: 37, 1.2 million, $20m, "two dozen", "millions", 80 %, third. */
import { magnitudes, ordinals, smallNumbers } from "#kit/text/number-words.ts";
import type { RawToken } from "./scan-chunks.ts";
import type { NumberValue } from "./token.ts";

const scaleLetters: Readonly<Record<string, number>> = {
  k: 1e3,
  m: 1e6,
  mn: 1e6,
  mln: 1e6,
  b: 1e9,
  bn: 1e9,
  tn: 1e12,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
};

const plurals: Readonly<Record<string, number>> = {
  tens: 10,
  dozens: 12,
  scores: 20,
  hundreds: 100,
  thousands: 1_000,
  millions: 1_000_000,
  billions: 1_000_000_000,
  trillions: 1_000_000_000_000,
};

/** Money or weight: the word does not tell. */
export const poundOfEither = "pound";

const currencies: Readonly<Record<string, string>> = {
  dollar: "$",
  dollars: "$",
  usd: "$",
  euro: "€",
  euros: "€",
  eur: "€",
  pound: poundOfEither,
  pounds: poundOfEither,
  gbp: "£",
};

const dataUnits: Readonly<Record<string, string>> = {
  gigabytes: "gb", gigabyte: "gb", gb: "gb", terabytes: "tb", terabyte: "tb", tb: "tb", megabytes: "mb", megabyte: "mb",
  lb: "lb", lbs: "lb", mb: "mb", kilobytes: "kb", kb: "kb", petabytes: "pb", gbps: "gbps", tbps: "tbps", mbps: "mbps",
}; // biome-ignore format: a word list reads better packed

/** Reads one figure ("$20m", "30K", "12,000", "80%"); undefined when it is a date or clock. */
const readFigure = (folded: string): NumberValue | undefined => {
  const match = /^([a-z]{0,2}[$€£¥])?([-+]?\d[\d,]*(?:\.\d+)?)([a-z%+°]*)$/i.exec(folded);
  if (match === null) return undefined;
  const written = (match[2] ?? "").replaceAll(",", "");
  const suffix = (match[3] ?? "").toLowerCase();
  const currency = (match[1] ?? "").slice(-1);
  const scale = scaleLetters[suffix];
  const ordinal = /^(?:st|nd|rd|th)$/.test(suffix);
  const glued = dataUnits[suffix] ?? suffix;
  const unit = currency !== "" ? currency : scale !== undefined || ordinal || suffix === "+" ? "" : glued;
  return {
    value: Number(written) * (scale ?? 1),
    unit: unit === "" && suffix === "b" ? "gb" : unit,
    vague: false,
    ordinal,
    written,
    atLeast: suffix === "+",
  };
};

interface Phrase {
  readonly value: NumberValue;
  /** Index after the last token used. */
  readonly next: number;
}

interface Count {
  /** Finished thousands and millions. */
  total: number;
  /** What is being built below the next scale word. */
  part: number;
  ordinal: boolean;
}

/** Takes one number word into a count; false when the word is none that may follow. */
const takeWord = (count: Count, word: string, used: boolean): boolean => {
  const small = smallNumbers[word];
  const scale = magnitudes[word];
  const th = ordinals[word];
  if (small !== undefined) count.part += small;
  else if (th !== undefined) {
    // "two first-half penalties" are two.
    if (used && !(count.part % 100 >= 20 && count.part % 10 === 0) && count.part + count.total < 100) return false;
    count.part += th;
    count.ordinal = true;
  } else if (scale !== undefined && word !== "score" && (used || word === "dozen")) {
    count.part = Math.max(count.part, 1) * scale;
    if (scale >= 1_000) {
      count.total += count.part;
      count.part = 0;
    }
  } else return false;
  return true;
};

/** "twenty-one" and "two hundred and five" go on over a hyphen or an "and"; "four and five" does not. */
const joins = (count: Count, word: string, next: string): boolean => {
  if (smallNumbers[next] === undefined) return false;
  return word === "-"
    ? count.part >= 20 && count.part % 10 === 0
    : word === "and" && (count.part >= 100 || count.total >= 100);
};

const wordAt = (raw: readonly RawToken[], at: number): string => raw[at]?.folded.toLowerCase() ?? "";

/** "two hundred and five", "seventy-one", "a dozen": a run of number words from `at`. */
const readWords = (raw: readonly RawToken[], at: number): (Count & { next: number }) | undefined => {
  const count: Count = { total: 0, part: 0, ordinal: false };
  let next = at;
  while (next < raw.length && next - at < 12 && !count.ordinal) {
    const used = next > at;
    if (!takeWord(count, wordAt(raw, next), used) && !(used && joins(count, wordAt(raw, next), wordAt(raw, next + 1))))
      break;
    next += 1;
  }
  return next === at ? undefined : { ...count, total: count.total + count.part, next };
};

const readScale = (raw: readonly RawToken[], at: number): { factor: number; next: number } => {
  let next = at;
  if (raw[next]?.folded === "-") next += 1;
  const word = wordAt(raw, next);
  // "46 m" and "46m" are read alike, whatever the letter stands for.
  const scale = magnitudes[word] ?? (next === at && /^(?:m|bn|mn|k)$/.test(word) ? scaleLetters[word] : undefined);
  return scale !== undefined && scale >= 12 && scale !== 20
    ? { factor: scale, next: next + 1 }
    : { factor: 1, next: at };
};

const readUnit = (raw: readonly RawToken[], at: number): { unit: string; next: number } => {
  let next = at;
  if (raw[next]?.folded === "-") next += 1;
  const word = wordAt(raw, next);
  if (word === "%" || word === "percent" || word === "pct") return { unit: "%", next: next + 1 };
  if (word === "per" && /^cent\.?$/i.test(wordAt(raw, next + 1))) return { unit: "%", next: next + 2 };
  const unit = currencies[word] ?? dataUnits[word];
  return unit === undefined ? { unit: "", next: at } : { unit, next: next + 1 };
};

/** Blanks inside a figure, as tokenised texts have them: "$ 1,000", "12, 000", "1. 7 million". */
const readLooseFigure = (raw: readonly RawToken[], at: number): { folded: string; next: number } => {
  const first = raw[at];
  let folded = first?.folded ?? "";
  let next = at + 1;
  const before = raw[at - 1];
  const money = before?.kind === "mark" && /^[$€£¥]$/.test(before.text) ? before.text : "";
  const mark = raw[next];
  const group = raw[next + 1];
  if (
    /^[$€£¥]?\d{1,3}$/.test(folded) &&
    mark?.kind === "mark" &&
    mark.start === first?.end &&
    group?.start === mark.end + 1
  ) {
    const thousands = mark.text === "," && /^\d{3}$/.test(group.folded) && (group.folded === "000" || money !== "");
    const decimal =
      mark.text === "." && /^\d{1,2}$/.test(group.folded) && (magnitudes[wordAt(raw, next + 2)] ?? 0) >= 1_000_000;
    if (thousands || decimal) {
      folded += mark.text + group.folded;
      next += 2;
    }
  }
  return { folded: money + folded, next };
};

const readDigits = (raw: readonly RawToken[], at: number): Phrase | undefined => {
  const loose = readLooseFigure(raw, at);
  const base = readFigure(loose.folded);
  if (base === undefined) return undefined;
  const scale = readScale(raw, loose.next);
  const unit = base.unit === "" ? readUnit(raw, scale.next) : { unit: base.unit, next: scale.next };
  return { value: { ...base, value: base.value * scale.factor, unit: unit.unit }, next: unit.next };
};

const vagueNumber = (value: number, unit: string, written: string): NumberValue => ({
  value,
  unit,
  vague: true,
  ordinal: false,
  written,
  atLeast: false,
});

/** "millions", "tens of thousands", "hundreds of gigabytes". */
const readVague = (raw: readonly RawToken[], at: number, plural: number): Phrase => {
  const word = wordAt(raw, at);
  const of = wordAt(raw, at + 1) === "of";
  const second = of ? plurals[wordAt(raw, at + 2)] : undefined;
  if (second !== undefined) return { value: vagueNumber(plural * second, "", word), next: at + 3 };
  const unit = readUnit(raw, of ? at + 2 : at + 1);
  return { value: vagueNumber(plural, unit.unit, word), next: unit.unit === "" ? at + 1 : unit.next };
};

/** A number that begins at raw token `at`, with its scale word and unit; undefined when none does. */
export const readNumber = (raw: readonly RawToken[], at: number): Phrase | undefined => {
  const first = raw[at];
  if (first === undefined) return undefined;
  if (first.kind === "figure" || (first.kind === "version" && /^\d+\.\d+$/.test(first.folded)))
    return readDigits(raw, at);
  if (first.kind !== "word") return undefined;
  const word = wordAt(raw, at);
  const plural = plurals[word];
  if (plural !== undefined) return readVague(raw, at, plural);
  const words = readWords(raw, at);
  if (words !== undefined) {
    const unit = readUnit(raw, words.next);
    const value = {
      value: words.total,
      unit: unit.unit,
      vague: false,
      ordinal: words.ordinal,
      written: String(words.total),
      atLeast: false,
    };
    return { value, next: unit.next };
  }
  const scale = magnitudes[word];
  return scale !== undefined && scale >= 100 ? { value: vagueNumber(scale, "", word), next: at + 1 } : undefined;
};
