/**
 * Nets in a file and out of it. Numbers by bucket, no text.
 *
 * `vectors`: bytes, deflated, in base64: for each row in order of its bucket the step from the last bucket (7 bits a byte,
 * high bit: more), then the vector of every net, one byte a number. `parts`: deflated, in base64: net after net, part after
 * part, two bytes a number, low byte first. All two's complement. What does not fit this form is refused, with what should
 * stand there and what does.
 */
import { err, ok, type Result } from "#kit/result.ts";
import { packBytes, pushPackedNumber, readPackedNumber } from "../../../packed-bytes.ts";
import { buckets } from "../features.ts";
import { inflate, isCount } from "../packed-fields.ts";
import { hidden, type Net, type NetSet, newParts, partNames, partSizes, vector } from "./net.ts";

export interface PackedNets {
  readonly form: string;
  readonly count: number;
  readonly rows: number;
  readonly vectors: string;
  readonly parts: string;
}

/** Changes whenever features, sizes or bytes do. */
export const netsForm = `net-1 buckets=${buckets} vector=${vector} hidden=${hidden}`;

const vectorScale = 100;
const partScale = 2048;
const maxNets = 8;
const maxRows = 1 << 17;
const partLength = partNames.reduce((sum, name) => sum + partSizes[name], 0);

const whole = (value: number, scale: number, most: number): number =>
  Math.max(-most, Math.min(most, Math.round(value * scale)));

/** The row's bytes, net after net. */
const rowBytes = (nets: readonly Net[], row: number): number[] =>
  nets.flatMap(({ vectors }) =>
    Array.from(vectors.subarray(row * vector, (row + 1) * vector), (value) => whole(value, vectorScale, 127) & 255),
  );

const packVectors = ({ rows, nets }: NetSet): { bytes: number[]; count: number } => {
  const bytes: number[] = [];
  let last = 0;
  let count = 0;
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const row = rows[bucket] ?? 0;
    const held = row === 0 ? [] : rowBytes(nets, row);
    if (held.every((byte) => byte === 0)) continue;
    pushPackedNumber(bytes, bucket - last);
    for (const byte of held) bytes.push(byte);
    last = bucket;
    count += 1;
  }
  return { bytes, count };
};

export const packNets = (set: NetSet): PackedNets => {
  const { bytes, count } = packVectors(set);
  const parts: number[] = [];
  for (const net of set.nets)
    for (const name of partNames)
      for (const value of net.parts[name]) {
        const number = whole(value, partScale, 32_767);
        parts.push(number & 255, (number >> 8) & 255);
      }
  return {
    form: netsForm,
    count: set.nets.length,
    rows: count,
    vectors: packBytes(Uint8Array.from(bytes)),
    parts: packBytes(Uint8Array.from(parts)),
  };
};

type Unread = Partial<Record<keyof PackedNets, unknown>>;

const faultOf = ({ form, count, rows, vectors, parts }: Unread): string | undefined => {
  if (form !== netsForm) return `form: expected "${netsForm}", found ${JSON.stringify(form)}`;
  if (!isCount(count) || count < 1 || count > maxNets)
    return `count: expected 1 to ${maxNets} nets, found ${JSON.stringify(count)}`;
  if (!isCount(rows) || rows > maxRows) return `rows: expected a count up to ${maxRows}, found ${JSON.stringify(rows)}`;
  if (typeof vectors !== "string") return `vectors: expected base64 text, found ${typeof vectors}`;
  if (typeof parts !== "string") return `parts: expected base64 text, found ${typeof parts}`;
  return undefined;
};

/** Reads the rows into `rows` and the nets' vectors, or says what is wrong with them. */
const readVectors = (bytes: Uint8Array, count: number, rows: Int32Array, nets: readonly Net[]): string | undefined => {
  const cursor = { bytes, at: 0 };
  let bucket = 0;
  for (let row = 1; row <= count; row += 1) {
    bucket += readPackedNumber(cursor);
    if (bucket >= buckets) return `expected a bucket below ${buckets}, found ${bucket}`;
    rows[bucket] = row;
    for (const { vectors } of nets)
      for (let one = 0; one < vector; one += 1, cursor.at += 1)
        vectors[row * vector + one] = (((bytes[cursor.at] ?? 0) << 24) >> 24) / vectorScale;
  }
  return cursor.at === bytes.length ? undefined : `expected ${cursor.at} bytes, found ${bytes.length}`;
};

const readParts = (bytes: Uint8Array, nets: readonly Net[]): void => {
  let at = 0;
  for (const { parts } of nets)
    for (const name of partNames)
      for (let one = 0; one < partSizes[name]; one += 1, at += 2)
        parts[name][one] = ((((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)) << 16) >> 16) / partScale;
};

/** The nets, or in one sentence what is wrong with them. */
export const unpackNets = (packed: Unread): Result<NetSet, string> => {
  const fault = faultOf(packed);
  if (fault !== undefined) return err(fault);
  const [count, rowCount] = [Number(packed.count), Number(packed.rows)];
  const vectors = inflate(String(packed.vectors), rowCount * (4 + count * vector) + 16);
  if (!vectors)
    return err(`vectors: expected deflated bytes of ${rowCount} rows, found bytes that do not inflate to that`);
  const parts = inflate(String(packed.parts), count * partLength * 2 + 16);
  if (parts?.length !== count * partLength * 2)
    return err(`parts: expected ${count * partLength * 2} deflated bytes, found ${parts?.length ?? "none"}`);
  const rows = new Int32Array(buckets);
  const nets = Array.from(
    { length: count },
    (): Net => ({ vectors: new Float32Array((rowCount + 1) * vector), parts: newParts() }),
  );
  const wrong = readVectors(vectors, rowCount, rows, nets);
  if (wrong !== undefined) return err(`vectors: ${wrong}`);
  readParts(parts, nets);
  return ok({ rows, nets });
};
