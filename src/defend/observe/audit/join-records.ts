/**
 * Audit records that belong to one event (same host, time and serial) joined to one, as `ausearch` shows them.
 *
 * Records of one event may be mixed with others. At most so many events are open; the oldest is given up first. A record
 * that comes after its event was given stands alone. Fields that stand in several records hold the values of all.
 */
import type { EventValue } from "#terms/event.ts";
import { setField } from "../set-field.ts";
import type { AuditRecord } from "./parse-audit.ts";

const mostOpen = 64;
const mostRecords = 512;
const mostValues = 1000;

export interface JoinedRecords {
  readonly types: readonly string[];
  readonly fields: Readonly<Record<string, EventValue>>;
  readonly timeMs: number;
  readonly offset: number;
  readonly raw: string;
}

interface OpenEvent {
  readonly first: AuditRecord;
  readonly offset: number;
  readonly types: string[];
  readonly values: Map<string, string[]>;
  readonly lines: string[];
}

const keyOf = ({ node, timeMs, serial }: AuditRecord): string => `${node ?? ""} ${timeMs} ${serial}`;

const close = ({ first, offset, types, values, lines }: OpenEvent): JoinedRecords => {
  const fields: Record<string, EventValue> = {};
  fields.type = types.length === 1 ? (types[0] ?? "") : types;
  if (first.node !== undefined) fields.node = first.node;
  fields.serial = first.serial;
  for (const [name, list] of values) {
    const value: EventValue = list.length === 1 ? (list[0] ?? "") : list;
    setField(fields, name, value);
  }
  return { types, fields, timeMs: first.timeMs, offset, raw: lines.join("\n") };
};

const addRecord = (event: OpenEvent, record: AuditRecord, line: string): void => {
  if (!event.types.includes(record.type)) event.types.push(record.type);
  event.lines.push(line);
  for (const [name, list] of record.fields) {
    const before = event.values.get(name);
    if (before === undefined) event.values.set(name, [...list]);
    else for (const value of list) if (!before.includes(value) && before.length < mostValues) before.push(value);
  }
};

export class RecordJoiner {
  readonly #open = new Map<string, OpenEvent>();
  readonly #give: (joined: JoinedRecords) => void;

  constructor(give: (joined: JoinedRecords) => void) {
    this.#give = give;
  }

  add(record: AuditRecord, line: string, offset: number): void {
    const key = keyOf(record);
    const open = this.#open.get(key);
    if (record.type === "EOE") {
      if (open !== undefined) this.#close(key, open);
      return;
    }
    const event = open ?? { first: record, offset, types: [], values: new Map(), lines: [] };
    addRecord(event, record, line);
    if (open === undefined) this.#open.set(key, event);
    if (event.lines.length >= mostRecords) this.#close(key, event);
    if (this.#open.size > mostOpen) this.#closeOldest();
  }

  end(): void {
    for (const [key, event] of [...this.#open]) this.#close(key, event);
  }

  #closeOldest(): void {
    for (const [key, event] of this.#open) {
      this.#close(key, event);
      return;
    }
  }

  #close(key: string, event: OpenEvent): void {
    this.#open.delete(key);
    this.#give(close(event));
  }
}
