/**
 * Comma-, semicolon-, bar- or tab-separated values (RFC 4180): quoted cells may hold delimiters, doubled quotes and line breaks.
 *
 * The first line names the columns. What a record is shows in its columns, as for JSON.
 */
import type { EventValue } from "#terms/event.ts";
import { dressJson } from "../dress/dress-json.ts";
import type { EventSink, LogReader } from "../event-sink.ts";
import { excerptText, openTextLines } from "../lines/text-lines.ts";
import { setField } from "../set-field.ts";

const mostColumns = 2000;
const delimiters = ",;\t|";

/** Takes lines until a record is whole. */
class CsvRecord {
  readonly #delimiter: string;
  #cells: string[] = [];
  #cell = "";
  #isQuoted = false;
  size = 0;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  /** The cells when the record ends with this line; `undefined` when a quoted cell goes on. */
  add(line: string): string[] | undefined {
    if (this.#isQuoted) this.#cell += "\n";
    this.size += line.length + 1;
    let at = 0;
    while (at <= line.length) at = this.#isQuoted ? this.#quoted(line, at) : this.#plain(line, at);
    if (this.#isQuoted) return undefined;
    const cells = this.#cells;
    this.reset();
    return cells;
  }

  reset(): void {
    this.#cells = [];
    this.#cell = "";
    this.#isQuoted = false;
    this.size = 0;
  }

  #close(): void {
    if (this.#cells.length < mostColumns) this.#cells.push(this.#cell);
    this.#cell = "";
  }

  /** A cell, or what follows a closing quote, up to the delimiter. */
  #plain(line: string, at: number): number {
    if (this.#cell === "" && line[at] === '"') {
      this.#isQuoted = true;
      return at + 1;
    }
    const end = line.indexOf(this.#delimiter, at);
    const stop = end < 0 ? line.length : end;
    this.#cell += line.slice(at, stop);
    this.#close();
    return stop + 1;
  }

  #quoted(line: string, at: number): number {
    const close = line.indexOf('"', at);
    if (close < 0) {
      this.#cell += line.slice(at);
      return line.length + 1;
    }
    this.#cell += line.slice(at, close);
    if (line[close + 1] === '"') {
      this.#cell += '"';
      return close + 2;
    }
    this.#isQuoted = false;
    const end = line.indexOf(this.#delimiter, close + 1);
    const stop = end < 0 ? line.length : end;
    this.#cell += line.slice(close + 1, stop);
    this.#close();
    return stop + 1;
  }
}

const countOf = (line: string, delimiter: string): number => new CsvRecord(delimiter).add(line)?.length ?? 0;

/** The delimiter that cuts the first two lines into equally many cells, the most of them; `undefined` for no table. */
export const delimiterOf = (head: string, second: string | undefined): string | undefined => {
  let best: string | undefined;
  let most = 1;
  for (const delimiter of delimiters) {
    const count = countOf(head, delimiter);
    if (count <= most) continue;
    const names = new CsvRecord(delimiter).add(head) ?? [];
    const areNames =
      names.every((name) => name !== "" && name.length <= 100 && Number.isNaN(Number(name))) &&
      new Set(names).size === names.length;
    const fits = second === undefined || second.includes('"') || countOf(second, delimiter) === count;
    if (areNames && fits) {
      best = delimiter;
      most = count;
    }
  }
  return best;
};

export const openCsv = (sink: EventSink, delimiter: string): LogReader => {
  const record = new CsvRecord(delimiter);
  let columns: readonly string[] | undefined;
  let startsAt = 0;
  let head = "";
  const take = (cells: readonly string[], offset: number): void => {
    if (columns === undefined) {
      columns = cells.map((name) => name.trim());
      return;
    }
    const fields: Record<string, EventValue> = {};
    for (const [index, value] of cells.entries()) setField(fields, columns[index] ?? `column_${index + 1}`, value);
    if (cells.length !== columns.length) sink.ledger.notice("wrong_columns");
    sink.accept(fields, offset, dressJson(fields, sink.hints));
  };
  return openTextLines(
    sink,
    (line, offset) => {
      if (columns === undefined && /^#TYPE\b/.test(line)) return;
      if (record.size === 0) {
        startsAt = offset;
        head = line;
      }
      const cells = record.add(line);
      if (cells !== undefined) take(cells, startsAt);
      else if (record.size > sink.mostRecordBytes) {
        sink.unread("too_long", startsAt, excerptText(head));
        record.reset();
      }
    },
    () => {
      if (record.size > 0) sink.unread("cut_off", startsAt, `Expected a closing quote: ${excerptText(head)}`);
    },
  );
};
