import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "./read-config.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "watchfloor-config-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (text: string) => {
  const path = join(folder, "config.yaml");
  writeFileSync(path, text);
  return readConfig(path);
};

describe("configuration", () => {
  it("may be left out, whole or in part", async () => {
    expect(await read("")).toMatchObject({ ok: true, value: { data: { keep: 3, maxShrink: 0.1, allowHosts: [] } } });
    expect(await read("data: { keep: 5 }")).toMatchObject({ ok: true, value: { data: { keep: 5, maxShrink: 0.1 } } });
  });

  it("names folders from where the file stands", async () => {
    expect(await read("data: { dir: ./tables }")).toMatchObject({ value: { data: { dir: join(folder, "tables") } } });
  });

  it("tells every fault at once", async () => {
    const faults = await read("data: { keep: 0, maxShrink: 2, dri: x }");
    expect(faults).toMatchObject({ ok: false });
    expect(faults.ok ? [] : faults.error.map((fault) => fault.slice(folder.length + 1))).toEqual([
      expect.stringContaining("config.yaml: data.keep"),
      expect.stringContaining("config.yaml: data.maxShrink"),
      expect.stringContaining("config.yaml: data: Unrecognized key"),
    ]);
  });

  it.each([
    ["no YAML", "data: [", "config.yaml"],
    ["a key twice", "data: {}\ndata: {}", "unique"],
  ])("refuses %s", async (_, text, words) => {
    const read_ = await read(text);
    expect(read_.ok ? "" : read_.error.join()).toContain(words);
  });

  it("says which file is not there", async () => {
    expect(await readConfig(join(folder, "none.yaml"))).toMatchObject({
      ok: false,
      error: [expect.stringContaining("none.yaml")],
    });
  });

  it("reads the example that is to be copied", async () => {
    expect(
      await readConfig(fileURLToPath(new URL("../../config/watchfloor.example.yaml", import.meta.url))),
    ).toMatchObject({ ok: true });
  });
});
