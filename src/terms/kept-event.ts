/** An event as a row that is kept, and as it is read back. */
export interface KeptRow {
  /** Of the content and the record's number, 64 bits in decimal: the same record is kept once. */
  readonly id: string;
  readonly time: number | null;
  /** Name of the log. */
  readonly log: string;
  readonly record: number;
  readonly place: number | null;
  readonly zone: string | null;
  /** What the record is, as JSON. */
  readonly source: string | null;
  /** How its names answer to Sigma's, as JSON. */
  readonly names: string | null;
  /** Its fields, as JSON. */
  readonly event: string;
  /** Its raw text, as JSON: a text may hold what is no character. */
  readonly raw: string | null;
  /** Its raw text, folded; its other texts stand in the columns. */
  readonly rest: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly loose: boolean;
}

/** What of a row is read back. */
export type KeptEvent = Pick<
  KeptRow,
  "time" | "log" | "record" | "place" | "zone" | "source" | "names" | "event" | "raw"
>;
