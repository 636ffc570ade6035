/** One parse of one file, timed, with what it threw if it did; and the form of one check. */
import { type FeedOptions, parseFeed } from "../../src/intel/read/feeds/parse-feed.ts";
import type { Feed } from "../../src/terms/feed.ts";

export interface FeedRun {
  readonly feed: Feed | undefined;
  readonly ms: number;
  readonly crashed: string | undefined;
}

export interface Check {
  readonly group: string;
  readonly file: string;
  readonly field: string;
  readonly expected: unknown;
  readonly got: unknown;
  readonly passed: boolean;
  readonly kind?: "used" | "other";
}

export const runFeed = (bytes: Uint8Array, options: FeedOptions = {}): FeedRun => {
  const start = performance.now();
  try {
    const result = parseFeed(bytes, options);
    return { feed: result.ok ? result.value : undefined, ms: performance.now() - start, crashed: undefined };
  } catch (error) {
    return { feed: undefined, ms: performance.now() - start, crashed: String(error) };
  }
};

/** Equal as values; what is missing equals null, and the empty text. */
export const sameValue = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (a === undefined || a === null || a === "") return b === undefined || b === null || b === "";
  if (typeof a !== "object" || typeof b !== "object" || b === null) return false;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => sameValue(left[key], right[key]));
};
