/** Milliseconds since 1970 as RFC 3339 in UTC; nothing for what is no time a calendar has. */
export const showTime = (ms: number | undefined): string | undefined =>
  ms === undefined || !Number.isFinite(ms) || Math.abs(ms) > 8.64e15 ? undefined : new Date(ms).toISOString();
