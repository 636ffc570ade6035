/**
 * robots.txt (RFC 9309), asked once per origin and run. 4xx: everything may be read. 5xx, a time-out or a body over
 * the cap: nothing may. A crawl delay widens the gap between two requests, up to ten seconds.
 *
 * The matcher's cost is pattern length × path length once a `*` is met, and a hostile host chooses both; patterns
 * with a `*` are therefore read up to a total of 20,000 characters and the rest of them ignored.
 */
import robotsParser from "robots-parser";
import { err, ok, type Result } from "#kit/result.ts";
import type { FetchFault } from "#terms/collecting.ts";
import type { Answer } from "./ask-once.ts";

/** RFC 9309 wants at least 500 KiB to be read. */
export const robotsMaxBytes = 512 * 1024;
const maxWildcardCharacters = 20_000;
const maxCrawlDelayMs = 10_000;

export interface RobotsRules {
  readonly mayFetch: (url: URL) => boolean;
  readonly gapMs: number;
}

/** The package is CommonJS and exports the function itself, which its types call `default`. */
const createRules = robotsParser as unknown as typeof robotsParser.default;

export const everythingAllowed: RobotsRules = { mayFetch: () => true, gapMs: 0 };

/** What the answer for `origin/robots.txt` allows to the product token, such as `Watchfloor`. */
export const judgeRobots = (
  answer: Result<Answer, FetchFault>,
  origin: string,
  product: string,
): Result<RobotsRules, FetchFault> => {
  if (!answer.ok) return err(asRobotsFault(answer.error));
  const { status, bytes } = answer.value;
  if (status >= 200 && status <= 299) return ok(parseRobots(bytes, origin, product));
  if (status >= 500)
    return err({ type: "robots_unreachable", message: `Expected robots.txt but the host answered ${status}.` });
  return ok(everythingAllowed);
};

/** A host that cannot be reached at all is told as such: the page behind it would fail the same way. */
const asRobotsFault = (fault: FetchFault): FetchFault => {
  if (fault.type === "timeout" || fault.type === "too_large" || fault.type === "damaged_body")
    return { type: "robots_unreachable", message: `robots.txt could not be read: ${fault.message}` };
  return fault;
};

const parseRobots = (bytes: Uint8Array, origin: string, product: string): RobotsRules => {
  const rules = createRules(`${origin}/robots.txt`, boundWildcards(new TextDecoder().decode(bytes)));
  const delayMs = (rules.getCrawlDelay(product) ?? 0) * 1_000;
  return {
    mayFetch: (url) => rules.isAllowed(url.href, product) !== false,
    gapMs: Math.min(Math.max(delayMs, 0), maxCrawlDelayMs),
  };
};

const boundWildcards = (text: string): string => {
  let spent = 0;
  const kept = text.split(/\r\n|\r|\n/).filter((line) => {
    if (!line.includes("*") || /^\s{0,20}user-agent/i.test(line)) return true;
    spent += line.length;
    return spent <= maxWildcardCharacters;
  });
  return kept.join("\n");
};
