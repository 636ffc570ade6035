/**
 * A stream of XML to the bytes of each `<Event …>…</Event>`, whatever stands around them.
 *
 * At most the cap is held: an event longer than it is counted, and the search goes on behind what was held of it.
 */
export interface XmlVisitor {
  readonly element: (bytes: Buffer, offset: number) => void;
  readonly fault: (reason: string, offset: number, detail: string) => void;
}

const opening = Buffer.from("<Event", "latin1");
const closing = Buffer.from("</Event>", "latin1");

/** After `<Event`: anything that ends its name. `<EventData>` is another element. */
const endsName = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x3e || byte === 0x09 || byte === 0x0a || byte === 0x0d;

export class XmlEventSplitter {
  readonly #visitor: XmlVisitor;
  readonly #mostBytes: number;
  #held = Buffer.alloc(131_072);
  #size = 0;
  /** Where the held bytes start in the stream. */
  #base = 0;
  #isOpen = false;
  /** How far the held bytes have been searched for the end of the open event. */
  #searched = 0;

  constructor(visitor: XmlVisitor, mostBytes: number) {
    this.#visitor = visitor;
    this.#mostBytes = mostBytes;
  }

  push(bytes: Uint8Array): void {
    this.#hold(bytes);
    while (this.#isOpen ? this.#close() : this.#open()) {
      // Each step takes the held bytes further.
    }
  }

  end(): void {
    if (this.#isOpen) this.#visitor.fault("cut_off", this.#base, "Expected </Event> but found the end");
  }

  #hold(bytes: Uint8Array): void {
    const size = this.#size + bytes.length;
    if (size > this.#held.length) {
      const larger = Buffer.alloc(Math.max(size, this.#held.length * 2));
      this.#held.copy(larger, 0, 0, this.#size);
      this.#held = larger;
    }
    this.#held.set(bytes, this.#size);
    this.#size = size;
  }

  #drop(size: number): void {
    this.#held.copyWithin(0, size, this.#size);
    this.#size -= size;
    this.#base += size;
    this.#searched = 0;
  }

  #open(): boolean {
    const held = this.#held.subarray(0, this.#size);
    for (let at = held.indexOf(opening); at >= 0; at = held.indexOf(opening, at + 1)) {
      if (at + opening.length < held.length && !endsName(held[at + opening.length])) continue;
      this.#drop(at);
      if (this.#size <= opening.length) return false;
      this.#isOpen = true;
      return true;
    }
    this.#drop(Math.max(0, this.#size - opening.length));
    return false;
  }

  #close(): boolean {
    const held = this.#held.subarray(0, this.#size);
    const end = held.indexOf(closing, Math.max(0, this.#searched - closing.length));
    this.#searched = this.#size;
    if (end < 0 && this.#size <= this.#mostBytes) return false;
    this.#isOpen = false;
    if (end < 0 || end > this.#mostBytes) {
      this.#visitor.fault("too_long", this.#base, `Expected at most ${this.#mostBytes} bytes in an event`);
      this.#drop(end < 0 ? this.#size : end + closing.length);
      return true;
    }
    this.#visitor.element(held.subarray(0, end + closing.length), this.#base);
    this.#drop(end + closing.length);
    return true;
  }
}
