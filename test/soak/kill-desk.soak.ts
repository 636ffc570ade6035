/**
 * `kill -9` of workers and of the database, fifty times, while sources are collected, editions made, approved and sent:
 * what was said to be on record is there, every entry the feed ever listed is there once in the end, every edition is
 * whole, every approval that was acknowledged holds, and each reader has each approved edition once, or the desk says
 * that it does not know.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sha256Hex } from "../../src/kit/hash.ts";
import { openDesk } from "../../src/pipeline/open-desk.ts";
import { openReview, type Review } from "../../src/pipeline/steps/review-draft.ts";
import { editionSchema } from "../../src/terms/edition.ts";
import { deskViewer, type Principal, permissionsFor } from "../../src/terms/person.ts";
import { type Loopback, openRelay } from "../publish/loopback-relay.ts";
import { createDice } from "./mutate-bytes.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const kills = 50;
const workers = 2;

const folder = mkdtempSync(join(tmpdir(), "wf-kill-"));
const state = join(folder, "state");
const readers = ["ciso@example.org", "soc@example.org"];
const reviewer: Principal = {
  id: "p-2",
  name: "Rea Kade",
  may: permissionsFor(["reviewer"]),
  ceiling: "TLP:RED",
  via: "session",
};
let server: Server;
let relay: Loopback;
let listed = 3;

const page = (at: number): string =>
  `<!doctype html><html lang="en"><head><title>Quay story ${at}</title></head><body><article><h1>Quay story ${at}</h1>
<p>Intruders broke into ${at + 2} harbour operators in May, Tarn CERT said on Wednesday; the flaw CVE-2031-${10_000 + at} let them in.</p>
<p>Operators should install version 7.${at}.1 of Quay Manager, the agency advises, and look for the address 203.0.113.${at % 250}.</p>
</article></body></html>`;

beforeAll(async () => {
  chmodSync(folder, 0o755);
  server = createServer((request, reply) => {
    const path = request.url ?? "/";
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const number = /^\/page\/(\d+)$/.exec(path)?.[1];
    if (number !== undefined) return reply.writeHead(200, { "content-type": "text/html" }).end(page(Number(number)));
    if (path !== "/feed.xml" && path !== "/half.xml") return reply.writeHead(404).end();
    const count = path === "/feed.xml" ? listed : Math.ceil(listed / 2);
    const when = new Date(Date.now() - 600_000).toUTCString();
    const items = Array.from(
      { length: count },
      (_, at) =>
        `<item><title>Quay story ${at}</title><link>${base}/page/${at}</link><pubDate>${when}</pubDate></item>`,
    ).join("");
    return reply
      .writeHead(200, { "content-type": "application/rss+xml" })
      .end(`<rss version="2.0"><channel><title>Quay Post</title>${items}</channel></rss>`);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  relay = await openRelay();
  mkdirSync(join(folder, "config"));
  writeFileSync(
    join(folder, "config", "delivery.yaml"),
    `allowHosts: ["127.0.0.1:${relay.port}"]\nmail: { host: 127.0.0.1, port: ${relay.port}, security: none, from: desk@example.org }\nlists: [{ name: all, ceiling: "TLP:AMBER", members: [${readers.join(", ")}] }]\n`,
  );
  writeFileSync(
    join(folder, "config", "sources.yaml"),
    `sources:\n  - { id: whole, address: "http://127.0.0.1:${port}/feed.xml", every: 5m }\n  - { id: half, address: "http://127.0.0.1:${port}/half.xml", every: 5m }\n`,
  );
  writeFileSync(
    join(folder, "config", "watchfloor.yaml"),
    `sources: ./sources.yaml\ndelivery: ./delivery.yaml\neditions: [{ at: "0 6 * * *" }]\ncollect: { allowHosts: ["127.0.0.1:${port}"] }\n`,
  );
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  void relay.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = (): ChildProcess =>
  spawn(
    process.execPath,
    [join(root, "src/doors/cli/main.ts"), "--config", join(folder, "config", "watchfloor.yaml"), "work"],
    {
      cwd: root,
      env: { ...process.env, WATCHFLOOR_STATE: state, DATABASE_URL: "" },
      stdio: "ignore",
    },
  );

const postmaster = (): number | undefined => {
  try {
    return Number.parseInt(readFileSync(join(state, "data", "postmaster.pid"), "utf8"), 10);
  } catch {
    return undefined;
  }
};

/** Makes what waits due now. The database may be gone at this very moment. */
const hurry = async (): Promise<void> => {
  const client = new pg.Client({
    host: join(state, "socket"),
    user: "watchfloor",
    database: "watchfloor",
    password: readFileSync(join(state, "store.secret"), "utf8"),
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query(
      "update graphile_worker._private_jobs set run_at = now() where locked_at is null and run_at > now()",
    );
  } finally {
    await client.end().catch(() => undefined);
  }
};

const refused = new Set<string>();

/** Approves what waits. @returns editions whose approval was acknowledged */
const approveAll = async (review: Review): Promise<string[]> => {
  const { drafts } = (await review.list(reviewer, { limit: 50 })) ?? { drafts: [] };
  const done: string[] = [];
  for (const { id } of drafts.filter(({ approvedAs }) => approvedAs === undefined)) {
    const view = await review.read(reviewer, id);
    if (view === undefined) continue;
    const approved = await review.approve(reviewer, id, { version: view.version, textHash: view.textHash });
    if (!approved.ok) refused.add(approved.error.message);
    else if (approved.value.editionId !== undefined) done.push(approved.value.editionId);
  }
  return done;
};

it("loses nothing, doubles nothing", { timeout: 1_200_000 }, async () => {
  const dice = createDice(8037);
  const running = Array.from({ length: workers }, start);
  await sleep(12_000);
  const desk = await openDesk({ name: "soak", state, databaseUrl: "", as: "use" });
  const { annotate } = (await import("../../src/pipeline/steps/open-reference.ts")).referenceOf({});
  const review = openReview({
    store: desk.store,
    rule: { people: 1, lastEditorAlone: true },
    now: () => new Date().toISOString(),
    annotate: async () => annotate,
  });
  const acknowledged = new Set<string>();
  let isReviewing = true;
  const reviewing = (async () => {
    while (isReviewing) {
      // The database may be gone at this very moment; what was not acknowledged is tried again.
      for (const id of await approveAll(review).catch(() => [])) acknowledged.add(id);
      await sleep(500);
    }
  })();
  let killedWorkers = 0;
  let killedServers = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    listed += 1;
    await hurry().catch(() => undefined);
    await sleep(300 + dice() * 2_500);
    const pid = postmaster();
    if (kill % 5 === 4 && pid !== undefined && existsSync(`/proc/${pid}`)) {
      killedServers += 1;
      process.kill(pid, "SIGKILL");
      await sleep(1_000);
      continue;
    }
    const at = Math.floor(dice() * workers);
    running[at]?.kill("SIGKILL");
    killedWorkers += 1;
    running[at] = start();
  }
  // Left alone, the work comes to its end.
  const all = async () =>
    desk.store.readCollected({
      from: "2000-01-01T00:00:00Z",
      to: new Date(Date.now() + 60_000).toISOString(),
      limit: 5_000,
    });
  for (let tries = 0; tries < 120 && (await all()).length < listed; tries += 1) {
    await hurry().catch(() => undefined);
    await sleep(1_000);
  }
  isReviewing = false;
  await reviewing;
  const waiting = async (): Promise<number> => {
    const counts = (await desk.store.outbox.list({ limit: 1, ceiling: "TLP:RED" }))?.counts;
    return (counts?.queued ?? 0) + (counts?.sending ?? 0) + (counts?.handing ?? 0);
  };
  const sentTo = async (id: string) =>
    (await desk.store.outbox.list({ limit: 100, editionId: id, ceiling: "TLP:RED" }))?.deliveries ?? [];
  const arePlanned = async (): Promise<boolean> => {
    for (const id of acknowledged) if ((await sentTo(id)).length < readers.length) return false;
    return true;
  };
  for (let tries = 0; tries < 120 && ((await waiting()) > 0 || !(await arePlanned())); tries += 1) {
    await hurry().catch(() => undefined);
    await sleep(1_000);
  }
  for (const child of running) child.kill("SIGINT");
  await Promise.all(
    running.map(
      (child) => new Promise<void>((done) => (child.exitCode === null ? child.once("exit", () => done()) : done())),
    ),
  );
  const articles = await all();
  const editions = (await desk.store.listEditions({ limit: 100 }, deskViewer))?.editions ?? [];
  for (const { id } of editions) {
    const json = (await desk.store.readEdition(id, deskViewer)) ?? "";
    expect(sha256Hex(json)).toBe(id);
    editionSchema.parse(JSON.parse(json));
  }
  console.log(
    `soak: ${killedWorkers} workers and ${killedServers} databases killed; ${articles.length} of ${listed} entries on record, ${editions.length} editions, all whole`,
  );
  const approved = new Set(editions.filter((entry) => entry.approved).map(({ id }) => id));
  expect([...acknowledged].filter((id) => !approved.has(id))).toEqual([]);
  const mails = relay.received.map(({ source }) => /^Message-ID: (.+)$/im.exec(source)?.[1] ?? source);
  const doubts = (await Promise.all([...approved].map(sentTo)))
    .flat()
    .filter(({ state: at }) => at === "unsure").length;
  console.log(
    `soak: ${acknowledged.size} approvals acknowledged, ${approved.size} on record; ${mails.length} mails to ${readers.length} readers, ${doubts} in doubt; refused because: ${[...refused].join(" | ")}`,
  );
  expect(new Set(mails).size).toBe(mails.length);
  for (const id of approved) {
    const rows = await sentTo(id);
    expect(rows.map(({ address }) => address).sort()).toEqual(readers);
    expect(rows.map(({ state: at }) => at).filter((at) => at !== "sent" && at !== "unsure")).toEqual([]);
  }
  expect(mails.length).toBeGreaterThanOrEqual(approved.size * readers.length - doubts);
  expect(acknowledged.size).toBeGreaterThan(0);
  const urls = articles.map(({ article }) => article.url);
  expect(new Set(urls).size).toBe(urls.length);
  expect(articles).toHaveLength(listed);
  expect(editions.length).toBeGreaterThan(0);
  await desk.close();
});
