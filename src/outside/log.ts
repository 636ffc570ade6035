/**
 * The log: one JSON object a line, named by its event (`collect.feed_fetched`).
 *
 * Fields have fixed names and hold counts and closed words; whatever words they hold pass `redact.ts`. There is no field
 * for a text, so that none is logged by mistake. An error gives its name, code, redacted message and where in our own
 * code it came from.
 */
import { type DestinationStream, pino } from "pino";
import { makeRedact, type Redact, secretsOf } from "./redact.ts";

export const logLevels = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

/** A new name is added here, and thought about: may it ever hold a word of a text, or a secret? */
export interface LogFields {
  /** Id of a configured source, of an edition, of a job. */
  readonly source?: string;
  readonly edition?: string;
  readonly job?: string;
  readonly task?: string;
  /** A closed word: `ok`, `failed`. */
  readonly outcome?: string;
  readonly step?: string;
  /** What a step was given, what it gave on, and what it dropped by reason. */
  readonly in?: number;
  readonly out?: number;
  readonly dropped?: Readonly<Record<string, number>>;
  readonly count?: number;
  readonly ms?: number;
  readonly bytes?: number;
  /** The name of a request, its method, its route as declared, its status. */
  readonly ref?: string;
  readonly method?: string;
  readonly route?: string;
  readonly status?: number;
  /** One sentence for a person. */
  readonly because?: string;
}

export interface Log {
  readonly debug: (event: string, fields?: LogFields) => void;
  readonly info: (event: string, fields?: LogFields) => void;
  readonly warn: (event: string, fields?: LogFields, cause?: unknown) => void;
  readonly error: (event: string, fields?: LogFields, cause?: unknown) => void;
}

export interface LogOptions {
  readonly level: LogLevel;
  /** Where lines go; default standard error. */
  readonly to?: DestinationStream;
  readonly environment?: NodeJS.ProcessEnv;
}

/** Lines of a stack that stand in this house: where, never what. */
const placesOf = (error: Error): string[] =>
  (error.stack ?? "")
    .split("\n")
    .flatMap((line) => /\/(src\/[\w./-]{1,120}:\d{1,6}):\d{1,6}\)?$/.exec(line)?.[1] ?? [])
    .slice(0, 6);

const describeCause = (cause: unknown, redact: Redact): Record<string, unknown> => {
  if (!(cause instanceof Error)) return { because: redact(String(cause)) };
  const code = "code" in cause && typeof cause.code === "string" ? { code: redact(cause.code) } : {};
  return { name: redact(cause.name), ...code, because: redact(cause.message), at: placesOf(cause) };
};

const clean = (fields: LogFields, redact: Redact): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === "string"
        ? redact(value)
        : typeof value === "object"
          ? Object.fromEntries(Object.entries(value).map(([reason, count]) => [redact(reason), count]))
          : value,
    ]),
  );

export const openLog = ({ level, to = process.stderr, environment = process.env }: LogOptions): Log => {
  const redact = makeRedact(secretsOf(environment));
  const logger = pino(
    {
      level,
      messageKey: "event",
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    to,
  );
  const write =
    (as: "debug" | "info" | "warn" | "error") =>
    (event: string, fields: LogFields = {}, cause?: unknown): void => {
      if (!logger.isLevelEnabled(as)) return;
      logger[as](
        { ...clean(fields, redact), ...(cause === undefined ? {} : { error: describeCause(cause, redact) }) },
        event,
      );
    };
  return { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
};

/** For whoever needs a log and was given none. */
export const noLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
