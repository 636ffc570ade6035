/** Turns a dense model into the stored form: eight bits a weight, those that round to nothing left out. */
import type { TechniqueModel } from "../model.ts";
import type { LinearModel } from "./fit-linear.ts";

export const quantise = (model: LinearModel, labels: readonly string[], scale: number): TechniqueModel => {
  const classes = labels.length;
  const buckets = model.weights.length / classes;
  const starts = new Int32Array(buckets + 1);
  const columns: number[] = [];
  const values: number[] = [];
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    for (let column = 0; column < classes; column += 1) {
      const value = Math.round((model.weights[bucket * classes + column] ?? 0) * scale);
      if (value === 0) continue;
      columns.push(column);
      values.push(Math.max(-127, Math.min(127, value)));
    }
    starts[bucket + 1] = columns.length;
  }
  return {
    labels,
    starts,
    columns: Uint16Array.from(columns),
    values: Int8Array.from(values),
    scale,
    bias: Float32Array.from(model.bias, (value) => Math.round(value * 1000) / 1000),
  };
};
