/** `watchfloor search` beside a desk that runs: lines, JSON, exit codes. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openStore, type Store } from "../../src/store/index.ts";
import { makeArticle } from "../../src/terms/make-article.fixture.ts";
import { searchPageSchema } from "../../src/terms/search.ts";
import { openLoneServer, type TestServer } from "./open-test-store.ts";

const main = fileURLToPath(new URL("../../src/doors/cli/main.ts", import.meta.url));

let test: TestServer;
let store: Store;

const search = (...args: string[]): Promise<{ code: number | null; out: string; err: string }> =>
  new Promise((resolve) => {
    const env = { ...process.env, WATCHFLOOR_STATE: test.state, DATABASE_URL: "", TZ: "UTC" };
    const child = spawn(process.execPath, [main, "search", ...args], { env });
    let [out, err] = ["", ""];
    child.stdout.on("data", (part) => {
      out += part;
    });
    child.stderr.on("data", (part) => {
      err += part;
    });
    child.on("close", (code) => resolve({ code, out, err }));
  });

beforeAll(async () => {
  test = await openLoneServer("npm");
  // The name of a desk: the verb leaves the server running for it.
  store = await openStore({ connection: test.server.address, name: "watchfloor test" });
  const run = {
    startedAt: "2031-05-01T00:00:00Z",
    outcome: "ok",
    entries: 1,
    fresh: 1,
    fromFeed: 0,
    losses: [],
  } as const;
  const article = (id: string, text: string, publishedAt: string) =>
    makeArticle({ id, title: `Title ${id}`, text, publishedAt });
  const articles = [
    article("one", "The big crane called hxxp://evil[.]com\u001b[31m.", "2031-05-01T08:00:00Z"),
    article("two", "A crane, the big one.", "2031-05-02T08:00:00Z"),
  ];
  await store.saveRun({ sourceId: "s", run, articles, entryUrls: new Map(), known: [] });
}, 120_000);
afterAll(async () => {
  await store.close();
  await test.remove();
}, 120_000);

it("prints each hit with its words marked, newest first, and nothing that a terminal obeys", async () => {
  const { code, out, err } = await search("crane", "big");
  expect([code, out]).toEqual([
    0,
    `2031-05-02T08:00:00Z\tExample Post\tTitle two\thttps://example.test/two
  A [crane], the [big] one.
2031-05-01T08:00:00Z\tExample Post\tTitle one\thttps://example.test/one
  The [big] [crane] called hxxp://evil[.]com⟦U+001B⟧[31m.
`,
  ]);
  expect(err).toContain("2 records of 2 on record; 2 shown, newest first");
});

it("takes a quoted argument for a phrase, and leaves out what follows a hyphen", async () => {
  expect((await search("big crane")).out).toContain("Title one");
  expect((await search("big crane")).out).not.toContain("Title two");
  expect((await search("--", "crane", "-evil.com")).out).toContain("Title two");
  expect((await search("--", "crane", "-evil.com")).out).not.toContain("Title one");
});

it("gives JSON as the API does", async () => {
  const { code, out } = await search("hxxps://evil[.]com", "--json");
  expect(code).toBe(0);
  expect(searchPageSchema.parse(JSON.parse(out)).hits.map(({ title }) => title)).toEqual(["Title one"]);
});

it.each([
  ["nothing found", ["pier"], 1, "0 records of 2 on record"],
  ["no word", ["!!!"], 2, "Expected a word to look for but found none."],
  ["a day that is none", ["crane", "--from", "2031-02-30"], 2, "Expected a day like 2026-02-05 but found 2031-02-30."],
  ["a page of no size", ["crane", "--limit", "0"], 2, "Expected a number from 1 to 500."],
])("ends with its own code on %s", async (_, args, code, words) => {
  const ended = await search(...args);
  expect(ended.code).toBe(code);
  expect(ended.err).toContain(words);
});
