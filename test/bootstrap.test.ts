/** A fresh clone is made ready, whatever npm leaves out. */
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeEach, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "wf-bootstrap-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bundled = `node-${process.platform}-${process.arch}`;
const start = () => spawnSync(process.execPath, [join(folder, "scripts", "bootstrap.mjs")], { encoding: "utf8" });

beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "node_modules", bundled, "bin"), { recursive: true });
  mkdirSync(join(folder, "scripts"));
  copyFileSync(join(root, "scripts", "bootstrap.mjs"), join(folder, "scripts", "bootstrap.mjs"));
  // Nothing is wanted but the pinned Node, and that is there: as npm leaves it when it makes no link.
  const lock = JSON.stringify({ packages: { "": {} } });
  writeFileSync(join(folder, "package-lock.json"), lock);
  writeFileSync(join(folder, "node_modules", ".package-lock.json"), lock);
  const node = join(folder, "node_modules", bundled, "bin", "node");
  writeFileSync(node, "#!/bin/sh\n");
  chmodSync(node, 0o755);
});

it("links the Node that npm brought and did not link, once", () => {
  for (const _time of [1, 2]) {
    const { status, stderr } = start();
    expect(stderr).toBe("");
    expect(status).toBe(0);
  }
  expect(readlinkSync(join(folder, "node_modules", ".bin", "node"))).toBe(`../${bundled}/bin/node`);
});

it("leaves a Node that npm linked as it is", () => {
  mkdirSync(join(folder, "node_modules", ".bin"));
  writeFileSync(join(folder, "node_modules", ".bin", "node"), "");
  expect(start().status).toBe(0);
  expect(() => readlinkSync(join(folder, "node_modules", ".bin", "node"))).toThrow();
});
