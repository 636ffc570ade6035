/**
 * One value of a BinXML record by its type code: scalars, and arrays of them (type code with the bit 0x80).
 *
 * Integers that a double cannot hold come as decimal text, so that no digit is lost. A value whose bytes do not fit its type
 * is `null`, never a guess. Text ends where its bytes end or at trailing zeros.
 */
import type { EventValue, Leaf } from "#terms/event.ts";
import { filetimeText, guidAt, hexNumberText, hexOf, sidAt, systemTimeText, u16, u32 } from "./binary-text.ts";
import { decodeUtf16 } from "./text-cache.ts";

export const valueType = {
  null: 0x00,
  utf16: 0x01,
  ansi: 0x02,
  int8: 0x03,
  uint8: 0x04,
  int16: 0x05,
  uint16: 0x06,
  int32: 0x07,
  uint32: 0x08,
  int64: 0x09,
  uint64: 0x0a,
  real32: 0x0b,
  real64: 0x0c,
  bool: 0x0d,
  binary: 0x0e,
  guid: 0x0f,
  size: 0x10,
  filetime: 0x11,
  systemTime: 0x12,
  sid: 0x13,
  hexInt32: 0x14,
  hexInt64: 0x15,
  handle: 0x20,
  binXml: 0x21,
  xml: 0x23,
} as const;

const arrayBit = 0x80;

/** Bytes a value takes by its type; 0 when its size is its own affair. */
const sizesByType: readonly (readonly [number, number])[] = [
  [valueType.int8, 1],
  [valueType.uint8, 1],
  [valueType.int16, 2],
  [valueType.uint16, 2],
  [valueType.int32, 4],
  [valueType.uint32, 4],
  [valueType.int64, 8],
  [valueType.uint64, 8],
  [valueType.real32, 4],
  [valueType.real64, 8],
  [valueType.bool, 4],
  [valueType.guid, 16],
  [valueType.filetime, 8],
  [valueType.systemTime, 16],
  [valueType.hexInt32, 4],
  [valueType.hexInt64, 8],
];
const fixedSizes = new Uint8Array(256);
for (const [type, size] of sizesByType) fixedSizes[type] = size;

export const fixedSizeOf = (type: number): number => fixedSizes[type] ?? 0;

const unsigned64 = (bytes: Uint8Array, at: number): Leaf => {
  const high = u32(bytes, at + 4);
  if (high < 0x20_0000) return high * 2 ** 32 + u32(bytes, at);
  return ((BigInt(high) << 32n) | BigInt(u32(bytes, at))).toString();
};

const signed64 = (bytes: Uint8Array, at: number): Leaf => {
  const high = u32(bytes, at + 4) | 0;
  if (high >= -0x20_0000 && high < 0x20_0000) return high * 2 ** 32 + u32(bytes, at);
  return ((BigInt(high) << 32n) + BigInt(u32(bytes, at))).toString();
};

const real = (bytes: Uint8Array, at: number, size: 4 | 8): Leaf => {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, size);
  const number = size === 4 ? view.getFloat32(0, true) : view.getFloat64(0, true);
  return Number.isFinite(number) ? number : String(number);
};

const ansiText = (bytes: Buffer, at: number, size: number): string => {
  let end = at + size;
  while (end > at && bytes[end - 1] === 0) end -= 1;
  return bytes.toString("latin1", at, end);
};

const utf16Text = (bytes: Buffer, at: number, size: number): string => {
  let end = at + (size & ~1);
  while (end > at && bytes[end - 1] === 0 && bytes[end - 2] === 0) end -= 2;
  return decodeUtf16(bytes, at, end);
};

/** Of a size given by its type; the caller has checked that it fits. */
const fixedValue = (bytes: Uint8Array, type: number, at: number): Leaf => {
  switch (type) {
    case valueType.int8:
      return ((bytes[at] ?? 0) << 24) >> 24;
    case valueType.uint8:
      return bytes[at] ?? 0;
    case valueType.int16:
      return (u16(bytes, at) << 16) >> 16;
    case valueType.uint16:
      return u16(bytes, at);
    case valueType.int32:
      return u32(bytes, at) | 0;
    case valueType.uint32:
      return u32(bytes, at);
    case valueType.int64:
      return signed64(bytes, at);
    case valueType.uint64:
      return unsigned64(bytes, at);
    case valueType.real32:
      return real(bytes, at, 4);
    case valueType.real64:
      return real(bytes, at, 8);
    case valueType.bool:
      return u32(bytes, at) !== 0;
    case valueType.guid:
      return guidAt(bytes, at);
    case valueType.filetime:
      return filetimeText(bytes, at);
    case valueType.systemTime:
      return systemTimeText(bytes, at);
    case valueType.hexInt32:
      return hexNumberText(bytes, at, 4);
    case valueType.hexInt64:
      return hexNumberText(bytes, at, 8);
    default:
      return null;
  }
};

const sizedNumber = (bytes: Uint8Array, at: number, size: number): Leaf => {
  if (size === 4 || size === 8) return hexNumberText(bytes, at, size);
  return size === 0 ? null : `0x${hexOf(bytes, at, size).toLowerCase()}`;
};

/** Booleans and integers are met with fewer bytes than their type has; what is there still says something. */
const shortValue = (bytes: Uint8Array, type: number, at: number, size: number): Leaf => {
  if (size === 0) return null;
  if (type === valueType.bool) return bytes.subarray(at, at + size).some((byte) => byte !== 0);
  return hexOf(bytes, at, size);
};

const readScalar = (bytes: Buffer, type: number, at: number, size: number): Leaf => {
  switch (type) {
    case valueType.null:
      return null;
    case valueType.utf16:
    case valueType.xml:
      return utf16Text(bytes, at, size);
    case valueType.ansi:
      return ansiText(bytes, at, size);
    case valueType.size:
    case valueType.handle:
      return sizedNumber(bytes, at, size);
    case valueType.sid:
      return size === 0 ? null : (sidAt(bytes, at, size) ?? hexOf(bytes, at, size));
    default: {
      const fixed = fixedSizeOf(type);
      if (fixed === 0) return hexOf(bytes, at, size);
      return size < fixed ? shortValue(bytes, type, at, size) : fixedValue(bytes, type, at);
    }
  }
};

/** Texts of an array stand one after the other, each closed by a zero. */
const textArray = (bytes: Buffer, wide: boolean, at: number, size: number): Leaf[] => {
  const texts: Leaf[] = [];
  const step = wide ? 2 : 1;
  const end = at + size - (size % step);
  let start = at;
  for (let index = at; index < end; index += step) {
    if (bytes[index] !== 0 || (wide && bytes[index + 1] !== 0)) continue;
    texts.push(wide ? decodeUtf16(bytes, start, index) : bytes.toString("latin1", start, index));
    start = index + step;
  }
  if (start < end) texts.push(wide ? decodeUtf16(bytes, start, end) : bytes.toString("latin1", start, end));
  return texts;
};

const sidArray = (bytes: Buffer, at: number, size: number): Leaf[] => {
  const sids: Leaf[] = [];
  for (let start = at; start + 8 <= at + size; ) {
    const length = 8 + (bytes[start + 1] ?? 0) * 4;
    const sid = sidAt(bytes, start, Math.min(length, at + size - start));
    if (sid === undefined) break;
    sids.push(sid);
    start += length;
  }
  return sids;
};

const readArray = (bytes: Buffer, type: number, at: number, size: number): EventValue => {
  if (type === valueType.utf16 || type === valueType.ansi) return textArray(bytes, type === valueType.utf16, at, size);
  if (type === valueType.sid) return sidArray(bytes, at, size);
  const step = fixedSizeOf(type);
  if (step === 0) return size === 0 ? null : hexOf(bytes, at, size);
  const values: Leaf[] = [];
  for (let index = at; index + step <= at + size; index += step) values.push(fixedValue(bytes, type, index));
  return values;
};

/** @param end of the bytes that may be read; a value that goes past it is cut there */
export const readValue = (bytes: Buffer, type: number, at: number, size: number): EventValue =>
  type < arrayBit ? readScalar(bytes, type, at, size) : readArray(bytes, type - arrayBit, at, size);
