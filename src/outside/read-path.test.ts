import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fixedClock, systemClock } from "./clock.ts";
import { type Disk, systemDisk } from "./disk.ts";
import { type ReadPathOptions, readPath } from "./read-path.ts";

let top = "";
let day = "";

beforeAll(() => {
  top = mkdtempSync(join(tmpdir(), "read-path-"));
  day = join(top, "day");
  mkdirSync(join(day, "b", "deep"), { recursive: true });
  mkdirSync(join(day, ".hidden"));
  writeFileSync(join(top, "secret.txt"), "secret");
  writeFileSync(join(day, "b", "deep", "z.html"), "z");
  writeFileSync(join(day, "b", "a.txt"), "a");
  writeFileSync(join(day, "c.txt.gz"), gzipSync("packed"));
  writeFileSync(join(day, "B.txt"), "B");
  writeFileSync(join(day, ".hidden", "x.txt"), "x");
  writeFileSync(join(day, ".dot.txt"), "x");
  symlinkSync(join(top, "secret.txt"), join(day, "out.txt"));
  symlinkSync("B.txt", join(day, "twice.txt"));
  symlinkSync("..", join(day, "b", "round"));
  symlinkSync("none", join(day, "x-broken"));
});
afterAll(() => rmSync(top, { recursive: true }));

const read = async (path: string, options: ReadPathOptions = {}) => {
  const outcome = await readPath(path, options);
  return {
    texts: outcome.documents.map((document) => new TextDecoder().decode(document.bytes)),
    losses: outcome.losses.map((loss) => `${loss.item.slice(top.length + 1)}: ${loss.reason}`),
  };
};

describe("what a person points at is read", () => {
  test("a folder: in the order of names, each file once, links only while they stay inside", async () => {
    expect(await read(day)).toEqual({
      texts: ["B", "a", "z", "packed"],
      losses: ["day/out.txt: outside_folder", "day/x-broken: not_found"],
    });
  });

  test("a file: with its address, type and the time by the clock", async () => {
    const clock = fixedClock("2026-02-05T18:00:00Z") ?? systemClock;
    const { documents } = await readPath(join(day, "B.txt"), { clock });
    expect(documents).toEqual([
      {
        requestedUrl: `file://${day}/B.txt`,
        url: `file://${day}/B.txt`,
        bytes: new TextEncoder().encode("B"),
        sha256: "df7e70e5021544f4834bbee64a9e3789febc4be81470df629cad6ddb03320a5c",
        contentType: "text/plain",
        retrievedAt: "2026-02-05T18:00:00Z",
      },
    ]);
  });

  test("a link that the person named is followed", async () => {
    expect((await read(join(day, "out.txt"))).texts).toEqual(["secret"]);
  });

  test("what is not there is told", async () => {
    expect(await read(join(day, "none"))).toEqual({ texts: [], losses: ["day/none: not_found"] });
  });
});

const withoutPermission = (at: string): Disk => {
  const refuse = (path: string): void => {
    if (path === at) throw Object.assign(new Error("permission denied"), { code: "EACCES" });
  };
  return {
    ...systemDisk,
    list: async (path) => {
      refuse(path);
      return systemDisk.list(path);
    },
    read: async (path, maxBytes) => {
      refuse(path);
      return systemDisk.read(path, maxBytes);
    },
  };
};

describe("what cannot be read is told and the rest is read", () => {
  test("a folder without permission", async () => {
    const { texts, losses } = await read(day, { disk: withoutPermission(join(day, "b")) });
    expect(texts).toEqual(["B", "packed"]);
    expect(losses).toContain("day/b: no_permission");
  });

  test("a file without permission", async () => {
    const { texts, losses } = await read(day, { disk: withoutPermission(join(day, "B.txt")) });
    expect(texts).toEqual(["a", "z", "packed"]);
    expect(losses).toContain("day/B.txt: no_permission");
  });

  test("a pipe, which would be waited for without end", async () => {
    const folder = join(top, "pipes");
    mkdirSync(folder);
    execFileSync("mkfifo", [join(folder, "pipe")]);
    expect(await read(folder)).toEqual({ texts: [], losses: ["pipes/pipe: not_a_file"] });
  });

  test("a file over the cap", async () => {
    expect(await read(join(day, "b"), { maxFileBytes: 0, maxArchiveBytes: 0 })).toMatchObject({
      losses: ["day/b/a.txt: too_large", "day/b/deep/z.html: too_large", "day/b/round: outside_folder"],
    });
  });

  test("more files than may be read: told once", async () => {
    const { texts, losses } = await read(day, { maxFiles: 2 });
    expect(texts).toEqual(["B", "a"]);
    expect(losses.filter((loss) => loss.endsWith("too_many_files"))).toHaveLength(1);
  });

  test("folders inside each other without end", async () => {
    const deep = join(top, "deep");
    mkdirSync(join(deep, ...Array.from({ length: 80 }, () => "d")), { recursive: true });
    const { losses } = await read(deep);
    expect(losses).toHaveLength(1);
    expect(losses[0]).toMatch(/: too_large$/);
  });

  test("a file that grows while it is read stops at the cap", async () => {
    await expect(systemDisk.read("/dev/zero", 1_000_000)).rejects.toMatchObject({ code: "TOO_LARGE" });
  });
});
