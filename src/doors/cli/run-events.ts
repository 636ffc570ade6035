/** `watchfloor events keep | drop`: what is kept for hunts to come. */
import { systemClock } from "#outside/clock.ts";
import { dropEvents, keepEvents } from "#pipeline/steps/keep-events.ts";
import { WrongUse } from "#pipeline/wrong-use.ts";
import { finishWhenInterrupted, interrupted } from "./end-well.ts";
import { type ExitCode, exitCodes, wrongUse } from "./exit-codes.ts";
import { createReadProgress } from "./hunt-progress.ts";
import { endProgress, say } from "./say.ts";
import { saySources, things } from "./say-hunt.ts";

const told = async <T>(run: () => Promise<T>): Promise<T> => {
  try {
    return await run();
  } catch (cause) {
    throw cause instanceof WrongUse ? wrongUse(cause.message) : cause;
  } finally {
    endProgress();
  }
};

/** Interrupted, what was read so far is kept. */
export const runEventsKeep = async (flags: {
  readonly logs: readonly string[];
  readonly folder: string;
}): Promise<ExitCode> => {
  const ending = Promise.withResolvers<void>();
  finishWhenInterrupted(() => ending.promise);
  try {
    const summary = await told(() => keepEvents({ ...flags, signal: interrupted, onProgress: createReadProgress() }));
    saySources(summary);
    const { events, kept, known, partitions, stopped, logs } = summary;
    const before = known === 0 ? "" : `, ${things(known, "event")} ${known === 1 ? "was" : "were"} there already`;
    const ended = stopped ? "stopped after" : "read";
    say(
      `events: ${ended} ${things(events, "event")} in ${things(logs.length, "log")}: ${things(kept, "event")} kept in ${things(partitions, "file")}${before}`,
    );
    return logs.length > 0 ? exitCodes.fine : exitCodes.unfinished;
  } finally {
    ending.resolve();
  }
};

export const runEventsDrop = async (flags: {
  readonly folder: string;
  readonly before?: number;
  readonly olderThan?: number;
}): Promise<ExitCode> => {
  const { folder, before, olderThan } = flags;
  if ((before === undefined) === (olderThan === undefined))
    throw wrongUse("events drop: Expected either --before or --older-than");
  const untilMs = before ?? Date.parse(systemClock.now()) - (olderThan ?? 0);
  const { hours, bytes } = await told(() => dropEvents(folder, untilMs));
  say(`events: dropped ${things(hours, "hour")}, ${Math.ceil(bytes / 1024).toLocaleString("en-GB")} KiB`);
  return exitCodes.fine;
};
