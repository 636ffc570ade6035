/**
 * Bench `store`: a desk of 500 sources, 50,000 generated articles and 90 editions on the embedded server: search beside a
 * plain twin that reads every text, and the screens through the door.
 *
 * The answers first: what the search finds must be what the twin finds. Then wall time of each question, the twin's beside
 * it in the same run. Data folder: not read.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { openOwnPostgres } from "../../src/outside/postgres/own-postgres.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import type { Bench } from "../bench.ts";
import { percentile, timed } from "../measure-time.ts";
import { askScreens } from "./ask-door.ts";
import { askAll, fillTwin } from "./ask-questions.ts";
import { fillArticles, fillEditions, makeSources } from "./fill-store.ts";
import { articleCount, makeTexts } from "./make-texts.ts";
import { memoryOf } from "./measure-server.ts";
import { type Measured, writePage } from "./write-page.ts";

const goals = { search: 300, today: 150 };

const sizesOf = async (client: pg.Client) => {
  const { rows } = await client.query<{ store: string; index: string }>(
    `select pg_database_size(current_database()) - pg_total_relation_size('twin') as store,
       pg_total_relation_size('watchfloor.search_entry') as index`,
  );
  return { storeBytes: Number(rows[0]?.store ?? 0), indexBytes: Number(rows[0]?.index ?? 0) };
};

const isFilled = async (client: pg.Client): Promise<boolean> => {
  const { rows } = await client.query<{ there: boolean }>("select to_regclass('twin') is not null as there");
  return rows[0]?.there === true;
};

const isBegun = async (client: pg.Client): Promise<boolean> => {
  const { rows } = await client.query<{ there: boolean }>("select exists (select from watchfloor.source_run) as there");
  return rows[0]?.there === true;
};

/** @returns how long the articles took; nothing when all is there already */
const fill = async (store: Store, client: pg.Client): Promise<number | undefined> => {
  if (await isFilled(client)) return undefined;
  if (await isBegun(client)) throw new Error("bench: the folder to keep holds a desk that was not filled to the end");
  const articles = makeTexts(articleCount);
  const filled = await timed(() => fillArticles(store, articles));
  await fillEditions(store);
  await fillTwin(client, articles);
  // As autovacuum does once the desk is at rest.
  await client.query("vacuum analyze");
  return filled.ms;
};

export const bench: Bench = {
  run: async ({ rounds, keep }) => {
    const folder = keep ?? mkdtempSync(join(tmpdir(), "wf-bench-"));
    const state = join(folder, "state");
    mkdirSync(state, { recursive: true });
    // A folder made for this run is closed to the database's user; another is as its owner has it.
    if (keep === undefined) chmodSync(folder, 0o755);
    const server = await openOwnPostgres(state, { prefer: "npm", durable: false });
    const options = { connection: server.address };
    const store = await openStore(options);
    const client = new pg.Client({ ...server.address });
    try {
      await client.connect();
      const fillMs = await fill(store, client);
      const desk = { store, server: options, where: state, close: async () => undefined };
      const data = join(state, "data");
      const { screens, wrong: wrongScreens } = await askScreens(desk, makeSources(), { rounds: rounds * 10, data });
      const { asked, wrong } = await askAll(store, client, { rounds, data });
      const measured: Measured = {
        fillMs,
        screens,
        asked,
        rounds,
        postgresBytes: memoryOf(data),
        processBytes: process.memoryUsage().rss,
        ...(await sizesOf(client)),
      };
      const ours = asked.flatMap(({ ms }) => ms);
      const plain = asked.flatMap(({ plainMs }) => plainMs ?? []);
      const p95 = percentile(ours, 0.95);
      return {
        bench: "store",
        rows: [
          {
            articles: articleCount,
            questions: asked.length,
            ...(fillMs === undefined ? {} : { "saved with index, s": fillMs / 1000 }),
            "search p50 ms": percentile(ours, 0.5),
            "search p95 ms": p95,
            "processor p95 ms": percentile(
              asked.flatMap(({ processorMs }) => processorMs),
              0.95,
            ),
            "of at most": goals.search,
            "search slowest ms": Math.max(...ours),
            "ilike p50 ms": percentile(plain, 0.5),
            "ilike p95 ms": percentile(plain, 0.95),
            "index MB": measured.indexBytes / 1e6,
            "PostgreSQL MB": measured.postgresBytes / 1e6,
            "process MB": measured.processBytes / 1e6,
          },
          ...asked
            .toSorted((one, other) => Math.max(...other.ms) - Math.max(...one.ms))
            .slice(0, 6)
            .map(({ name, ms, plainMs }) => ({ slow: name, "ms at most": Math.max(...ms), "ilike ms": plainMs ?? 0 })),
          ...screens.map(({ screen, ms, processorMs, kilobytes }) => ({
            screen,
            "p50 ms": percentile(ms, 0.5),
            "p95 ms": percentile(ms, 0.95),
            "processor p50 ms": percentile(processorMs, 0.5),
            kB: kilobytes,
          })),
        ],
        wrong: [...wrongScreens, ...wrong],
        page: writePage(measured, goals),
      };
    } finally {
      await client.end();
      await store.close();
      await server.stop();
      if (keep === undefined) rmSync(folder, { recursive: true, force: true });
    }
  },
};
