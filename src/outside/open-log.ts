/**
 * Opens a log as streams of bytes, however long it is: plain, gzip or zstd, and each entry of a zip or tar.
 *
 * What it is comes from its bytes. A stream is to be read to its end before the next is asked for. Damage ends one stream
 * and becomes a loss; what came before it was given. Packed entries of archives are unpacked once, archives inside
 * archives are not opened. Decoded bytes are capped by ratio, so that a bomb ends; memory is bounded but for zip, whose
 * stored bytes are held.
 */
import { createReadStream } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { type Duplex, pipeline, Readable } from "node:stream";
import { createGunzip, createZstdDecompress, constants as zlib } from "node:zlib";
import { archiveFormatOf, startsWithBytes } from "#kit/bytes/archive-format.ts";
import type { Loss } from "#terms/loss.ts";
import { streamTar } from "./archive/stream-tar.ts";
import { streamZip } from "./archive/stream-zip.ts";
import { zstdFrames } from "./archive/zstd-frames.ts";

export interface LogSource {
  readonly name: string;
  /** Absent: standard input. */
  readonly path?: string;
  /** Absent for what can be read only once: standard input, a pipe. */
  readonly sizeBytes?: number;
  /** Only these bytes of a plain file, `[from, until)`. */
  readonly range?: { readonly from: number; readonly until: number };
}

export interface LogStream {
  readonly kind: "log";
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

export type OpenedLog = LogStream | { readonly kind: "loss"; readonly loss: Loss };

const pieceBytes = 1024 * 1024;
const leastPiece = 4096;
const headBytes = 512;
const mostZipBytes = 1024 ** 3;
const leastCap = 1024 ** 3;
/** Logs of one kind of line shrink to a hundredth; a bomb to a thousandth. */
const mostRatio = 400;

const lossOf = (item: string, reason: string, detail: string): OpenedLog => ({
  kind: "loss",
  loss: { step: "collect", item, reason, detail },
});

/** The first bytes of a stream, and the whole stream again. */
const peek = async (
  chunks: AsyncIterable<Uint8Array>,
  count: number,
): Promise<{ readonly head: Uint8Array; readonly whole: AsyncIterable<Uint8Array> }> => {
  const iterator = chunks[Symbol.asyncIterator]();
  const held: Uint8Array[] = [];
  let length = 0;
  let ended = false;
  while (length < count && !ended) {
    const next = await iterator.next();
    if (next.done === true) ended = true;
    else {
      held.push(next.value);
      length += next.value.length;
    }
  }
  const whole = async function* (): AsyncGenerator<Uint8Array> {
    yield* held;
    held.length = 0;
    if (!ended) yield* { [Symbol.asyncIterator]: () => iterator };
  };
  return { head: held.length === 1 ? (held[0] ?? new Uint8Array()) : Buffer.concat(held), whole: whole() };
};

/** A fault of the source or of the decoder reaches the one who iterates over the decoder. */
const through = <Decoder extends Duplex>(chunks: AsyncIterable<Uint8Array>, decoder: Decoder): Decoder => {
  pipeline(Readable.from(chunks), decoder, () => undefined);
  return decoder;
};

const zstdOptions = { chunkSize: 256 * 1024, params: { [zlib.ZSTD_d_windowLogMax]: 27 } };

const decodeZstd = async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const frame of zstdFrames(chunks)) yield* through(frame, createZstdDecompress(zstdOptions));
};

const decode = (chunks: AsyncIterable<Uint8Array>, format: "gzip" | "zstd"): AsyncIterable<Uint8Array> =>
  format === "zstd" ? decodeZstd(chunks) : through(chunks, createGunzip({ chunkSize: 256 * 1024 }));

/** What looks like a log by its place and is none that is read here, by its first bytes. */
const otherKinds: readonly (readonly [magic: readonly number[], what: string])[] = [
  [[0x42, 0x5a, 0x68], "packed with bzip2; unpack it first."],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], "packed with xz; unpack it first."],
  [[0x04, 0x22, 0x4d, 0x18], "packed with lz4; unpack it first."],
  [[0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], "a 7-Zip archive; unpack it first."],
  [[0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], "a RAR archive; unpack it first."],
  [
    [0x4c, 0x50, 0x4b, 0x53, 0x48, 0x48, 0x52, 0x48],
    "a systemd journal; journalctl --file FILE -o json writes it as text.",
  ],
  [[0x50, 0x41, 0x52, 0x31], "Parquet; only a whole folder made by `events keep` is read."],
];

const otherKindOf = (head: Uint8Array): string | undefined =>
  otherKinds.find(([magic]) => startsWithBytes(head, magic))?.[1];

/** Ends where the bytes are damaged or too many, and says so in `losses`. */
const guard = async function* (
  chunks: AsyncIterable<Uint8Array>,
  item: string,
  cap: number,
  losses: OpenedLog[],
): AsyncGenerator<Uint8Array> {
  let total = 0;
  try {
    for await (const chunk of chunks) {
      total += chunk.length;
      if (total > cap) {
        losses.push(lossOf(item, "too_large", `Expected at most ${cap} bytes unpacked; what came after was not read.`));
        return;
      }
      yield chunk;
    }
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown error";
    const detail = code.startsWith("Z_") || code.startsWith("ZSTD") ? "The packed bytes are damaged or cut off" : code;
    losses.push(lossOf(item, "damaged", `Reading ended early (${detail}); what came before was read.`));
  }
};

const baseName = (name: string): string => name.replace(/\.(?:gz|zst|gzip|zstd)$/i, "");

/** An entry of an archive: as it is, or unpacked once. */
const openEntry = async function* (name: string, chunks: AsyncIterable<Uint8Array>, cap: number) {
  const losses: OpenedLog[] = [];
  const { head, whole } = await peek(guard(chunks, name, cap, losses), headBytes);
  const format = archiveFormatOf(head);
  const other = otherKindOf(head);
  if (format === "zip" || format === "tar" || other !== undefined) {
    for await (const _ of whole) {
      // its bytes must go by, so that the next entry is reached
    }
    if (other === undefined) yield lossOf(name, "nested_archive", "An archive inside an archive is not opened.");
    else yield lossOf(name, "unsupported_archive", `Expected a log but it is ${other}`);
  } else if (format === undefined) yield { kind: "log" as const, name, chunks: whole };
  else yield { kind: "log" as const, name: baseName(name), chunks: guard(decode(whole, format), name, cap, losses) };
  yield* losses;
};

const entryName = (archive: string, entry: string): string => `${archive}!/${entry}`;

const openTar = async function* (item: string, chunks: AsyncIterable<Uint8Array>, cap: number) {
  for await (const entry of streamTar(chunks))
    if (entry.kind === "file") yield* openEntry(entryName(item, entry.name), entry.chunks, cap);
    else yield lossOf(entry.name === "" ? item : entryName(item, entry.name), entry.reason, entry.detail);
};

const openZip = async function* (source: LogSource, path: string, cap: number) {
  if ((source.sizeBytes ?? 0) > mostZipBytes) {
    yield lossOf(source.name, "too_large", `Expected a zip of at most ${mostZipBytes} bytes.`);
    return;
  }
  for (const entry of streamZip(await readFile(path)))
    if (entry.kind === "file") yield* openEntry(entryName(source.name, entry.name), entry.chunks, cap);
    else yield lossOf(entry.name === "" ? source.name : entryName(source.name, entry.name), entry.reason, entry.detail);
};

const openBytes = ({ path, range, sizeBytes }: LogSource): AsyncIterable<Uint8Array> => {
  if (path === undefined) return process.stdin;
  const part = range === undefined ? {} : { start: range.from, end: range.until - 1 };
  // No more than the file holds: each stream sets so much aside, and a folder may have thousands of small logs.
  const highWaterMark = Math.min(pieceBytes, Math.max(leastPiece, (sizeBytes ?? pieceBytes) + 1));
  return createReadStream(path, { highWaterMark, ...part });
};

const ended: IteratorResult<Uint8Array, undefined> = { done: true, value: undefined };

/** Ends at once when the signal says so, even while nothing comes: a pipe may be silent for hours. */
const untilAborted = async function* (
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  let isStopped = signal?.aborted === true;
  let wake: () => void = () => undefined;
  const stop = (): void => {
    isStopped = true;
    wake();
  };
  signal?.addEventListener("abort", stop, { once: true });
  const iterator = chunks[Symbol.asyncIterator]();
  try {
    while (!isStopped) {
      // A promise of its own each time: one that lives on would keep every chunk that was raced against it.
      const next = await new Promise<IteratorResult<Uint8Array, unknown>>((resolve, reject) => {
        wake = () => resolve(ended);
        iterator.next().then(resolve, reject);
      });
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    signal?.removeEventListener("abort", stop);
    // Not waited for: what is silent would never answer.
    void iterator.return?.();
  }
};

export interface OpenLogOptions {
  /** Told how many bytes of the source, as stored, were taken. */
  readonly onBytes?: (count: number) => void;
  /** Aborted: the log ends where it is. */
  readonly signal?: AbortSignal | undefined;
}

export const openLog = async function* (source: LogSource, options: OpenLogOptions = {}): AsyncGenerator<OpenedLog> {
  const { name, path, range, sizeBytes } = source;
  const losses: OpenedLog[] = [];
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of untilAborted(openBytes(source), options.signal)) {
      options.onBytes?.(chunk.length);
      yield chunk;
    }
  };
  const stored = guard(counted(), name, Number.POSITIVE_INFINITY, losses);
  const { head, whole } = await peek(stored, headBytes);
  const cap = Math.max(leastCap, (source.sizeBytes ?? Number.POSITIVE_INFINITY) * mostRatio);
  const format = range === undefined ? archiveFormatOf(head) : undefined;
  const other = range === undefined ? otherKindOf(head) : undefined;
  if (other !== undefined) yield lossOf(name, "unsupported_archive", `Expected a log but it is ${other}`);
  else if (format === "zip" && path !== undefined && sizeBytes !== undefined) yield* openZip(source, path, cap);
  else if (format === "zip") yield lossOf(name, "unsupported_archive", "A zip is read from a file, not from a pipe.");
  else if (format === "tar") yield* openTar(name, whole, cap);
  else if (format !== undefined) {
    const decoded = guard(decode(whole, format), name, cap, losses);
    const inner = await peek(decoded, headBytes);
    if (archiveFormatOf(inner.head) === "tar") yield* openTar(name, inner.whole, cap);
    else yield { kind: "log", name, chunks: inner.whole };
  } else yield { kind: "log", name, chunks: whole };
  yield* losses;
};

/** Whether a source is an archive of logs; what can be read only once is taken for one log. */
export const holdsManyLogs = async ({ path, sizeBytes }: LogSource): Promise<boolean> => {
  if (path === undefined || sizeBytes === undefined) return false;
  const first = archiveFormatOf(await readRange(path, 0, headBytes));
  if (first !== "gzip" && first !== "zstd") return first !== undefined;
  const losses: OpenedLog[] = [];
  const { head, whole } = await peek(guard(createReadStream(path), path, leastCap, losses), headBytes);
  const format = archiveFormatOf(head);
  const inner = format === "gzip" || format === "zstd" ? decode(whole, format) : undefined;
  if (inner === undefined) return format !== undefined;
  const unpacked = await peek(guard(inner, path, leastCap, losses), headBytes);
  return archiveFormatOf(unpacked.head) === "tar";
};

/** Some bytes of a file; fewer at its end, none where it cannot be read. */
export const readRange = async (path: string, from: number, count: number): Promise<Uint8Array> => {
  try {
    const file = await open(path, "r");
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(count), 0, count, from);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return new Uint8Array(); // whoever reads the whole file meets the fault and tells it
  }
};
