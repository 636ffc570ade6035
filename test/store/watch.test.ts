/** Pages that editions cite, looked at again; sources that people switch; labels that flow: on a loopback server. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../src/outside/clock.ts";
import { type Egress, openEgress } from "../../src/outside/fetch-document.ts";
import { noLog } from "../../src/outside/log.ts";
import { createWorkerPool, type WorkerPool } from "../../src/outside/run-in-worker.ts";
import { makeEdition } from "../../src/pipeline/make-edition.ts";
import { asOfSource, collectSource } from "../../src/pipeline/steps/collect-source.ts";
import { gatherFromRecord } from "../../src/pipeline/steps/edition-of-record.ts";
import { keepEdition } from "../../src/pipeline/steps/keep-edition.ts";
import { referenceOf } from "../../src/pipeline/steps/open-reference.ts";
import { readHealth } from "../../src/pipeline/steps/source-health.ts";
import { actOnSource, switchedSources } from "../../src/pipeline/steps/switch-sources.ts";
import { watchCited } from "../../src/pipeline/steps/watch-cited.ts";
import { openJobs, openStore, type Store, type StoreOptions } from "../../src/store/index.ts";
import { makeArticle } from "../../src/terms/make-article.fixture.ts";
import { deskViewer } from "../../src/terms/person.ts";
import { type Source, sourcesSchema } from "../../src/terms/source.ts";
import { tlpLabels } from "../../src/terms/tlp.ts";
import { openTestServer, type TestServer } from "./open-test-store.ts";

const published = new Date(Date.now() - 3_600_000).toUTCString();
const sentence =
  "Tarn CERT said on Wednesday that CVE-2031-31877 in Corvane Quay Manager is being exploited against four operators.";
const second =
  "All releases of Corvane Quay Manager before 7.4.2 are affected, and Corvane asks its customers to update by Friday.";

let test: TestServer;
let options: StoreOptions;
let store: Store;
let egress: Egress;
let pool: WorkerPool;
let base = "";
/** What each path answers: text of its page, or a status. */
let pages: Map<string, string | number>;
let asked: string[];

const htmlOf = (...paragraphs: string[]): string =>
  `<!doctype html><html lang="en"><head><title>Quay Manager under attack</title></head><body><article><h1>Quay Manager under attack</h1>${paragraphs.map((text) => `<p>${text}</p>`).join("")}</article></body></html>`;

beforeAll(async () => {
  test = await openTestServer("npm");
}, 120_000);
afterAll(() => test.remove(), 120_000);
beforeEach(async () => {
  asked = [];
  pages = new Map([["/page/1", htmlOf(sentence, second)]]);
  const server = createServer((request, reply) => {
    const path = request.url ?? "/";
    asked.push(path);
    if (path === "/feed.xml") {
      const items = [...pages.keys()]
        .map(
          (page) =>
            `<item><title>Quay Manager under attack</title><link>${base}${page}</link><pubDate>${published}</pubDate></item>`,
        )
        .join("");
      return reply
        .writeHead(200, { "content-type": "application/rss+xml" })
        .end(`<rss version="2.0"><channel><title>Quay Post</title>${items}</channel></rss>`);
    }
    const page = pages.get(path);
    if (typeof page !== "string") return reply.writeHead(page ?? 404).end();
    return reply.writeHead(200, { "content-type": "text/html" }).end(page);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  options = await test.makeStore();
  store = await openStore(options);
  egress = openEgress({ clock: systemClock, allowHosts: [new URL(base).host], gapMs: 0 });
  pool = createWorkerPool();
  return async () => {
    await Promise.all([egress.close(), pool.close(), store.close()]);
    server.closeAllConnections();
    await new Promise<void>((done) => server.close(() => done()));
  };
});

const never = new AbortController().signal;
const sourceWith = (more: Record<string, unknown> = {}): Source => {
  const [source] = sourcesSchema.parse({ sources: [{ id: "quay", address: `${base}/feed.xml`, ...more }] }).sources;
  if (source === undefined) throw new Error("no source");
  return source;
};
const collect = (source: Source) =>
  collectSource(source, { store, clock: systemClock, egress, pool, reference: referenceOf({}) }, never);
const makeAndKeep = async (source: Source) => {
  const asOf = `${new Date(Date.now() + 1_000).toISOString().slice(0, 19)}Z`;
  const made = await makeEdition({ inputs: [], gather: (time) => gatherFromRecord(store, [source], time), asOf });
  return { made, id: await keepEdition(store, made) };
};
/** A clock an hour ahead: the edition is as of a moment from now. */
const clock = { now: () => `${new Date(Date.now() + 3_600_000).toISOString().slice(0, 19)}Z` };

/** Looks again, as if the time until then had passed. */
const look = async () => {
  const client = new pg.Client({ ...(options.connection as pg.ClientConfig) });
  await client.connect();
  await client.query("update watchfloor.page_watch set looked_at = looked_at - interval '9 days'");
  await client.end();
  return watchCited({ store, clock, egress, pool, log: noLog, watchDays: 14 }, never);
};
const tasks = async (state: "open" | "all" = "open") =>
  (await store.operations.listTasks({ limit: 20, state, labels: tlpLabels })).tasks;

describe("a page that an edition cites", () => {
  beforeEach(async () => {
    const source = sourceWith();
    await collect(source);
    const { made } = await makeAndKeep(source);
    expect(made.edition.sources.filter(({ cited }) => cited)).toHaveLength(1);
  });

  it("is looked at again, and is no task while it reads as it was cited", async () => {
    asked.length = 0;
    expect(await look()).toEqual({ same: 1 });
    expect(asked).toContain("/page/1");
    expect(await tasks()).toEqual([]);
  });

  it("is not looked at again before its time", async () => {
    await look();
    asked.length = 0;
    expect(await watchCited({ store, clock, egress, pool, log: noLog, watchDays: 14 }, never)).toEqual({});
    expect(asked).toEqual([]);
  });

  it("that changed is one task: words before and after, and which cited words no longer stand", async () => {
    pages.set("/page/1", htmlOf(sentence.replace("four operators", "six operators"), second));
    expect(await look()).toEqual({ changed: 1 });
    const [task, ...others] = await tasks();
    expect(others).toEqual([]);
    expect(task).toMatchObject({ kind: "page_changed", url: `${base}/page/1`, tlp: "TLP:CLEAR", more: 0 });
    expect(task?.passages).toEqual([{ before: sentence, after: sentence.replace("four operators", "six operators") }]);
    expect(task?.quotes.length).toBeGreaterThan(0);
    expect(task?.quotes.some(({ stands }) => !stands)).toBe(true);
    expect(task?.because).toMatch(/^1 passage changed since it was cited; .* there\.$/);
    expect(task?.editions).toHaveLength(1);
    // The edition itself stands as it was.
    expect(await store.readEdition(task?.editions[0]?.id ?? "", deskViewer)).toContain("four operators");
    expect(await look()).toEqual({ same: 1 });
    expect(await tasks()).toHaveLength(1);
  });

  it("whose cited words all stand says so", async () => {
    pages.set(
      "/page/1",
      htmlOf(sentence, second, "Update on Thursday: the agency has published its own advice for operators."),
    );
    await look();
    const [task] = await tasks();
    expect(task?.because).toBe("1 passage changed since it was cited; every cited stretch still stands.");
  });

  it("that changes again is told in the same task, and closes it when it reads as cited", async () => {
    pages.set("/page/1", htmlOf(sentence.replace("four", "six"), second));
    await look();
    pages.set("/page/1", htmlOf(sentence.replace("four", "seven"), second));
    await look();
    expect((await tasks()).map(({ passages }) => passages[0]?.after)).toEqual([sentence.replace("four", "seven")]);
    pages.set("/page/1", htmlOf(sentence, second));
    await look();
    expect(await tasks()).toEqual([]);
    expect((await tasks("all"))[0]?.closedBy).toBe("the desk: the page reads as it was cited");
  });

  it("that is gone three times in a row is a task, and none when it was away once", async () => {
    pages.set("/page/1", 404);
    await look();
    await look();
    expect(await tasks()).toEqual([]);
    expect(await look()).toEqual({ gone: 1 });
    expect((await tasks()).map(({ kind }) => kind)).toEqual(["page_gone"]);
    pages.set("/page/1", htmlOf(sentence, second));
    await look();
    expect(await tasks()).toEqual([]);
  });

  it("that answers with an error is no task", async () => {
    pages.set("/page/1", 503);
    for (let times = 0; times < 4; times += 1) expect(await look()).toEqual({ failed: 1 });
    expect(await tasks()).toEqual([]);
  });

  it("is closed by a person, and opened anew by what changes after that", async () => {
    pages.set("/page/1", htmlOf(sentence.replace("four", "six"), second));
    await look();
    const [task] = await tasks();
    const by = { by: "Ada", at: new Date().toISOString() };
    expect(await store.operations.closeTask({ id: task?.id ?? "" }, by)).toBe(true);
    expect(await store.operations.closeTask({ id: task?.id ?? "" }, by)).toBe(false);
    await look();
    expect(await tasks()).toEqual([]);
    pages.set("/page/1", htmlOf(sentence.replace("four", "nine"), second));
    await look();
    expect(await tasks()).toHaveLength(1);
    expect(await store.operations.countOpenTasks()).toEqual({ page_changed: 1 });
  });

  it("of a label is told only to those who may see it", async () => {
    pages.set("/page/1", htmlOf(second));
    await look();
    expect((await store.operations.listTasks({ limit: 5, state: "open", labels: [] })).tasks).toEqual([]);
  });
});

describe("what the operator says of a source", () => {
  it("labels what it brings, and an edition of it is no wider", async () => {
    const source = sourceWith({ tlp: "TLP:AMBER" });
    await collect(source);
    const { made } = await makeAndKeep(source);
    expect(made.articles.map(({ tlp }) => tlp)).toEqual(["TLP:AMBER"]);
    expect(made.edition.edition.tlp).toBe("TLP:AMBER");
  });

  it("labels by the narrower of what it said then and says now", async () => {
    await collect(sourceWith({ tlp: "TLP:GREEN" }));
    expect((await makeAndKeep(sourceWith({ tlp: "TLP:RED" }))).made.edition.edition.tlp).toBe("TLP:RED");
    expect((await makeAndKeep(sourceWith())).made.edition.edition.tlp).toBe("TLP:GREEN");
  });

  it.each([
    ["is believed where nothing says it", { language: "und" }, "sv"],
    ["is believed before a label of the page", { language: "en", languageCertainty: "labelled" }, "sv"],
    ["is nothing against the text's own words", { language: "en", languageCertainty: "likely" }, "en"],
  ] as const)("names the language, which %s", (_, read, language) => {
    expect(asOfSource(makeArticle({ id: "a", ...read }), sourceWith({ language: "sv" })).language).toBe(language);
    expect(asOfSource(makeArticle({ id: "a", ...read }), sourceWith()).language).toBe(read.language);
  });
});

describe("a source that leaves its subject", () => {
  it("has an alarm with its evidence", async () => {
    const match = (at: number) =>
      htmlOf(
        `The striker scored twice in the second half, and the goalkeeper saved a penalty in the match of round ${at}.`,
        "The coach praised the team after the final whistle; the league table stays as it was, and the stadium was full.",
      ).replaceAll("Quay Manager under attack", `Late goal decides match ${at} of the championship`);
    pages = new Map(Array.from({ length: 12 }, (_, at) => [`/match/${at}`, match(at)]));
    pages.set("/page/1", htmlOf(sentence, second));
    const source = sourceWith();
    await collect(source);
    const [health] = await readHealth(store, [source], new Date().toISOString(), deskViewer);
    expect(health?.alarms.map(({ type }) => type)).toEqual(["off_topic"]);
    expect(health?.alarms[0]?.because).toMatch(
      /^12 of its last 13 articles read as about something else, such as “.+” \(sport: .+\)\.$/,
    );
  });
});

describe("a source that a person switches", () => {
  const who = { id: "p1", name: "Ada", via: "session" };
  const switchWith = (source: Source) => ({ store, sources: [source], now: () => new Date() });
  const keys = async () => {
    const jobs = await openJobs(options);
    const times = await jobs.times();
    await jobs.close();
    return times.map(({ key, at }) => `${key} ${at.getTime() <= Date.now() ? "now" : "later"}`);
  };

  it("is paused and let go on, whatever its file says, and each act is in the audit chain", async () => {
    const source = sourceWith();
    expect(await actOnSource(switchWith(source), "quay", "fetch", who)).toBe(true);
    expect(await keys()).toEqual(["collect:quay now"]);
    await actOnSource(switchWith(source), "quay", "pause", who);
    expect(await keys()).toEqual([]);
    expect((await switchedSources(store, [source]))[0]?.paused).toBe(true);
    expect((await readHealth(store, [source], new Date().toISOString(), deskViewer))[0]?.source.paused).toBe(true);
    await actOnSource(switchWith(source), "quay", "resume", who);
    expect((await switchedSources(store, [{ ...source, paused: true }]))[0]?.paused).toBe(false);
    expect(await keys()).toEqual(["collect:quay now"]);
    const page = await store.audit.list({ limit: 10, ceiling: "TLP:RED" });
    expect(page?.entries.map(({ action, object }) => `${action} ${object.id}`).sort()).toEqual([
      "source.fetched_now quay",
      "source.paused quay",
      "source.resumed quay",
    ]);
  });

  it("is none when it is not configured", async () => {
    expect(await actOnSource(switchWith(sourceWith()), "other", "pause", who)).toBe(false);
  });
});
