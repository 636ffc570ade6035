/**
 * Bench `store`: search over 50,000 generated articles on the embedded server, beside a plain twin that reads every
 * text with `ilike`.
 *
 * The answers first: for each question, how many articles and which twenty are the newest must be what the twin says.
 * Words are drawn by rank (the n-th word is about 1/n as frequent as the first), so that questions fit a handful of articles
 * or most of them. Then wall time of each question, the twin's beside it in the same run. Data folder: not read.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { openOwnPostgres } from "../../src/outside/postgres/own-postgres.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import type { Article } from "../../src/terms/article.ts";
import { makeArticle } from "../../src/terms/make-article.fixture.ts";
import { deskViewer } from "../../src/terms/person.ts";
import type { Bench } from "../bench.ts";
import { median } from "../measure-time.ts";

const articleCount = 50_000;
const batch = 500;
const vocabulary = 20_000;
const limitMs = 300;
const limit = 20;

/** Park and Miller: the same numbers every time. */
const numbersFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};

const syllables = ["ba", "ko", "ri", "mu", "te", "sa", "lo", "ni", "du", "fe"];
const wordOf = (rank: number): string =>
  [...String(rank + 10_000)].map((figure) => syllables[Number(figure)] ?? "").join("");

const makeTexts = (): Article[] => {
  const next = numbersFrom(8037);
  const draw = (): string => wordOf(Math.floor(vocabulary ** next()));
  return Array.from({ length: articleCount }, (_, at) => {
    const length = 80 + Math.floor(next() * 500);
    const words = Array.from({ length }, draw);
    words[Math.floor(length / 2)] = `CVE-2031-${10_000 + Math.floor(next() * 5000)}`;
    return makeArticle({
      id: `n${at}`,
      title: Array.from({ length: 7 }, draw).join(" "),
      text: words.join(" "),
      outlet: `Outlet ${at % 300}`,
      language: at % 5 === 0 ? "de" : "en",
      publishedAt: new Date(Date.UTC(2031, 0, 1) + at * 155_000).toISOString(),
      firstSeenAt: "2031-06-01T00:00:00Z",
    });
  });
};

interface Question {
  readonly words: string;
  readonly order: "newest" | "best";
  /** What the twin looks for, each with spaces around it; `-` before one leaves it out. */
  readonly plain: readonly string[];
  readonly language?: string;
}

const questions = (): Question[] => {
  const ranks = [1, 2, 5, 20, 80, 300, 1200, 5000, 15_000];
  const single = ranks.map((rank) => ({ words: wordOf(rank), plain: [wordOf(rank)] }));
  const pairs = ranks.map((rank) => ({
    words: `${wordOf(rank)} ${wordOf(rank + 1)}`,
    plain: [wordOf(rank), wordOf(rank + 1)],
  }));
  const phrases = ranks.map((rank) => ({
    words: `"${wordOf(1)} ${wordOf(rank)}"`,
    plain: [`${wordOf(1)} ${wordOf(rank)}`],
  }));
  const without = ranks.slice(1).map((rank) => ({
    words: `${wordOf(1)} -${wordOf(rank)}`,
    plain: [wordOf(1), `-${wordOf(rank)}`],
  }));
  const ids = [11_000, 12_345, 14_999].map((id) => ({ words: `cve-2031-${id}`, plain: [`cve-2031-${id}`] }));
  const german = ranks.map((rank) => ({ words: wordOf(rank), plain: [wordOf(rank)], language: "de" }));
  const all = [...single, ...pairs, ...phrases, ...without, ...ids, ...german];
  return (["newest", "best"] as const).flatMap((order) => all.map((one) => ({ ...one, order })));
};

const fillTwin = async (client: pg.Client, articles: readonly Article[]): Promise<void> => {
  await client.query("create table twin (url text, at timestamptz, language text, plain text)");
  for (let from = 0; from < articles.length; from += batch) {
    const rows = articles.slice(from, from + batch);
    await client.query("insert into twin select * from unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[])", [
      rows.map(({ url }) => url),
      rows.map(({ publishedAt }) => publishedAt),
      rows.map(({ language }) => language),
      // Two spaces: a phrase does not go from the title into the text.
      rows.map(({ title, text }) => ` ${title}  ${text} `),
    ]);
  }
  await client.query("analyze twin");
};

const askTwin = async (client: pg.Client, { plain, language }: Question) => {
  const conditions = plain.map((_, at) => `plain ${plain[at]?.startsWith("-") ? "not" : ""} ilike $${at + 1}`);
  const values = plain.map((one) => `% ${one.replace(/^-/, "")} %`);
  const { rows } = await client.query<{ url: string; total: string }>(
    `select url, count(*) over () as total from twin where ${conditions.join(" and ")}
     ${language === undefined ? "" : `and language = '${language}'`} order by at desc limit ${limit}`,
    values,
  );
  return { urls: rows.map(({ url }) => url), count: Number(rows[0]?.total ?? 0) };
};

const timed = async <T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> => {
  const begun = performance.now();
  const value = await work();
  return { ms: performance.now() - begun, value };
};

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

const describeOf = ({ words, order, language }: Question): string => `${words} (${order}${language ?? ""})`;

const measure = async (store: Store, client: pg.Client, rounds: number) => {
  const wrong: string[] = [];
  const ours: number[] = [];
  const plain: number[] = [];
  const slowest = { ms: 0, words: "" };
  for (const question of questions()) {
    const request = { words: question.words, order: question.order, limit, language: question.language };
    const twin = await timed(() => askTwin(client, question));
    plain.push(twin.ms);
    for (let round = 0; round < rounds; round += 1) {
      const { ms, value } = await timed(() => store.search(request, deskViewer));
      ours.push(ms);
      if (ms > slowest.ms) Object.assign(slowest, { ms, words: describeOf(question) });
      if (!value.ok) {
        wrong.push(`${describeOf(question)}: ${value.error.because}`);
        continue;
      }
      const { hits, count } = value.value;
      const urls = hits.map((hit) => (hit.kind === "article" ? hit.url : ""));
      if (count !== Math.min(1000, twin.value.count))
        wrong.push(`${describeOf(question)}: expected ${twin.value.count} articles but found ${count}`);
      if (question.order === "newest" && urls.join() !== twin.value.urls.join())
        wrong.push(`${describeOf(question)}: expected the newest ${limit} of the twin but found others`);
    }
  }
  return { wrong, ours, plain, slowest };
};

export const bench: Bench = {
  run: async ({ rounds }) => {
    const folder = mkdtempSync(join(tmpdir(), "wf-bench-"));
    mkdirSync(join(folder, "state"));
    chmodSync(folder, 0o755);
    const server = await openOwnPostgres(join(folder, "state"), { prefer: "npm", durable: false });
    const store = await openStore({ connection: server.address });
    const client = new pg.Client({ ...server.address });
    try {
      await client.connect();
      const articles = makeTexts();
      const filled = await timed(async () => {
        for (let from = 0; from < articles.length; from += batch)
          await store.saveRun({
            sourceId: "bench",
            run: {
              startedAt: new Date(Date.UTC(2031, 5, 1) + from * 1000).toISOString(),
              outcome: "ok",
              entries: 0,
              fresh: 0,
              fromFeed: 0,
              losses: [],
            },
            articles: articles.slice(from, from + batch),
            entryUrls: new Map(),
            known: [],
          });
      });
      await fillTwin(client, articles);
      // As autovacuum does once the desk is at rest.
      await client.query("vacuum analyze watchfloor.search_entry");
      const { wrong, ours, plain, slowest } = await measure(store, client, rounds);
      const p95 = percentile(ours, 0.95);
      if (p95 > limitMs) wrong.push(`expected p95 under ${limitMs} ms but found ${Math.round(p95)} ms`);
      return {
        bench: "store",
        rows: [
          {
            articles: articles.length,
            questions: plain.length,
            "saved with index, s": filled.ms / 1000,
            "search p50 ms": median(ours),
            "search p95 ms": p95,
            "search slowest ms": slowest.ms,
            slowest: slowest.words,
            "ilike p50 ms": median(plain),
            "ilike p95 ms": percentile(plain, 0.95),
            "ilike / search, p50": median(plain) / median(ours),
            "ilike / search, p95": percentile(plain, 0.95) / p95,
          },
        ],
        wrong,
      };
    } finally {
      await client.end();
      await store.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
