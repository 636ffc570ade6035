/** Values on their way into the store. A body is bytes, so that any string comes back as it was. */

export const toBody = (value: unknown): Buffer => Buffer.from(JSON.stringify(value), "utf8");

/** A column for finding things by: PostgreSQL's text holds no U+0000 and no lone surrogate. */
export const toColumn = (text: string): string => text.toWellFormed().replaceAll("\0", "\uFFFD");

export const orNull = (text: string | undefined): string | null => (text === undefined ? null : toColumn(text));

/** Rows of one statement: a statement may have 65,535 parameters. */
export const inBatches = <T>(rows: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, index) => rows.slice(index * size, (index + 1) * size));

/** A time as the terms write it: RFC 3339, UTC, whole seconds. */
export const toTime = (written: string): string => `${new Date(written).toISOString().slice(0, 19)}Z`;
