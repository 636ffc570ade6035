import { gzipSync, zstdCompressSync } from "node:zlib";
import { type Zippable, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { tarChecksum } from "#kit/bytes/archive-format.ts";
import type { RawDocument } from "#terms/raw-document.ts";
import { type ArchiveLimits, archiveLimits } from "./archive/archive-ledger.ts";
import { makeDocument } from "./make-document.ts";
import { openArchive } from "./open-archive.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const url = "file:///in/day.zip";

const archived = (bytes: Uint8Array, at = url): RawDocument =>
  makeDocument(bytes, { requestedUrl: at, url: at, retrievedAt: "2026-02-05T18:00:00Z" });

/** What came out: texts by name, and losses as `name: reason`. */
const open = async (bytes: Uint8Array, limits: Partial<ArchiveLimits> = {}, at = url) => {
  const outcome = await openArchive(archived(bytes, at), "day", { ...archiveLimits, ...limits });
  return {
    texts: outcome.documents.map((each) => [each.url.slice(at.length), new TextDecoder().decode(each.bytes)]),
    losses: outcome.losses.map((loss) => `${loss.item}: ${loss.reason}`),
  };
};

interface TarEntry {
  readonly name: string;
  readonly content?: Uint8Array;
  readonly type?: string;
  readonly link?: string;
  readonly size?: string;
  readonly magic?: string;
}

const tarEntry = ({ name, content = new Uint8Array(), type = "0", link = "", size, magic }: TarEntry): Uint8Array => {
  const block = new Uint8Array(512 + Math.ceil(content.length / 512) * 512);
  const put = (text: string, at: number): void => block.set(utf8(text), at);
  put(name.slice(0, 100), 0);
  put("0000644\0", 100);
  put(size ?? `${content.length.toString(8).padStart(11, "0")}\0`, 124);
  put(type, 156);
  put(link, 157);
  put(magic ?? "ustar\0" + "00", 257);
  put(`${tarChecksum(block).toString(8).padStart(6, "0")}\0 `, 148);
  block.set(content, 512);
  return block;
};

const tar = (...entries: readonly TarEntry[]): Uint8Array => {
  const blocks = [...entries.map(tarEntry), new Uint8Array(1_024)];
  return new Uint8Array(Buffer.concat(blocks));
};

const pax = (...records: readonly string[]): TarEntry => ({
  name: "pax",
  type: "x",
  content: utf8(
    records
      .map((record) => {
        const rest = record.length + 2;
        const length = rest + String(rest + String(rest).length).length;
        return `${length} ${record}\n`;
      })
      .join(""),
  ),
});

describe("an archive is opened by its bytes", () => {
  const files = { "b/two.html": utf8("two"), "a.txt": utf8("one") };
  const asTar = tar(
    { name: "b/", type: "5" },
    { name: "b/two.html", content: utf8("two") },
    { name: "a.txt", content: utf8("one") },
  );
  test.each([
    ["zip, deflated", zipSync(files)],
    ["zip, stored", zipSync(files, { level: 0 })],
    ["tar", asTar],
    ["tar.gz", new Uint8Array(gzipSync(asTar))],
    ["tar.zst", new Uint8Array(zstdCompressSync(asTar))],
    [
      "tar of 1979",
      tar(
        { name: "b/two.html", content: utf8("two"), magic: "\0" },
        { name: "a.txt", content: utf8("one"), magic: "\0" },
      ),
    ],
  ])("%s, in the order of names", async (_kind, bytes) => {
    expect(await open(bytes)).toEqual({
      texts: [
        ["!/a.txt", "one"],
        ["!/b/two.html", "two"],
      ],
      losses: [],
    });
  });

  test("a single packed file keeps its name without the ending", async () => {
    const bytes = new Uint8Array(gzipSync("words"));
    expect((await open(bytes, {}, "https://h.example/feed.xml.gz")).texts).toEqual([["!/feed.xml", "words"]]);
  });

  test("an entry's document has a guessed type and the archive's time", async () => {
    const { documents } = await openArchive(archived(zipSync({ "a b.md": utf8("# x") })));
    expect(documents[0]).toMatchObject({
      url: "file:///in/day.zip!/a%20b.md",
      contentType: "text/markdown",
      retrievedAt: "2026-02-05T18:00:00Z",
    });
  });

  test("dotfiles and the resource forks of macOS are passed over", async () => {
    const bytes = zipSync({ ".git/config": utf8("x"), "__MACOSX/a.txt": utf8("x"), "a.txt": utf8("one") });
    expect(await open(bytes)).toEqual({ texts: [["!/a.txt", "one"]], losses: [] });
  });

  test("long names of pax and GNU are read", async () => {
    const long = `${"deep/".repeat(30)}page.html`;
    const gnu = tar(
      { name: "././@LongLink", type: "L", content: utf8(`${long}\0`) },
      { name: "cut", content: utf8("x") },
    );
    expect((await open(gnu)).texts).toEqual([[`!/${long}`, "x"]]);
    const posix = tar(pax("mtime=1.5", `path=${long}`), { name: "cut", content: utf8("x") });
    expect((await open(posix)).texts).toEqual([[`!/${long}`, "x"]]);
  });
});

const symlink = { os: 3, attrs: 0o120777 << 16 };

describe("an entry that points outside is refused, and the rest is read", () => {
  const zipWith = (entries: Zippable): Uint8Array => zipSync({ ...entries, "good.txt": utf8("good") });
  const tarWith = (entry: TarEntry): Uint8Array => tar(entry, { name: "good.txt", content: utf8("good") });
  test.each([
    ["zip: a name that climbs", zipWith({ "../../etc/passwd": utf8("x") }), "outside_archive"],
    ["zip: a name that climbs in the middle", zipWith({ "a/../../b.txt": utf8("x") }), "outside_archive"],
    ["zip: a name that climbs by backslash", zipWith({ "..\\..\\b.txt": utf8("x") }), "outside_archive"],
    ["zip: an absolute name", zipWith({ "/etc/passwd": utf8("x") }), "outside_archive"],
    ["zip: a name with a drive", zipWith({ "C:\\b.txt": utf8("x") }), "outside_archive"],
    ["zip: a name with NUL", zipWith({ "a\0.txt": utf8("x") }), "outside_archive"],
    ["zip: a link", zipWith({ link: [utf8("/etc/passwd"), symlink] }), "link_entry"],
    ["tar: a name that climbs", tarWith({ name: "../b.txt", content: utf8("x") }), "outside_archive"],
    ["tar: an absolute name", tarWith({ name: "/etc/passwd", content: utf8("x") }), "outside_archive"],
    ["tar: a soft link", tarWith({ name: "link", type: "2", link: "/etc/passwd" }), "link_entry"],
    ["tar: a hard link", tarWith({ name: "link", type: "1", link: "../x" }), "link_entry"],
    ["tar: a device", tarWith({ name: "null", type: "3" }), "device_entry"],
    ["tar: a pipe", tarWith({ name: "pipe", type: "6" }), "device_entry"],
    ["an archive in it", zipWith({ "in.zip": zipSync({ "a.txt": utf8("x") }) }), "nested_archive"],
  ])("%s", async (_kind, bytes, reason) => {
    const { texts, losses } = await open(bytes);
    expect(texts).toEqual([["!/good.txt", "good"]]);
    expect(losses).toHaveLength(1);
    expect(losses[0]).toMatch(new RegExp(`: ${reason}$`));
  });

  test("pax cannot rename an entry to a place outside", async () => {
    const bytes = tar(pax("path=../../evil"), { name: "ok.txt", content: utf8("x") });
    expect(await open(bytes)).toEqual({ texts: [], losses: ["day!/../../evil: outside_archive"] });
  });
});

describe("an archive without measure is left at the cap", () => {
  test("50,000 entries: the first 20,000 are read and the rest is told", async () => {
    const entries = Object.fromEntries(
      Array.from({ length: 50_000 }, (_, index) => [`n${String(index).padStart(5, "0")}.txt`, utf8("x")]),
    );
    const { texts, losses } = await open(zipSync(entries, { level: 0 }));
    expect(texts).toHaveLength(20_000);
    expect(losses).toEqual(["day: too_many_entries"]);
  });

  test("50,000 tar entries likewise", async () => {
    const one = tarEntry({ name: "a.txt" });
    const bytes = new Uint8Array(one.length * 50_000);
    for (let index = 0; index < 50_000; index += 1) bytes.set(one, index * one.length);
    const { losses } = await open(bytes, { maxEntries: 10 });
    expect(losses.at(-1)).toBe("day: too_many_entries");
    expect(losses).toHaveLength(10); // nine repeat the first name
  });

  const zeros = new Uint8Array(64 * 1024 * 1024);
  test("zip: an entry that grows a thousandfold", async () => {
    const bytes = zipSync({ "bomb.txt": zeros, "good.txt": utf8("good") });
    expect(await open(bytes)).toEqual({ texts: [["!/good.txt", "good"]], losses: ["day!/bomb.txt: too_large"] });
  });

  test("gzip: a file that grows a thousandfold", async () => {
    expect(await open(new Uint8Array(gzipSync(zeros)))).toEqual({ texts: [], losses: ["day: too_large"] });
  });

  test("tar.gz: what came before the bomb is kept", async () => {
    const bytes = gzipSync(tar({ name: "good.txt", content: utf8("good") }, { name: "bomb", content: zeros }));
    expect(await open(new Uint8Array(bytes))).toEqual({
      texts: [["!/good.txt", "good"]],
      losses: ["day!/bomb: too_large", "day: too_large"],
    });
  });

  test("zstd: likewise", async () => {
    expect((await open(new Uint8Array(zstdCompressSync(zeros)))).losses).toEqual(["day: too_large"]);
  });

  test("many entries that are too much together", async () => {
    const bytes = zipSync({ "a.txt": utf8("aaaa"), "b.txt": utf8("bbbb"), "c.txt": utf8("cccc") });
    expect(await open(bytes, { maxTotalBytes: 8 })).toEqual({
      texts: [
        ["!/a.txt", "aaaa"],
        ["!/b.txt", "bbbb"],
      ],
      losses: ["day: too_large"],
    });
  });

  test("zip: entries that share their bytes", async () => {
    const one = zipSync({ "a.txt": new Uint8Array(4_000).map((_, index) => (index * 7919) % 251) }, { level: 0 });
    const view = new DataView(one.buffer);
    const directory = view.getUint32(one.length - 6, true);
    const record = one.slice(directory, one.length - 22);
    const end = one.slice(one.length - 22);
    new DataView(end.buffer).setUint16(10, 50, true);
    const records = Array.from({ length: 50 }, () => record);
    const bytes = new Uint8Array(Buffer.concat([one.slice(0, directory), ...records, end]));
    const { texts, losses } = await open(bytes);
    expect(texts).toHaveLength(1);
    expect(losses.at(-1)).toBe("day: damaged_archive");
  });
});

describe("a damaged archive gives what it can", () => {
  const whole = zipSync({ "a.txt": utf8("one"), "b.txt": utf8("two") }, { level: 0 });
  const flip = (bytes: Uint8Array, at: number): Uint8Array =>
    bytes.map((byte, index) => (index === at ? byte ^ 0xff : byte));

  test("zip: cut off", async () => {
    expect((await open(whole.slice(0, -30))).losses).toEqual(["day: damaged_archive"]);
  });

  test("zip: one entry's bytes changed", async () => {
    expect(await open(flip(whole, 36))).toEqual({ texts: [["!/b.txt", "two"]], losses: ["day!/a.txt: damaged_entry"] });
  });

  test("zip: encrypted", async () => {
    const view = new DataView(whole.buffer);
    const directory = view.getUint32(whole.length - 6, true);
    const { texts, losses } = await open(whole.map((byte, index) => (index === directory + 8 ? byte | 1 : byte)));
    expect([texts.length, losses]).toEqual([1, ["day!/a.txt: encrypted_entry"]]);
  });

  test("zip: another way of packing", async () => {
    const view = new DataView(whole.buffer);
    const directory = view.getUint32(whole.length - 6, true);
    const { losses } = await open(whole.map((byte, index) => (index === directory + 10 ? 12 : byte)));
    expect(losses).toEqual(["day!/a.txt: unsupported_entry"]);
  });

  test("tar: ends inside an entry", async () => {
    const bytes = tar({ name: "a.txt", content: utf8("one") }, { name: "b.txt", content: new Uint8Array(2_000) });
    expect(await open(bytes.slice(0, 2_100))).toEqual({
      texts: [["!/a.txt", "one"]],
      losses: ["day!/b.txt: damaged_entry"],
    });
  });

  test("tar: a header that is none", async () => {
    const bytes = tar({ name: "a.txt", content: utf8("one") }, { name: "b.txt", content: utf8("two") });
    expect(await open(flip(bytes, 1_030))).toEqual({ texts: [["!/a.txt", "one"]], losses: ["day: damaged_archive"] });
  });

  test("tar: a size beyond measure", async () => {
    const bytes = tar({ name: "a.txt", content: utf8("one") }, { name: "b.txt", size: "77777777777\0" });
    expect((await open(bytes)).losses).toEqual(["day!/b.txt: too_large"]);
  });

  test("tar.gz: cut off", async () => {
    const noise = new Uint8Array(50_000).map((_, index) => ((index * 7919) ^ (index >> 3)) & 0xff);
    const bytes = gzipSync(tar({ name: "a.txt", content: utf8("one") }, { name: "b.txt", content: noise }));
    const { losses } = await open(new Uint8Array(bytes.subarray(0, bytes.length - 100)));
    expect(losses).toEqual(["day: damaged_archive"]);
  });

  test("what is no archive", async () => {
    expect((await open(utf8("plain"))).losses).toEqual(["day: unsupported_archive"]);
  });

  test("every single changed byte gives an answer, never an exception", async () => {
    const samples = [zipSync({ "a.txt": utf8("one one one") }), tar({ name: "a.txt", content: utf8("one") })];
    for (const sample of samples)
      for (let at = 0; at < Math.min(sample.length, 600); at += 1) {
        const { texts, losses } = await open(flip(sample, at));
        expect(texts.length + losses.length).toBeLessThanOrEqual(3);
      }
  });
});
