/** A full disk and a lost database: the desk is degraded, says so, and is well again by itself. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statfsSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { createServer, type Door, openDoor } from "../../src/doors/api/server.ts";
import { shelfOf } from "../../src/doors/api/shelf.ts";
import { sha256Hex } from "../../src/kit/hash.ts";
import { openOwnPostgres } from "../../src/outside/postgres/own-postgres.ts";
import { watchDesk } from "../../src/pipeline/watch-desk.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { makeTestFolder } from "./open-test-store.ts";

const mebibyte = 1024 * 1024;
const endings: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await isSo().catch(() => false)) return;
    await sleep(100);
  }
  throw new Error("Waited for it in vain.");
};

const openWatched = async (store: Store, stateDir: string, diskFloorBytes: number): Promise<string> => {
  const door: Door = await createServer({
    shelf: shelfOf([]),
    requestsPerMinute: 100_000,
    measured: {
      readiness: watchDesk({ store, editions: async () => [], stateDir, diskFloorBytes }),
      operations: store.operations,
      alarms: async () => [],
    },
  });
  endings.push(() => door.close());
  return openDoor(door, 0);
};

const checksOf = async (base: string): Promise<string[]> => {
  const answer = await fetch(`${base}/readyz`);
  if (answer.ok) return [];
  const { reasons } = (await answer.json()) as { reasons: { check: string }[] };
  return reasons.map(({ check }) => check);
};

const documentOf = (bytes: Uint8Array) => ({
  requestedUrl: "https://quay.example/",
  url: "https://quay.example/",
  bytes,
  sha256: sha256Hex(bytes),
  retrievedAt: "2031-05-04T00:00:00Z",
});
const small = documentOf(new TextEncoder().encode("kept before the trouble"));

describe("a database that goes away", () => {
  it("is told by /readyz and not by /healthz; what was kept is there when it is back", async () => {
    const { state, remove } = makeTestFolder();
    endings.push(remove);
    const server = await openOwnPostgres(state, { prefer: "npm", durable: false });
    const store = await openStore({ connection: server.address });
    endings.push(() => store.close());
    const base = await openWatched(store, state, 0);
    await store.saveDocument(small);
    await until(async () => (await checksOf(base)).length === 0);
    await server.stop();
    await until(async () => (await checksOf(base)).includes("store"));
    expect((await fetch(`${base}/healthz`)).status).toBe(200);
    const measures = await (await fetch(`${base}/metrics`)).text();
    expect(measures).toContain('watchfloor_ready{check="store"} 0');
    await expect(store.saveDocument(small)).rejects.toThrow();
    const again = await openOwnPostgres(state, { prefer: "npm", durable: false });
    endings.push(again.stop);
    await until(async () => (await checksOf(base)).length === 0);
    expect(await store.readDocument(small.sha256)).toEqual(Buffer.from(small.bytes));
  });
});

/** A disk of its own, small: only root may mount one. */
const folder = mkdtempSync(join(tmpdir(), "wf-disk-"));
chmodSync(folder, 0o755);
const disk = join(folder, "disk");
mkdirSync(disk);
const isMounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=256m,mode=0755", "none", disk]).status === 0;
if (!isMounted) console.warn("SKIPPED: the test of a full disk needs to mount one, as root.");
afterAll(() => {
  if (isMounted) spawnSync("umount", ["-l", disk]);
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(!isMounted)("a disk that is full", () => {
  it("is told by /readyz; no acknowledged write is lost, and with room again all goes on", async () => {
    const state = join(disk, "state");
    mkdirSync(state);
    const shared = makeTestFolder();
    endings.push(shared.remove);
    symlinkSync(join(shared.state, "postgres"), join(state, "postgres"));
    const server = await openOwnPostgres(state, { prefer: "npm", durable: false });
    endings.push(server.stop);
    const store = await openStore({ connection: server.address });
    endings.push(() => store.close());
    const base = await openWatched(store, state, 32 * mebibyte);
    await store.saveDocument(small);
    expect(await checksOf(base)).toEqual([]);

    const ballast = join(disk, "ballast");
    const free = (): number => {
      const { bavail, bsize } = statfsSync(disk);
      return bavail * bsize;
    };
    writeFileSync(ballast, Buffer.alloc(free() - 2 * mebibyte, 1));
    await until(async () => (await checksOf(base)).includes("disk"));
    const kept = new Set([small.sha256]);
    let refused = 0;
    for (let at = 0; at < 12; at += 1) {
      // Bytes that do not compress, each larger than the room that is left.
      const bytes = Buffer.alloc(3 * mebibyte);
      for (let word = 0; word < bytes.length; word += 4)
        bytes.writeUInt32LE((Math.imul(word + at, 2_654_435_761) ^ word) >>> 0, word);
      const document = documentOf(bytes);
      const isKept = await store.saveDocument(document).then(
        () => true,
        () => false,
      );
      if (isKept) kept.add(document.sha256);
      else refused += 1;
    }
    expect(refused).toBeGreaterThan(0);

    rmSync(ballast);
    await until(async () => (await checksOf(base)).length === 0);
    const late = documentOf(new TextEncoder().encode("kept after the trouble"));
    await until(() => store.saveDocument(late).then(() => true));
    for (const sha256 of [...kept, late.sha256]) {
      const bytes = await store.readDocument(sha256);
      expect(bytes === undefined ? "lost" : sha256Hex(bytes)).toBe(sha256);
    }
  });
});
