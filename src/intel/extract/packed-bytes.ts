/**
 * Learned tables in a file: whole numbers packed seven bits a byte, least first, the high bit meaning "more"; bytes deflated,
 * in base64.
 *
 * Past the end zeros are read, so that a damaged file can only be cut short.
 */
import { deflateRawSync, inflateRawSync } from "node:zlib";

export interface PackedCursor {
  readonly bytes: Uint8Array;
  /** Of the next byte. */
  at: number;
}

export const readPackedNumber = (cursor: PackedCursor): number => {
  let number = 0;
  for (let shift = 0; shift < 28; shift += 7) {
    const byte = cursor.bytes[cursor.at] ?? 0;
    cursor.at += 1;
    number |= (byte & 127) << shift;
    if (byte < 128) break;
  }
  return number;
};

export const pushPackedNumber = (bytes: number[], number: number): void => {
  let rest = number;
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  bytes.push(rest);
};

export const packBytes = (bytes: Uint8Array): string => deflateRawSync(bytes, { level: 9 }).toString("base64");

/** Never more than `most` bytes come out; throws where the text is no deflated bytes, or of more. */
export const unpackBytes = (text: string, most: number): Uint8Array =>
  inflateRawSync(Buffer.from(text, "base64"), { maxOutputLength: most });
