/** Drawn numbers for fitting, the same for the same seed on every machine. */
export class Draws {
  #state: number;

  constructor(seed: number) {
    this.#state = (Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995) >>> 0;
  }

  /** 0 to 65,535. */
  next(): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return this.#state >>> 16;
  }

  /** Around 0, of about variance 1: the sum of six even draws. */
  around(): number {
    let sum = 0;
    for (let one = 0; one < 6; one += 1) sum += this.next() / 65_536;
    return (sum - 3) * Math.SQRT2;
  }

  /** True for about this share of the asks. */
  leaves(share: number): boolean {
    return this.next() < share * 65_536;
  }

  /** The numbers without about this share of them. */
  thin(numbers: Int32Array, share: number): Int32Array {
    return numbers.filter(() => !this.leaves(share));
  }

  shuffle(order: Int32Array): void {
    for (let at = order.length - 1; at > 0; at -= 1) {
      const other = (this.next() * 65_536 + this.next()) % (at + 1);
      const held = order[at] as number;
      order[at] = order[other] as number;
      order[other] = held;
    }
  }
}
