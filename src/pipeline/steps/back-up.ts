/**
 * Backup, restore and move: the whole store in one file, or straight into another server.
 *
 * The file: a line that says what it is, then the dump, compressed (zstd) and, with a passphrase, sealed.
 */
import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createZstdCompress, createZstdDecompress } from "node:zlib";
import { systemClock } from "#outside/clock.ts";
import { sealBytes, unsealBytes } from "#outside/seal-bytes.ts";
import { dumpStore, loadDump, openStore, type StoreOptions, sumStore, type TableSum } from "#store/index.ts";

const magic = "WATCHFLOOR BACKUP 1";
const headLimit = 64;

const toLines = async function* (lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const line of lines) yield Buffer.from(`${line}\n`, "utf8");
};

/** Writes the file's bytes, and ends `to`. */
export const writeBackup = async (
  from: StoreOptions,
  to: Writable,
  passphrase: string | undefined,
  onTable?: (sum: TableSum) => void,
): Promise<void> => {
  const lines = toLines(dumpStore(from, onTable));
  await pipeline(
    lines,
    createZstdCompress(),
    async function* (compressed: AsyncIterable<Uint8Array>) {
      yield Buffer.from(`${magic} ${passphrase === undefined ? "open" : "sealed"}\n`, "latin1");
      yield* passphrase === undefined ? compressed : sealBytes(compressed, passphrase);
    },
    to,
  );
};

interface Opened {
  readonly isSealed: boolean;
  readonly rest: AsyncIterable<Uint8Array>;
}

const openBackup = async (bytes: AsyncIterable<Uint8Array>): Promise<Opened> => {
  const iterator = bytes[Symbol.asyncIterator]();
  let held = Buffer.alloc(0);
  while (!held.includes(0x0a) && held.length < headLimit) {
    const { value, done } = await iterator.next();
    if (done === true) break;
    held = Buffer.concat([held, value]);
  }
  const end = held.indexOf(0x0a);
  const head = held.subarray(0, Math.max(0, end)).toString("latin1");
  if (head !== `${magic} open` && head !== `${magic} sealed`)
    throw new Error("Expected a backup of Watchfloor but found something else.");
  const rest = async function* (): AsyncGenerator<Uint8Array> {
    yield held.subarray(end + 1);
    for (;;) {
      const { value, done } = await iterator.next();
      if (done === true) return;
      yield value;
    }
  };
  return { isSealed: head.endsWith("sealed"), rest: rest() };
};

/** One row is one line; a document may be tens of megabytes, and is written as hexadecimal digits. */
const longestLine = 256 * 1024 * 1024;

async function* linesOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const part of bytes) {
    let from = 0;
    for (let end = part.indexOf(0x0a); end >= 0; end = part.indexOf(0x0a, from)) {
      held.push(part.subarray(from, end));
      yield Buffer.concat(held).toString("utf8");
      held = [];
      size = 0;
      from = end + 1;
    }
    held.push(part.subarray(from));
    size += part.length - from;
    if (size > longestLine) throw new Error(`Expected rows of at most ${longestLine} bytes but found a longer one.`);
  }
  if (size > 0) yield Buffer.concat(held).toString("utf8");
}

/** zlib's own words for bytes that are none of its. */
const isDamage = (cause: unknown): boolean =>
  cause instanceof Error && "code" in cause && /^(?:ZSTD_|Z_|ERR_ZSTD)/.test(String(cause.code));

/**
 * Puts a backup into an empty store.
 *
 * @throws Error in words for a person; the store is empty again
 */
export const readBackup = async (
  bytes: AsyncIterable<Uint8Array>,
  into: StoreOptions,
  passphrase: string | undefined,
): Promise<readonly TableSum[]> => {
  const { isSealed, rest } = await openBackup(bytes);
  if (isSealed && passphrase === undefined)
    throw new Error(
      "It is sealed: expected a passphrase (--passphrase-file, or WATCHFLOOR_PASSPHRASE) but found none.",
    );
  const plain = isSealed && passphrase !== undefined ? unsealBytes(rest, passphrase) : rest;
  let sums: readonly TableSum[] = [];
  try {
    await pipeline(plain, createZstdDecompress(), async (expanded) => {
      sums = await loadDump(into, linesOf(expanded));
    });
  } catch (cause) {
    throw isDamage(cause) ? new Error("It is cut short or was changed since it was written.", { cause }) : cause;
  }
  await holdOutbox(into);
  return sums;
};

/** What waited to be sent when the backup was written may have left since: a person decides. */
const holdOutbox = async (into: StoreOptions): Promise<void> => {
  const store = await openStore(into);
  try {
    await store.outbox.holdWaiting(systemClock.now());
  } finally {
    await store.close();
  }
};

/** From one server straight into another, empty one; compared table by table afterwards. */
export const moveStore = async (from: StoreOptions, into: StoreOptions): Promise<readonly TableSum[]> => {
  const sums = await loadDump(into, dumpStore(from));
  const left = await sumStore(from);
  const differs = left.find((sum, index) => sum.sha256 !== sums[index]?.sha256);
  if (differs !== undefined)
    throw new Error(
      `Table ${differs.table} changed while it was moved. Stop what writes to the store, and move again.`,
    );
  return sums;
};
