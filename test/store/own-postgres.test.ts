/** The embedded server: made, started, adopted after a crash, refused to a second owner. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { type OwnPostgres, openOwnPostgres } from "../../src/outside/postgres/own-postgres.ts";
import { type Desk, type DeskOptions, openDesk } from "../../src/pipeline/open-desk.ts";
import { deskViewer } from "../../src/terms/person.ts";
import { makeTestFolder } from "./open-test-store.ts";

const folder = makeTestFolder();
const { state } = folder;
afterAll(() => folder.remove(), 120_000);

const quick = { prefer: "npm", durable: false } as const;
const start = (at = state): Promise<OwnPostgres> => openOwnPostgres(at, quick);
const desk = (more: Partial<DeskOptions> = {}): Promise<Desk> =>
  openDesk({ name: "test", state, databaseUrl: "", ...quick, ...more });

const pidPath = join(state, "data", "postmaster.pid");
const pidOf = (): number => Number.parseInt(readFileSync(pidPath, "utf8"), 10);

const isRunning = (pid: number): boolean => existsSync(`/proc/${pid}`);

const kill = async (pid: number): Promise<void> => {
  process.kill(pid, "SIGKILL");
  for (let tries = 0; tries < 500 && isRunning(pid); tries += 1) await sleep(20);
};

/** One folder, in the order of a life: each test leaves it with no server running. */
describe("the embedded server", { timeout: 240_000 }, () => {
  it("is made once when two start at the same moment, and both use it", async () => {
    const [one, two] = await Promise.all([start(), start()]);
    expect(one?.version).toBe(two?.version);
    await one?.stop();
  });

  it("killed, is noticed and comes back with what was acknowledged; the last to leave ends it", async () => {
    const before = await desk();
    const bytes = new TextEncoder().encode("kept");
    const document = {
      requestedUrl: "u",
      url: "u",
      bytes,
      sha256: "a".repeat(64),
      retrievedAt: "2031-05-04T18:00:00Z",
    };
    await before.store.saveDocument(document);
    const states: string[] = [];
    const watched = await desk({ name: "guest", as: "use", onServer: (state) => void states.push(state) });
    await kill(pidOf());
    for (let tries = 0; tries < 600 && states.at(-1) !== "back"; tries += 1) await sleep(100);
    expect(states).toEqual(["lost", "back"]);
    expect(await watched.store.readDocument(document.sha256)).toEqual(Buffer.from(bytes));
    await before.close();
    await watched.close();
    expect(existsSync(pidPath)).toBe(false);
  });

  it("is adopted when its owner went without ending it", async () => {
    await start();
    const pid = pidOf();
    const next = await start();
    expect(pidOf()).toBe(pid);
    await next.stop();
    expect(isRunning(pid)).toBe(false);
  });

  it("starts beside a stale pid file whose number now belongs to another program", async () => {
    const first = await start();
    const lines = readFileSync(pidPath, "utf8").split("\n");
    await kill(pidOf());
    writeFileSync(pidPath, [String(process.pid), ...lines.slice(1)].join("\n"));
    const second = await start();
    expect(second.version).toBe(first.version);
    await second.stop();
  });

  it("takes the place of a server whose socket was removed", async () => {
    await start();
    rmSync(join(state, "socket", ".s.PGSQL.5432"));
    const second = await start();
    expect(second.version).not.toBe("");
    await second.stop();
  });

  it("belongs to one desk: a second is told whose it is, and a guest may use it", async () => {
    const owner = await desk({ name: "serve on port 1" });
    await expect(desk({ name: "serve on port 2" })).rejects.toThrow(
      `belongs to a desk that is running: watchfloor serve on port 1, pid ${process.pid}`,
    );
    const guest = await desk({ name: "backup", as: "use" });
    await guest.close();
    expect((await owner.store.listEditions({ limit: 1 }, deskViewer))?.editions).toEqual([]);
    await owner.close();
  });

  it("is not ended by a guest who cannot ask whether others use it", async () => {
    const owner = await desk();
    const guest = await desk({ as: "use" });
    const pid = pidOf();
    const socket = join(state, "socket", ".s.PGSQL.5432");
    renameSync(socket, `${socket}.hidden`);
    await guest.close();
    renameSync(`${socket}.hidden`, socket);
    expect(isRunning(pid)).toBe(true);
    expect((await owner.store.listEditions({ limit: 1 }, deskViewer))?.editions).toEqual([]);
    await owner.close();
  });

  it("says so in words when its password is gone, and makes no other", async () => {
    const secret = join(state, "store.secret");
    const kept = readFileSync(secret);
    rmSync(secret);
    await expect(start()).rejects.toThrow(/Expected the password of the database in .*store\.secret but found none/);
    expect(existsSync(secret)).toBe(false);
    writeFileSync(secret, kept, { mode: 0o600 });
  });

  it("says so in words when the data is damaged", async () => {
    rmSync(join(state, "data", "global", "pg_control"));
    await expect(start()).rejects.toThrow(/did not start\. Its log \(.*postgres\.log\) ends:\n.*pg_control/s);
  });

  it("says which version made the folder when that one is not there", async () => {
    const other = makeTestFolder();
    mkdirSync(join(other.state, "data"), { recursive: true });
    writeFileSync(join(other.state, "data", "PG_VERSION"), "9\n");
    writeFileSync(join(other.state, "store.secret"), "a password");
    await expect(start(other.state)).rejects.toThrow(/Expected PostgreSQL 9, which made the store/);
    other.remove();
  });

  it("says so in words when no server answers at DATABASE_URL, without the password", async () => {
    const lost = desk({ databaseUrl: "postgres://desk:hunter2@127.0.0.1:1/desk" });
    await expect(lost).rejects.toThrow("The store at postgres://desk@127.0.0.1:1/desk could not be opened");
    await expect(lost).rejects.not.toThrow("hunter2");
  });

  it.each(["garbage", "mysql://desk:hunter2@127.0.0.1/desk", "postgres://desk:hun ter2@[::1/desk"])(
    "asks nobody by what is no address of PostgreSQL: %s",
    async (databaseUrl) => {
      const wrong = desk({ databaseUrl });
      await expect(wrong).rejects.toThrow("DATABASE_URL: Expected an address like postgres://");
      await expect(wrong).rejects.not.toThrow("hun");
    },
  );
});
