/** What the values of one rule may need from outside, and where their faults go. */
import type { FaultBook } from "./fault.ts";

export interface ValueContext {
  readonly book: FaultBook;
  /** Name of a placeholder → its values. */
  readonly placeholders: ReadonlyMap<string, readonly string[]>;
}
