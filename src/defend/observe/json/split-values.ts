/**
 * A stream of JSON values without line discipline: pretty-printed, one after another, in an array, or in an envelope.
 *
 * What stands outside of objects (brackets, commas, spaces, record separators of RFC 7464) is passed over, so an array of
 * records gives its records one at a time and is never held whole. So is an object whose first member is `Records`, as AWS
 * delivers. An object is found by its braces alone; whether it is JSON is for the parser to say. At most the cap is held.
 */
import { excerptOf } from "../observe-report.ts";

export interface ValueVisitor {
  /** The bytes `[0, size)` of one object, good until it returns. */
  readonly value: (bytes: Buffer, size: number, offset: number) => void;
  readonly fault: (reason: string, offset: number, detail: string) => void;
}

const quote = 0x22;
const backslash = 0x5c;
const open = 0x7b;
const close = 0x7d;
const openList = 0x5b;
const closeList = 0x5d;

/** Space, tab, line breaks, comma, colon, brackets, BOM bytes, record separator. */
const betweenValues = new Uint8Array(256);
for (const byte of [0x20, 0x09, 0x0a, 0x0d, 0x2c, 0x3a, openList, closeList, 0xef, 0xbb, 0xbf, 0x1e, 0x00])
  betweenValues[byte] = 1;

/** 1 opens, -1 closes. */
const nesting = new Int8Array(256);
nesting[open] = 1;
nesting[openList] = 1;
nesting[close] = -1;
nesting[closeList] = -1;

const envelopeHead = /^\{\s{0,40}"Records"\s{0,40}:\s{0,40}\[$/;
const longestHead = 160;

export class ValueSplitter {
  readonly #visitor: ValueVisitor;
  readonly #mostBytes: number;
  #held = Buffer.alloc(65_536);
  #heldSize = 0;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #isInEnvelope = false;
  #isTooLong = false;
  #isInRubbish = false;
  #valueAt = 0;
  #at = 0;

  constructor(visitor: ValueVisitor, mostBytes: number) {
    this.#visitor = visitor;
    this.#mostBytes = mostBytes;
  }

  push(bytes: Uint8Array): void {
    let from = 0;
    while (from < bytes.length) from = this.#depth === 0 ? this.#seek(bytes, from) : this.#scan(bytes, from);
    this.#at += bytes.length;
  }

  end(): void {
    if (this.#depth > 0)
      this.#visitor.fault("cut_off", this.#valueAt, `Expected the end of an object but found: ${this.#excerpt()}`);
    this.#depth = 0;
  }

  #excerpt(): string {
    return excerptOf(this.#held, 0, this.#heldSize);
  }

  /** Between values: on to the next `{`. */
  #seek(bytes: Uint8Array, from: number): number {
    for (let at = from; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte === open) {
        this.#begin(this.#at + at);
        return this.#scan(bytes, at);
      }
      if (betweenValues[byte] === 1 || this.#isInEnvelope) {
        this.#isInRubbish = false;
        if (byte === close) this.#isInEnvelope = false;
      } else if (!this.#isInRubbish) {
        this.#isInRubbish = true;
        this.#visitor.fault("not_json", this.#at + at, `Expected an object but found: ${excerptOf(bytes, at)}`);
      }
    }
    return bytes.length;
  }

  #begin(offset: number): void {
    this.#valueAt = offset;
    this.#heldSize = 0;
    this.#inString = false;
    this.#escaped = false;
    this.#isTooLong = false;
    this.#isInRubbish = false;
  }

  /** In a text: on to past its closing quote. */
  #skipText(bytes: Uint8Array, from: number): number {
    for (let at = from; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (this.#escaped) this.#escaped = false;
      else if (byte === backslash) this.#escaped = true;
      else if (byte === quote) {
        this.#inString = false;
        return at + 1;
      }
    }
    return bytes.length;
  }

  /** In an object: on to past its last brace. */
  #scan(bytes: Uint8Array, from: number): number {
    let at = from;
    while (at < bytes.length) {
      if (this.#inString) {
        at = this.#skipText(bytes, at);
        continue;
      }
      const byte = bytes[at] ?? 0;
      at += 1;
      if (byte === quote) this.#inString = true;
      else if (nesting[byte] === 1) {
        this.#depth += 1;
        if (byte === openList && this.#depth === 2 && this.#isEnvelope(bytes, from, at)) return at;
      } else if (nesting[byte] === -1) {
        this.#depth -= 1;
        if (this.#depth > 0) continue;
        this.#keep(bytes, from, at);
        this.#finish();
        return at;
      }
    }
    this.#keep(bytes, from, bytes.length);
    return bytes.length;
  }

  #isEnvelope(bytes: Uint8Array, from: number, until: number): boolean {
    if (this.#isInEnvelope || this.#heldSize + until - from > longestHead) return false;
    const head =
      this.#held.toString("latin1", 0, this.#heldSize) + Buffer.from(bytes.subarray(from, until)).toString("latin1");
    if (!envelopeHead.test(head)) return false;
    this.#isInEnvelope = true;
    this.#depth = 0;
    return true;
  }

  #keep(bytes: Uint8Array, from: number, until: number): void {
    const size = this.#heldSize + until - from;
    if (this.#isTooLong || size > this.#mostBytes) {
      this.#isTooLong = true;
      return;
    }
    if (size > this.#held.length) {
      const larger = Buffer.alloc(Math.max(size, this.#held.length * 2));
      this.#held.copy(larger, 0, 0, this.#heldSize);
      this.#held = larger;
    }
    this.#held.set(bytes.subarray(from, until), this.#heldSize);
    this.#heldSize = size;
  }

  #finish(): void {
    if (this.#isTooLong)
      this.#visitor.fault("too_long", this.#valueAt, `Expected at most ${this.#mostBytes} bytes: ${this.#excerpt()}`);
    else this.#visitor.value(this.#held, this.#heldSize, this.#valueAt);
  }
}
