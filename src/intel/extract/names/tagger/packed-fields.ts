/** Fields of the tagger's packed weights and nets, read from a file that may hold anything. */
import { unpackBytes } from "../../packed-bytes.ts";

export const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;

/** Undefined where the text is no deflated bytes, or of more than `most`. */
export const inflate = (text: string, most: number): Uint8Array | undefined => {
  try {
    return unpackBytes(text, most);
  } catch {
    return undefined;
  }
};
