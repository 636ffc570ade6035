/** What an exit code of the command line means. A script may rely on them. */
export const exitCodes = {
  /** All is well. */
  fine: 0,
  /** Something was found: a gate failed, a sentence is not supported. */
  findings: 1,
  /** The command was typed wrongly. */
  wrongUse: 2,
  /** It could not be finished: nothing could be read, a file could not be written. */
  unfinished: 3,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** An expected end of a command: one line for the person, a code for the script. */
export class CommandError extends Error {
  readonly code: ExitCode;
  constructor(code: ExitCode, message: string) {
    super(message);
    this.name = "CommandError";
    this.code = code;
  }
}

export const wrongUse = (message: string): CommandError => new CommandError(exitCodes.wrongUse, message);
export const unfinished = (message: string): CommandError => new CommandError(exitCodes.unfinished, message);
