/** What stands in the log, and what never does: secrets and texts are planted wherever words come from. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Log, type LogFields, openLog } from "./log.ts";
import { makeRedact } from "./redact.ts";

const planted = {
  DATABASE_URL: "postgres://desk:Quay%20crane-77@db.example:5432/desk",
  WATCHFLOOR_MODEL_KEY: "sk-quay-0123456789abcdef",
  WATCHFLOOR_PASSPHRASE: "forty cranes at low tide",
  WATCHFLOOR_SMTP_PASSWORD: "pilot-boat-9",
  PGPASSWORD: "harbour-master",
  HOME: "/home/desk",
};
const secrets = [
  "Quay crane-77",
  "Quay%20crane-77",
  "sk-quay-0123456789abcdef",
  "forty cranes at low tide",
  "pilot-boat-9",
  "harbour-master",
];

const article =
  "The agency said on Tuesday that intruders had held the terminal's booking system for nine days before anybody noticed.";

const record = (use: (log: Log) => void, level: "debug" | "warn" = "debug"): Record<string, unknown>[] => {
  const lines: string[] = [];
  use(openLog({ level, to: { write: (line: string) => void lines.push(line) }, environment: planted }));
  return lines.map((line) => JSON.parse(line));
};
const textOf = (use: (log: Log) => void): string => JSON.stringify(record(use));

describe("a line of the log", () => {
  it("is one JSON object with its event, level, time and fields", () => {
    const [line] = record((log) =>
      log.info("collect.feed_fetched", { source: "quay", in: 3, out: 2, dropped: { timeout: 1 } }),
    );
    expect(line).toMatchObject({
      level: "info",
      event: "collect.feed_fetched",
      source: "quay",
      in: 3,
      out: 2,
      dropped: { timeout: 1 },
    });
    expect(line?.time).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  it("is left out below the level", () => {
    expect(record((log) => log.info("a.b"), "warn")).toEqual([]);
    expect(record((log) => log.warn("a.b"), "warn")).toHaveLength(1);
  });

  it("tells of an error its name, code, words and where in the house it came from, and no line of a stack elsewhere", () => {
    const cause = Object.assign(new TypeError("no such table"), { code: "42P01" });
    cause.stack =
      "TypeError: no such table\n    at run (/opt/desk/src/store/search.ts:10:3)\n    at x (/home/ada/node_modules/pg/lib/client.js:1:2)";
    const [line] = record((log) => log.error("http.request_failed", { ref: "7K2Q" }, cause));
    expect(line).toMatchObject({
      ref: "7K2Q",
      error: { name: "TypeError", code: "42P01", because: "no such table", at: ["src/store/search.ts:10"] },
    });
    expect(JSON.stringify(line)).not.toContain("/home/ada");
  });
});

describe("never in the log", () => {
  const ways: [string, (log: Log, words: string) => void][] = [
    ["as a reason", (log, because) => log.warn("a.b", { because })],
    ["as the words of an error", (log, words) => log.error("a.b", {}, new Error(words))],
    ["thrown as a string", (log, words) => log.error("a.b", {}, words)],
    ["as a reason of what was dropped", (log, words) => log.info("a.b", { dropped: { [words]: 1 } })],
    ["as any other field", (log, words) => log.info("a.b", { source: words, route: words, job: words })],
  ];
  it.each(ways)("a secret that the process was given, %s", (_, use) => {
    for (const secret of secrets)
      expect(textOf((log) => use(log, `failed with ${secret} there`))).not.toContain(secret);
  });

  it.each(ways)("an article's text in quotation marks, %s", (_, use) => {
    expect(textOf((log) => use(log, `invalid input: "${article}"`))).not.toContain("intruders had held");
    expect(textOf((log) => use(log, `invalid input: “${article}`))).not.toContain("intruders had held");
  });

  it.each([
    ["a password in an address", "connect to postgres://ada:hunter-two@db.example/x failed", "hunter-two"],
    ["a token in a query", "GET https://feeds.example/a?user=1&access_token=abcdef99 failed", "abcdef99"],
    ["a key in a query, first", "https://feeds.example/a?apikey=abcdef99&x=1", "abcdef99"],
    ["a bearer's header", "sent Authorization: Bearer abc.def-123456 and failed", "abc.def-123456"],
    ["a header as JSON", '{"authorization":"Basic YWRhOnBhc3M="}', "YWRhOnBhc3M="],
    ["a cookie", "cookie: session=abcdef0123456789", "abcdef0123456789"],
    ["a bare bearer", "bearer abcdef0123456789 refused", "abcdef0123456789"],
  ])("%s", (_, words, secret) => {
    expect(textOf((log) => log.warn("a.b", { because: words }))).not.toContain(secret);
  });

  it("a line feed, a control or a turn of the reading direction that is not escaped", () => {
    const lines: string[] = [];
    const log = openLog({ level: "info", to: { write: (line: string) => void lines.push(line) }, environment: {} });
    log.info("a.b", { because: "one\ntwo\u001b[31m\u202e" });
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toMatch(/[\u001b\u202e]|\n./);
  });

  it("more than a few hundred characters of anything", () => {
    const [line] = record((log) => log.info("a.b", { because: "x ".repeat(5_000) }));
    expect(String(line?.because).length).toBeLessThanOrEqual(300);
  });
});

describe("redaction", () => {
  it("leaves ordinary sentences as they are", () => {
    const redact = makeRedact(["harbour-master"]);
    for (const words of [
      "Expected at least 512 MiB free on the disk but found 3 MiB.",
      "https://quay.example/feed.xml answered 503",
      "relation “edition” does not exist",
    ])
      expect(redact(words)).toBe(words);
  });

  it("takes a secret out of whatever stands around it", () => {
    fc.assert(
      fc.property(fc.string(), fc.stringMatching(/^[A-Za-z0-9]{8,30}$/), fc.string(), (before, secret, after) => {
        fc.pre(!before.includes(secret) && !after.includes(secret));
        expect(makeRedact([secret])(`${before}${secret}${after}`)).not.toContain(secret);
      }),
      { seed: 8, numRuns: 300 },
    );
  });

  it("has no field for a text", () => {
    const names: (keyof LogFields)[] = ["because"];
    // @ts-expect-error a text has no place in the log
    names.push("text");
    expect(names).toHaveLength(2);
  });
});
