/**
 * Bytes of a log in, events out: in batches, in order, with a report of what could not be read.
 *
 * At most one piece of the input, one record and one batch are in memory. Archives and compression are opened by the caller.
 * Never throws on bad content; what the byte source throws passes through.
 */
import type { Event } from "#terms/event.ts";
import { EventSink, type LogReader } from "./event-sink.ts";
import type { ObserveHints } from "./log-format.ts";
import type { ObserveReport } from "./observe-report.ts";
import { openReader } from "./open-reader.ts";
import { isEnoughToTell, sniffBytes } from "./sniff-format.ts";
import { type Transcode, utf16Input } from "./utf16-input.ts";

export interface Observation {
  /** Events as they come, in batches that are never empty. To be read once. */
  readonly batches: AsyncIterable<readonly Event[]>;
  /** Counts so far; complete when the batches are at their end. */
  readonly report: () => ObserveReport;
}

/** Larger pieces are read in steps of this, so that a batch stays small. */
const stepBytes = 262_144;

/** How often it is asked whether the first lines of a log tell its format, before there are enough bytes anyway. */
const mostAsked = 20;

/** Chooses the reader when enough bytes are there to tell the format, and hands them on. */
class Intake {
  readonly sink: EventSink;
  #reader: LogReader | undefined;
  #head: Uint8Array[] = [];
  #headSize = 0;
  #asked = 0;
  #transcode: Transcode | undefined;

  constructor(hints: ObserveHints) {
    this.sink = new EventSink(hints);
  }

  push(bytes: Uint8Array): void {
    this.sink.ledger.bytes += bytes.length;
    if (this.#reader !== undefined) {
      this.#reader.push(this.#transcode?.(bytes) ?? bytes);
      return;
    }
    this.#head.push(bytes);
    this.#headSize += bytes.length;
    if (this.#headSize >= sniffBytes || this.#isTold(bytes)) this.#open();
  }

  /** Asked a few times only, so that a log that comes byte by byte costs no more. */
  #isTold(latest: Uint8Array): boolean {
    if (this.#asked >= mostAsked || !latest.includes(0x0a)) return false;
    this.#asked += 1;
    return isEnoughToTell(Buffer.concat(this.#head));
  }

  end(): void {
    this.#open().end();
  }

  #open(): LogReader {
    if (this.#reader !== undefined) return this.#reader;
    const [only = new Uint8Array(0)] = this.#head;
    const isWhole = this.#head.length <= 1;
    const given = isWhole ? Buffer.from(only.buffer, only.byteOffset, only.length) : Buffer.concat(this.#head);
    this.#head = [];
    this.#transcode = utf16Input(given);
    const recoded = this.#transcode?.(given);
    const head = recoded === undefined ? given : Buffer.from(recoded);
    this.#reader = openReader(this.sink, head);
    this.#reader.push(head);
    return this.#reader;
  }
}

const steps = function* (bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += stepBytes) yield bytes.subarray(at, at + stepBytes);
};

export const observeStream = (chunks: AsyncIterable<Uint8Array>, hints: ObserveHints): Observation => {
  const intake = new Intake(hints);
  const read = async function* (): AsyncGenerator<readonly Event[]> {
    for await (const chunk of chunks)
      for (const step of steps(chunk)) {
        intake.push(step);
        if (intake.sink.waiting > 0) yield intake.sink.take();
      }
    intake.end();
    if (intake.sink.waiting > 0) yield intake.sink.take();
  };
  return { batches: read(), report: () => intake.sink.ledger.report() };
};

/** The same for bytes that are all there, without waiting. */
export const observeBytes = function* (
  bytes: Uint8Array,
  hints: ObserveHints,
): Generator<readonly Event[], ObserveReport> {
  const intake = new Intake(hints);
  for (const step of steps(bytes)) {
    intake.push(step);
    if (intake.sink.waiting > 0) yield intake.sink.take();
  }
  intake.end();
  if (intake.sink.waiting > 0) yield intake.sink.take();
  return intake.sink.ledger.report();
};

/** All events of a small log at once. */
export const observeAll = (
  bytes: Uint8Array,
  hints: ObserveHints,
): { readonly events: readonly Event[]; readonly report: ObserveReport } => {
  const events: Event[] = [];
  const batches = observeBytes(bytes, hints);
  for (let next = batches.next(); ; next = batches.next()) {
    if (next.done === true) return { events, report: next.value };
    events.push(...next.value);
  }
};
