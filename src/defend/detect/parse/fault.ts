/** Collects faults of one rule document with their place, so that all are reported at once. */
import type { RuleFault } from "#terms/rule.ts";

/** A place in a file, as an offset; turned into line and column only when a fault needs it. */
export interface Source {
  readonly file: string;
  /** The whole file; offsets of faults count in it. */
  readonly text: string;
  /** The part of it that is this document. */
  readonly start: number;
  readonly end: number;
}

export interface FaultBook {
  readonly error: (type: string, offset: number, message: string) => void;
  readonly warn: (type: string, offset: number, message: string) => void;
  /** What is well written but not supported: listed apart, and keeps the rule out. */
  readonly unsupported: (type: string, offset: number, message: string) => void;
  readonly faults: RuleFault[];
  readonly notSupported: RuleFault[];
  /** Whether the rule must stay out. */
  readonly isBroken: () => boolean;
  title: string | undefined;
}

/** Faults kept a document; more are counted in the last one. */
const mostFaults = 50;

export const placeOf = (source: Source, offset: number): { line: number; column: number } => {
  const before = source.text.slice(0, Math.max(0, offset));
  const lastBreak = before.lastIndexOf("\n");
  let line = 1;
  for (let at = before.indexOf("\n"); at >= 0; at = before.indexOf("\n", at + 1)) line += 1;
  return { line, column: before.length - lastBreak };
};

export const createFaultBook = (source: Source): FaultBook => {
  const faults: RuleFault[] = [];
  const notSupported: RuleFault[] = [];
  let broken = false;
  const add = (list: RuleFault[], severity: RuleFault["severity"], type: string, offset: number, message: string) => {
    if (severity === "error") broken = true;
    if (list.length >= mostFaults) return;
    const title = book.title === undefined ? {} : { title: book.title };
    list.push({ type, severity, message, file: source.file, ...placeOf(source, offset), ...title });
  };
  const book: FaultBook = {
    error: (type, offset, message) => add(faults, "error", type, offset, message),
    warn: (type, offset, message) => add(faults, "warning", type, offset, message),
    unsupported: (type, offset, message) => add(notSupported, "error", type, offset, message),
    faults,
    notSupported,
    isBroken: () => broken,
    title: undefined,
  };
  return book;
};
