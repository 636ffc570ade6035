/**
 * Reads one number at a place in a text: "1,200", "1.2 million", "seventy-five", "two hundred and five", "half a million".
 * Gives the value and where the number ends; what is counted and whether it is a quantity at all is decided elsewhere.
 */
import { isDigit } from "#kit/text/ascii.ts";
import { magnitudes, smallNumbers } from "#kit/text/number-words.ts";

export interface Numeral {
  readonly value: number;
  readonly end: number;
  /** Written in digits or in words. */
  readonly form: "digits" | "words";
  /** Has a decimal part, a thousands separator, a magnitude word: signs that it is no label or year. */
  readonly decimal: boolean;
  readonly grouped: boolean;
  readonly scaled: boolean;
}

/** Magnitudes beyond English by factor. A German Billion and a Spanish billón are a million million. */
const foreignScales: readonly (readonly [number, string])[] = [
  [1e3, "tausend mille mil тисяч тисяча тисячі тисячу тис тысяч тысяча тысячи тыс"],
  [
    1e6,
    "mn millionen mio millions million millón millones mill milioni milhões milhão miljoen miljoner " +
      "мільйон мільйона мільйони мільйонів млн миллион миллиона миллионов",
  ],
  [
    1e9,
    "bn milliarde milliarden mrd milliard milliards miliardi miljard billions " +
      "мільярд мільярда мільярди мільярдів млрд миллиард миллиарда миллиардов",
  ],
  [1e12, "tn billionen billón billones"],
];
const scaleWords: Readonly<Record<string, number>> = {
  ...magnitudes,
  ...Object.fromEntries(
    foreignScales.flatMap(([factor, words]) => words.split(" ").map((word) => [word, factor] as const)),
  ),
};
/** Abbreviations whose full stop belongs to them. */
const dottedScale = /^(?:mio|mrd|mill|тис|тыс|млн|млрд)$/i;

const attachedScales: Readonly<Record<string, number>> = {
  k: 1e3,
  K: 1e3,
  M: 1e6,
  m: 1e6,
  B: 1e9,
  b: 1e9,
  bn: 1e9,
  mn: 1e6,
};

const plainScale = /^(?:bn|mn|k|K|M|B)(?![\p{L}\p{N}])/u;
/** After a currency sign a small letter is a magnitude too: "€18.4m". */
const moneyScale = /^(?:bn|mn|[kKmMbB])(?![\p{L}\p{N}])/u;
const wordAt = /[ \u00a0\u202f-]?([\p{L}]+)\.?/uy;
const cjkScales: Readonly<Record<string, number>> = { 万: 1e4, 萬: 1e4, 億: 1e8, 亿: 1e8, 千: 1e3 };

/** Group of exactly three digits after a separator, not followed by another digit; after a plain space only "000" where that is not the custom. */
const groupAt = (text: string, at: number, style: NumberStyle): boolean => {
  for (let digit = at + 1; digit <= at + 3; digit += 1) if (!isDigit(text.charCodeAt(digit))) return false;
  if (isDigit(text.charCodeAt(at + 4))) return false;
  return text[at] !== " " || style === "spaced" || text.startsWith("000", at + 1);
};

interface Digits {
  readonly value: number;
  readonly end: number;
  readonly grouped: boolean;
  readonly decimal: boolean;
}

/** 1,200.5 · 1.200,5 · 1 200,5 (and 1.200,5). */
export type NumberStyle = "point" | "comma" | "spaced";

const spacedLanguages = new Set("fr uk ru bg pl cs sv no nb nn fi es pt hu".split(" "));
const commaLanguages = new Set("de it nl da ro tr id vi".split(" "));

/** How a language writes its numbers. */
export const numberStyleOf = (language: string): NumberStyle => {
  const tongue = language.slice(0, 2).toLowerCase();
  return spacedLanguages.has(tongue) ? "spaced" : commaLanguages.has(tongue) ? "comma" : "point";
};

const commaSeparators = ".\u00a0\u202f\u2009 ";
const pointSeparators = ",\u00a0\u202f\u2009'’ ";

const mostDigits = 15;

/** Where at most so many digits end. */
const digitsEnd = (text: string, start: number): number => {
  const limit = Math.min(text.length, start + mostDigits);
  let at = start;
  while (at < limit && isDigit(text.charCodeAt(at))) at += 1;
  return at;
};

const isSeparator = (style: NumberStyle, separator: string): boolean =>
  separator !== "" && (style === "point" ? pointSeparators : commaSeparators).includes(separator);

/** Digits with separators at `at`; `style` for languages that write 1.200,5. */
const readDigits = (text: string, at: number, style: NumberStyle): Digits | undefined => {
  let end = digitsEnd(text, at);
  if (end === at) return undefined;
  let digits = text.slice(at, end);
  let grouped = false;
  const separator = text.charAt(end);
  if (digits.length <= 3 && isSeparator(style, separator)) {
    while (text[end] === separator && groupAt(text, end, style) && digits.length < mostDigits) {
      digits += text.slice(end + 1, end + 4);
      end += 4;
      grouped = true;
    }
  }
  const point = style === "point" ? 46 : 44;
  const decimal = text.charCodeAt(end) === point && isDigit(text.charCodeAt(end + 1));
  if (decimal) {
    const stop = digitsEnd(text, end + 1);
    digits += `.${text.slice(end + 1, stop)}`;
    end = stop;
  }
  return { value: Number(digits), end, grouped, decimal };
};

/** First letters of all that can be a magnitude: most numbers are followed by none. */
const scaleInitials = new Set(
  [...Object.keys(scaleWords), ...Object.keys(attachedScales), ...Object.keys(cjkScales)].flatMap((word) => [
    word.charCodeAt(0),
    word.charAt(0).toUpperCase().charCodeAt(0),
  ]),
);

/** Multiplies without the dust of binary fractions: 1.1 × 1e6 is 1100000. */
const scaledValue = (value: number, factor: number): number => Number((value * factor).toPrecision(12));

/** A blank or a hyphen. */
const joinsScale = (code: number): boolean => code === 32 || code === 45 || code === 0xa0 || code === 0x202f;

const mayScale = (text: string, at: number): boolean =>
  scaleInitials.has(text.charCodeAt(joinsScale(text.charCodeAt(at)) ? at + 1 : at));

/** One or two magnitude words: "million", "thousand million". */
const readScaleWords = (text: string, at: number): { factor: number; end: number } | undefined => {
  let factor = 1;
  let end = at;
  for (let count = 0; count < 2; count += 1) {
    wordAt.lastIndex = end;
    const match = wordAt.exec(text);
    if (!match) break;
    const word = (match[1] ?? "").toLowerCase();
    const scale = Object.hasOwn(scaleWords, word) ? scaleWords[word] : undefined;
    if (scale === undefined || word === "score") break;
    factor *= scale;
    const dotted = match[0].endsWith(".") && !dottedScale.test(match[1] ?? "");
    end += match[0].length - (dotted ? 1 : 0);
  }
  return end === at ? undefined : { factor, end };
};

/** 万, 億, 千万. */
const readIdeographicScale = (text: string, at: number): { factor: number; end: number } | undefined => {
  let factor = 1;
  let end = at;
  while (end - at < 3) {
    const one = cjkScales[text.charAt(end)];
    if (one === undefined) break;
    factor *= one;
    end += 1;
  }
  return end === at ? undefined : { factor, end };
};

const ideographicRest = /(\d{1,4})(万|萬|千)?/y;

/** "1億2000万" and "3万5000": what follows the first magnitude and is smaller than it. */
const readRest = (text: string, at: number, factor: number): { value: number; end: number } | undefined => {
  if (factor < 1e4 || cjkScales[text.charAt(at - 1)] === undefined) return undefined;
  ideographicRest.lastIndex = at;
  const match = ideographicRest.exec(text);
  if (!match || isDigit(text.charCodeAt(at + match[0].length))) return undefined;
  const value = Number(match[1]) * (cjkScales[match[2] ?? ""] ?? 1);
  return value < factor ? { value, end: at + match[0].length } : undefined;
};

const readScale = (text: string, at: number, money = false): { factor: number; end: number } | undefined => {
  if (!mayScale(text, at)) return undefined;
  const cjk = readIdeographicScale(text, at);
  if (cjk) return cjk;
  const attached = (money ? moneyScale : plainScale).exec(text.slice(at, at + 3));
  if (attached) return { factor: attachedScales[attached[0]] ?? 1, end: at + attached[0].length };
  return readScaleWords(text, at);
};

const readDigitNumeral = (text: string, at: number, style: NumberStyle): Numeral | undefined => {
  if (text[at] === "0" && isDigit(text.charCodeAt(at + 1))) return undefined;
  const digits = readDigits(text, at, style);
  if (!digits) return undefined;
  const { grouped, decimal } = digits;
  const sign = text.charAt(text[at - 1] === " " ? at - 2 : at - 1);
  const money = sign !== "" && "$€£¥".includes(sign);
  const scale = readScale(text, digits.end, money);
  const rest = scale ? readRest(text, scale.end, scale.factor) : undefined;
  const value = (scale ? scaledValue(digits.value, scale.factor) : digits.value) + (rest?.value ?? 0);
  return {
    value,
    end: rest?.end ?? scale?.end ?? digits.end,
    form: "digits",
    decimal,
    grouped,
    scaled: scale !== undefined,
  };
};

const numberWord = (word: string): number | undefined =>
  Object.hasOwn(smallNumbers, word) ? smallNumbers[word] : undefined;

interface NumberWord {
  readonly role: "tens" | "small" | "scale" | "and";
  readonly value: number;
}

const classify = (word: string): NumberWord | undefined => {
  if (word === "and") return { role: "and", value: 0 };
  const small = numberWord(word);
  if (small !== undefined) return { role: small >= 20 ? "tens" : "small", value: small };
  if (!Object.hasOwn(magnitudes, word) || word === "score") return undefined;
  return { role: "scale", value: magnitudes[word] ?? 1 };
};

/** May this word follow that one inside one number? */
const mayFollow = (last: NumberWord | undefined, next: NumberWord): boolean => {
  if (last === undefined) return next.role === "tens" || next.role === "small";
  if (next.role === "scale") return last.role !== "and";
  if (next.role === "and") return last.role === "scale";
  if (last.role === "tens") return next.role === "small" && next.value < 10 && next.value > 0;
  return last.role === "scale" || last.role === "and";
};

/** Adds small numbers, multiplies by hundreds, closes a group at thousand, million and so on. */
const foldWords = (words: readonly NumberWord[]): number => {
  let total = 0;
  let group = 0;
  for (const word of words) {
    if (word.role !== "scale") group += word.value;
    else if (word.value === 100) group = Math.max(1, group) * 100;
    else if (group === 0) total *= word.value;
    else {
      total += group * word.value;
      group = 0;
    }
  }
  return total + group;
};

/** Words of a number in sequence: "two hundred and five thousand". An "and" belongs only when a number word follows. */
const readWordNumeral = (text: string, at: number): Numeral | undefined => {
  const words: NumberWord[] = [];
  let kept = 0;
  let end = at;
  let cursor = at;
  for (let count = 0; count < 10; count += 1) {
    wordAt.lastIndex = cursor;
    const match = wordAt.exec(text);
    if (!match || (count === 0 && /^[ \u00a0-]/.test(match[0]))) break;
    const word = classify((match[1] ?? "").toLowerCase());
    if (!word || !mayFollow(words.at(-1), word)) break;
    words.push(word);
    const dotted = match[0].endsWith(".");
    cursor += match[0].length - (dotted ? 1 : 0);
    if (word.role !== "and") {
      end = cursor;
      kept = words.length;
    }
    if (dotted) break;
  }
  if (kept === 0) return undefined;
  const used = words.slice(0, kept);
  const scaled = used.some((word) => word.role === "scale");
  return { value: foldWords(used), end, form: "words", decimal: false, grouped: false, scaled };
};

const articleNumbers =
  /(half an?|an?) (hundred|thousand|million|billion|trillion|dozen)\b|half (dozen)\b|quarter of a (million|billion)\b/iy;

/** Where the word behind the article "a" or "an" begins that stands at `at`. */
export const behindArticle = (text: string, at: number): number =>
  (text.charCodeAt(at + 1) | 32) === 110 ? at + 3 : at + 2;

/** hundred, thousand, million, billion, trillion, dozen */
const opensScale = new Set([..."htmbd"].map((letter) => letter.charCodeAt(0)));
const mayBeScaled = (text: string, at: number): boolean =>
  opensScale.has(text.charCodeAt(behindArticle(text, at)) | 32);

/** "a dozen", "a million", "half a million". */
const readArticleNumeral = (text: string, at: number): Numeral | undefined => {
  articleNumbers.lastIndex = at;
  const match = articleNumbers.exec(text);
  if (!match) return undefined;
  const scale = magnitudes[(match[2] ?? match[3] ?? match[4] ?? "").toLowerCase()];
  if (scale === undefined) return undefined;
  const factor = match[4] !== undefined ? 0.25 : /^half/i.test(match[0]) ? 0.5 : 1;
  let end = at + match[0].length;
  const more = readScale(text, end);
  if (more) end = more.end;
  let value = scale * factor * (more?.factor ?? 1);
  const joined = / and /y;
  joined.lastIndex = end;
  const rest = factor === 1 && joined.exec(text) ? readWordNumeral(text, end + 5) : undefined;
  if (rest && rest.value < scale && !rest.scaled) {
    value += rest.value;
    end = rest.end;
  }
  return { value, end, form: "words", decimal: false, grouped: false, scaled: true };
};

/** The number that starts at `at`, or undefined. Bare magnitudes ("thousands", "dozens") are no number. */
export const readNumeral = (text: string, at: number, style: NumberStyle = "point"): Numeral | undefined => {
  const char = text.charCodeAt(at);
  if (char >= 48 && char <= 57) return readDigitNumeral(text, at, style);
  // No number in words begins with an "a" but the article's own.
  if ((char | 32) === 97) return mayBeScaled(text, at) ? readArticleNumeral(text, at) : undefined;
  return readArticleNumeral(text, at) ?? readWordNumeral(text, at);
};
