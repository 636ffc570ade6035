/**
 * The log of `serve` and `work`: JSON lines on standard error where nobody reads along, or where `WATCHFLOOR_LOG` names
 * a level. On a terminal a person reads sentences, as from every other verb.
 */
import { type Log, type LogLevel, logLevels, noLog, openLog } from "#outside/log.ts";
import { wrongUse } from "./exit-codes.ts";
import { say, sayInto } from "./say.ts";

const isLevel = (word: string): word is LogLevel => (logLevels as readonly string[]).includes(word);

const levelInForce = (): LogLevel | undefined => {
  const word = process.env.WATCHFLOOR_LOG;
  if (word !== undefined && word !== "") {
    if (isLevel(word)) return word;
    throw wrongUse(`WATCHFLOOR_LOG: Expected one of ${logLevels.join(", ")} but found ${word}`);
  }
  return process.stderr.isTTY === true ? undefined : "info";
};

/** On a terminal only what failed is told, with the name that a person quotes. */
const spokenLog: Log = {
  ...noLog,
  error: (event, fields, cause) => {
    const ref = fields?.ref === undefined ? "" : ` (Ref ${fields.ref})`;
    const words = cause instanceof Error ? (cause.stack ?? cause.message) : (fields?.because ?? "");
    say(`${event}${ref}: ${words}`);
  },
};

export interface DeskLog {
  readonly log: Log;
  /** False: a person reads sentences on the terminal; what the log would repeat is said to them instead. */
  readonly isJson: boolean;
}

/** What else the verb says goes into the log from now on. */
export const openDeskLog = (): DeskLog => {
  const level = levelInForce();
  if (level === undefined) return { log: spokenLog, isJson: false };
  const log = openLog({ level });
  sayInto((line, weight) =>
    weight === "failure" ? log.error("desk.failed", { because: line }) : log.info("desk.said", { because: line }),
  );
  return { log, isJson: true };
};
