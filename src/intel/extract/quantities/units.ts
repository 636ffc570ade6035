/**
 * Units that are not counted things: money, percent, data rates and sizes, spans of time. Read directly after a number.
 */
import { isCapital } from "#kit/text/ascii.ts";
import { half, kindAt, letter, number } from "#kit/text/char-kinds.ts";

export interface FoundUnit {
  readonly unit: string;
  readonly end: number;
  /** Factor to the unit: "billion packets per second" is handled by the number, "Bpps" here. */
  readonly factor?: number;
}

const symbols: readonly (readonly [string, string])[] = [
  ["US$", "USD"],
  ["A$", "AUD"],
  ["C$", "CAD"],
  ["CA$", "CAD"],
  ["S$", "SGD"],
  ["NZ$", "NZD"],
  ["HK$", "HKD"],
  ["R$", "BRL"],
  ["$", "USD"],
  ["€", "EUR"],
  ["£", "GBP"],
  ["¥", "JPY"],
  ["₹", "INR"],
  ["₩", "KRW"],
  ["₴", "UAH"],
  ["₽", "RUB"],
  ["₿", "BTC"],
];

const codes = new Set(
  "USD EUR GBP JPY CHF AUD CAD INR CNY RUB UAH BRL KRW SEK NOK DKK PLN BTC ETH XMR USDT".split(" "),
);

const lastOfSymbol = new Set(symbols.map(([symbol]) => symbol.charCodeAt(symbol.length - 1)));

const symbolBefore = (text: string, end: number): { unit: string; start: number } | undefined => {
  for (const [symbol, unit] of symbols)
    if (text.startsWith(symbol, end - symbol.length)) return { unit, start: end - symbol.length };
  return undefined;
};

/** Three or four capitals, no more letters before them. */
const codeBefore = (text: string, end: number): { unit: string; start: number } | undefined => {
  let start = end;
  while (start > 0 && end - start < 5 && isCapital(text.charCodeAt(start - 1))) start -= 1;
  if (end - start < 3 || end - start > 4) return undefined;
  const before = kindAt(text, start - 1);
  if ((before & (letter | number)) !== 0) return undefined;
  if ((before & half) !== 0 && !/(?:^|[^\p{L}\p{N}])[A-Z]{3,4}$/u.test(text.slice(Math.max(0, end - 5), end)))
    return undefined;
  const name = text.slice(start, end);
  return codes.has(name) ? { unit: name, start } : undefined;
};

/** A currency sign or code directly before the number: where it starts and its ISO code. */
export const currencyBefore = (text: string, at: number): { unit: string; start: number } | undefined => {
  if (at === 0) return undefined;
  const before = text.charCodeAt(at - 1);
  const end = before === 32 || before === 160 ? at - 1 : at;
  if (end === 0) return undefined;
  const last = text.charCodeAt(end - 1);
  if (isCapital(last)) return codeBefore(text, end);
  return last !== 36 && last < 128 ? undefined : lastOfSymbol.has(last) ? symbolBefore(text, end) : undefined;
};

const words: Readonly<Record<string, string>> = {
  "%": "percent",
  percent: "percent",
  "per cent": "percent",
  "percentage points": "percent",
  "percentage point": "percent",
  prozent: "percent",
  "pour cent": "percent",
  "por ciento": "percent",
  "%-points": "percent",
  "us dollars": "USD",
  "u.s. dollars": "USD",
  dollars: "USD",
  dollar: "USD",
  відсоток: "percent",
  відсотки: "percent",
  відсотка: "percent",
  відсотків: "percent",
  euros: "EUR",
  євро: "EUR",
  dólares: "USD",
  долар: "USD",
  долари: "USD",
  долара: "USD",
  доларів: "USD",
  гривня: "UAH",
  гривні: "UAH",
  гривень: "UAH",
  грн: "UAH",
  рублів: "RUB",
  libras: "GBP",
  pfund: "GBP",
  livres: "GBP",
  franken: "CHF",
  euro: "EUR",
  pounds: "GBP",
  yen: "JPY",
  yuan: "CNY",
  rubles: "RUB",
  hryvnia: "UAH",
  "swiss francs": "CHF",
  bitcoin: "BTC",
  bitcoins: "BTC",
  btc: "BTC",
  ether: "ETH",
  eth: "ETH",
  monero: "XMR",
  xmr: "XMR",
  usdt: "USDT",
  usd: "USD",
  eur: "EUR",
  gbp: "GBP",
  "€": "EUR",
  $: "USD",
  "£": "GBP",
  "terabits per second": "Tbps",
  "gigabits per second": "Gbps",
  "megabits per second": "Mbps",
  tbps: "Tbps",
  "tb/s": "Tbps",
  "tbit/s": "Tbps",
  gbps: "Gbps",
  "gb/s": "Gbps",
  "gbit/s": "Gbps",
  mbps: "Mbps",
  "mbit/s": "Mbps",
  "packets per second": "pps",
  pps: "pps",
  "requests per second": "rps",
  rps: "rps",
  "http requests per second": "rps",
  petabytes: "PB",
  terabytes: "TB",
  terabyte: "TB",
  gigabytes: "GB",
  gigabyte: "GB",
  megabytes: "MB",
  megabyte: "MB",
  kilobytes: "KB",
  kilobyte: "KB",
  pb: "PB",
  tb: "TB",
  gb: "GB",
  mb: "MB",
  kb: "KB",
};

const scaled: Readonly<Record<string, { unit: string; factor: number }>> = {
  bpps: { unit: "pps", factor: 1e9 },
  mpps: { unit: "pps", factor: 1e6 },
  kpps: { unit: "pps", factor: 1e3 },
  mrps: { unit: "rps", factor: 1e6 },
};

/** Japanese and Chinese write units without a blank, and go on without one. */
const ideographic = /米?ドル|ユーロ|ウォン|ポンド|パーセント|美元|欧元|英镑|日元|人民币|元|円|％/y;
const ideographicUnits: Readonly<Record<string, string>> = {
  ドル: "USD",
  米ドル: "USD",
  美元: "USD",
  ユーロ: "EUR",
  欧元: "EUR",
  ウォン: "KRW",
  ポンド: "GBP",
  英镑: "GBP",
  円: "JPY",
  日元: "JPY",
  元: "CNY",
  人民币: "CNY",
  パーセント: "percent",
  "％": "percent",
};

const ideographicAfter = (text: string, at: number): FoundUnit | undefined => {
  ideographic.lastIndex = at;
  const match = ideographic.exec(text);
  return match ? { unit: ideographicUnits[match[0]] ?? "", end: at + match[0].length } : undefined;
};

/** French "d'euros", Spanish "de euros": the article of a magnitude before its unit. */
const partitive = /[ \u00a0\u202f](?:d['’]|de )/y;

const shapeAt = /[ \u00a0\u202f-]?(%|[€$£](?![\d\p{L}])|[\p{L}]+(?:\.[\p{L}]\.)?(?:\/s)?)/uy;

const initials = new Set(
  [...Object.keys(words), ...Object.keys(scaled)].flatMap((word) => [
    word.charCodeAt(0),
    word.charAt(0).toUpperCase().charCodeAt(0),
  ]),
);

/** With what the names of units begin: a word that is none of these begins no longer name either. */
const firstWords = new Set([...Object.keys(words), ...Object.keys(scaled)].map((name) => name.split(" ")[0] ?? ""));

const isApart = (matched: string): boolean => /^[ \u00a0]/.test(matched);

const isBlank = (code: number): boolean => code === 32 || code === 0xa0 || code === 0x202f;

/** Where the words of a unit begin, past the article of a magnitude; undefined when no unit can begin there. */
const unitStart = (text: string, at: number): number | undefined => {
  let start = at;
  if (at >= text.length) return undefined;
  if (isBlank(text.charCodeAt(at)) && text.charCodeAt(at + 1) === 100) {
    partitive.lastIndex = at;
    start += partitive.exec(text)?.[0].length ?? 0;
  }
  const next = text.charCodeAt(start);
  const first = isBlank(next) || next === 45 ? text.charCodeAt(start + 1) : next;
  return initials.has(first) ? start : undefined;
};

/** The unit written directly after the number, longest of up to four words. */
export const unitAfter = (text: string, at: number): FoundUnit | undefined => {
  if (text.charCodeAt(at) > 0x2fff) return ideographicAfter(text, at);
  const start = unitStart(text, at);
  if (start === undefined) return undefined;
  let found: FoundUnit | undefined;
  let end = start;
  let phrase = "";
  for (let count = 0; count < 4; count += 1) {
    shapeAt.lastIndex = end;
    const match = shapeAt.exec(text);
    if (!match) break;
    const word = (match[1] ?? "").toLowerCase();
    if (!(count === 0 ? firstWords.has(word) : isApart(match[0]))) break;
    phrase = phrase === "" ? word : `${phrase} ${word}`;
    end += match[0].length;
    const big = scaled[phrase];
    if (big !== undefined && Object.hasOwn(scaled, phrase)) found = { ...big, end };
    else if (Object.hasOwn(words, phrase)) found = { unit: words[phrase] ?? "", end };
  }
  return found;
};

/** Units of time, singular; they are counted nouns and durations at once. */
export const timeUnits: ReadonlySet<string> = new Set(
  "second minute hour day week month quarter year decade".split(" "),
);
