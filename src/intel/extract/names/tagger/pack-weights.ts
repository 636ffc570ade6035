/**
 * The tagger's weights in a file and out of it, the nets in a part of their own. Numbers by bucket, no text.
 *
 * Bytes, deflated, in base64: for each row in order of its bucket the step from the last bucket (7 bits a byte, high bit:
 * more), how many labels have a weight, then label and weight (one byte each, two's complement) of each. What does not
 * fit this form is refused, with the place, what should stand there and what does.
 */

import { err, ok, type Result } from "#kit/result.ts";
import { packBytes, pushPackedNumber, readPackedNumber } from "../../packed-bytes.ts";
import { buckets } from "./features.ts";
import { width } from "./labels.ts";
import { type PackedNets, packNets, unpackNets } from "./net/pack-nets.ts";
import { inflate, isCount } from "./packed-fields.ts";
import type { Weights } from "./score-tokens.ts";

export interface PackedWeights {
  readonly form: string;
  readonly rows: number;
  readonly scale: number;
  readonly move: readonly number[];
  readonly emit: string;
  readonly nets?: PackedNets;
}

/** Changes whenever features, labels or bytes do: weights of one form say nothing in another. */
export const weightsForm = `chain-3 buckets=${buckets} labels=${width}`;

const scale = 50;
/** Weights that round to less than this are left out. */
const least = 1;
const maxRows = 1 << 19;

export const packWeights = ({ rows, emit, move, scale: given, nets }: Weights): PackedWeights => {
  const bytes: number[] = [];
  let count = 0;
  let last = 0;
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const row = rows[bucket] ?? 0;
    if (row === 0) continue;
    const held: number[] = [];
    for (let label = 0; label < width; label += 1) {
      const value = Math.max(-127, Math.min(127, Math.round(((emit[row * width + label] ?? 0) * scale) / given)));
      if (Math.abs(value) >= least) held.push(label, value & 255);
    }
    if (held.length === 0) continue;
    pushPackedNumber(bytes, bucket - last);
    bytes.push(held.length / 2, ...held);
    last = bucket;
    count += 1;
  }
  return {
    form: weightsForm,
    rows: count,
    scale,
    move: Array.from(move, (value) => Math.round((value * scale) / given)),
    emit: packBytes(Uint8Array.from(bytes)),
    ...(nets ? { nets: packNets(nets) } : {}),
  };
};

/** What is wrong with the frame, or undefined. */
const faultOf = (packed: Partial<Record<keyof PackedWeights, unknown>>): string | undefined => {
  if (packed.form !== weightsForm) return `form: expected "${weightsForm}", found ${JSON.stringify(packed.form)}`;
  if (!isCount(packed.rows) || packed.rows > maxRows)
    return `rows: expected a count up to ${maxRows}, found ${JSON.stringify(packed.rows)}`;
  if (typeof packed.scale !== "number" || !(packed.scale > 0 && packed.scale <= 1e6))
    return `scale: expected a number above 0, found ${JSON.stringify(packed.scale)}`;
  const { move } = packed;
  if (!Array.isArray(move) || move.length !== width * width || !move.every((one) => Number.isFinite(one)))
    return `move: expected ${width * width} numbers, found ${Array.isArray(move) ? move.length : typeof move}`;
  if (typeof packed.emit !== "string") return `emit: expected base64 text, found ${typeof packed.emit}`;
  return undefined;
};

/** Reads rows into `rows` and `emit`; how many bytes were read, or where they stopped making sense. */
const readRows = (
  bytes: Uint8Array,
  count: number,
  rows: Int32Array,
  emit: Int16Array,
): { readonly at: number; readonly fault?: string } => {
  const cursor = { bytes, at: 0 };
  let bucket = 0;
  for (let row = 1; row <= count; row += 1) {
    bucket += readPackedNumber(cursor);
    if (bucket >= buckets) return { at: cursor.at, fault: `a bucket below ${buckets}, found ${bucket}` };
    rows[bucket] = row;
    const held = bytes[cursor.at] ?? 0;
    cursor.at += 1;
    if (held > width || cursor.at + held * 2 > bytes.length)
      return {
        at: cursor.at,
        fault: `up to ${width} weights in ${bytes.length} bytes, found ${held} at byte ${cursor.at}`,
      };
    for (let one = 0; one < held; one += 1, cursor.at += 2) {
      const label = bytes[cursor.at] as number;
      if (label >= width) return { at: cursor.at, fault: `a label below ${width}, found ${label}` };
      emit[row * width + label] = ((bytes[cursor.at + 1] as number) << 24) >> 24;
    }
  }
  return { at: cursor.at };
};

/** The weights, or in one sentence what is wrong with them. `file` is named in it. */
export const unpackWeights = (
  packed: Partial<Record<keyof PackedWeights, unknown>>,
  file: string,
): Result<Weights, string> => {
  const fault = faultOf(packed);
  if (fault !== undefined) return err(`${file}: ${fault}`);
  const count = Number(packed.rows);
  const bytes = inflate(String(packed.emit), count * (5 + 2 * width) + 16);
  if (!bytes)
    return err(`${file}: emit: expected deflated bytes of ${count} rows, found bytes that do not inflate to that`);
  const rows = new Int32Array(buckets);
  const emit = new Int16Array((count + 1) * width);
  const read = readRows(bytes, count, rows, emit);
  if (read.fault !== undefined) return err(`${file}: emit, row bytes: expected ${read.fault}`);
  if (read.at !== bytes.length)
    return err(`${file}: emit: expected ${count} rows to take all ${bytes.length} bytes, found ${read.at} taken`);
  const weights = { rows, emit, move: Float32Array.from(packed.move as number[]), scale: Number(packed.scale) };
  if (packed.nets === undefined) return ok(weights);
  const nets = unpackNets(Object(packed.nets));
  return nets.ok ? ok({ ...weights, nets: nets.value }) : err(`${file}: nets, ${nets.error}`);
};
