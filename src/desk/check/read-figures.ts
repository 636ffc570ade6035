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

const currencies: Readonly<Record<string, string>> = {
  dollar: "$",
  dollars: "$",
  usd: "$",
  euro: "€",
  euros: "€",
  eur: "€",
  pound: "£",
  pounds: "£",
  gbp: "£",
};

const dataUnits: Readonly<Record<string, string>> = {
  gigabytes: "gb", gigabyte: "gb", gb: "gb", terabytes: "tb", terabyte: "tb", tb: "tb", megabytes: "mb", megabyte: "mb",
  mb: "mb", kilobytes: "kb", kb: "kb", petabytes: "pb", gbps: "gbps", tbps: "tbps", mbps: "mbps",
}; // biome-ignore format: a word list reads better packed

/** Reads one figure ("$20m", "30K", "12,000", "80%"); undefined when it is a date or clock. */
export const readFigure = (folded: string): NumberValue | undefined => {
  const match = /^([a-z]{0,2}[$€£¥])?([-+]?\d[\d,]*(?:\.\d+)?)([a-z%+°]*)$/i.exec(folded);
  if (match === null) return undefined;
  const written = (match[2] ?? "").replaceAll(",", "");
  const suffix = (match[3] ?? "").toLowerCase();
  const currency = (match[1] ?? "").slice(-1);
  const scale = scaleLetters[suffix];
  const ordinal = /^(?:st|nd|rd|th)$/.test(suffix);
  const unit = currency !== "" ? currency : scale !== undefined || ordinal || suffix === "+" ? "" : suffix;
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

/** "two hundred and five", "seventy-one", "a dozen": a run of number words from `at`. */
const readWords = (
  raw: readonly RawToken[],
  at: number,
): { total: number; next: number; vague: boolean; ordinal: boolean } | undefined => {
  let total = 0;
  let part = 0;
  let next = at;
  let used = false;
  let ordinal = false;
  while (next < raw.length && next - at < 12) {
    const word = raw[next]?.folded.toLowerCase() ?? "";
    const small = smallNumbers[word];
    const scale = magnitudes[word];
    const th = ordinals[word];
    if (small !== undefined) part += small;
    else if (scale !== undefined && word !== "score" && (used || word === "dozen")) {
      part = (part === 0 ? 1 : part) * scale;
      if (scale >= 1_000) {
        total += part;
        part = 0;
      }
    } else if (th !== undefined) {
      part += th;
      ordinal = true;
    } else if (
      !(
        used &&
        (word === "and" || word === "-") &&
        smallNumbers[raw[next + 1]?.folded.toLowerCase() ?? ""] !== undefined
      )
    )
      break;
    else if (word === "-" && part % 10 !== 0) break;
    else if (word === "and" && !(part >= 100 || total >= 100)) break;
    used = true;
    next += 1;
    if (ordinal) break;
  }
  return used ? { total: total + part, next, vague: false, ordinal } : undefined;
};

const readScale = (raw: readonly RawToken[], at: number): { factor: number; next: number } => {
  let next = at;
  if (raw[next]?.folded === "-") next += 1;
  const scale = magnitudes[raw[next]?.folded.toLowerCase() ?? ""];
  return scale !== undefined && scale >= 12 && scale !== 20
    ? { factor: scale, next: next + 1 }
    : { factor: 1, next: at };
};

const readUnit = (raw: readonly RawToken[], at: number): { unit: string; next: number } => {
  let next = at;
  if (raw[next]?.folded === "-") next += 1;
  const word = raw[next]?.folded.toLowerCase() ?? "";
  if (word === "%" || word === "percent" || word === "pct") return { unit: "%", next: next + 1 };
  if (word === "per" && /^cent\.?$/i.test(raw[next + 1]?.folded ?? "")) return { unit: "%", next: next + 2 };
  const currency = currencies[word];
  if (currency !== undefined) return { unit: currency, next: next + 1 };
  const data = dataUnits[word];
  if (data !== undefined) return { unit: data, next: next + 1 };
  return { unit: "", next: at };
};

/** A number that begins at raw token `at`, with its scale word and unit; undefined when none does. */
export const readNumber = (raw: readonly RawToken[], at: number): Phrase | undefined => {
  const first = raw[at];
  if (first === undefined) return undefined;
  const word = first.folded.toLowerCase();
  if (first.kind === "figure" || (first.kind === "version" && /^\d+\.\d+$/.test(first.folded))) {
    const base = readFigure(first.folded);
    if (base === undefined) return undefined;
    const scale = readScale(raw, at + 1);
    const unit = base.unit === "" ? readUnit(raw, scale.next) : { unit: base.unit, next: scale.next };
    return { value: { ...base, value: base.value * scale.factor, unit: unit.unit }, next: unit.next };
  }
  if (first.kind !== "word") return undefined;
  const plural = plurals[word];
  if (plural !== undefined) {
    const vague = { value: plural, unit: "", vague: true, ordinal: false, written: word, atLeast: false };
    if (/^of$/i.test(raw[at + 1]?.folded ?? "")) {
      const second = plurals[raw[at + 2]?.folded.toLowerCase() ?? ""];
      if (second !== undefined) return { value: { ...vague, value: plural * second }, next: at + 3 };
    }
    const unit = readUnit(raw, raw[at + 1]?.folded === "of" ? at + 2 : at + 1);
    return { value: { ...vague, unit: unit.unit }, next: unit.unit === "" ? at + 1 : unit.next };
  }
  const words = readWords(raw, at);
  if (words !== undefined) {
    const unit = readUnit(raw, words.next);
    return {
      value: {
        value: words.total,
        unit: unit.unit,
        vague: false,
        ordinal: words.ordinal,
        written: String(words.total),
        atLeast: false,
      },
      next: unit.next,
    };
  }
  const scale = magnitudes[word];
  if (scale !== undefined && scale >= 100) {
    return {
      value: { value: scale, unit: "", vague: true, ordinal: false, written: word, atLeast: false },
      next: at + 1,
    };
  }
  return undefined;
};
