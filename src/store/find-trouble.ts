/**
 * What ails the store, read from the error of a statement: a server that cannot be reached, one that has no connection
 * free, or a disk without room. All of it passes by itself or by the operator's hand; any other error is a fault of ours.
 *
 * Codes: PostgreSQL, appendix A (classes 08, 53, 57P); those of Node where the connection was never made.
 */

export type StoreTrouble = "away" | "crowded" | "full";

const full = new Set(["53100", "ENOSPC"]);
/** Ended by the server, starting up, connection exceptions. */
const away = /^(?:57P0[1-5]|08\w{3})$/;
const crowded = "53300";
/** Of Node, when a connection to the server cannot be made or breaks. */
const unreachable = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOENT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EPIPE",
  "ETIMEDOUT",
]);
/** The driver's own errors carry no code. */
const driverWords = [
  "Connection terminated",
  "Client has encountered a connection error",
  "Client was closed and is not queryable",
  "timeout exceeded when trying to connect",
];

/** Made by the driver: others connect to other places, by the same codes. */
const isOfDriver = ({ stack = "" }: Error): boolean => stack.includes("/node_modules/pg");

const ofError = (error: Error): StoreTrouble | undefined => {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (full.has(code)) return "full";
  if (code === crowded) return "crowded";
  if (away.test(code) || driverWords.some((words) => error.message.startsWith(words))) return "away";
  return unreachable.has(code) && isOfDriver(error) ? "away" : undefined;
};

const deepest = 5;

/** @returns nothing for an error that is not of the store's surroundings */
export const findTrouble = (cause: unknown): StoreTrouble | undefined => {
  let at = cause;
  for (let depth = 0; depth < deepest && at instanceof Error; depth += 1) {
    const found = ofError(at);
    if (found !== undefined) return found;
    at = at instanceof AggregateError ? at.errors[0] : at.cause;
  }
  return undefined;
};
