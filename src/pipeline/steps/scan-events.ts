/** Events through what finds, as news that can pass from one thread to another: enough at once to be worth it. */
import type { EventFinding, FindInEvent } from "#defend/hunt/index.ts";
import type { Event } from "#terms/event.ts";

export interface FoundNews {
  readonly kind: "found";
  readonly file: string;
  readonly findings: readonly EventFinding[];
  /** Times of the events that no correlation counts, where there are correlations. */
  readonly timesMs: Float64Array;
  /** For each finding, how many of those came before it. */
  readonly before: readonly number[];
  readonly events: number;
  readonly bytes: number;
}

export interface Scan {
  readonly file: string;
  readonly find: FindInEvent;
  readonly isWanted: (event: Event) => boolean;
  readonly takeBytes: () => number;
  /** Whether correlations have to know what time it is. */
  readonly tellsTime: boolean;
}

/** Findings of one message: enough to be worth it, few enough to be taken at once. */
const mostFindings = 500;
const newsEveryBytes = 4 * 1024 * 1024;
/** Of events that only tell the time: what the other side may wait for. */
const mostTimes = 50_000;

/** What goes into the next message. */
class FoundBook {
  readonly #scan: Scan;
  #findings: EventFinding[] = [];
  #before: number[] = [];
  #timesMs: number[] = [];
  #events = 0;
  #bytes = 0;

  constructor(scan: Scan) {
    this.#scan = scan;
  }

  /** Looks at one event. @returns whether there is enough for a message */
  look(event: Event): boolean {
    this.#events += 1;
    if (!this.#scan.isWanted(event)) return false;
    const finding = this.#scan.find(event);
    if (finding !== undefined) {
      this.#findings.push(finding);
      this.#before.push(this.#timesMs.length);
    }
    if (this.#scan.tellsTime && finding?.correlated === undefined && event.timeMs !== undefined)
      this.#timesMs.push(event.timeMs);
    return this.#findings.length >= mostFindings || this.#timesMs.length >= mostTimes;
  }

  /** At the end of a batch. */
  isWorthTelling(): boolean {
    this.#bytes += this.#scan.takeBytes();
    return this.#findings.length > 0 || this.#bytes >= newsEveryBytes;
  }

  take(): FoundNews {
    const { file, takeBytes } = this.#scan;
    const news: FoundNews = {
      kind: "found",
      file,
      findings: this.#findings,
      timesMs: Float64Array.from(this.#timesMs),
      before: this.#before,
      events: this.#events,
      bytes: this.#bytes + takeBytes(),
    };
    this.#findings = [];
    this.#before = [];
    this.#timesMs = [];
    this.#events = 0;
    this.#bytes = 0;
    return news;
  }
}

export const scanEvents = async function* (
  batches: AsyncIterable<readonly Event[]>,
  scan: Scan,
): AsyncGenerator<FoundNews> {
  const book = new FoundBook(scan);
  for await (const batch of batches) {
    for (const event of batch) if (book.look(event)) yield book.take();
    if (book.isWorthTelling()) yield book.take();
  }
  yield book.take();
};
