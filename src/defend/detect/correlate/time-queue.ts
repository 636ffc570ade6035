/**
 * Puts what comes in disorder into order of event time.
 *
 * Things wait until nothing earlier can come: until the newest time seen is more than the allowed lateness ahead. What
 * comes later still is late and not taken. Equal times are ordered by file and record, so that the order in which things
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

export class TimeQueue<T extends Timed> {
  readonly #heap: T[] = [];
  readonly #latenessMs: number;
  newestMs = Number.NEGATIVE_INFINITY;
  /** Everything before it has been given out. */
  watermarkMs = Number.NEGATIVE_INFINITY;

  constructor(latenessMs: number) {
    this.#latenessMs = latenessMs;
  }

  get size(): number {
    return this.#heap.length;
  }

  /** What waits, in no order; for a snapshot. */
  get waiting(): readonly T[] {
    return this.#heap;
  }

  /** Time has come this far, whether or not anything happened. */
  advance(timeMs: number): void {
    this.newestMs = Math.max(this.newestMs, timeMs);
    this.watermarkMs = Math.max(this.watermarkMs, this.newestMs - this.#latenessMs);
  }

  /** @returns false when it came too late */
  add(item: T): boolean {
    if (item.timeMs < this.watermarkMs) return false;
    this.advance(item.timeMs);
    this.#heap.push(item);
    this.#rise(this.#heap.length - 1);
    return true;
  }

  /** The earliest, when its time has come; at any time when `force`d. */
  take(force = false): T | undefined {
    const [first] = this.#heap;
    if (first === undefined || (!force && first.timeMs > this.watermarkMs)) return undefined;
    const last = this.#heap.pop();
    if (last !== undefined && last !== first) {
      this.#heap[0] = last;
      this.#sink(0);
    }
    if (force) this.watermarkMs = Math.max(this.watermarkMs, first.timeMs);
    return first;
  }

  #swap(one: number, other: number): void {
    const held = this.#heap[one] as T;
    this.#heap[one] = this.#heap[other] as T;
    this.#heap[other] = held;
  }

  #rise(start: number): void {
    for (let at = start; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!isBefore(this.#heap[at] as T, this.#heap[parent] as T)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #sink(start: number): void {
    for (let at = start; ; ) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < this.#heap.length && isBefore(this.#heap[child] as T, this.#heap[least] as T)) least = child;
      if (least === at) return;
      this.#swap(at, least);
      at = least;
    }
  }
}
