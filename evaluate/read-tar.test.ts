import { describe, expect, it } from "vitest";
import { readTarBytes } from "./read-tar.ts";

const header = (name: string, size: number, type: string, prefix = ""): Buffer => {
  const block = Buffer.alloc(512);
  block.write(name, 0, "utf8");
  block.write(size.toString(8).padStart(11, "0"), 124, "latin1");
  block.write(type, 156, "latin1");
  if (prefix !== "") {
    block.write("ustar\u000000", 257, "latin1");
    block.write(prefix, 345, "utf8");
  }
  return block;
};
const padded = (text: string): Buffer => {
  const bytes = Buffer.from(text);
  return Buffer.concat([bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
};
const entry = (name: string, text: string, type = "0", prefix = ""): Buffer =>
  Buffer.concat([header(name, Buffer.byteLength(text), type, prefix), padded(text)]);

const listing = (...parts: Buffer[]): [string, string][] =>
  readTarBytes(Buffer.concat([...parts, Buffer.alloc(1024)])).map(({ path, bytes }) => [
    path,
    Buffer.from(bytes).toString(),
  ]);

describe("a tar archive is read", () => {
  it("gives files and passes over folders and links", () => {
    expect(listing(entry("d/", "", "5"), entry("d/a.txt", "A"), entry("l", "", "2"), entry("b", ""))).toEqual([
      ["d/a.txt", "A"],
      ["b", ""],
    ]);
  });
  it("joins ustar prefixes, GNU long names and pax paths", () => {
    const pax = (path: string): string => {
      const record = ` path=${path}\n`;
      return `${Buffer.byteLength(record) + 2}${record}`;
    };
    expect(
      listing(
        entry("c", "1", "0", "a/b"),
        entry("././@LongLink", "long/name\0", "L"),
        entry("short", "2"),
        entry("p", pax("pax/päth"), "x"),
        entry("q", "3"),
      ).map(([path]) => path),
    ).toEqual(["a/b/c", "long/name", "pax/päth"]);
  });
  it("keeps the whole files of a cut archive", () => {
    const whole = Buffer.concat([entry("a", "A"), entry("b", "B".repeat(600))]);
    expect(readTarBytes(whole.subarray(0, 1024 + 700)).map(({ path }) => path)).toEqual(["a"]);
  });
});
