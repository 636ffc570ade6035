/** What is kept comes back as it was, or not at all. */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { keyOf, readKept, writeKept } from "./keep-computed.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "watchfloor-kept-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it("gives back what was kept under the same key only", async () => {
  const key = keyOf(["a", "bc"]);
  expect(await readKept(folder, "rules", key)).toEqual({ state: "absent" });
  expect(await writeKept(folder, "rules", key, "text é")).toBe(true);
  expect(await readKept(folder, "rules", key)).toEqual({ state: "found", text: "text é" });
  expect(await readKept(folder, "rules", keyOf(["ab", "c"]))).toEqual({ state: "absent" });
});

it.each([
  ["cut short", (content: string) => content.slice(0, -1)],
  ["changed", (content: string) => content.replace("text", "tEXT")],
  ["emptied", () => ""],
  ["without its hash", (content: string) => content.slice(65)],
])("takes a file that was %s for damaged", async (_, damage) => {
  const key = keyOf(["damaged"]);
  await writeKept(folder, "rules", key, "some text");
  const path = join(folder, `rules-${key}.kept`);
  await writeFile(path, damage(await readFile(path, "utf8")));
  expect(await readKept(folder, "rules", key)).toEqual({ state: "damaged" });
  await writeKept(folder, "rules", key, "some text");
  expect((await readKept(folder, "rules", key)).text).toBe("some text");
});

it("takes what was kept under another key, renamed, for damaged", async () => {
  const [key, other] = [keyOf(["one"]), keyOf(["other"])];
  await writeKept(folder, "rules", key, "one");
  await writeFile(join(folder, `rules-${other}.kept`), await readFile(join(folder, `rules-${key}.kept`)));
  expect(await readKept(folder, "rules", other)).toEqual({ state: "damaged" });
});

it("keeps the latest few, and does without a folder it cannot write", async () => {
  for (let at = 0; at < 12; at += 1) await writeKept(folder, "few", keyOf([`${at}`]), `${at}`);
  expect((await readdir(folder)).filter((name) => name.startsWith("few-")).length).toBe(8);
  expect(await writeKept("/dev/null/none", "few", keyOf(["x"]), "x")).toBe(false);
});
