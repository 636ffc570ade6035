/**
 * A stream of bytes to lines, without copying those that lie in one piece.
 *
 * A line longer than the cap is given as one fault with the place where it starts; the stream goes on after its end. At most
 * the cap is held.
 */
export interface LineVisitor {
  /** `bytes[start, end)` is a line without its line break, at `offset` in the stream. The bytes are good until it returns. */
  readonly line: (bytes: Buffer, start: number, end: number, offset: number) => void;
  readonly tooLong: (offset: number, size: number, head: Buffer) => void;
}

const newline = 0x0a;
const carriageReturn = 0x0d;
const headBytes = 100;

export class LineSplitter {
  readonly #visitor: LineVisitor;
  readonly #mostBytes: number;
  /** A line that has not ended yet: the first bytes of this. */
  #held = Buffer.alloc(4096);
  #heldSize = 0;
  /** Size of a line over the cap so far; -1 when there is none. */
  #skipped = -1;
  #lineAt = 0;
  #at = 0;

  constructor(visitor: LineVisitor, mostBytes: number) {
    this.#visitor = visitor;
    this.#mostBytes = mostBytes;
  }

  push(given: Uint8Array): void {
    const bytes = Buffer.from(given.buffer, given.byteOffset, given.length);
    let start = 0;
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
      this.#close(bytes, start, end);
      start = end + 1;
      this.#lineAt = this.#at + start;
    }
    if (start < bytes.length) this.#hold(bytes, start, bytes.length);
    this.#at += bytes.length;
  }

  end(): void {
    if (this.#heldSize > 0) this.#close(this.#held, 0, 0);
  }

  #hold(bytes: Buffer, start: number, end: number): void {
    const size = this.#heldSize + end - start;
    if (this.#skipped >= 0 || size > this.#mostBytes) {
      this.#skipped = this.#skipped < 0 ? size : this.#skipped + end - start;
      if (this.#heldSize === 0) this.#heldSize = bytes.copy(this.#held, 0, start, Math.min(end, start + headBytes));
      return;
    }
    if (size > this.#held.length) {
      const larger = Buffer.alloc(Math.max(size, this.#held.length * 2));
      this.#held.copy(larger, 0, 0, this.#heldSize);
      this.#held = larger;
    }
    this.#heldSize += bytes.copy(this.#held, this.#heldSize, start, end);
  }

  #close(bytes: Buffer, start: number, end: number): void {
    if (this.#heldSize > 0 || end - start > this.#mostBytes) {
      this.#hold(bytes, start, end);
      if (this.#skipped < 0) this.#give(this.#held, 0, this.#heldSize);
      else
        this.#visitor.tooLong(this.#lineAt, this.#skipped, this.#held.subarray(0, Math.min(this.#heldSize, headBytes)));
    } else this.#give(bytes, start, end);
    this.#heldSize = 0;
    this.#skipped = -1;
  }

  #give(bytes: Buffer, start: number, end: number): void {
    const trimmed = end > start && bytes[end - 1] === carriageReturn ? end - 1 : end;
    this.#visitor.line(bytes, start, trimmed, this.#lineAt);
  }
}
