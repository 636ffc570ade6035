/**
 * UTF-16 and the small binary types of Windows as text, in the words of Windows' own XML: GUID, SID, FILETIME, SYSTEMTIME.
 *
 * Lone surrogates stay as they are. Nothing here throws: a caller checks that the bytes are there.
 */

const hexPairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0").toUpperCase());

const pairAt = (bytes: Uint8Array, at: number): string => hexPairs[bytes[at] ?? 0] ?? "00";

export const u16 = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);

export const u32 = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>> 0;

/** Upper-case hex of a run of bytes. */
export const hexOf = (bytes: Uint8Array, at: number, size: number): string => {
  let text = "";
  for (let index = at; index < at + size; index += 1) text += pairAt(bytes, index);
  return text;
};

/** GUIDs that were met last: those of providers, logons and processes come again and again. */
const guidSlots = 256;
const metGuids = new Uint32Array(guidSlots * 4);
const guidTexts = new Array<string>(guidSlots).fill("00000000-0000-0000-0000-000000000000");

/** 8-4-4-4-12, upper case, without braces. */
export const guidAt = (bytes: Uint8Array, at: number): string => {
  const first = u32(bytes, at);
  const second = u32(bytes, at + 4);
  const third = u32(bytes, at + 8);
  const fourth = u32(bytes, at + 12);
  const slot = (first ^ (first >>> 12) ^ third ^ (fourth >>> 8)) & (guidSlots - 1);
  const met = slot * 4;
  const isMet =
    metGuids[met] === first &&
    metGuids[met + 1] === second &&
    metGuids[met + 2] === third &&
    metGuids[met + 3] === fourth;
  if (!isMet) {
    metGuids[met] = first;
    metGuids[met + 1] = second;
    metGuids[met + 2] = third;
    metGuids[met + 3] = fourth;
    guidTexts[slot] = writeGuid(bytes, at);
  }
  return guidTexts[slot] ?? "";
};

const writeGuid = (bytes: Uint8Array, at: number): string => {
  const p = (offset: number): string => pairAt(bytes, at + offset);
  return (
    `${p(3)}${p(2)}${p(1)}${p(0)}-${p(5)}${p(4)}-${p(7)}${p(6)}-${p(8)}${p(9)}-` +
    `${p(10)}${p(11)}${p(12)}${p(13)}${p(14)}${p(15)}`
  );
};

/** `S-1-5-…` (MS-DTYP 2.4.2.1). `undefined` when its count of sub-authorities does not fit its size. */
export const sidAt = (bytes: Uint8Array, at: number, size: number): string | undefined => {
  const count = bytes[at + 1] ?? 0;
  if (size < 8 || size < 8 + count * 4) return undefined;
  const high = u16(bytes, at + 2);
  const flipped = (offset: number): number => bytes[at + offset] ?? 0;
  const low = ((flipped(4) << 24) | (flipped(5) << 16) | (flipped(6) << 8) | flipped(7)) >>> 0;
  const authority = ((high & 0xff) << 8) | (high >>> 8);
  let text = `S-${bytes[at] ?? 0}-${authority === 0 ? low : authority * 2 ** 32 + low}`;
  for (let index = 0; index < count; index += 1) text += `-${u32(bytes, at + 8 + index * 4)}`;
  return text;
};

const pad = (value: number, width: number): string => String(value).padStart(width, "0");

/** Days since 1970-01-01 to `YYYY-MM-DD` (proleptic Gregorian; Hinnant's civil-from-days). */
const dayText = (days: number): string => {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
};

const sixtieths = Array.from({ length: 60 }, (_, value) => pad(value, 2));

let lastDay = Number.NaN;
let lastDayText = "";

const secondsFrom1601To1970 = 11_644_473_600;

/** A 64-bit count of 100 ns since 1601 taken apart exactly, which one double cannot. */
export const filetimeAt = (bytes: Uint8Array, at: number): { readonly seconds: number; readonly ticks: number } => {
  const high = u32(bytes, at + 4);
  const first = Math.floor(high / 1e7);
  const middle = (high - first * 1e7) * 65_536 + u16(bytes, at + 2);
  const second = Math.floor(middle / 1e7);
  const low = (middle - second * 1e7) * 65_536 + u16(bytes, at);
  const third = Math.floor(low / 1e7);
  return {
    seconds: first * 2 ** 32 + second * 65_536 + third - secondsFrom1601To1970,
    ticks: low - third * 1e7,
  };
};

/** `2025-11-27T07:40:10.165324Z`: six decimals, as Windows' own tools cut it. */
export const filetimeText = (bytes: Uint8Array, at: number): string => {
  const { seconds, ticks } = filetimeAt(bytes, at);
  const days = Math.floor(seconds / 86_400);
  if (days !== lastDay) {
    lastDayText = dayText(days);
    lastDay = days;
  }
  const rest = seconds - days * 86_400;
  const hour = Math.floor(rest / 3600);
  const minute = Math.floor((rest - hour * 3600) / 60);
  const micros = Math.floor(ticks / 10) + 1_000_000;
  return `${lastDayText}T${sixtieths[hour]}:${sixtieths[minute]}:${sixtieths[rest % 60]}.${String(micros).slice(1)}Z`;
};

export const systemTimeText = (bytes: Uint8Array, at: number): string => {
  const part = (index: number, width: number): string => pad(u16(bytes, at + index * 2), width);
  return `${part(0, 4)}-${part(1, 2)}-${part(3, 2)}T${part(4, 2)}:${part(5, 2)}:${part(6, 2)}.${part(7, 3)}000Z`;
};

/** Numbers in hex that were met last: masks, rights and sessions come again and again. */
const metSlots = 256;
const metLow = new Uint32Array(metSlots);
const metHigh = new Uint32Array(metSlots);
const metTexts = new Array<string>(metSlots).fill("0x0");

/** Lower-case hex without leading zeros: `0x3e7`. */
export const hexNumberText = (bytes: Uint8Array, at: number, size: 4 | 8): string => {
  const low = u32(bytes, at);
  const high = size === 8 ? u32(bytes, at + 4) : 0;
  const slot = (low ^ (low >>> 8) ^ high ^ (high >>> 24)) & (metSlots - 1);
  if (metLow[slot] !== low || metHigh[slot] !== high) {
    metLow[slot] = low;
    metHigh[slot] = high;
    metTexts[slot] =
      high === 0 ? `0x${low.toString(16)}` : `0x${high.toString(16)}${low.toString(16).padStart(8, "0")}`;
  }
  return metTexts[slot] ?? "0x0";
};

export const utf16At = (bytes: Buffer, at: number, end: number): string => bytes.toString("utf16le", at, end);
