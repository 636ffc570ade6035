/**
 * The time of a stream, told by its events: the newest date that can be believed.
 *
 * One wrong date must not move time for all that follow. What lies further ahead than `mostAheadMs` (and the lateness)
 * moves time only when `enough` dates in a row lie there (a real gap); time then moves to the earliest of them. The very
 * first date is believed, but time is sure only when `enough` dates are known, and one far before it takes it back. Where
 * there is a clock, it says outright what may be. Machines whose dates are wrong many times in a row can still move time;
 * only a clock helps against them.
 */
const enough = 3;

export interface EventClockOptions {
  readonly latenessMs: number;
  /** Beyond the newest time so far, besides the lateness; 10 minutes when not said. */
  readonly mostAheadMs?: number | undefined;
  /** The time now. What is dated before it may move time at once, what is dated after it (and the lateness) never does. */
  readonly clock?: (() => number) | undefined;
}

/** Plain data, to go on from. */
export interface EventClockState {
  readonly newestMs: number | null;
  readonly seen: number;
  readonly run: readonly number[];
}

const defaultMostAheadMs = 600_000;

export class EventClock {
  readonly #latenessMs: number;
  readonly #mostAheadMs: number;
  readonly #clock: (() => number) | undefined;
  /** Times of the last dates in a row that lay too far ahead. */
  #run: number[] = [];
  /** How many dates time was made of, up to `enough`. */
  #seen = 0;
  #newestMs = Number.NEGATIVE_INFINITY;

  constructor({ latenessMs, mostAheadMs = defaultMostAheadMs, clock }: EventClockOptions) {
    this.#latenessMs = latenessMs;
    this.#mostAheadMs = latenessMs + mostAheadMs;
    this.#clock = clock;
    if (clock !== undefined) this.#seen = enough;
  }

  /** The newest time believed; minus infinity before the first. */
  get newestMs(): number {
    return this.#newestMs;
  }

  get isSure(): boolean {
    return this.#seen >= enough;
  }

  /** The latest that need not be doubted. */
  get believableMs(): number {
    if (this.#clock !== undefined) return this.#clock() + this.#latenessMs;
    return this.#newestMs === Number.NEGATIVE_INFINITY ? Number.POSITIVE_INFINITY : this.#newestMs + this.#mostAheadMs;
  }

  save(): EventClockState {
    const newestMs = Number.isFinite(this.#newestMs) ? this.#newestMs : null;
    return { newestMs, seen: this.#seen, run: [...this.#run] };
  }

  resume({ newestMs, seen, run }: EventClockState): void {
    this.#newestMs = newestMs ?? Number.NEGATIVE_INFINITY;
    this.#seen = seen;
    this.#run = [...run];
  }

  isFar(timeMs: number): boolean {
    return timeMs > this.believableMs;
  }

  /** Nothing more comes: what is known has to do. */
  end(): void {
    this.#seen = enough;
  }

  /** While time rests on a date or two, one far before them shows that they were wrong. */
  takesBack(timeMs: number): boolean {
    if (this.isSure || !(timeMs < this.#newestMs - this.#mostAheadMs)) return false;
    this.#newestMs = timeMs;
    this.#seen = 0;
    return true;
  }

  /**
   * Moves time there, or, when that is too far ahead, only where enough in a row lie there.
   *
   * @returns whether the date told the time
   */
  reach(timeMs: number): boolean {
    if (!this.isFar(timeMs)) {
      this.#run.length = 0;
      return this.#moveTo(timeMs);
    }
    if (this.#clock !== undefined) return false;
    this.#run.push(timeMs);
    if (this.#run.length < enough) return false;
    const until = Math.min(...this.#run) + this.#mostAheadMs;
    const believed = Math.max(...this.#run.filter((one) => one <= until));
    this.#run.length = 0;
    return this.#moveTo(believed);
  }

  /** The date of one more event: its place in the order of the stream, which a doubtful date does not change for others. */
  placeOf(timeMs: number): number {
    this.takesBack(timeMs);
    return this.reach(timeMs) ? this.#newestMs : timeMs;
  }

  #moveTo(timeMs: number): true {
    this.#seen = Math.min(enough, this.#seen + 1);
    this.#newestMs = Math.max(this.#newestMs, timeMs);
    return true;
  }
}
