/**
 * UTF-16 to text, remembering the short texts met last: logs say the same host, user and image over and over.
 *
 * The memory is a fixed table whose entries are overwritten, so it is bounded. A remembered text is compared unit by unit, so
 * the answer is always that of the bytes. Lone surrogates stay lone.
 */
import { utf16At } from "./binary-text.ts";

const slots = 8192;
const longest = 96;
const remembered: string[] = new Array<string>(slots).fill("");

const isSame = (text: string, bytes: Uint8Array, at: number, end: number): boolean => {
  if (text.length * 2 !== end - at) return false;
  for (let unit = 0, from = at; from < end; unit += 1, from += 2)
    if (text.charCodeAt(unit) !== ((bytes[from] ?? 0) | ((bytes[from + 1] ?? 0) << 8))) return false;
  return true;
};

export const decodeUtf16 = (bytes: Buffer, at: number, end: number): string => {
  const size = end - at;
  if (size <= 0) return "";
  if (size > longest * 2) return utf16At(bytes, at, end);
  let hash = size;
  for (let from = at; from < end; from += 2)
    hash = Math.imul(hash ^ ((bytes[from] ?? 0) | ((bytes[from + 1] ?? 0) << 8)), 0x01000193);
  const slot = (hash ^ (hash >>> 15)) & (slots - 1);
  const text = remembered[slot] ?? "";
  if (isSame(text, bytes, at, end)) return text;
  const decoded = utf16At(bytes, at, end);
  remembered[slot] = decoded;
  return decoded;
};
