/** What the packed weights are made of and read with, whatever they hold. */
import { inflateRawSync } from "node:zlib";

/** Seven bits a byte, least first, the high bit meaning "more". */
export const pushNumber = (bytes: number[], number: number): void => {
  let rest = number;
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  bytes.push(rest);
};

export const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;

/** Undefined where the text is no deflated bytes, or of more than `most`. */
export const inflate = (text: string, most: number): Uint8Array | undefined => {
  try {
    return inflateRawSync(Buffer.from(text, "base64"), { maxOutputLength: most });
  } catch {
    return undefined;
  }
};
