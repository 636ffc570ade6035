import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateRawSync, gzipSync, constants as zlib, zstdCompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listFiles } from "./list-files.ts";
import { holdsManyLogs, openLog } from "./open-log.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "watchfloor-log-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

const tarEntry = (name: string, content: Uint8Array, type = "0"): Uint8Array => {
  const header = new Uint8Array(512);
  const put = (at: number, value: string) => header.set(text(value), at);
  put(0, name);
  put(124, `${content.length.toString(8).padStart(11, "0")}\0`);
  put(148, "        ");
  put(156, type);
  put(257, "ustar\x0000");
  put(
    148,
    `${header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, "0")}\0 `,
  );
  const padded = new Uint8Array(Math.ceil(content.length / 512) * 512);
  padded.set(content);
  return Buffer.concat([header, padded]);
};

const tar = (...entries: Uint8Array[]): Uint8Array => Buffer.concat([...entries, new Uint8Array(1024)]);

const zip = (entries: readonly (readonly [string, Uint8Array])[]): Uint8Array => {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const [name, content] of entries) {
    const stored = deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(stored.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004", "latin1"), common, text(name), stored]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from("PK\u0001\u0002\u0014\u0000", "latin1"), common, tail, text(name)]));
    parts.push(local);
    at += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", 0, "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, list, end]);
};

/** Each log as `name: content`, each loss as `! reason`. */
const read = async (name: string, bytes: Uint8Array): Promise<string[]> => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const told: string[] = [];
  for await (const opened of openLog({ name, path, sizeBytes: bytes.length })) {
    if (opened.kind === "loss") told.push(`! ${opened.loss.item} ${opened.loss.reason}`);
    else {
      let content = "";
      for await (const chunk of opened.chunks) content += Buffer.from(chunk).toString("utf8");
      told.push(`${opened.name}: ${content}`);
    }
  }
  return told;
};

describe("openLog", () => {
  it.each([
    ["a plain file", "a.log", text("one\n"), ["a.log: one\n"]],
    ["an empty file", "a.log", text(""), ["a.log: "]],
    ["gzip", "a.gz", gzipSync("one"), ["a.gz: one"]],
    ["zstd", "a.zst", zstdCompressSync(text("one")), ["a.zst: one"]],
    ["gzip after gzip", "a.gz", Buffer.concat([gzipSync("one "), gzipSync("two")]), ["a.gz: one two"]],
    [
      "zstd after zstd",
      "a.zst",
      Buffer.concat(["one ", "two"].map((part) => zstdCompressSync(text(part)))),
      ["a.zst: one two"],
    ],
    [
      "zstd with checksums, runs and frames to be skipped",
      "a.zst",
      Buffer.concat([
        zstdCompressSync(text("one "), { params: { [zlib.ZSTD_c_checksumFlag]: 1 } }),
        Buffer.from([0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 1, 2]),
        zstdCompressSync(Buffer.alloc(300_000, 97), { params: { [zlib.ZSTD_c_contentSizeFlag]: 0 } }),
        zstdCompressSync(text(" two")),
      ]),
      [`a.zst: one ${"a".repeat(300_000)} two`],
    ],
    [
      "tar, in the order of its entries",
      "a.tar",
      tar(tarEntry("b", text("two")), tarEntry("a", text("one"))),
      ["a.tar!/b: two", "a.tar!/a: one"],
    ],
    ["tar in gzip", "a.tgz", gzipSync(tar(tarEntry("a", text("one")))), ["a.tgz!/a: one"]],
    ["a packed log inside a tar", "a.tar", tar(tarEntry("a.json.gz", gzipSync("one"))), ["a.tar!/a.json: one"]],
    [
      "zip",
      "a.zip",
      zip([
        ["x/a", text("one")],
        ["b", text("two")],
      ]),
      ["a.zip!/x/a: one", "a.zip!/b: two"],
    ],
  ] as const)("reads %s", async (_, name, bytes, expected) => expect(await read(name, bytes)).toEqual(expected));

  it.each([
    [
      "an archive inside an archive",
      "a.tar",
      tar(tarEntry("in.zip", zip([["a", text("1")]])), tarEntry("b", text("two"))),
      ["! a.tar!/in.zip nested_archive", "a.tar!/b: two"],
    ],
    ["a name that climbs out", "a.tar", tar(tarEntry("../a", text("one"))), ["! a.tar!/../a outside_archive"]],
    ["a link", "a.tar", tar(tarEntry("a", text(""), "2")), ["! a.tar!/a link_entry"]],
    ["bzip2", "a.bz2", Buffer.from("BZh91AY&SY"), ["! a.bz2 unsupported_archive"]],
    ["a journal", "system.journal", Buffer.from("LPKSHHRH........"), ["! system.journal unsupported_archive"]],
    ["zstd that is cut off", "a.zst", zstdCompressSync(text("one two three".repeat(500))).subarray(0, 20), undefined],
    ["zstd and then something else", "a.zst", Buffer.concat([zstdCompressSync(text("one")), text("rest")]), undefined],
    ["gzip that is cut off", "a.gz", gzipSync("one two three".repeat(500)).subarray(0, 60), undefined],
    [
      "a zip without its directory",
      "a.zip",
      zip([["a", text("one")]]).subarray(0, 40),
      ["! a.zip unsupported_archive"],
    ],
  ] as const)("tells of %s", async (_, name, bytes, expected) => {
    const told = await read(name, bytes);
    if (expected !== undefined) expect(told).toEqual(expected);
    else expect(told.at(-1)).toBe(`! ${name} damaged`);
  });

  it("reads a part of a file by its range", async () => {
    const path = join(folder, "range");
    writeFileSync(path, "0123456789");
    for await (const opened of openLog({ name: "range", path, sizeBytes: 10, range: { from: 2, until: 5 } }))
      if (opened.kind === "log") {
        const chunks: Uint8Array[] = [];
        for await (const chunk of opened.chunks) chunks.push(chunk);
        expect(Buffer.concat(chunks).toString()).toBe("234");
      }
  });

  it("ends when it is told to", async () => {
    const path = join(folder, "long");
    writeFileSync(path, Buffer.alloc(8_000_000, 97));
    const stop = new AbortController();
    let bytes = 0;
    for await (const opened of openLog({ name: "long", path }, { signal: stop.signal }))
      if (opened.kind === "log")
        for await (const chunk of opened.chunks) {
          bytes += chunk.length;
          stop.abort();
        }
    expect(bytes).toBeLessThan(8_000_000);
  });

  it.each([
    ["a plain file", text("a"), false],
    ["gzip of a file", gzipSync("a"), false],
    ["gzip of a tar", gzipSync(tar(tarEntry("a", text("1")))), true],
    ["zip", zip([["a", text("1")]]), true],
  ])("knows whether %s holds many logs", async (_, bytes, expected) => {
    const path = join(folder, "many");
    writeFileSync(path, bytes);
    expect(await holdsManyLogs({ name: "many", path, sizeBytes: bytes.length })).toBe(expected);
  });
});

describe("listFiles", () => {
  it("lists by name, passes over dotfiles and other endings, and names what is not there", async () => {
    for (const name of ["b.yml", "a.yaml", "a.cases.yaml", ".c.yml", "d.txt"]) writeFileSync(join(folder, name), "x");
    const { files, losses } = await listFiles([folder, join(folder, "none")], {
      endings: [".yml", ".yaml"],
      except: [".cases.yaml"],
    });
    expect(files.map(({ path }) => path.slice(path.lastIndexOf("/") + 1))).toEqual(["a.yaml", "b.yml"]);
    expect(losses.map(({ reason }) => reason)).toEqual(["not_found"]);
  });
});
