/**
 * The line that tells how far a reading of logs has come: share, events, rate and time left. The rate is that of the last
 * seconds, since logs differ; time left is told once there is enough to tell it by.
 */
import { drawProgress, type Progress } from "./say.ts";

export interface ReadProgress {
  readonly events: number;
  readonly bytes: number;
  /** Absent where standard input is read. */
  readonly totalBytes?: number;
}

const windowMs = 5000;
const drawEveryMs = 100;
/** Before then a guess at the time left would jump about. */
const guessAfterMs = 2000;

const count = (number: number): string => number.toLocaleString("en-GB");

const timeLeft = (seconds: number): string => {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s left`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min left` : `${Math.round(seconds / 3600)} h left`;
};

interface Mark {
  readonly atMs: number;
  readonly events: number;
  readonly bytes: number;
}

/** @returns the line, or nothing while it is too soon for another */
export const createProgressTeller = (nowMs: () => number): ((progress: ReadProgress) => Progress | undefined) => {
  const marks: Mark[] = [];
  let drawnMs = Number.NEGATIVE_INFINITY;
  return ({ events, bytes, totalBytes = 0 }) => {
    const atMs = nowMs();
    if (atMs - drawnMs < drawEveryMs) return undefined;
    drawnMs = atMs;
    marks.push({ atMs, events, bytes });
    while (marks.length > 2 && atMs - (marks[1]?.atMs ?? atMs) >= windowMs) marks.shift();
    const [first] = marks;
    const passedS = (atMs - (first?.atMs ?? atMs)) / 1000;
    const perSecond = passedS > 0 ? (events - (first?.events ?? 0)) / passedS : 0;
    const rate = perSecond > 0 ? `, ${count(Math.round(perSecond))}/s` : "";
    if (totalBytes <= 0) return { step: `${count(events)} events${rate}` };
    const bytesPerSecond = passedS > 0 ? (bytes - (first?.bytes ?? 0)) / passedS : 0;
    const isSure = passedS * 1000 >= guessAfterMs && bytesPerSecond > 0;
    const left = isSure ? `, ${timeLeft(Math.max(0, totalBytes - bytes) / bytesPerSecond)}` : "";
    return { step: `${count(events)} events${rate}${left}`, share: Math.min(1, bytes / totalBytes) };
  };
};

/** Draws at most ten times a second. */
export const createReadProgress = (): ((progress: ReadProgress) => void) => {
  const tell = createProgressTeller(() => performance.now());
  return (progress) => {
    const line = tell(progress);
    if (line !== undefined) drawProgress(line);
  };
};
