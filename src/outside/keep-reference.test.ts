import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ReferenceTable } from "#terms/reference.ts";
import { openReferenceFolder } from "./keep-reference.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "watchfloor-reference-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const now = "2031-01-02T00:00:00Z";
const tableOf = (version: string, rows = 3): ReferenceTable => ({
  ...{ kind: "kev", version, publisher: "CISA", licence: "CC0 1.0" },
  sections: { entries: Array.from({ length: rows }, (_, index) => `CVE-2031-${1000 + index}|${version}`) },
});
const inForce = async (): Promise<string | undefined> => {
  const read = await openReferenceFolder(folder).read();
  return read.ok ? read.value.kev?.version : read.error;
};
const saveAll = async (...versions: readonly string[]): Promise<void> => {
  const opened = openReferenceFolder(folder);
  for (const version of versions)
    expect(await opened.save(tableOf(version), ["list.json"], now)).toEqual({ ok: true, value: undefined });
};

describe("versions", () => {
  it("the newest is in force, the ones before are kept, as many as asked for, and nothing else", async () => {
    await saveAll("1", "2", "3", "4");
    expect(await inForce()).toBe("4");
    const listed = await openReferenceFolder(folder).versions("kev");
    expect(listed.ok && listed.value.versions.map(({ version }) => version)).toEqual(["4", "3", "2"]);
    expect(readdirSync(join(folder, "kev"))).toHaveLength(4);
  });

  it("a rollback goes back one at a time, then to the shipped table, then there is nothing to go back from", async () => {
    await saveAll("1", "2");
    const opened = openReferenceFolder(folder);
    expect(await opened.rollback("kev")).toMatchObject({ ok: true, value: { version: "1" } });
    expect(await inForce()).toBe("1");
    expect(await opened.rollback("kev")).toEqual({ ok: true, value: null });
    expect(await inForce()).toBeUndefined();
    expect(await opened.rollback("kev")).toMatchObject({ ok: false });
  });

  it("what was rolled back is forgotten by the next update", async () => {
    await saveAll("1", "2");
    await openReferenceFolder(folder).rollback("kev");
    await saveAll("3");
    await openReferenceFolder(folder).rollback("kev");
    expect(await inForce()).toBe("1");
  });
});

describe("damage is told, never passed over", () => {
  it.each([
    ["a table cut short", (file: string) => readFileSync(file).subarray(0, 40)],
    ["a table changed by hand", (file: string) => readFileSync(file, "utf8").replace("CVE-2031-1000", "CVE-2031-9999")],
  ])("%s", async (_, damage) => {
    await saveAll("1");
    const [name = ""] = readdirSync(join(folder, "kev")).filter((one) => one !== "versions.json");
    const file = join(folder, "kev", name);
    writeFileSync(file, damage(file));
    expect(await inForce()).toContain("watchfloor data rollback kev");
  });

  it("a list of versions that is none", async () => {
    await saveAll("1");
    writeFileSync(join(folder, "kev", "versions.json"), '{"current":"../../etc/passwd","versions":[{}]}');
    expect(await inForce()).toContain("Expected a list of versions but it is damaged");
  });
});

it("a full disk leaves what was in force, and no part of the new one", async () => {
  await saveAll("1");
  const before = readdirSync(join(folder, "kev")).sort();
  const full = openReferenceFolder(folder, {
    write: async (path) => {
      writeFileSync(path, "half");
      throw Object.assign(new Error("full"), { code: "ENOSPC" });
    },
  });
  expect(await full.save(tableOf("2"), [], now)).toMatchObject({
    ok: false,
    error: expect.stringContaining("no space is left"),
  });
  expect(await inForce()).toBe("1");
  expect(readdirSync(join(folder, "kev")).sort()).toEqual(before);
});

describe("one writer at a time", () => {
  it("a second one is told who is at work; once free, the next may", async () => {
    const [one, other] = [openReferenceFolder(folder), openReferenceFolder(folder)];
    const lock = await one.lock();
    expect(await other.lock()).toMatchObject({ ok: false, error: expect.stringContaining(`process ${process.pid}`) });
    if (lock.ok) await lock.value();
    expect(await other.lock()).toMatchObject({ ok: true });
  });

  it.each([
    ["whose owner has died", JSON.stringify({ pid: 2 ** 22 + 1, host: hostname() }), true],
    ["of another machine", JSON.stringify({ pid: 1, host: "elsewhere.example" }), false],
  ])("a lock %s", async (_, content, isTaken) => {
    writeFileSync(join(folder, "lock"), content);
    const taken = await Promise.all([1, 2, 3, 4].map(() => openReferenceFolder(folder).lock()));
    expect(taken.filter(({ ok }) => ok)).toHaveLength(isTaken ? 1 : 0);
  });
});

it("killed at any moment of a write, the old or the new one is in force and whole", async () => {
  const script = fileURLToPath(new URL("./keep-reference.ts", import.meta.url));
  const program = `import { openReferenceFolder } from ${JSON.stringify(script)};
    const opened = openReferenceFolder(${JSON.stringify(folder)});
    for (let n = 0; ; n += 1) {
      const entries = Array.from({ length: 20_000 }, (_, index) => \`CVE-2031-\${1000 + index}|\${n}\`);
      await opened.save({ kind: "kev", version: String(n), publisher: "CISA", licence: "x", sections: { entries } }, [], "${now}");
      if (n === 0) process.stdout.write("begun");
    }`;
  for (const delay of [0, 7, 19, 42]) {
    const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await new Promise((resolve) => child.stdout.once("data", resolve));
    await new Promise((resolve) => setTimeout(resolve, delay));
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("close", resolve));
    const read = await openReferenceFolder(folder).read();
    expect(read).toMatchObject({ ok: true });
    const table = read.ok ? read.value.kev : undefined;
    expect(table?.sections.entries).toHaveLength(20_000);
    expect(table?.sections.entries?.at(-1)).toBe(`CVE-2031-20999|${table?.version}`);
  }
  await saveAll("last");
  expect(readdirSync(join(folder, "kev")).filter((name) => name.endsWith(".part"))).toEqual([]);
});
