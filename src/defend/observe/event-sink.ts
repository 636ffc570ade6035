/** Where readers of all formats put what they find: events in order, and what could not be read. */
import type { Event, EventFields, FieldTaxonomy, LogSourceFacts } from "#terms/event.ts";
import type { ObserveHints } from "./log-format.ts";
import { defaultMostRecordBytes } from "./log-format.ts";
import { ReportLedger } from "./observe-report.ts";

/** What a record is, worked out from its fields. */
export interface Dress {
  readonly source?: LogSourceFacts | undefined;
  readonly taxonomy?: FieldTaxonomy | undefined;
  readonly timeMs?: number | undefined;
  readonly zone?: string | undefined;
}

export class EventSink {
  readonly ledger = new ReportLedger();
  readonly hints: ObserveHints;
  readonly mostRecordBytes: number;
  #events: Event[] = [];
  #records = 0;

  constructor(hints: ObserveHints) {
    this.hints = hints;
    this.mostRecordBytes = hints.mostRecordBytes ?? defaultMostRecordBytes;
  }

  accept(fields: EventFields, offset: number, dress: Dress, raw?: string): void {
    this.#records += 1;
    const { source, taxonomy, timeMs, zone } = dress;
    const event = { fields, raw, source, taxonomy, timeMs, zone, file: this.hints.file, record: this.#records, offset };
    this.#events.push(event);
  }

  /** A record that is there but gives no event. It keeps its number. */
  unread(reason: string, offset: number, detail: string): void {
    this.#records += 1;
    this.ledger.unread(reason, offset, detail);
  }

  /** A record nobody wants: counted, not parsed. */
  pass(): void {
    this.#records += 1;
    this.ledger.notice("not_wanted");
  }

  get waiting(): number {
    return this.#events.length;
  }

  take(): Event[] {
    const events = this.#events;
    this.#events = [];
    this.ledger.events += events.length;
    return events;
  }
}

/** Reads one format, from bytes in whatever pieces they come. */
export interface LogReader {
  readonly push: (bytes: Uint8Array) => void;
  /** No more bytes come: what is held is the rest. */
  readonly end: () => void;
}
