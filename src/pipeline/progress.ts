/** What a run tells the one who started it: step, count, total where it is known. */
import type { StepName } from "./order.ts";

export interface Progress {
  readonly step: StepName;
  readonly done: number;
  /** Absent when not known yet; then only the count is shown. */
  readonly total?: number;
}

export type OnProgress = (progress: Progress) => void;
