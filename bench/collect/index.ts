/**
 * Bench `collect`: 500 sources on a hundred loopback hosts, all due at once, two processes of `watchfloor work` on the
 * embedded server. How long until each was collected once, and once more when nothing changed; the Sources page meanwhile.
 *
 * The answers first: every page is read from the record once, a feed that did not change is asked once and no page of it, and none is
 * asked for more often than there are sources that list it. Data folder: not read.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { openOwnPostgres } from "../../src/outside/postgres/own-postgres.ts";
import { readHealth } from "../../src/pipeline/steps/source-health.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { deskViewer } from "../../src/terms/person.ts";
import { type Source, sourcesSchema } from "../../src/terms/source.ts";
import type { Bench } from "../bench.ts";
import { percentile, timed } from "../measure-time.ts";
import { load, processors, whole } from "../name-machine.ts";
import { feedCount, type Outlets, openOutlets } from "./serve-outlets.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const processes = 2;
const longestMs = 900_000;

const writeConfig = (folder: string, outlets: Outlets): readonly Source[] => {
  const sources = outlets.feeds.map((address, at) => ({ id: `source-${at}`, address, every: "1h" }));
  writeFileSync(join(folder, "sources.yaml"), JSON.stringify({ sources }));
  const allowHosts = outlets.hosts.map((host) => `${host}:${outlets.port}`);
  writeFileSync(
    join(folder, "watchfloor.yaml"),
    JSON.stringify({ sources: "./sources.yaml", editions: [], collect: { allowHosts } }),
  );
  return sourcesSchema.parse({ sources }).sources;
};

const startWork = (folder: string): ChildProcess =>
  spawn(join(root, "bin/watchfloor"), ["--config", join(folder, "watchfloor.yaml"), "work"], {
    cwd: root,
    env: { ...process.env, WATCHFLOOR_STATE: join(folder, "state"), DATABASE_URL: "", WATCHFLOOR_LOG: "silent" },
    stdio: ["ignore", "ignore", "inherit"],
  });

const hurry = "update graphile_worker._private_jobs set run_at = now() where locked_at is null and run_at > now()";

/** Peak memory of a process, where Linux tells. */
const peakOf = ({ pid }: ChildProcess): number => {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
};

/** Seconds of processor time of a process, its threads included, at a hundred ticks a second. */
const ranOf = ({ pid }: ChildProcess): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
};

interface Watching {
  readonly store: Store;
  readonly client: pg.Client;
  readonly sources: readonly Source[];
}

/** @returns how long it took until each source has so many runs, and how long the Sources page took meanwhile */
const untilRuns = async ({ store, client, sources }: Watching, runs: number) => {
  const pageMs: number[] = [];
  const begun = performance.now();
  while (performance.now() - begun < longestMs) {
    // Once for each round: those that were done wait for an hour.
    const { rows } = await client.query<{ done: string }>(
      "select count(*) as done from (select source_id from watchfloor.source_run group by source_id having count(*) >= $1) as ready",
      [runs],
    );
    if (Number(rows[0]?.done) >= sources.length) return { ms: performance.now() - begun, pageMs };
    pageMs.push((await timed(() => readHealth(store, sources, new Date().toISOString(), deskViewer))).ms);
    await sleep(1_000);
  }
  throw new Error(`bench: not every source had ${runs} runs after ${longestMs / 60_000} minutes`);
};

/** Jobs are there when the first process has planned them; sources are planned a little apart, and all made due here. */
const makeDue = async (client: pg.Client): Promise<void> => {
  for (let tries = 0; tries < 600; tries += 1) {
    const { rows } = await client
      .query<{ jobs: string }>("select count(*) as jobs from graphile_worker.jobs where key like 'collect:%'")
      .catch(() => ({ rows: [] }));
    if (Number(rows[0]?.jobs ?? 0) >= feedCount) break;
    await sleep(100);
  }
  await client.query(hurry);
};

interface Judged {
  readonly wrong: string[];
  /** Pages asked for by two sources that were collected at the same time, each of which keeps what it read. */
  readonly twice: number;
  readonly versions: number;
}

const judge = async ({ client, store }: Watching, outlets: Outlets): Promise<Judged> => {
  const wrong: string[] = [];
  const { rows } = await client.query<{ versions: string }>("select count(*) as versions from watchfloor.article");
  const versions = Number(rows[0]?.versions ?? 0);
  const to = new Date(Date.now() + 60_000).toISOString();
  const read = await store.readCollected({ from: "2000-01-01T00:00:00Z", to, limit: 5_000 });
  const pages = new Set(read.map(({ article }) => article.url)).size;
  if (read.length !== outlets.pages || pages !== outlets.pages)
    wrong.push(`expected ${outlets.pages} articles, each page once, but found ${read.length} of ${pages} pages`);
  const counts = [...outlets.asked].filter(([path]) => path.includes("/page/"));
  const often = counts.filter(([, count]) => count > 2);
  if (often.length > 0) wrong.push(`${often.length} pages were asked for more often than sources list them`);
  return { wrong, versions, twice: counts.filter(([, count]) => count === 2).length };
};

const countFeeds = (outlets: Outlets): number =>
  [...outlets.asked].filter(([path]) => path.includes("/feed/")).reduce((sum, [, count]) => sum + count, 0);

const measure = async (outlets: Outlets, watching: Watching, children: ChildProcess[]) => {
  await makeDue(watching.client);
  const first = await untilRuns(watching, 1);
  const { wrong, twice, versions } = await judge(watching, outlets);
  if (countFeeds(outlets) !== feedCount)
    wrong.push(`expected ${feedCount} requests for feeds but found ${countFeeds(outlets)}`);
  outlets.asked.clear();
  await makeDue(watching.client);
  const second = await untilRuns(watching, 2);
  const pages = [...outlets.asked.keys()].filter((path) => path.includes("/page/")).length;
  if (pages > 0 || countFeeds(outlets) !== feedCount)
    wrong.push(
      `unchanged: expected ${feedCount} requests and no page but found ${countFeeds(outlets)} and ${pages} pages`,
    );
  return {
    rows: [
      {
        sources: feedCount,
        processes,
        articles: outlets.pages,
        "collected once, s": first.ms / 1000,
        "once more, unchanged, s": second.ms / 1000,
        "pages asked twice": twice,
        "versions on record": versions,
        "requests at a host at once": outlets.mostAtOnce(),
        "health of all p95 ms": percentile(first.pageMs, 0.95),
        "process MB at most": Math.max(...children.map(peakOf)) / 1e6,
        "processor time of a process, s": Math.max(...children.map(ranOf)),
      },
    ],
    wrong,
  };
};

const writePage = (row: Awaited<ReturnType<typeof measure>>["rows"][number]): string => {
  return `# Benchmarks of collection

Written by \`npm run bench -- collect --data DIR --write docs/benchmarks.md\`. Do not edit.

${row.sources} sources on a hundred loopback hosts, ${whole(row.articles)} articles, all due at once; ${row.processes} processes of \`watchfloor work\` on the embedded PostgreSQL. A host
is asked one thing at a time, with 0.2 s between two, which is what most of the time is spent on. ${processors()}, Node ${process.version};
load of the machine at the end: ${load()}.

| what | measured |
| --- | --- |
| until each source was collected, each page read once | ${whole(row["collected once, s"])} s |
| once more, nothing changed, no page asked for | ${whole(row["once more, unchanged, s"])} s |
| processor time of a process, in all | ${whole(row["processor time of a process, s"])} s |
| memory of a process, at most, with its two threads that read and the board of the day | ${whole(row["process MB at most"])} MB |
| the list of all sources meanwhile, p95 | ${whole(row["health of all p95 ms"])} ms |

Of the pages of a run few are held at once: each is put on record as it comes, and read back when its turn is.
`;
};

export const bench: Bench = {
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), "wf-bench-"));
    chmodSync(folder, 0o755);
    mkdirSync(join(folder, "state"));
    const outlets = await openOutlets();
    const server = await openOwnPostgres(join(folder, "state"), { prefer: "npm", durable: false });
    const store = await openStore({ connection: server.address });
    const client = new pg.Client({ ...server.address });
    // The last process of the desk ends the server.
    client.on("error", () => undefined);
    const children: ChildProcess[] = [];
    try {
      await client.connect();
      const sources = writeConfig(folder, outlets);
      for (let at = 0; at < processes; at += 1) children.push(startWork(folder));
      const measured = await measure(outlets, { store, client, sources }, children);
      const [row] = measured.rows;
      return { bench: "collect", ...measured, ...(row === undefined ? {} : { page: writePage(row) }) };
    } finally {
      const ended = children.map((child) => new Promise((done) => child.once("exit", done)));
      for (const child of children) child.kill("SIGINT");
      await Promise.all(ended);
      outlets.close();
      await client.end().catch(() => undefined);
      await store.close();
      await server.stop().catch(() => undefined);
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
