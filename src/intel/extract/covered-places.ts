/** Which places of a text are already spoken for by something surer. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/** Spans joined where they overlap, for quick questions. */
export class Cover {
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  #last = 0;

  constructor(places: readonly Place[]) {
    for (const { start, end } of [...places].sort((a, b) => a.start - b.start)) {
      const last = this.#ends.length - 1;
      if (last >= 0 && start < (this.#ends[last] ?? 0)) this.#ends[last] = Math.max(end, this.#ends[last] ?? 0);
      else {
        this.#starts.push(start);
        this.#ends.push(end);
      }
    }
  }

  /** Does any covered place touch [start, end)? Asked in the order of the text it costs next to nothing. */
  touches(start: number, end: number): boolean {
    const at = this.#from(start);
    return at < this.#starts.length && (this.#starts[at] ?? Infinity) < end;
  }

  /** The first covered place that ends behind `position`. */
  #from(position: number): number {
    const { length } = this.#starts;
    const from = this.#last;
    if (
      (from === 0 || (this.#ends[from - 1] ?? 0) <= position) &&
      (from === length || (this.#ends[from] ?? 0) > position)
    )
      return from;
    let low = 0;
    let high = length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ends[middle] ?? 0) <= position) low = middle + 1;
      else high = middle;
    }
    this.#last = low;
    return low;
  }
}
