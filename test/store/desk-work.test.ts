/** The desk at work on a loopback server: each item once, whoever works; what changed, failed or went is noticed. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { nextTime } from "../../src/kit/crontab.ts";
import { type LogFields, noLog, openLog } from "../../src/outside/log.ts";
import { type DeskWork, startDeskWork, type WorkOptions } from "../../src/pipeline/desk-work.ts";
import type { MadeEdition } from "../../src/pipeline/make-edition.ts";
import { askForFlash } from "../../src/pipeline/make-now.ts";
import { planJobs } from "../../src/pipeline/plan-jobs.ts";
import { settingsInForce } from "../../src/pipeline/settings/in-force.ts";
import { gatherFromRecord } from "../../src/pipeline/steps/edition-of-record.ts";
import { referenceOf } from "../../src/pipeline/steps/open-reference.ts";
import { readHealth } from "../../src/pipeline/steps/source-health.ts";
import { openTriageDesk, storyToFlash } from "../../src/pipeline/triage-desk.ts";
import {
  type JobQueue,
  openJobs,
  openStore,
  type Store,
  type StoreOptions,
  startWorker,
} from "../../src/store/index.ts";
import type { EditionPlan } from "../../src/terms/config.ts";
import { deskViewer } from "../../src/terms/person.ts";
import { type Source, sourcesSchema } from "../../src/terms/source.ts";
import { tlpLabels } from "../../src/terms/tlp.ts";
import { askDatabase, openTestServer, type TestServer } from "./open-test-store.ts";

const now = new Date();
const published = new Date(now.getTime() - 3_600_000).toUTCString();

const bodyOf = (topic: string): string =>
  `<!doctype html><html lang="en"><head><title>${topic}</title></head><body><article><h1>${topic}</h1>
<p>${topic} is told here in words enough that a reader finds them worth the reading, and a machine no shell of a page.</p>
<p>The agency says that the flaw CVE-2031-${topic.length}1234 was used against four operators of quay cranes in May.</p>
</article></body></html>`;

interface Site {
  readonly base: string;
  readonly asked: string[];
  entries: number;
  broken: boolean;
  etag: string;
  readonly close: () => Promise<void>;
}

/** Two feeds; the second lists the first's pages too. */
const openSite = async (): Promise<Site> => {
  const asked: string[] = [];
  const site = { asked, entries: 3, broken: false, etag: '"one"' };
  const item = (base: string, at: number): string =>
    `<item><title>Story ${at}</title><link>${base}/page/${at}</link><guid>${at}</guid><pubDate>${published}</pubDate></item>`;
  const server: Server = createServer((request, reply) => {
    const path = request.url ?? "/";
    asked.push(path);
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    if (path === "/robots.txt") return reply.writeHead(404).end();
    if (path.startsWith("/page/"))
      return reply.writeHead(200, { "content-type": "text/html" }).end(bodyOf(`Story ${path}`));
    if (site.broken) return reply.writeHead(500).end();
    if (request.headers["if-none-match"] === site.etag) return reply.writeHead(304).end();
    const count = path === "/all.xml" ? site.entries : Math.min(2, site.entries);
    const items = Array.from({ length: count }, (_, at) => item(base, at + 1)).join("");
    return reply
      .writeHead(200, { "content-type": "application/rss+xml", etag: site.etag })
      .end(`<rss version="2.0"><channel><title>Quay Post</title>${items}</channel></rss>`);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(site, {
    base,
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  });
};

let test: TestServer;
let site: Site;
let options: StoreOptions;
let store: Store;
const started: DeskWork[] = [];

beforeAll(async () => {
  test = await openTestServer("npm");
}, 120_000);
afterAll(() => test.remove(), 120_000);
beforeEach(async () => {
  site = await openSite();
  options = await test.makeStore();
  store = await openStore(options);
  return async () => {
    for (const work of started.splice(0)) await work.stop();
    await store.close();
    await site.close();
  };
});

const sourcesOf = (...paths: string[]): readonly Source[] =>
  sourcesSchema.parse({
    sources: paths.map((path) => ({ id: path.replace(/\W+/g, "-").replace(/^-/, ""), address: `${site.base}${path}` })),
  }).sources;

const work = async (
  sources: readonly Source[],
  { editions = [], ...more }: Partial<WorkOptions> & { readonly editions?: readonly EditionPlan[] } = {},
): Promise<void> => {
  const one = await startDeskWork({
    store,
    server: options,
    inForce: settingsInForce(store, { sources, editions }),
    reference: referenceOf({}),
    allowHosts: [new URL(site.base).host],
    onCollected: () => undefined,
    onEdition: () => undefined,
    onFailure: () => undefined,
    ...more,
  });
  started.push(one);
};

const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await isSo()) return;
    await sleep(100);
  }
  throw new Error("Waited a minute for it.");
};

const runsOf = async (id: string): Promise<number> => (await store.readRuns(id, 100)).length;
const collected = async () =>
  store.readCollected({ from: "2000-01-01T00:00:00Z", to: new Date(Date.now() + 60_000).toISOString(), limit: 1_000 });

/** Waits until a job waits for its time, and makes it due now, as if that had passed. */
const letTimePass = async (): Promise<void> => {
  const client = new pg.Client(options.connection as pg.ClientConfig);
  await client.connect();
  const makeDue = "update graphile_worker._private_jobs set run_at = now() where locked_at is null and run_at > now()";
  await until(async () => (await client.query(makeDue)).rowCount !== 0);
  await client.query('notify "jobs:insert"');
  await client.end();
};

describe("collecting", () => {
  it("brings each article once, also when two processes work and two sources list it", async () => {
    const sources = sourcesOf("/all.xml", "/some.xml");
    await Promise.all([work(sources), work(sources)]);
    await until(async () => (await runsOf("all-xml")) > 0 && (await runsOf("some-xml")) > 0);
    const found = await collected();
    expect(found).toHaveLength(3);
    expect([...(await store.askedSources(["all-xml", "never", "some-xml"]))]).toEqual(["all-xml", "some-xml"]);
    expect(found.map(({ sourceIds }) => sourceIds.length).sort()).toEqual([1, 2, 2]);
    const versions = await askDatabase(options, "select key from article");
    expect(versions, "a page that two sources list is one article").toHaveLength(3);
    for (const page of ["/page/1", "/page/2", "/page/3"])
      expect(site.asked.filter((path) => path === page).length).toBeLessThanOrEqual(2);
  });

  it("is planned once by processes that start at once, also when a job has begun before the other has planned", async () => {
    const [one, two] = [await openJobs(options), await openJobs(options)];
    let done = 0;
    const taken = Promise.withResolvers<void>();
    const ending = Promise.withResolvers<void>();
    const worker = await startWorker(options, {
      tasks: {
        collect: async () => {
          done += 1;
          taken.resolve();
          await ending.promise;
        },
      },
      atOnce: 4,
      onFailure: () => undefined,
    });
    const plan = { sources: sourcesOf("/all.xml"), editions: [], recurring: [] };
    // The second looks at what stands there, and adds only when the first one's job is under way.
    const slow: JobQueue = {
      ...two,
      times: async () => {
        const found = await two.times();
        await Promise.race([taken.promise, sleep(2_000)]);
        return found;
      },
    };
    await Promise.all([planJobs(slow, plan, new Date()), planJobs(one, plan, new Date())]);
    await taken.promise;
    await sleep(300);
    ending.resolve();
    await worker.stop();
    await Promise.all([one.close(), two.close()]);
    expect(done).toBe(1);
  });

  it("asks for an unchanged feed no page again, and brings what is new when it changes", async () => {
    const sources = sourcesOf("/all.xml");
    await work(sources);
    await until(async () => (await runsOf("all-xml")) === 1);
    site.asked.length = 0;
    await letTimePass();
    await until(async () => (await runsOf("all-xml")) === 2);
    expect(site.asked.filter((path) => path !== "/robots.txt")).toEqual(["/all.xml"]);
    expect((await store.readRuns("all-xml", 1))[0]?.outcome).toBe("unchanged");
    site.entries = 4;
    site.etag = '"two"';
    site.asked.length = 0;
    await letTimePass();
    await until(async () => (await runsOf("all-xml")) === 3);
    expect(site.asked.filter((path) => path.startsWith("/page/"))).toEqual(["/page/4"]);
    expect(await collected()).toHaveLength(4);
  });

  it("asks a feed that failed without conditions, and says what failed", async () => {
    const sources = sourcesOf("/all.xml");
    await work(sources);
    await until(async () => (await runsOf("all-xml")) === 1);
    site.broken = true;
    for (let runs = 2; runs <= 4; runs += 1) {
      await letTimePass();
      await until(async () => (await runsOf("all-xml")) === runs);
    }
    const [health] = await readHealth(store, sources, new Date().toISOString(), deskViewer);
    expect(health?.alarms.map(({ type }) => type)).toEqual(["failing"]);
    expect(health?.lost[0]).toMatchObject({ reason: "server_error", count: 3 });
    site.broken = false;
    await letTimePass();
    await until(async () => (await runsOf("all-xml")) === 5);
    expect((await store.readRuns("all-xml", 1))[0]?.outcome).toBe("ok");
  });

  it("notices a feed that lists nothing any more, which is no failure", async () => {
    const sources = sourcesOf("/all.xml");
    await work(sources);
    await until(async () => (await runsOf("all-xml")) === 1);
    site.entries = 0;
    site.etag = '"none"';
    for (let runs = 2; runs <= 4; runs += 1) {
      await letTimePass();
      await until(async () => (await runsOf("all-xml")) === runs);
    }
    const [health] = await readHealth(store, sources, new Date().toISOString(), deskViewer);
    const day = health?.runs.at(-1)?.startedAt.slice(0, 10);
    expect(health?.alarms).toEqual([
      { type: "silent", because: `It answered 3 times in a row and listed nothing; on ${day} it listed 3.` },
    ]);
    expect(health?.runs.map(({ outcome }) => outcome)).toEqual(["ok", "ok", "ok", "ok"]);
  });

  it("lets a source go that is no longer configured", async () => {
    await work(sourcesOf("/all.xml", "/some.xml"));
    await until(async () => (await runsOf("all-xml")) === 1 && (await runsOf("some-xml")) === 1);
    for (const one of started.splice(0)) await one.stop();
    await work(sourcesOf("/all.xml"));
    await letTimePass();
    await until(async () => (await runsOf("all-xml")) === 2);
    expect(await runsOf("some-xml")).toBe(1);
  });
});

describe("a clock that jumps", () => {
  it("by ten days and back makes one edition, and leaves nothing waiting for the time it came from", async () => {
    const day = 86_400_000;
    let aheadMs = 0;
    const made: string[] = [];
    const jumps: number[] = [];
    const clock = { now: () => new Date(Date.now() + aheadMs), elapsedMs: () => performance.now() };
    const log = {
      ...noLog,
      warn: (event: string, fields?: LogFields) => void (event === "clock.jumped" && jumps.push(fields?.ms ?? 0)),
    };
    await work(sourcesOf("/all.xml"), {
      editions: [{ at: "0 6 * * *", timeZone: "UTC" }],
      onEdition: (_: unknown, id: string) => void made.push(id),
      clock,
      clockLookMs: 50,
      log,
    });
    await until(async () => (await runsOf("all-xml")) === 1);
    const due = async (key: string): Promise<number> => {
      const jobs = await openJobs(options);
      const times = await jobs.times();
      await jobs.close();
      return (times.find((job) => job.key.startsWith(key))?.at.getTime() ?? 0) - Date.now();
    };
    aheadMs = 10 * day;
    await until(async () => jumps.length === 1);
    await letTimePass();
    await until(async () => made.length === 1);
    await until(async () => (await due("edition:")) > 9 * day && (await due("collect:")) > 9 * day);
    aheadMs = 0;
    await until(async () => jumps.length === 2);
    await until(async () => (await due("edition:")) < 2 * day && (await due("collect:")) < 2 * day);
    await sleep(1_000);
    expect(made).toHaveLength(1);
    expect(jumps.map((ms) => Math.round(ms / day))).toEqual([10, -10]);
    expect(await runsOf("all-xml")).toBeLessThanOrEqual(3);
  });
});

describe("what is old", () => {
  it("is dropped every night by the policy, and each time is on record", async () => {
    const retention = { rawDays: 30, articlesDays: null, runsDays: null };
    await work(sourcesOf("/all.xml"), { retention });
    await until(async () => (await runsOf("all-xml")) === 1);
    await letTimePass();
    await until(async () => (await store.operations.listRetention(5)).length === 1);
    await until(async () => {
      const { jobs } = await store.operations.state();
      return jobs.some(({ task, state }) => task === "retention" && state === "waiting");
    });
    expect((await collected()).length).toBe(3);
  });
});

describe("a disk without room", () => {
  it("makes sources wait, says why, and is filled no further; with room again they are asked", async () => {
    let free = 3 * 1024 * 1024;
    const said: string[] = [];
    const sources = sourcesOf("/all.xml");
    await work(sources, {
      room: { floorBytes: 512 * 1024 * 1024, free: async () => free },
      onFailure: (what, cause) => void said.push(`${what}: ${cause instanceof Error ? cause.message : cause}`),
    });
    await until(async () => said.length > 0);
    expect(said).toEqual(["all-xml waits: Expected at least 512 MiB free on the disk but found 3 MiB."]);
    expect(site.asked).toEqual([]);
    free = 9e9;
    await letTimePass();
    await until(async () => (await runsOf("all-xml")) === 1);
    expect(await collected()).toHaveLength(3);
  });
});

describe("the log of the work", () => {
  it("ends each step with what came in, what went on and what was dropped by reason, without a word of a page", async () => {
    const lines: string[] = [];
    const log = openLog({ level: "debug", to: { write: (line: string) => void lines.push(line) }, environment: {} });
    const sources = sourcesOf("/all.xml");
    const editions = [{ at: "0 6 * * *", timeZone: "UTC" }];
    const made: string[] = [];
    await work(sources, { log, editions, onEdition: (_, id) => void made.push(id) });
    await until(async () => (await runsOf("all-xml")) === 1);
    await letTimePass();
    await until(async () => made.length > 0);
    const events = lines.map((line) => JSON.parse(line));
    expect(events.find(({ event }) => event === "collect.feed_fetched")).toMatchObject({
      source: "all-xml",
      outcome: "ok",
      in: 1,
      out: 3,
      dropped: {},
    });
    expect(events.find(({ event }) => event === "read.pages_read")).toMatchObject({ out: 3 });
    for (const step of ["read", "extract", "corroborate", "assess", "brief"]) {
      const done = events.find(({ event }) => event === `${step}.done`);
      expect(done).toMatchObject({ in: expect.any(Number), out: expect.any(Number), dropped: expect.any(Object) });
    }
    expect(events.find(({ event }) => event === "brief.edition_made")?.edition).toMatch(/^[0-9a-f]{64}$/);
    expect(lines.join("")).not.toMatch(/Story|agency|quay cranes|127\.0\.0\.1/i);
  });
});

describe("the ledger of coverage", () => {
  const today = new Date().toISOString().slice(0, 10);
  const linesOf = async () => {
    const days = await store.operations.readCoverage({ from: "2000-01-01", to: "2100-01-01", labels: tlpLabels });
    return days
      .flatMap(({ lines }) => lines)
      .filter(({ count }) => count > 0)
      .map(({ step, flow, reason, count }) => `${step} ${flow} ${reason} ${count}`)
      .sort();
  };

  it("counts what came in and what was dropped and why, a day", async () => {
    const sources = sourcesOf("/all.xml");
    await work(sources);
    await until(async () => (await runsOf("all-xml")) === 1);
    expect(await linesOf()).toEqual(["collect in entries 3", "collect runs ok 1", "read out articles 3"]);
    site.broken = true;
    await letTimePass();
    await until(async () => (await runsOf("all-xml")) === 2);
    expect(await linesOf()).toEqual([
      "collect in entries 3",
      "collect lost server_error 1",
      "collect runs failed 1",
      "collect runs ok 1",
      "read out articles 3",
    ]);
    const [day] = await store.operations.readCoverage({ from: today, to: "2100-01-01", labels: tlpLabels });
    expect(day?.lines.find(({ flow }) => flow === "lost")?.example).toBe(`${site.base}/all.xml`);
    expect((await store.operations.sumCoverage()).filter(({ flow }) => flow === "runs")).toHaveLength(2);
  });

  it("counts a run once, though it is saved again", async () => {
    const run = {
      startedAt: `${today}T01:02:03.004Z`,
      outcome: "ok" as const,
      entries: 5,
      fresh: 0,
      fromFeed: 0,
      losses: [],
    };
    const collected = { sourceId: "a", run, articles: [], entryUrls: new Map(), known: [] };
    const lines = [{ step: "collect", flow: "in" as const, reason: "entries", count: 5 }];
    const coverage = { lines, tlp: "TLP:AMBER" as const };
    await store.saveRun({ ...collected, coverage });
    await store.saveRun({ ...collected, coverage });
    expect(await linesOf()).toEqual(["collect in entries 5"]);
    const range = { from: "2000-01-01", to: "2100-01-01" };
    expect(await store.operations.readCoverage({ ...range, labels: ["TLP:CLEAR", "TLP:GREEN"] })).toEqual([]);
  });

  it("tells what waits and how current the store is", async () => {
    const before = await store.operations.state();
    expect(before).toMatchObject({ editions: 0, jobs: [] });
    expect(before.migration).toBe(before.shippedMigration);
    expect(Math.abs(Date.parse(before.now) - Date.now())).toBeLessThan(60_000);
    await work(sourcesOf("/all.xml"));
    await until(async () => (await runsOf("all-xml")) === 1);
    await until(async () => (await store.operations.state()).jobs.some(({ state }) => state === "waiting"));
    const after = await store.operations.state();
    expect(after.jobs.filter(({ task }) => task !== "board")).toEqual([
      { task: "collect", state: "waiting", count: 1 },
    ]);
    expect(after.collectingSince).toBeDefined();
    expect(store.operations.pool().total).toBeGreaterThan(0);
  });
});

describe("an edition of what was collected", () => {
  it("is made once when due, though two work, and once for the time nobody did", async () => {
    const sources = sourcesOf("/all.xml");
    await work(sources);
    await until(async () => (await runsOf("all-xml")) === 1);
    for (const one of started.splice(0)) await one.stop();
    const made: string[] = [];
    const plan = {
      editions: [{ at: "0 6 * * *", timeZone: "UTC" }],
      onEdition: (_: unknown, id: string) => void made.push(id),
    };
    await work(sources, plan);
    await work(sources, plan);
    await letTimePass();
    await until(async () => made.length > 0);
    await sleep(1_500);
    expect(made).toHaveLength(1);
    expect((await store.listEditions({ limit: 5 }, deskViewer))?.editions.map(({ id }) => id)).toEqual(made);
  });

  it("that failed is tried again at the next start, and one that was given up is made at its next time", async () => {
    const sources = sourcesOf("/all.xml");
    const made: string[] = [];
    const plan = {
      editions: [{ at: "0 6 * * *", timeZone: "UTC" }],
      onEdition: (_: unknown, id: string) => void made.push(id),
    };
    const restartAfter = async (attempts: number, waits: string): Promise<void> => {
      await until(async () => (await runsOf("all-xml")) === 1);
      for (const one of started.splice(0)) await one.stop();
      await askDatabase(
        options,
        `update graphile_worker._private_jobs set attempts = ${attempts}, run_at = now() + interval '${waits}'
         where key like 'edition:%'`,
      );
      await work(sources, plan);
    };
    await work(sources, plan);
    await restartAfter(25, "-5 days");
    const [anew] = await askDatabase(
      options,
      "select attempts, run_at > now() as waits from graphile_worker.jobs where key like 'edition:%'",
    );
    expect(anew).toEqual({ attempts: 0, waits: true });
    await restartAfter(7, "5 hours");
    await until(async () => made.length === 1);
  });

  it("is made for each audience at one time, each with the record of its own", async () => {
    const at = { at: "0 6 * * *", timeZone: "UTC" };
    const made: MadeEdition[] = [];
    await work(sourcesOf("/all.xml"), {
      editions: [at, { ...at, sectors: ["energy"] }, { ...at, name: "board", title: "The board" }],
      onEdition: (one) => void made.push(one),
    });
    await until(async () => (await runsOf("all-xml")) === 1);
    const madeFor = (title: string) =>
      made.filter((one) => (one.edition.edition.audience?.title ?? "everyone") === title);
    // Twice each; who is quicker may be at the third before another is at the second.
    await until(async () => {
      await letTimePass();
      return ["Energy", "The board", "everyone"].every((title) => madeFor(title).length >= 2);
    });
    const energy = madeFor("Energy");
    const more = energy[1]?.edition.sections.find(({ id }) => id === "more");
    expect(more?.sentences).toHaveLength(1);
    expect((await store.listEditions({ limit: 1, audience: "energy" }, deskViewer))?.editions[0]?.audience).toBe(
      "energy",
    );
    const newest = await Promise.all(
      (await store.newestOfEach(deskViewer)).map((id) => store.readEdition(id, deskViewer)),
    );
    const names = newest.map((json) => JSON.parse(json ?? "{}").edition.audience?.name ?? "main");
    expect(names).toEqual(["main", "board", "energy"]);
    expect(await store.findEdition("latest", deskViewer)).toBe(
      (await store.listEditions({ limit: 1, audience: "main" }, deskViewer))?.editions[0]?.id,
    );
  });

  it("obeys what was decided on the board that was made as articles came in", async () => {
    const sources = sourcesOf("/all.xml");
    const made: MadeEdition[] = [];
    await work(sources, {
      editions: [
        { at: "59 23 * * *", timeZone: "UTC" },
        { at: "58 23 1 1 *", timeZone: "UTC", sectors: ["energy"] },
      ],
      onEdition: (one) => void made.push(one),
    });
    await until(async () => (await runsOf("all-xml")) === 1);
    const triage = openTriageDesk(store);
    const look = () => ({
      principal: { id: "ada", name: "A. Ruiz", ceiling: "TLP:RED" as const, via: "session" as const },
      now: new Date().toISOString(),
    });
    await until(async () => {
      await letTimePass();
      return (await triage.look("latest", look())) !== undefined;
    });
    const seen = await triage.look("latest", look());
    const row = seen?.stories[0]?.row;
    const proposal = {
      day: seen?.board.day ?? "",
      on: [{ articleIds: row?.articleIds ?? [], basedOn: null }],
      act: { kind: "leave_out" as const, reason: "not_ours" as const },
    };
    expect((await triage.decide(proposal, look())).ok).toBe(true);
    const before = made.length;
    await until(async () => {
      await letTimePass();
      return made.length > before + 1;
    });
    const left = made.at(-1)?.edition.stories.filter(({ reason }) => reason?.startsWith("left out on the desk"));
    expect(left?.map(({ title, reason }) => [title, reason])).toEqual([
      [row?.title, "left out on the desk: does not concern our readers"],
    ]);

    // A flash of it is asked for all the same: once, and no other while it is made.
    const asked = seen === undefined ? undefined : storyToFlash(seen, row?.id ?? "");
    if (asked === undefined) throw new Error("Expected the story to be on the list.");
    const by = { at: new Date().toISOString(), who: look().principal };
    const flashes = [await askForFlash(store, asked, "making-1", by), await askForFlash(store, asked, "making-2", by)];
    const other = await askForFlash(store, { ...asked, url: `${site.base}/page/9` }, "making-3", by);
    expect([...flashes, other].map((each) => (each.ok ? each.value.id : each.error))).toEqual([
      "making-1",
      "making-1",
      "Another edition is being made. Ask again when it is done.",
    ]);
    await until(async () => (await store.makings.read("making-1"))?.state === "made");
    const { editionId = "" } = (await store.makings.read("making-1")) ?? {};
    const flash = JSON.parse((await store.readEdition(editionId, deskViewer)) ?? "{}");
    expect([
      flash.edition.kind,
      flash.stories.map(({ articleUrls }: { articleUrls: string[] }) => articleUrls),
    ]).toEqual(["flash", [seen?.stories[0]?.story.articles.map(({ url }) => url)]]);
    expect(await store.review.read(editionId, "TLP:RED")).toMatchObject({ kind: "flash", version: 0 });
    // For an audience, from its own plan; one that has gone meanwhile gets none in another's name.
    const about = { ...asked, audience: "energy" };
    expect((await askForFlash(store, about, "making-4", by)).ok).toBe(true);
    await until(async () => (await store.makings.read("making-4"))?.state === "made");
    const forEnergy = await store.findEdition("latest", deskViewer, { audience: "energy", kind: "flash" });
    expect(forEnergy).toBe((await store.makings.read("making-4"))?.editionId);
    expect((await askForFlash(store, { ...asked, audience: "water" }, "making-5", by)).ok).toBe(true);
    await until(async () => (await store.makings.read("making-5"))?.state === "failed");
    const page = await store.audit.list({ limit: 5, action: "story.flash-asked", ceiling: "TLP:RED" });
    expect(page?.entries.map(({ object, detail }) => [object.id, detail])).toEqual([
      [row?.id, { audience: "water" }],
      [row?.id, { audience: "energy" }],
      [row?.id, {}],
    ]);
  });

  it("reads the sources' articles of its day, by outlet with the letter that was given", async () => {
    const sources = sourcesOf("/all.xml").map((source) => ({ ...source, reliability: "B" as const }));
    await work(sources);
    await until(async () => (await runsOf("all-xml")) === 1);
    const gathered = await gatherFromRecord(store, sources, new Date(Date.now() + 1_000).toISOString());
    expect(gathered.articles).toHaveLength(3);
    expect(gathered.feedsRead).toBe(1);
    expect(Object.values(gathered.reliability ?? {})).toEqual(["B"]);
    const tomorrow = await gatherFromRecord(store, sources, new Date(Date.now() + 3 * 86_400_000).toISOString());
    expect(tomorrow.articles).toHaveLength(0);
  });

  it.each([
    ["an ordinary day", "2031-05-04T00:00:00Z", "2031-05-04T00:30:00.000Z"],
    ["the hour that is left out in spring", "2031-03-30T00:00:00Z", "2031-03-30T01:00:00.000Z"],
    ["the hour that comes twice in autumn", "2031-10-25T23:00:00Z", "2031-10-26T00:30:00.000Z"],
    ["after the first of that hour", "2031-10-26T00:30:00Z", "2031-10-27T01:30:00.000Z"],
  ])("comes once: %s", (_, after, next) => {
    expect(nextTime({ at: "30 2 * * *", timeZone: "Europe/Berlin" }, new Date(after))?.toISOString()).toBe(next);
  });
});
