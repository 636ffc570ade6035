/**
 * Models in a file: entries as bytes, deflated, in base64. A packed model holds numbers by bucket and no text.
 *
 * Bytes of a model: for each bucket in order the number of its entries, then for each entry the step from the last column,
 * then its value. Numbers above 127 take seven bits a byte, the high bit meaning "more". A damaged file gives a model cut
 * short at the damage, never one that reads past its end.
 */
import { packBytes, pushPackedNumber, readPackedNumber, unpackBytes } from "../packed-bytes.ts";
import type { TechniqueModel } from "./model.ts";

export interface PackedModel {
  readonly labels: string;
  readonly buckets: number;
  readonly entries: number;
  readonly scale: number;
  readonly bias: readonly number[];
  readonly weights: string;
}

export const packModel = (model: TechniqueModel): PackedModel => {
  const bytes: number[] = [];
  const buckets = model.starts.length - 1;
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const start = model.starts[bucket] ?? 0;
    const end = model.starts[bucket + 1] ?? 0;
    pushPackedNumber(bytes, end - start);
    let last = 0;
    for (let entry = start; entry < end; entry += 1) {
      pushPackedNumber(bytes, (model.columns[entry] ?? 0) - last);
      last = model.columns[entry] ?? 0;
    }
    for (let entry = start; entry < end; entry += 1) bytes.push((model.values[entry] ?? 0) & 255);
  }
  return {
    labels: model.labels.join(" "),
    buckets,
    entries: model.columns.length,
    scale: model.scale,
    bias: Array.from(model.bias, (value) => Math.round(value * 1000) / 1000),
    weights: packBytes(Uint8Array.from(bytes)),
  };
};

export const unpackModel = (packed: PackedModel): TechniqueModel => {
  const bytes = unpackBytes(packed.weights, packed.buckets * 3 + packed.entries * 4);
  const starts = new Int32Array(packed.buckets + 1);
  const columns = new Uint16Array(packed.entries);
  const values = new Int8Array(packed.entries);
  const cursor = { bytes, at: 0 };
  const labels = packed.labels.split(" ");
  let entry = 0;
  for (let bucket = 0; bucket < packed.buckets; bucket += 1) {
    const count = Math.min(readPackedNumber(cursor), packed.entries - entry);
    let column = 0;
    for (let one = 0; one < count; one += 1) {
      column = Math.min(column + readPackedNumber(cursor), labels.length - 1);
      columns[entry + one] = column;
    }
    for (let one = 0; one < count; one += 1, cursor.at += 1) values[entry + one] = bytes[cursor.at] ?? 0;
    entry += count;
    starts[bucket + 1] = entry;
  }
  return { labels, starts, columns, values, scale: packed.scale, bias: Float32Array.from(packed.bias) };
};
