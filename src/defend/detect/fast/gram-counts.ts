/** Runs of four characters, and how often they stand in texts. */
export const gramAt = (text: string, at: number): number =>
  ((text.charCodeAt(at) & 255) << 24) |
  ((text.charCodeAt(at + 1) & 255) << 16) |
  ((text.charCodeAt(at + 2) & 255) << 8) |
  (text.charCodeAt(at + 3) & 255);

export const mixGram = 0x9e3779b1;

/** How often runs of four stand in texts, by a hash of the run: near enough to choose the rarest. */
export class GramCounts {
  readonly #counts: Uint16Array;
  readonly #shift: number;

  constructor(bits = 15) {
    this.#counts = new Uint16Array(1 << bits);
    this.#shift = 32 - bits;
  }

  add(text: string, weight: number): void {
    for (let at = 0; at + 4 <= text.length; at += 1) {
      const hash = Math.imul(gramAt(text, at), mixGram) >>> this.#shift;
      this.#counts[hash] = Math.min(65_000, (this.#counts[hash] ?? 0) + weight);
    }
  }

  /** Forgets the runs of a text altogether. */
  clear(text: string): void {
    for (let at = 0; at + 4 <= text.length; at += 1)
      this.#counts[Math.imul(gramAt(text, at), mixGram) >>> this.#shift] = 0;
  }

  of(text: string, at: number): number {
    return this.#counts[Math.imul(gramAt(text, at), mixGram) >>> this.#shift] ?? 0;
  }

  /** The same for a run of bytes, of texts in ASCII. */
  ofBytes(bytes: Uint8Array, at: number): number {
    const gram =
      ((bytes[at] as number) << 24) |
      ((bytes[at + 1] as number) << 16) |
      ((bytes[at + 2] as number) << 8) |
      (bytes[at + 3] as number);
    return this.#counts[Math.imul(gram, mixGram) >>> this.#shift] ?? 0;
  }

  /** Where in the text its rarest run stands. */
  rarest(text: string): number {
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let at = 0; at + 4 <= text.length; at += 1) {
      const count = this.of(text, at);
      if (count < least) {
        least = count;
        best = at;
      }
    }
    return best;
  }
}
