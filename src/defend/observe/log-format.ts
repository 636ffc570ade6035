/** The formats this room reads, and what a caller may say about a log that its bytes do not. */
export type LogFormat =
  | "evtx"
  | "json"
  | "event-xml"
  | "zeek-tsv"
  | "w3c"
  | "csv"
  | "cef"
  | "leef"
  | "auditd"
  | "access"
  | "syslog"
  | "text";

export interface ObserveHints {
  /** What events call their file. */
  readonly file: string;
  /** Keeps the reader from judging by content. */
  readonly format?: LogFormat;
  /** The year of times that are written without one. With `latestMs`, the year is the latest that does not lie after it. */
  readonly year?: number;
  /** No record is later than this: when the log was collected. */
  readonly latestMs?: number;
  /** The zone of times written without one, as `+01:00`; UTC when absent. */
  readonly zone?: string;
  /** Also records of an EVTX log that were deleted or overwritten in part. */
  readonly remnants?: boolean;
  /** Longest record read, in bytes; longer ones are counted as unread. */
  readonly mostRecordBytes?: number;
  /**
   * For JSON written one record a line: asked of the bytes `[start, end)` of a record before it is parsed. A record it refuses
   * is counted under the notice `not_wanted` and gives no event.
   */
  readonly isWanted?: (bytes: Uint8Array, start: number, end: number) => boolean;
}

export const defaultMostRecordBytes = 16 * 2 ** 20;
