/**
 * The weights fitted on AnnoCTR, from their own file under CC BY-SA 4.0 (`data/tagger`). Unpacked at first use.
 */
import packed from "../../../../../data/tagger/annoctr-weights.json" with { type: "json" };
import { type Weights, width } from "./decode.ts";
import { buckets } from "./features.ts";

/**
 * Rows in order of their buckets: the step to the next bucket (7 bits a byte, high bit: more), how many labels have a
 * weight, then label and weight (16 bits, low byte first) of each.
 */
const unpack = (text: string, rowCount: number, move: readonly number[]): Weights => {
  const bytes = Buffer.from(text, "base64");
  const rows = new Int32Array(buckets);
  const emit = new Int16Array((rowCount + 1) * width);
  let bucket = 0;
  let row = 0;
  for (let at = 0; at < bytes.length && row < rowCount; ) {
    let step = 0;
    let shift = 0;
    for (let more = true; more; at += 1) {
      const byte = bytes[at] ?? 0;
      step |= (byte & 127) << shift;
      shift += 7;
      more = byte > 127;
    }
    bucket += step;
    row += 1;
    rows[bucket] = row;
    const count = bytes[at] ?? 0;
    at += 1;
    for (let one = 0; one < count; one += 1, at += 3) {
      const value = (bytes[at + 1] ?? 0) | ((bytes[at + 2] ?? 0) << 8);
      emit[row * width + (bytes[at] ?? 0)] = value > 32_767 ? value - 65_536 : value;
    }
  }
  return { rows, emit, move: Int16Array.from(move) };
};

let loaded: Weights | undefined;

export const shippedWeights = (): Weights => {
  loaded ??= unpack(packed.emit, packed.rows, packed.move);
  return loaded;
};

/** Short hashes of the documents the weights were fitted on: a measure leaves them out. */
export const fittedDocuments: readonly string[] = packed.fittedOn;
