/**
 * Runs a command to its exit code. Expected ends say one line; an interrupt (Ctrl-C) removes half-written files and
 * ends with 130, as shells expect; a reader that closes the pipe early (`| head`) is no error.
 */
import { causeText } from "#kit/cause-text.ts";
import { CommandError, type ExitCode, exitCodes } from "./exit-codes.ts";
import { say, sayFailure } from "./say.ts";
import { removeUnfinished } from "./write-output.ts";

const interruptCode = 130;
const secondAskMs = 1_000;
const letGoMs = 200;
const interruption = new AbortController();

/** Aborts on Ctrl-C: what is being fetched is let go. */
export const interrupted: AbortSignal = interruption.signal;

const storeWords = {
  away: "The store went away while it was used. See that its server runs (`watchfloor doctor`), then try again.",
  crowded:
    "The store has no connection free: too many processes use it at once. Stop some, or raise max_connections of its server.",
  full: "The disk of the store is full. Make room, then try again.",
} as const;

const sayUnexpected = async (name: string, cause: unknown): Promise<void> => {
  const trouble = (await import("#store/index.ts")).findTrouble(cause);
  if (trouble !== undefined) return sayFailure(`${name}: ${storeWords[trouble]}`);
  sayFailure(`${name}: This should not have happened: ${causeText(cause)}`);
  if (process.env.WATCHFLOOR_DEBUG !== undefined && cause instanceof Error) say(cause.stack ?? "");
  else say("Set WATCHFLOOR_DEBUG=1 to see where.");
};

let finish: (() => Promise<void>) | undefined;

/** What a command still does when it is interrupted, before the process ends: print what it has. */
export const finishWhenInterrupted = (run: () => Promise<void>): void => {
  finish = run;
};

/**
 * Ends the process by having nothing more to do; what still holds it (a server, a pool) is cut off a moment later.
 * `process.exit` alone may hang for ever: it waits for V8's compiling threads, and one that needs a collection waits for
 * the main thread (nodejs/node#54918).
 */
const leave = (code: number): void => {
  process.exitCode = code;
  setTimeout(() => process.exit(code), letGoMs).unref();
};

/** As the system ends a program that does not listen: it asks Node for nothing, and a shell sees 130. */
const endAtOnce = (): void => {
  process.removeAllListeners("SIGINT");
  process.kill(process.pid, "SIGINT");
};

/** `run` gives the exit code, or undefined when the process should go on (a server). */
export const endWell = async (name: string, run: () => Promise<ExitCode | undefined>): Promise<void> => {
  let asked: number | undefined;
  const interrupt = async (): Promise<void> => {
    // A terminal's Ctrl-C may arrive twice (npm hands on what we got already); a second one by a person ends at once.
    if (asked !== undefined) {
      if (performance.now() - asked > secondAskMs) endAtOnce();
      return;
    }
    asked = performance.now();
    interruption.abort();
    await finish?.();
    await removeUnfinished();
    say(`${name}: stopped.`);
    leave(interruptCode);
  };
  process.on("SIGINT", () => void interrupt());
  process.on("SIGTERM", () => void interrupt());
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    interruption.abort();
    leave(exitCodes.fine);
  });
  try {
    const code = await run();
    // Interrupted, the process ends by the other way, with its code.
    if (code !== undefined && !interrupted.aborted) leave(code);
  } catch (cause) {
    if (interrupted.aborted) return; // What was let go in the middle says so; the person knows.
    if (cause instanceof CommandError) {
      sayFailure(`${name}: ${cause.message}`);
      return leave(cause.code);
    }
    await sayUnexpected(name, cause);
    leave(exitCodes.unfinished);
  }
};
