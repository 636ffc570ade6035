/** How far an edition is, told in the store: the newest, one write after the other, each step at once. */
import type { Store } from "#store/index.ts";
import type { OnProgress, Progress } from "./progress.ts";

/** Within a step, not more often than eyes can follow: each write is told to whoever looks, in every process. */
const tellEveryMs = 400;

/** @param now milliseconds of a clock that only goes forward */
export const tellProgress = (
  makings: Pick<Store["makings"], "step">,
  id: string,
  now: () => number = () => performance.now(),
): { readonly tell: OnProgress; readonly settle: () => Promise<void> } => {
  let waiting: Progress | undefined;
  let toldStep: Progress["step"] | undefined;
  let toldAt = 0;
  let last: Promise<unknown> = Promise.resolve();
  const flush = (): void => {
    if (waiting === undefined) return;
    const { step, done, total } = waiting;
    waiting = undefined;
    toldStep = step;
    toldAt = now();
    last = last.then(() => makings.step(id, { state: "running", step, done, total })).catch(() => undefined); // What it comes to is told in the end.
  };
  return {
    tell: (progress) => {
      waiting = progress;
      if (progress.step !== toldStep || now() - toldAt >= tellEveryMs) flush();
    },
    settle: async () => {
      flush();
      await last;
    },
  };
};
