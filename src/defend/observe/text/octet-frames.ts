/**
 * Syslog over TCP with counted octets (RFC 6587 3.4.1): `LENGTH SP MESSAGE`, so that a message may hold line breaks.
 *
 * A frame whose count is no number is passed over up to the next line; a count over the cap is counted as unread.
 */
import type { EventSink, LogReader } from "../event-sink.ts";
import { excerptOf } from "../observe-report.ts";

const mostDigits = 9;

/** Whether a stream starts with a frame: a count, a space and a priority. */
export const isOctetCounted = (head: Buffer): boolean => {
  const text = head.toString("latin1", 0, 16);
  return /^[1-9]\d{0,8} <\d{1,3}>/.test(text);
};

export class OctetFrames implements LogReader {
  readonly #sink: EventSink;
  readonly #take: (line: string, offset: number) => void;
  #held = Buffer.alloc(0);
  #base = 0;
  /** Bytes still to be passed over. */
  #skip = 0;

  constructor(sink: EventSink, take: (line: string, offset: number) => void) {
    this.#sink = sink;
    this.#take = take;
  }

  push(bytes: Uint8Array): void {
    this.#held = Buffer.concat([this.#held, bytes]);
    let at = 0;
    for (let next = this.#frame(at); next > at; next = this.#frame(at)) at = next;
    this.#held = Buffer.from(this.#held.subarray(at));
    this.#base += at;
  }

  end(): void {
    if (this.#held.length > 0)
      this.#sink.unread("cut_off", this.#base, `Expected a whole frame: ${excerptOf(this.#held)}`);
  }

  /** Takes the frame at a place. @returns where the next starts; the same place when more bytes are needed */
  #frame(at: number): number {
    if (this.#skip > 0) {
      const size = Math.min(this.#skip, this.#held.length - at);
      this.#skip -= size;
      return at + size;
    }
    if (this.#held[at] === 0x0a) return at + 1;
    const space = this.#held.indexOf(0x20, at);
    if (space < 0 ? this.#held.length - at <= mostDigits : false) return at;
    const count = Number(this.#held.toString("latin1", at, space < 0 ? at : Math.min(space, at + mostDigits + 1)));
    if (!Number.isInteger(count) || count <= 0 || space - at > mostDigits) return this.#passLine(at);
    if (count > this.#sink.mostRecordBytes) {
      this.#sink.unread("too_long", this.#base + at, `${count} bytes in one frame`);
      this.#skip = count;
      return space + 1;
    }
    if (space + 1 + count > this.#held.length) return at;
    const line = this.#held.toString("utf8", space + 1, space + 1 + count);
    this.#take(line.endsWith("\n") ? line.slice(0, -1) : line, this.#base + at);
    return space + 1 + count;
  }

  #passLine(at: number): number {
    this.#sink.unread("bad_frame", this.#base + at, `Expected a count: ${excerptOf(this.#held, at)}`);
    const end = this.#held.indexOf(0x0a, at);
    return end < 0 ? this.#held.length : end + 1;
  }
}
