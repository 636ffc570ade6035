/**
 * What the command line says: results on standard output, everything else on standard error.
 *
 * Nothing foreign reaches the terminal with its control characters. Progress is drawn on a terminal only, on one line
 * that is wiped before the next full line; in a pipe there is none.
 */
import { showInvisible } from "#kit/text/show-invisible.ts";

export interface Progress {
  /** What is being done, as in "read". */
  readonly step: string;
  readonly done?: number;
  readonly total?: number;
  /** Instead of a count: how much of it, from 0 to 1. */
  readonly share?: number;
}

type Weight = "told" | "failure";

let into: ((line: string, weight: Weight) => void) | undefined;

/** From now on lines are told to a log, and no progress is drawn between its lines. */
export const sayInto = (log: (line: string, weight: Weight) => void): void => {
  into = log;
};

const isTerminal = (): boolean => process.stderr.isTTY === true && into === undefined;
let isDrawn = false;

const wipe = (): void => {
  if (!isDrawn) return;
  process.stderr.write("\r\u001b[K");
  isDrawn = false;
};

/** "1 article", "12 articles", "7 stories". */
export const countOf = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** One line on standard error. */
export const say = (line: string, weight: Weight = "told"): void => {
  if (into === undefined) saySecret(line);
  else into(line, weight);
};

/** Why the command ends without what it was asked for: an error in the log, which whoever watches it looks for. */
export const sayFailure = (line: string): void => say(line, "failure");

/** A secret that is shown once: on standard error as it is, and in no log. */
export const saySecret = (line: string): void => {
  wipe();
  process.stderr.write(`${showInvisible(line)}\n`);
};

const barWidth = 20;

const barOf = (done: number, total: number): string => {
  const filled = total > 0 ? Math.min(barWidth, Math.round((done / total) * barWidth)) : 0;
  return `[${"#".repeat(filled)}${".".repeat(barWidth - filled)}] `;
};

/** The words of a progress line: a bar where the total is known, the count where it is not. */
const progressLine = ({ step, done, total, share }: Progress): string => {
  if (share !== undefined) return `${barOf(share, 1)}${Math.floor(share * 100)} %, ${step}`;
  if (done === undefined) return step;
  return total === undefined ? `${step} ${done}` : `${barOf(done, total)}${step} ${done} of ${total}`;
};

export const drawProgress = (progress: Progress): void => {
  if (!isTerminal()) return;
  const width = (process.stderr.columns || 80) - 1; // a terminal that does not know its width says 0
  process.stderr.write(`\r${showInvisible(progressLine(progress)).slice(0, width)}\u001b[K`);
  isDrawn = true;
};

export const endProgress = wipe;

/** A result on standard output, as it is: formats escape for themselves. Waits until a slow pipe has taken it. */
export const print = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    if (process.stdout.isTTY === true) wipe(); // both are the same screen
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
