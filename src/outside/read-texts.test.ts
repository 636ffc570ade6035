/** Files come as their own texts, however many are read at once. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readTexts } from "./read-texts.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "watchfloor-texts-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it("gives two readers at once each its own texts, short after long, small and large", async () => {
  const texts = ["a".repeat(5000), "", "é\ud83d\ude00", "b".repeat(400_000), "c"];
  for (const [at, text] of texts.entries()) await writeFile(join(folder, `${at}.yml`), text);
  const read = async (): Promise<readonly string[]> => (await readTexts([folder])).files.map(({ text }) => text);
  for (const own of await Promise.all([read(), read(), read()])) expect(own).toEqual(texts);
});

it("reads UTF-8 and UTF-16 by their marks", async () => {
  const marked = await mkdtemp(join(folder, "marked-"));
  await writeFile(join(marked, "a"), Buffer.from("\ufeffé"));
  await writeFile(join(marked, "b"), Buffer.from("\ufeffé", "utf16le"));
  expect((await readTexts([marked])).files.map(({ text }) => text)).toEqual(["é", "é"]);
});
