/**
 * Puts what comes in disorder into order of event time.
 *
 * Things wait until nothing earlier can come: until the newest time believed (`event-clock.ts`) is more than the allowed
 * lateness ahead. What comes later still is late and not taken. What is dated too far ahead is set aside, and used when
 * time comes near it, or at the end. Nothing is given out before time is sure.
 */
import { EventClock, type EventClockOptions, type EventClockState } from "./event-clock.ts";
import { type Timed, TimeHeap } from "./time-heap.ts";

export interface TimeQueueOptions extends EventClockOptions {
  /** How many may be set aside. */
  readonly mostSetAside: number;
}

/** Plain data, to go on from. */
export interface TimeQueueState<T> extends EventClockState {
  readonly watermarkMs: number | null;
  readonly waiting: readonly T[];
  readonly setAside: readonly T[];
  readonly counts: { readonly late: number; readonly ahead: number; readonly aheadTooMany: number };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

export class TimeQueue<T extends Timed> {
  readonly #heap = new TimeHeap<T>();
  readonly #clock: EventClock;
  readonly #latenessMs: number;
  readonly #mostSetAside: number;
  #setAside: T[] = [];
  #earliestAsideMs = Number.POSITIVE_INFINITY;
  #watermarkMs = Number.NEGATIVE_INFINITY;
  #late = 0;
  #ahead = 0;
  #aheadTooMany = 0;

  constructor({ mostSetAside, ...options }: TimeQueueOptions) {
    this.#clock = new EventClock(options);
    this.#latenessMs = options.latenessMs;
    this.#mostSetAside = mostSetAside;
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
    return finite(this.#clock.newestMs) ?? undefined;
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
      ...this.#clock.save(),
      watermarkMs: finite(this.#watermarkMs),
      waiting: [...this.#heap.items],
      setAside: [...this.#setAside],
      counts: this.counts,
    };
  }

  resume(saved: TimeQueueState<T>): void {
    this.#clock.resume(saved);
    this.#watermarkMs = saved.watermarkMs ?? Number.NEGATIVE_INFINITY;
    for (const item of saved.waiting) this.#heap.add(item);
    for (const item of saved.setAside) this.#putAside(item);
    ({ late: this.#late, ahead: this.#ahead, aheadTooMany: this.#aheadTooMany } = saved.counts);
  }

  /** Time has come this far, whether or not anything happened. @returns whether something may come of it */
  advance(timeMs: number): boolean {
    const before = this.#watermarkMs;
    const wasSure = this.#clock.isSure;
    this.#takeBack(timeMs);
    if (timeMs >= this.#watermarkMs) this.#reach(timeMs);
    return this.#watermarkMs !== before || this.#clock.isSure !== wasSure;
  }

  add(item: T): void {
    this.#takeBack(item.timeMs);
    if (item.timeMs < this.#watermarkMs) this.#late += 1;
    else if (!this.#clock.isFar(item.timeMs)) {
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
    this.#clock.end();
    this.#releaseUntil(Number.POSITIVE_INFINITY);
  }

  /** The earliest, when its time has come; at any time when `force`d. */
  take(force = false): T | undefined {
    const { first } = this.#heap;
    if (first === undefined) return undefined;
    if (!force && (!this.#clock.isSure || first.timeMs > this.#watermarkMs)) return undefined;
    if (force) this.#watermarkMs = Math.max(this.#watermarkMs, first.timeMs);
    return this.#heap.take();
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

  /** Time rested on wrong dates; nothing was given out yet. */
  #takeBack(timeMs: number): void {
    if (!this.#clock.takesBack(timeMs)) return;
    this.#watermarkMs = timeMs - this.#latenessMs;
    const waiting = [...this.#heap.items];
    while (this.#heap.size > 0) this.#heap.take();
    for (const item of waiting)
      if (this.#clock.isFar(item.timeMs)) this.#putAside(item);
      else this.#heap.add(item);
  }

  #reach(timeMs: number): void {
    if (!this.#clock.reach(timeMs)) return;
    this.#watermarkMs = Math.max(this.#watermarkMs, this.#clock.newestMs - this.#latenessMs);
    if (this.#setAside.length > 0 && !this.#clock.isFar(this.#earliestAsideMs))
      this.#releaseUntil(this.#clock.believableMs);
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
