/**
 * Cuts a stream of zstd into its frames (RFC 8878, 3.1), which the decompressor takes one at a time: files that were put
 * one after another, or packed by several threads, hold many. Frames to be skipped are left out. What is no frame is given as
 * it is, so that the decompressor tells of the damage.
 */

const frameMagic = 0xfd2fb528;
const isSkippable = (magic: number): boolean => magic >>> 4 === 0x184d2a5;

const headerBytes = (descriptor: number): number => {
  const isSingle = (descriptor & 0x20) !== 0;
  const sizeFlag = descriptor >> 6;
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const content = sizeFlag === 0 ? (isSingle ? 1 : 0) : 2 ** sizeFlag;
  return (isSingle ? 0 : 1) + dictionary + content;
};

/** Bytes as they come, some of them looked at before they are passed on. */
class Bytes {
  readonly #iterator: AsyncIterator<Uint8Array>;
  #held: Uint8Array = new Uint8Array();

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#iterator = chunks[Symbol.asyncIterator]();
  }

  /** The next bytes without taking them; fewer at the end. */
  async peek(count: number): Promise<Buffer> {
    while (this.#held.length < count) {
      const next = await this.#iterator.next();
      if (next.done === true) break;
      this.#held = this.#held.length === 0 ? next.value : Buffer.concat([this.#held, next.value]);
    }
    return Buffer.from(this.#held.buffer, this.#held.byteOffset, Math.min(count, this.#held.length));
  }

  /** Takes so many bytes, in pieces as they come. */
  async *take(count: number): AsyncGenerator<Uint8Array> {
    for (let left = count; left > 0; ) {
      if (this.#held.length === 0 && (await this.peek(1)).length === 0) return;
      const piece = this.#held.subarray(0, left);
      this.#held = this.#held.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }
}

const frame = async function* (bytes: Bytes, descriptor: number): AsyncGenerator<Uint8Array> {
  yield* bytes.take(5 + headerBytes(descriptor));
  for (let isLast = false; !isLast; ) {
    const head = await bytes.peek(3);
    if (head.length < 3) break;
    const block = head.readUIntLE(0, 3);
    isLast = (block & 1) === 1;
    const isRun = ((block >> 1) & 3) === 1;
    yield* bytes.take(3 + (isRun ? 1 : block >> 3));
  }
  if ((descriptor & 4) !== 0) yield* bytes.take(4);
};

/** Each frame is to be read to its end before the next is asked for. */
export const zstdFrames = async function* (
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<AsyncIterable<Uint8Array>> {
  const bytes = new Bytes(chunks);
  for (;;) {
    const head = await bytes.peek(8);
    if (head.length === 0) return;
    const magic = head.length < 4 ? 0 : head.readUInt32LE(0);
    if (isSkippable(magic) && head.length === 8) {
      for await (const _ of bytes.take(8 + head.readUInt32LE(4))) {
        // left out
      }
    } else if (magic === frameMagic && head.length > 4) yield frame(bytes, head.readUInt8(4));
    else {
      yield bytes.take(Number.POSITIVE_INFINITY);
      return;
    }
  }
};
