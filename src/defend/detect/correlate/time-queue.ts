/**
 * Puts what comes in disorder into order of event time.
 *
 * Things wait until nothing earlier can come: until the newest time seen is more than the allowed lateness ahead. What
 * comes later still is late and not taken.
 *
 * One wrong date must not move time for all that follow. What lies further ahead than `mostAheadMs` is set aside until
 * `enough` things in a row lie there (a real gap); time then moves to the earliest of them. What is set aside is used when
 * time comes near it, or at the end. The very first date is believed, but nothing is given out before `enough` dates are
 * known, and one far before it takes it back. A clock, where there is one, says outright what may be. Machines whose dates
 * are wrong many times in a row can still move time; only a clock helps against them.
 */
import { type Timed, TimeHeap } from "./time-heap.ts";

const enough = 3;

export interface TimeQueueOptions {
  readonly latenessMs: number;
  /** Beyond the newest time so far, besides the lateness. */
  readonly mostAheadMs: number;
  /** How many may be set aside. */
  readonly mostSetAside: number;
  /** The time now. What is dated before it may move time at once, what is dated after it (and the lateness) never does. */
  readonly clock?: (() => number) | undefined;
}

/** Plain data, to go on from. */
export interface TimeQueueState<T> {
  readonly newestMs: number | null;
  readonly watermarkMs: number | null;
  readonly seen: number;
  readonly run: readonly number[];
  readonly waiting: readonly T[];
  readonly setAside: readonly T[];
  readonly counts: { readonly late: number; readonly ahead: number; readonly aheadTooMany: number };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

export class TimeQueue<T extends Timed> {
  readonly #heap = new TimeHeap<T>();
  readonly #latenessMs: number;
  readonly #mostAheadMs: number;
  readonly #mostSetAside: number;
  readonly #clock: (() => number) | undefined;
  #setAside: T[] = [];
  #earliestAsideMs = Number.POSITIVE_INFINITY;
  /** Times of the last things in a row that lay too far ahead. */
  #run: number[] = [];
  /** How many dates time was made of, up to `enough`. */
  #seen = 0;
  #newestMs = Number.NEGATIVE_INFINITY;
  #watermarkMs = Number.NEGATIVE_INFINITY;
  #late = 0;
  #ahead = 0;
  #aheadTooMany = 0;

  constructor({ latenessMs, mostAheadMs, mostSetAside, clock }: TimeQueueOptions) {
    this.#latenessMs = latenessMs;
    this.#mostAheadMs = latenessMs + mostAheadMs;
    this.#mostSetAside = mostSetAside;
    this.#clock = clock;
    if (clock !== undefined) this.#seen = enough;
  }

  /** Without what is set aside. */
  get waiting(): number {
    return this.#heap.size;
  }

  get size(): number {
    return this.#heap.size + this.#setAside.length;
  }

  /** The newest time believed; nothing before the first. */
  get newestMs(): number | undefined {
    return finite(this.#newestMs) ?? undefined;
  }

  /** Everything before it has been given out. */
  get watermarkMs(): number {
    return this.#watermarkMs;
  }

  get counts(): TimeQueueState<T>["counts"] {
    return { late: this.#late, ahead: this.#ahead, aheadTooMany: this.#aheadTooMany };
  }

  save(): TimeQueueState<T> {
    return {
      newestMs: finite(this.#newestMs),
      watermarkMs: finite(this.#watermarkMs),
      seen: this.#seen,
      run: [...this.#run],
      waiting: [...this.#heap.items],
      setAside: [...this.#setAside],
      counts: this.counts,
    };
  }

  resume(saved: TimeQueueState<T>): void {
    this.#newestMs = saved.newestMs ?? Number.NEGATIVE_INFINITY;
    this.#watermarkMs = saved.watermarkMs ?? Number.NEGATIVE_INFINITY;
    this.#seen = saved.seen;
    this.#run = [...saved.run];
    for (const item of saved.waiting) this.#heap.add(item);
    for (const item of saved.setAside) this.#putAside(item);
    ({ late: this.#late, ahead: this.#ahead, aheadTooMany: this.#aheadTooMany } = saved.counts);
  }

  /** Time has come this far, whether or not anything happened. */
  advance(timeMs: number): void {
    this.#takeBack(timeMs);
    if (timeMs >= this.#watermarkMs) this.#reach(timeMs);
  }

  add(item: T): void {
    this.#takeBack(item.timeMs);
    if (item.timeMs < this.#watermarkMs) this.#late += 1;
    else if (!this.#isFar(item.timeMs)) {
      this.#reach(item.timeMs);
      this.#heap.add(item);
    } else {
      this.#putAside(item);
      this.#reach(item.timeMs);
    }
  }

  /** Puts it in its place in time, without moving time. */
  place(item: T): void {
    this.#heap.add(item);
  }

  /** Nothing more comes: what was set aside takes its place. */
  end(): void {
    this.#seen = enough;
    this.#releaseUntil(Number.POSITIVE_INFINITY);
  }

  /** The earliest, when its time has come; at any time when `force`d. */
  take(force = false): T | undefined {
    const { first } = this.#heap;
    if (first === undefined) return undefined;
    if (!force && (this.#seen < enough || first.timeMs > this.#watermarkMs)) return undefined;
    if (force) this.#watermarkMs = Math.max(this.#watermarkMs, first.timeMs);
    return this.#heap.take();
  }

  /** The latest that need not be doubted. */
  #believableMs(): number {
    if (this.#clock !== undefined) return this.#clock() + this.#latenessMs;
    return this.#newestMs === Number.NEGATIVE_INFINITY ? Number.POSITIVE_INFINITY : this.#newestMs + this.#mostAheadMs;
  }

  #isFar(timeMs: number): boolean {
    return timeMs > this.#believableMs();
  }

  #putAside(item: T): void {
    if (this.#setAside.length >= this.#mostSetAside) {
      this.#aheadTooMany += 1;
      return;
    }
    this.#ahead += 1;
    this.#setAside.push(item);
    this.#earliestAsideMs = Math.min(this.#earliestAsideMs, item.timeMs);
  }

  /** While time rests on a date or two, one far before them shows that they were wrong. Nothing was given out yet. */
  #takeBack(timeMs: number): void {
    if (this.#seen >= enough || !(timeMs < this.#newestMs - this.#mostAheadMs)) return;
    this.#newestMs = timeMs;
    this.#watermarkMs = timeMs - this.#latenessMs;
    this.#seen = 0;
    const waiting = [...this.#heap.items];
    while (this.#heap.size > 0) this.#heap.take();
    for (const item of waiting)
      if (this.#isFar(item.timeMs)) this.#putAside(item);
      else this.#heap.add(item);
  }

  /** Moves time there, or, when that is too far ahead, only where enough in a row lie there. */
  #reach(timeMs: number): void {
    if (!this.#isFar(timeMs)) {
      this.#run.length = 0;
      this.#moveTo(timeMs);
      return;
    }
    if (this.#clock !== undefined) return;
    this.#run.push(timeMs);
    if (this.#run.length < enough) return;
    const until = Math.min(...this.#run) + this.#mostAheadMs;
    const believed = Math.max(...this.#run.filter((one) => one <= until));
    this.#run.length = 0;
    this.#moveTo(believed);
  }

  #moveTo(timeMs: number): void {
    this.#seen = Math.min(enough, this.#seen + 1);
    this.#newestMs = Math.max(this.#newestMs, timeMs);
    this.#watermarkMs = Math.max(this.#watermarkMs, this.#newestMs - this.#latenessMs);
    if (this.#setAside.length > 0 && !this.#isFar(this.#earliestAsideMs)) this.#releaseUntil(this.#believableMs());
  }

  #releaseUntil(timeMs: number): void {
    const held = this.#setAside;
    this.#setAside = held.filter((item) => item.timeMs > timeMs);
    this.#earliestAsideMs = this.#setAside.reduce(
      (least, item) => Math.min(least, item.timeMs),
      Number.POSITIVE_INFINITY,
    );
    for (const item of held) if (item.timeMs <= timeMs) this.#heap.add(item);
  }
}
