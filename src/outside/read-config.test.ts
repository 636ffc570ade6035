import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { configSchema } from "#terms/config.ts";
import { readConfig, readModelKey } from "./read-config.ts";

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

describe("the key of a model", () => {
  const keyOf = (content: string | undefined) => {
    const keyFile = join(folder, "model.key");
    if (content !== undefined) writeFileSync(keyFile, content);
    const { model } = configSchema.parse({
      model: {
        provider: "anthropic",
        baseUrl: "https://models.example/v1",
        name: "m",
        ...(content === undefined ? {} : { keyFile }),
      },
    });
    if (model === undefined) throw new Error("no model");
    return readModelKey(model);
  };

  it("is read from its file, without the line's end", async () => {
    expect(await keyOf("k-1\n")).toEqual({ ok: true, value: "k-1" });
  });

  it("may be none", async () => {
    expect(await keyOf(undefined)).toEqual({ ok: true, value: undefined });
  });

  it.each([
    ["an empty file", " \n"],
    ["two lines, which could be a header more", "k-1\nx-evil: 1"],
  ])("is not %s, and the fault does not show what stands there", async (_, content) => {
    const key = await keyOf(content);
    expect(key).toMatchObject({
      ok: false,
      error: expect.stringContaining("model.key: Expected a file that holds one key"),
    });
    expect(JSON.stringify(key)).not.toContain("k-1");
  });

  it.each([
    ["a user in the address", { baseUrl: "https://me:secret@models.example/v1" }],
    ["another scheme", { baseUrl: "file:///etc/passwd" }],
    ["a query", { baseUrl: "https://models.example/v1?key=1" }],
    ["a name that is none", { name: "m\nx" }],
    ["the key itself", { key: "k-1" }],
  ])("a configuration with %s is refused", (_, more) => {
    const model = { provider: "anthropic", baseUrl: "https://models.example/v1", name: "m", ...more };
    expect(configSchema.safeParse({ model }).success).toBe(false);
  });
});

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
    ["a minute that is none", 'editions: [{ at: "61 6 * * *" }]', "editions.0.at: expected five fields of a crontab"],
    [
      "a day that never comes",
      'editions: [{ at: "0 6 31 2 *" }]',
      "editions.0.at: expected a time that comes but found",
    ],
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
