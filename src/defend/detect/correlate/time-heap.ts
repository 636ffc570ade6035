/**
 * The earliest of what waits, at any time. Equal times are ordered by file and record, so that the order in which things
 * came never matters.
 */
export interface Timed {
  readonly timeMs: number;
  readonly file: string;
  readonly record: number;
}

const isBefore = (one: Timed, other: Timed): boolean => {
  if (one.timeMs !== other.timeMs) return one.timeMs < other.timeMs;
  if (one.file !== other.file) return one.file < other.file;
  return one.record < other.record;
};

export class TimeHeap<T extends Timed> {
  readonly #items: T[] = [];

  get size(): number {
    return this.#items.length;
  }

  get first(): T | undefined {
    return this.#items[0];
  }

  /** In no order. */
  get items(): readonly T[] {
    return this.#items;
  }

  add(item: T): void {
    this.#items.push(item);
    this.#rise(this.#items.length - 1);
  }

  take(): T | undefined {
    const [first] = this.#items;
    const last = this.#items.pop();
    if (last !== undefined && last !== first) {
      this.#items[0] = last;
      this.#sink(0);
    }
    return first;
  }

  #swap(one: number, other: number): void {
    const held = this.#items[one] as T;
    this.#items[one] = this.#items[other] as T;
    this.#items[other] = held;
  }

  #rise(start: number): void {
    for (let at = start; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!isBefore(this.#items[at] as T, this.#items[parent] as T)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #sink(start: number): void {
    for (let at = start; ; ) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < this.#items.length && isBefore(this.#items[child] as T, this.#items[least] as T)) least = child;
      if (least === at) return;
      this.#swap(at, least);
      at = least;
    }
  }
}
