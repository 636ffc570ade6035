/** Takes a stream of chunks apart into the pieces a reader asks for, and stops at a total. */
export interface BytePuller {
  /** Exactly `count` bytes, or fewer when the stream ends. The bytes are the caller's own. */
  readonly pull: (count: number) => Promise<Uint8Array>;
  /** The same without taking them. */
  readonly peek: (count: number) => Promise<Uint8Array>;
  /** @returns how many were there to be skipped. */
  readonly skip: (count: number) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** Thrown by the puller when the stream gave more than it may. */
export class TooManyBytesError extends Error {}

export const pullBytes = (chunks: AsyncIterable<Uint8Array>, maxBytes: number): BytePuller => {
  const iterator = chunks[Symbol.asyncIterator]();
  let held: Uint8Array = new Uint8Array();
  let total = 0;
  let ended = false;

  const more = async (): Promise<boolean> => {
    if (ended) return false;
    const { done, value } = await iterator.next();
    if (done === true) {
      ended = true;
      return false;
    }
    total += value.length;
    if (total > maxBytes) throw new TooManyBytesError(`more than ${maxBytes} bytes`);
    held = held.length === 0 ? value : concat(held, value);
    return true;
  };

  const peek = async (count: number): Promise<Uint8Array> => {
    while (held.length < count && (await more()));
    return held.subarray(0, count);
  };

  const pull = async (count: number): Promise<Uint8Array> => {
    const taken: Uint8Array[] = [];
    let length = 0;
    while (length < count && (held.length > 0 || (await more()))) {
      const part = held.subarray(0, count - length);
      taken.push(part);
      length += part.length;
      held = held.subarray(part.length);
    }
    return joinParts(taken, length);
  };

  const skip = async (count: number): Promise<number> => {
    let skipped = 0;
    while (skipped < count && (held.length > 0 || (await more()))) {
      const step = Math.min(held.length, count - skipped);
      skipped += step;
      held = held.subarray(step);
    }
    return skipped;
  };

  const close = async (): Promise<void> => {
    ended = true;
    await iterator.return?.();
  };
  return { pull, peek, skip, close };
};

const concat = (a: Uint8Array, b: Uint8Array): Uint8Array => joinParts([a, b], a.length + b.length);

const joinParts = (parts: readonly Uint8Array[], length: number): Uint8Array => {
  const joined = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
};
