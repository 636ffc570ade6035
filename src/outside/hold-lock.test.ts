import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { holdLock } from "./hold-lock.ts";

let folder = "";
let path = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "watchfloor-lock-"));
  path = join(folder, ".lock");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("is held by one, and free again afterwards", async () => {
  const first = await holdLock(path);
  const second = await holdLock(path);
  expect([first.ok, second.ok]).toEqual([true, false]);
  if (first.ok) await first.value();
  expect((await holdLock(path)).ok).toBe(true);
});

it.each([
  ["a process that has died", 2 ** 22 + 1],
  ["an earlier process that had our number, as in a container that was started again", process.pid],
])("is taken over from %s", async (_, pid) => {
  writeFileSync(path, JSON.stringify({ pid, host: hostname() }));
  expect((await holdLock(path)).ok).toBe(true);
  expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({ pid: process.pid, host: hostname() });
});

it.each([
  ["a living process", { pid: 1, host: hostname() }],
  ["another machine", { pid: process.pid, host: "elsewhere.example" }],
])("is left to %s, who is named", async (_, owner) => {
  writeFileSync(path, JSON.stringify(owner));
  const lock = await holdLock(path);
  expect(lock.ok ? "" : lock.error).toContain(`process ${owner.pid} on ${owner.host}`);
});
