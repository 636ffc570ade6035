import { describe, expect, test } from "vitest";
import { err, ok } from "#kit/result.ts";
import type { FetchFault } from "#terms/collecting.ts";
import { judgeRobots, type RobotsRules } from "./robots-rules.ts";

const origin = "https://n.example";

const rulesOf = (text: string, status = 200): RobotsRules => {
  const answer = ok({ status, headers: new Headers() as never, bytes: new TextEncoder().encode(text) });
  const rules = judgeRobots(answer, origin, "Watchfloor");
  if (!rules.ok) throw new Error(rules.error.message);
  return rules.value;
};

const may = (text: string, path: string): boolean => rulesOf(text).mayFetch(new URL(path, origin));

describe("robots.txt is read as RFC 9309 has it", () => {
  test.each([
    ["nothing in it", "", "/a", true],
    ["everything refused", "User-agent: *\nDisallow: /", "/a", false],
    ["an empty rule refuses nothing", "User-agent: *\nDisallow:", "/a", true],
    ["the longer rule wins", "User-agent: *\nDisallow: /news\nAllow: /news/feed", "/news/feed/1", true],
    ["a rule for another reader is not for us", "User-agent: Otherbot\nDisallow: /", "/a", true],
    ["a rule for us, in other case", "User-agent: WATCHFLOOR\nDisallow: /a", "/a", false],
    ["a star stands for anything", "User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", false],
    ["a page of HTML refuses nothing", "<html><body>Not found</body></html>", "/a", true],
  ])("%s", (_sentence, text, path, expected) => {
    expect(may(text, path)).toBe(expected);
  });

  test.each([
    ["a missing file allows everything", 404, true],
    ["a refused file allows everything", 403, true],
  ])("%s", (_sentence, status, expected) => {
    expect(rulesOf("User-agent: *\nDisallow: /", status).mayFetch(new URL("/a", origin))).toBe(expected);
  });

  test.each<[string, FetchFault["type"], FetchFault["type"]]>([
    ["no answer in time closes the host", "timeout", "robots_unreachable"],
    ["a file without end closes the host", "too_large", "robots_unreachable"],
    ["an inner address is told as such", "blocked_address", "blocked_address"],
    ["a host that is not there is told as such", "connection_failed", "connection_failed"],
  ])("%s", (_sentence, type, expected) => {
    const rules = judgeRobots(err({ type, message: "" }), origin, "Watchfloor");
    expect(rules.ok ? "rules" : rules.error.type).toBe(expected);
  });

  test.each([
    ["a crawl delay widens the gap", "User-agent: *\nCrawl-delay: 3", 3_000],
    ["up to ten seconds", "User-agent: *\nCrawl-delay: 86400", 10_000],
    ["one without end likewise", "User-agent: *\nCrawl-delay: Infinity", 10_000],
    ["a negative one does not", "User-agent: *\nCrawl-delay: -5", 0],
    ["one that is no number does not", "User-agent: *\nCrawl-delay: soon", 0],
  ])("%s", (_sentence, text, expected) => {
    expect(rulesOf(text).gapMs).toBe(expected);
  });

  test("half a megabyte of stars is bounded, and the plain rules after it hold", () => {
    const stars = `Disallow: /${"*a".repeat(200)}\n`.repeat(1_250);
    const rules = rulesOf(`User-agent: *\n${stars}Disallow: /private/\n`);
    expect(rules.mayFetch(new URL("/private/x", origin))).toBe(false);
    for (let page = 0; page < 20; page += 1)
      expect(rules.mayFetch(new URL(`/${"b".repeat(8_000)}${page}`, origin))).toBe(true);
  });
});
