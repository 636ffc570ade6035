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

const rateMessage = (answer: Answer): string => {
  const wait = answer.headers.get("retry-after");
  return wait === null || wait.length > 40
    ? "The host asks to be asked less often (429)."
    : `The host asks to be asked less often (429), again after: ${wait}`;
};
