/** What an HTTP status means for a reader, in words that say what to do about it. */
import type { FetchFault } from "#terms/collecting.ts";
import type { Answer } from "./ask-once.ts";

export const isRedirect = (answer: Answer): boolean =>
  [301, 302, 303, 307, 308].includes(answer.status) && answer.headers.has("location");

/** Headers by which the large front-ends say that they answered with a check for people instead of the page. */
const isBotWall = (answer: Answer): boolean =>
  answer.headers.get("cf-mitigated") === "challenge" ||
  answer.headers.has("x-amzn-waf-action") ||
  answer.headers.has("x-datadome");

/** Absent when the answer carries a document. */
export const explainStatus = (answer: Answer, isConditional: boolean): FetchFault | undefined => {
  const { status } = answer;
  if (status >= 200 && status <= 299) return undefined;
  if (status === 304 && isConditional) return { type: "not_modified", message: "Unchanged since it was last read." };
  if (isBotWall(answer))
    return {
      type: "bot_wall",
      message: `The host answered ${status} with a check for people instead of the document.`,
    };
  if (status === 404 || status === 410)
    return { type: "not_found", message: `Expected a document but the host has none there (${status}).` };
  if (status === 401 || status === 403 || status === 451)
    return { type: "forbidden", message: `Expected a document but the host refuses to give it (${status}).` };
  if (status === 429) return { type: "rate_limited", message: rateMessage(answer) };
  if (status >= 500)
    return {
      type: "server_error",
      message: `Expected a document but the host reports a fault of its own (${status}).`,
    };
  return { type: "unexpected_status", message: `Expected a document but the host answered ${status}.` };
};

const longestHeader = 40;
/** For one that asks to be asked less often and does not say for how long. */
const usualHoldMs = 60_000;

const timeOf = (words: string): number => (words.length > longestHeader ? Number.NaN : Date.parse(words));

/**
 * For how long the host asks to be left alone: seconds, or a time by its own clock (RFC 9110, 10.2.3), of 429 and 503
 * alone. Absent: it does not ask.
 */
export const holdAskedMs = ({ status, headers }: Answer): number | undefined => {
  if (status !== 429 && status !== 503) return undefined;
  const words = (headers.get("retry-after") ?? "").trim();
  const ms = /^\d{1,10}$/.test(words) ? Number(words) * 1_000 : timeOf(words) - timeOf(headers.get("date") ?? "");
  if (Number.isFinite(ms)) return Math.max(0, ms);
  return status === 429 ? usualHoldMs : undefined;
};

const rateMessage = (answer: Answer): string => {
  const wait = answer.headers.get("retry-after");
  return wait === null || wait.length > longestHeader
    ? "The host asks to be asked less often (429)."
    : `The host asks to be asked less often (429), again after: ${wait}`;
};
