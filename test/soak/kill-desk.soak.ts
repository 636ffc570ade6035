/**
 * `kill -9` of the door, of workers and of the database, fifty times, while sources are collected, stories decided,
 * editions made, reviewed, approved and sent: what was said to be on record is there, and what was sent again under its key
 * is there once; every entry the feed ever listed is there once in the end, every edition is whole, every approval that was
 * acknowledged holds, and each reader has each approved edition once, or the desk says that it does not know.
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
import { editionSchema } from "../../src/terms/edition.ts";
import { deskViewer } from "../../src/terms/person.ts";
import { type Loopback, openRelay } from "../publish/loopback-relay.ts";
import { openTestPeople } from "../support/sign-in.ts";
import { createDice } from "./mutate-bytes.ts";
import { type Door, newTally, readByDoor, type Tally, writeByDoor } from "./write-by-door.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const kills = Number(process.env.SOAK_KILLS ?? "50");

const folder = mkdtempSync(join(tmpdir(), "wf-kill-"));
const state = join(folder, "state");
const readers = ["ciso@example.org", "soc@example.org"];
let server: Server;
let relay: Loopback;
let listed = 3;
let doorPort = 0;

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
  const free = createServer();
  await new Promise<void>((done) => free.listen(0, "127.0.0.1", done));
  doorPort = (free.address() as AddressInfo).port;
  await new Promise((done) => free.close(done));
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
    `sources: ./sources.yaml\ndelivery: ./delivery.yaml\neditions: [{ at: "0 6 * * *" }]\ncollect: { allowHosts: ["127.0.0.1:${port}"] }\ndoor: { requestsPerMinute: 100000 }\n`,
  );
});
afterAll(() => {
  for (const child of started) child.kill("SIGKILL");
  const pid = postmaster();
  if (pid !== undefined && existsSync(`/proc/${pid}`)) process.kill(pid, "SIGKILL");
  server.closeAllConnections();
  server.close();
  void relay.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = (verb: readonly string[]): ChildProcess =>
  spawn(
    process.execPath,
    [join(root, "src/doors/cli/main.ts"), "--config", join(folder, "config", "watchfloor.yaml"), ...verb],
    {
      cwd: root,
      env: { ...process.env, WATCHFLOOR_STATE: state, DATABASE_URL: "" },
      stdio: "ignore",
    },
  );
/** The door collects and sends too, as it does for who runs one process. */
const verbs = [["serve", "--port", "DOOR"], ["work"], ["work"]];
const started: ChildProcess[] = [];
const startAt = (at: number): ChildProcess => {
  const child = start((verbs[at] ?? []).map((word) => (word === "DOOR" ? `${doorPort}` : word)));
  started.push(child);
  return child;
};
const hasEnded = (child: ChildProcess | undefined): boolean =>
  child === undefined || child.exitCode !== null || child.signalCode !== null;

const postmaster = (): number | undefined => {
  try {
    return Number.parseInt(readFileSync(join(state, "data", "postmaster.pid"), "utf8"), 10);
  } catch {
    return undefined;
  }
};

const withClient = async <T>(use: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({
    host: join(state, "socket"),
    user: "watchfloor",
    database: "watchfloor",
    password: readFileSync(join(state, "store.secret"), "utf8"),
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** Makes what waits due now. The database may be gone at this very moment. */
const hurry = (): Promise<unknown> =>
  withClient((client) =>
    client.query("update graphile_worker._private_jobs set run_at = now() where locked_at is null and run_at > now()"),
  );

const wordsIn = (text: string): Promise<string[]> =>
  withClient(async (client) =>
    (await client.query<{ body: Buffer }>(text)).rows.map(({ body }) => body.toString("utf8")),
  );

interface Row {
  readonly articleIds: readonly string[];
  readonly last?: { readonly id: string };
}
interface DraftEntry {
  readonly id: string;
  readonly approvedAs?: string;
}
interface DraftView {
  readonly version: number;
  readonly textHash: string;
  readonly sections: readonly { readonly sentences: readonly { readonly id: string; readonly counts: boolean }[] }[];
}

type Tallies = Readonly<Record<"notes" | "stories" | "rejections" | "undone" | "approvals", Tally>>;

interface Writing {
  readonly analyst: Door;
  readonly reviewer: Door;
  readonly tallies: Tallies;
  readonly isOver: () => boolean;
}

const writeTriage = async ({ analyst, tallies, isOver }: Writing, count: number): Promise<void> => {
  const note = `note number ${count} of the soak`;
  const handOver = { path: "/api/v1/triage/handover", body: { words: note }, words: note };
  await writeByDoor(analyst, tallies.notes, handOver, isOver);
  const board = await readByDoor<{ day: string; rows: readonly Row[] }>(analyst, "/api/v1/triage");
  const row = board?.rows[count % Math.max(1, board.rows.length)];
  if (board === undefined || row === undefined) return;
  const words = `story number ${count} of the soak`;
  const on = [{ articleIds: row.articleIds, basedOn: row.last?.id ?? null }];
  const body = { day: board.day, on, act: { kind: "leave_out", words } };
  await writeByDoor(analyst, tallies.stories, { path: "/api/v1/triage/decisions", body, words }, isOver);
};

/** A sentence is rejected, and that taken back. */
const writeDecisions = async (
  { analyst, tallies, isOver }: Writing,
  count: number,
  { path, view }: { readonly path: string; readonly view: DraftView },
): Promise<void> => {
  const sentences = view.sections.flatMap((section) => section.sentences).filter(({ counts }) => counts);
  const sentence = sentences[count % Math.max(1, sentences.length)];
  if (sentence === undefined) return;
  const words = `rejection number ${count} of the soak`;
  const decision = { type: "reject", sentenceId: sentence.id, reason: "other", words };
  const reject = { path: `${path}/decisions`, body: { version: view.version, decision }, words };
  const rejected = await writeByDoor(analyst, tallies.rejections, reject, isOver);
  if (rejected === undefined) return;
  const version = Number(rejected.version);
  const body = { version, decision: { type: "undo", version } };
  await writeByDoor(analyst, tallies.undone, { path: `${path}/decisions`, body, words: `undo ${count}` }, isOver);
};

/** @returns the edition whose approval was acknowledged */
const writeReview = async (writing: Writing, count: number): Promise<string | undefined> => {
  const { reviewer, tallies, isOver } = writing;
  const list = await readByDoor<{ drafts: readonly DraftEntry[] }>(reviewer, "/api/v1/drafts?limit=50");
  const draft = list?.drafts.find(({ approvedAs }) => approvedAs === undefined);
  if (draft === undefined) return undefined;
  const path = `/api/v1/drafts/${draft.id}`;
  const view = await readByDoor<DraftView>(reviewer, path);
  if (view === undefined) return undefined;
  await writeDecisions(writing, count, { path, view });
  const now = count % 3 === 0 ? await readByDoor<DraftView>(reviewer, path) : undefined;
  if (now === undefined) return undefined;
  const body = { version: now.version, textHash: now.textHash };
  const approve = { path: `${path}/approvals`, body, words: `approval ${count} ${draft.id}` };
  const answer = await writeByDoor(reviewer, tallies.approvals, approve, isOver);
  return typeof answer?.editionId === "string" ? answer.editionId : undefined;
};

const writers = 4;
const manyWrites = 100_000;

/** Several people, each one write after the other until it is over; each write has words of its own. */
const writeAll = async (
  doorFor: (role: "analyst" | "reviewer") => Promise<Door>,
  isOver: () => boolean,
): Promise<{ readonly tallies: Tallies; readonly approved: ReadonlySet<string> }> => {
  const tallies: Tallies = {
    notes: newTally(),
    stories: newTally(),
    rejections: newTally(),
    undone: newTally(),
    approvals: newTally(),
  };
  const approved = new Set<string>();
  const writeOne = async (who: number): Promise<void> => {
    const writing = { analyst: await doorFor("analyst"), reviewer: await doorFor("reviewer"), tallies, isOver };
    for (let count = who * manyWrites; !isOver(); count += 1) {
      await writeTriage(writing, count);
      const editionId = await writeReview(writing, count);
      if (editionId !== undefined) approved.add(editionId);
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, who) => writeOne(who)));
  return { tallies, approved };
};

const answers = async (): Promise<boolean> =>
  (await readByDoor({ base: doorBase(), headers: {} }, "/healthz")) !== undefined;
const doorBase = (): string => `http://127.0.0.1:${doorPort}`;

/** Every other time a door that is still coming up is let come up first: it is to be killed at its work. */
const killOne = async (running: ChildProcess[], at: number, isPatient: boolean): Promise<void> => {
  for (let tries = 0; at === 0 && isPatient && tries < 100 && !(await answers()); tries += 1) await sleep(100);
  running[at]?.kill("SIGKILL");
  running[at] = startAt(at);
};

/** The board of the day is made a few seconds after the first articles came in. */
const untilStories = async (): Promise<void> => {
  for (let tries = 0; tries < 60; tries += 1) {
    if ((await wordsIn("select body from watchfloor.triage_board").catch(() => [])).length > 0) return;
    await hurry().catch(() => undefined);
    await sleep(500);
  }
};

const killAll = async (running: ChildProcess[], dice: () => number) => {
  const killed = { serve: 0, work: 0, database: 0 };
  for (let kill = 0; kill < kills; kill += 1) {
    listed += 1;
    await hurry().catch(() => undefined);
    await sleep(300 + dice() * 2_500);
    const pid = postmaster();
    if (kill % 5 === 4 && pid !== undefined && existsSync(`/proc/${pid}`)) {
      killed.database += 1;
      process.kill(pid, "SIGKILL");
      await sleep(1_000);
    } else {
      const at = Math.floor(dice() * verbs.length);
      await killOne(running, at, kill % 2 === 0);
      killed[at === 0 ? "serve" : "work"] += 1;
    }
    startEnded(running);
  }
  return killed;
};

/** One that found no database ends by itself. */
const startEnded = (running: ChildProcess[]): void => {
  for (const [at, child] of running.entries()) if (hasEnded(child)) running[at] = startAt(at);
};

/** What was acknowledged stands there once, what was refused not at all, and nothing twice. */
const lookForWrites = async ({ notes, stories, rejections, undone, approvals }: Tallies): Promise<void> => {
  const kinds = [
    ["notes", notes, await wordsIn("select body from watchfloor.handover_note")],
    ["stories", stories, await wordsIn("select body from watchfloor.triage_decision")],
    ["rejections", rejections, await wordsIn("select decision as body from watchfloor.draft_version")],
  ] as const;
  for (const [kind, { acknowledged, refused, sent, ...counts }, kept] of kinds) {
    const times = (words: string): number => kept.filter((text) => text.includes(`"${words}"`)).length;
    sayTally(kind, { acknowledged, refused, sent, ...counts });
    expect([...acknowledged].filter((words) => times(words) !== 1)).toEqual([]);
    expect([...refused].filter((words) => times(words) > 0)).toEqual([]);
    expect([...sent].filter((words) => times(words) > 1)).toEqual([]);
    expect(acknowledged.size).toBeGreaterThan(0);
  }
  sayTally("undone", undone);
  sayTally("approvals", approvals);
};

const sayTally = (kind: string, { acknowledged, refused, sent, retries, replayed, reasons }: Tally): void =>
  console.log(
    `soak: ${kind}: ${sent.size} sent, ${acknowledged.size} acknowledged, ${retries} times sent again, ${replayed} answered from before, ${refused.size} refused (${reasons.size} reasons)`,
  );

it("loses nothing, doubles nothing", { timeout: 1_200_000 }, async () => {
  const dice = createDice(8037);
  const running = verbs.map((_, at) => startAt(at));
  await sleep(12_000);
  const desk = await openDesk({ name: "soak", state, databaseUrl: "", as: "use" });
  const people = openTestPeople(desk.store);
  const doorFor = async (role: "analyst" | "reviewer"): Promise<Door> => ({
    base: doorBase(),
    headers: (await people.signIn({ roles: [role], ceiling: "TLP:RED" })).headers,
  });
  let isOver = false;
  await untilStories();
  const writing = writeAll(doorFor, () => isOver);
  const killed = await killAll(running, dice);
  // Left alone, the work comes to its end.
  const all = () =>
    desk.store.readCollected({
      from: "2000-01-01T00:00:00Z",
      to: new Date(Date.now() + 60_000).toISOString(),
      limit: 5_000,
    });
  const countOnRecord = async (): Promise<number> => (await all().catch(() => [])).length;
  for (let tries = 0; tries < 120 && (await countOnRecord()) < listed; tries += 1) {
    await hurry().catch(() => undefined);
    await sleep(1_000);
  }
  for (let tries = 0; tries < 60 && !(await answers()); tries += 1) {
    startEnded(running);
    await sleep(500);
  }
  await sleep(5_000);
  isOver = true;
  const { tallies, approved: acknowledged } = await writing;
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
    `soak: ${killed.serve} doors, ${killed.work} workers and ${killed.database} databases killed; ${articles.length} of ${listed} entries on record, ${editions.length} editions, all whole`,
  );
  const approved = new Set(editions.filter((entry) => entry.approved).map(({ id }) => id));
  expect([...acknowledged].filter((id) => !approved.has(id))).toEqual([]);
  const mails = relay.received.map(({ source }) => /^Message-ID: (.+)$/im.exec(source)?.[1] ?? source);
  const doubts = (await Promise.all([...approved].map(sentTo)))
    .flat()
    .filter(({ state: at }) => at === "unsure").length;
  console.log(
    `soak: ${acknowledged.size} approvals acknowledged, ${approved.size} on record; ${mails.length} mails to ${readers.length} readers, ${doubts} in doubt`,
  );
  expect(new Set(mails).size).toBe(mails.length);
  await lookForWrites(tallies);
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
