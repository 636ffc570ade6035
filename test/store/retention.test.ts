/** What is dropped by policy, and what never is: on npm's PostgreSQL and on the host's. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sumUpRuns } from "../../src/intel/collect/index.ts";
import { sha256Hex } from "../../src/kit/hash.ts";
import { editionToJson } from "../../src/pipeline/steps/publish-edition.ts";
import { openStore, type Store, type StoreOptions } from "../../src/store/index.ts";
import type { Article } from "../../src/terms/article.ts";
import { type Edition, editionSchema } from "../../src/terms/edition.ts";
import { makeArticle } from "../../src/terms/make-article.fixture.ts";
import { deskViewer } from "../../src/terms/person.ts";
import { type RetentionPolicy, retentionSchema } from "../../src/terms/retention.ts";
import { labelsWithin, type Tlp } from "../../src/terms/tlp.ts";
import { askDatabase, engines, openTestServer, type TestServer } from "./open-test-store.ts";

const edition: Edition = editionSchema.parse(
  JSON.parse(readFileSync(new URL("../fixtures/doors/edition.json", import.meta.url), "utf8")),
);
const [citedSource] = edition.sources.filter(({ cited }) => cited);
if (citedSource === undefined) throw new Error("no cited source");

const dayMs = 86_400_000;
/** So many days before the end of the story; bytes are kept from the real now on, so the end lies ahead. */
const end = Date.now() + 400 * dayMs;
const daysAgo = (days: number): string => `${new Date(end - days * dayMs).toISOString().slice(0, 19)}Z`;
const now = new Date(end).toISOString();
const never = new AbortController().signal;

const loss = { step: "collect" as const, item: "https://quay.example/1" };
const days = fc.sample(
  fc.record({
    sourceId: fc.constantFrom("a", "b", "c"),
    reasons: fc.array(fc.constantFrom("timeout", "shell_page", "bot_wall", "feed_truncated"), { maxLength: 2 }),
    outcome: fc.constantFrom("ok", "unchanged", "failed"),
    /** In days; null: undated. */
    age: fc.option(fc.integer({ min: 1, max: 300 }), { freq: 4 }),
    tlp: fc.constantFrom("TLP:GREEN", "TLP:RED", undefined),
    isOff: fc.boolean(),
    isSummedUp: fc.boolean(),
    known: fc.integer({ min: 0, max: 90 }),
  }),
  { numRuns: 90, seed: 41 },
);

const fail = (what: string): never => {
  throw new Error(`Expected facts of ${what}.`);
};

const policyOf = (policy: Partial<RetentionPolicy>): RetentionPolicy => retentionSchema.parse(policy);

describe.each(engines)("retention on the PostgreSQL of %s", (engine) => {
  let test: TestServer;
  let options: StoreOptions;
  let store: Store;
  beforeAll(async () => {
    test = await openTestServer(engine);
  }, 120_000);
  afterAll(() => test.remove(), 120_000);
  beforeEach(async () => {
    options = await test.makeStore();
    store = await openStore(options);
    return () => store.close();
  });

  /** An article of `days` ago, collected with its bytes. */
  const bring = async (id: string, days: number, more: Partial<Article> = {}): Promise<Article> => {
    const bytes = new TextEncoder().encode(`the page of ${id}`);
    const sha256 = sha256Hex(bytes);
    const url = more.url ?? `https://quay.example/${id}`;
    await store.saveDocument({ requestedUrl: url, url, bytes, sha256, retrievedAt: daysAgo(days) });
    const article = makeArticle({
      id,
      url,
      sha256,
      text: `The text of ${id} speaks of cranes.`,
      firstSeenAt: daysAgo(days),
      ...more,
    });
    const run = { startedAt: daysAgo(days), outcome: "ok" as const, entries: 1, fresh: 1, fromFeed: 0, losses: [] };
    await store.saveRun({ sourceId: `source-${id}`, run, articles: [article], entryUrls: new Map(), known: [] });
    return article;
  };
  const publish = async (articles: readonly Article[], days: number): Promise<string> => {
    const asOf = daysAgo(days);
    const made = { ...edition, edition: { ...edition.edition, asOf, date: asOf.slice(0, 10) } };
    const record = { edition: made, articles, claims: new Map(), stories: [], contradictions: [], assessments: [] };
    return store.saveEdition(record, editionToJson(made));
  };
  const ask = (text: string) =>
    askDatabase<{ what: string }>({ connection: options.connection as import("pg").ClientConfig }, text);
  const articles = async () => (await ask("select article_id as what from article order by 1")).map(({ what }) => what);
  const drop = (policy: Partial<RetentionPolicy>) => store.operations.dropOld(policyOf(policy), now, never);

  it("drops nothing by the policy that nobody set", async () => {
    await bring("old", 300);
    expect(await drop({})).toEqual({ articles: 0, documents: 0, bytes: 0, runs: 0 });
    expect(await articles()).toEqual(["old"]);
  });

  it("drops old articles that no edition cites, and never one that any edition cites", async () => {
    const cited = await bring("cited", 300, { url: citedSource.url });
    const read = await bring("read", 300);
    await bring("young", 10);
    const id = await publish([cited, read], 299);
    const before = await store.readEdition(id, deskViewer);
    const policy = policyOf({ articlesDays: 90, rawDays: 90 });
    const planned = await store.operations.planRetention(policy, now);
    expect(planned).toMatchObject({ articles: 1, documents: 1 });
    expect(await articles()).toEqual(["cited", "read", "young"]);
    expect(await store.operations.dropOld(policy, now, never)).toEqual(planned);
    expect(await articles()).toEqual(["cited", "young"]);
    expect(await store.readEdition(id, deskViewer)).toBe(before);
    expect(await store.readDocument(cited.sha256)).toBeDefined();
    expect(await store.readDocument(read.sha256)).toBeUndefined();
    expect((await store.search({ words: "cranes", order: "newest", limit: 10 }, deskViewer)).ok).toBe(true);
  });

  it("keeps what a young edition was made from, however old it is", async () => {
    const read = await bring("read", 300);
    await publish([read], 20);
    expect(await drop({ articlesDays: 90 })).toMatchObject({ articles: 0 });
  });

  it("does not collect again what was dropped", async () => {
    await bring("old", 300);
    await drop({ articlesDays: 90 });
    expect(await articles()).toEqual([]);
    expect([...(await store.knownUrls(["https://quay.example/old"]))]).toEqual(["https://quay.example/old"]);
    const run = { startedAt: daysAgo(1), outcome: "ok" as const, entries: 1, fresh: 0, fromFeed: 0, losses: [] };
    await store.saveRun({
      sourceId: "other",
      run,
      articles: [],
      entryUrls: new Map(),
      known: ["https://quay.example/old"],
    });
    expect((await store.readFacts(["other"], 1, deskViewer)).get("other")?.articles).toBe(0);
  });

  it("drops bytes before articles: the text stays, cited bytes too, and bytes that were seen of late", async () => {
    const cited = await bring("cited", 300, { url: citedSource.url });
    const read = await bring("read", 300);
    const again = await bring("again", 300);
    await publish([cited, read], 299);
    await store.saveDocument({
      requestedUrl: again.url,
      url: again.url,
      bytes: new TextEncoder().encode("the page of again"),
      sha256: again.sha256,
      retrievedAt: daysAgo(2),
    });
    expect(await drop({ rawDays: 30 })).toEqual({
      articles: 0,
      documents: 1,
      bytes: "the page of read".length,
      runs: 0,
    });
    expect(await articles()).toEqual(["again", "cited", "read"]);
    expect(await store.readDocument(cited.sha256)).toBeDefined();
    expect(await store.readDocument(again.sha256)).toBeDefined();
  });

  it("forgets old runs of sources, and drops more than one batch", async () => {
    for (let at = 0; at < 620; at += 1) {
      const bytes = new TextEncoder().encode(`feed ${at}`);
      await store.saveDocument({
        requestedUrl: "https://quay.example/feed",
        url: "https://quay.example/feed",
        bytes,
        sha256: sha256Hex(bytes),
        retrievedAt: daysAgo(200),
      });
    }
    await bring("young", 1);
    await bring("old", 200);
    expect(await drop({ rawDays: 30, articlesDays: 30, runsDays: 100 })).toMatchObject({
      articles: 1,
      documents: 621,
      runs: 1,
    });
    expect(await store.readRuns("source-old", 5)).toEqual([]);
    expect(await store.readRuns("source-young", 5)).toHaveLength(1);
  });

  it("is recorded each time, and stops where it is told to", async () => {
    await bring("old", 300);
    const stopped = AbortSignal.abort();
    await expect(store.operations.dropOld(policyOf({ articlesDays: 90 }), now, stopped)).rejects.toThrow();
    expect(await store.operations.listRetention(5)).toEqual([]);
    await drop({ articlesDays: 90 });
    const [run] = await store.operations.listRetention(5);
    expect(run).toMatchObject({ policy: { articlesDays: 90, rawDays: null }, dropped: { articles: 1 } });
  });

  it("tells of sources what their runs and articles say, read one by one, whoever asks and whatever was dropped", async () => {
    const ids = ["a", "b", "c", "nobody"];
    for (const [at, { sourceId, reasons, outcome, age, tlp, isOff, isSummedUp, known }] of days.entries()) {
      const startedAt = new Date(end - (200 - at) * dayMs).toISOString();
      const losses = reasons.map((reason, place) => ({ ...loss, reason, detail: `${place}` }));
      const run = { startedAt, outcome, entries: at, fresh: 1, fromFeed: 0, losses };
      const published = age === null ? {} : { publishedAt: daysAgo(age) };
      const article = makeArticle({ id: `${at}`, firstSeenAt: daysAgo(200 - at), ...published, ...(tlp && { tlp }) });
      // A process of an older version sums up nothing.
      const summary = isSummedUp ? { summary: sumUpRuns([run, ...(await store.readRuns(sourceId, 19))]) } : {};
      await store.saveRun({
        sourceId,
        run,
        articles: [article],
        entryUrls: new Map(),
        known: [`https://example.test/${known}`],
        offTopic: new Map(isOff ? [[article.id, "weather: it rains"]] : []),
        ...summary,
      });
    }
    const one = async (sourceId: string, ceiling: Tlp): Promise<unknown> => {
      const labels = labelsWithin(ceiling).map((label) => `'${label}'`);
      const rows = await askDatabase<{ published_at: string | null; off_topic: string | null; title: string }>(
        options,
        `select a.published_at::text, off_topic, title from source_article s join article a on a.key = s.article_key
         where source_id = '${sourceId}' and a.tlp in (${labels.join()}) order by collected_at desc, a.key`,
      );
      const dated = rows.flatMap(({ published_at }) => (published_at === null ? [] : [Date.parse(published_at)]));
      const late = rows.slice(0, 30);
      const off = late.filter(({ off_topic }) => off_topic !== null);
      return {
        runs: sumUpRuns(await store.readRuns(sourceId, 20)),
        articles: rows.length,
        newestPublishedAt: dated.length === 0 ? undefined : Math.max(...dated),
        topics: { looked: late.length, off: off.length },
        example: off[0] && { title: off[0].title, why: off[0].off_topic },
      };
    };
    const told = async (ceiling: Tlp) => {
      const facts = await store.readFacts(ids, 20, { ...deskViewer, ceiling });
      return ids.map((id) => {
        const { runs, articles, newestPublishedAt, topics } = facts.get(id) ?? fail(id);
        return {
          runs: "summary" in runs ? runs.summary : sumUpRuns(runs.newest),
          articles,
          newestPublishedAt: newestPublishedAt === undefined ? undefined : Date.parse(newestPublishedAt),
          topics: { looked: topics.looked, off: topics.off },
          example: topics.newest,
        };
      });
    };
    const agree = async (): Promise<void> => {
      for (const ceiling of ["TLP:CLEAR", "TLP:AMBER", "TLP:RED"] as const)
        expect(await told(ceiling)).toEqual(await Promise.all(ids.map((id) => one(id, ceiling))));
    };
    await agree();
    const dropped = await drop({ articlesDays: 150, runsDays: 150 });
    expect(dropped.articles).toBeGreaterThan(9);
    expect(dropped.runs).toBeGreaterThan(10);
    await agree();
    expect((await told("TLP:RED"))[0]?.articles).toBeGreaterThan(3);
  });
});

describe("the policy", () => {
  it.each([
    ["bytes for longer than their articles", { rawDays: 90, articlesDays: 60 }],
    ["articles for less than a month", { articlesDays: 20 }],
    ["bytes for less than a week", { rawDays: 2 }],
  ])("refuses to keep %s", (_, policy) => {
    expect(retentionSchema.safeParse(policy).success).toBe(false);
  });
});
