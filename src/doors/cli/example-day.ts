/** The example day that the clone carries: made once, then read back while neither input nor code has changed. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { editionToJson } from "#pipeline/steps/publish-edition.ts";
import type { Edition } from "#terms/edition.ts";
import { keyOfFolders, readCached, saveCached } from "./cache-edition.ts";
import type { BriefInput } from "./call-pipeline.ts";
import { say } from "./say.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const day = "examples/day-2026-02-05";
const base = "http://127.0.0.1:8045/";
const feeds = ["perimeter.rss.xml", "cipher.atom.xml", "nordsec.rss.xml", "drift.rss.xml", "rampart.json"];

const input: BriefInput = {
  inputs: feeds.map((name) => `${base}feeds/${name}`),
  maps: [{ prefix: base, folder: join(root, day, "site") }],
  asOf: "2026-02-05T18:00:00Z",
};

/** All that the edition is made from. */
const ingredients = ["src/terms", "src/kit", "src/intel", "src/desk", "src/outside", "src/pipeline", "data", "rules"];

export const openExampleDay = async (): Promise<Edition> => {
  const key = await keyOfFolders([join(root, day, "site"), ...ingredients.map((folder) => join(root, folder))]);
  const cacheFolder = join(root, ".watchfloor", "example");
  const cached = await readCached(cacheFolder, key);
  if (cached) return cached;
  say(`Making the edition of the example day from ${day}: ${feeds.length} feeds`);
  // The rooms and their tables are loaded only when there is something to make.
  const { callPipeline, requireArticles, sayLosses } = await import("./call-pipeline.ts");
  const made = await callPipeline(input);
  requireArticles(made, input.inputs);
  sayLosses(made.losses);
  await saveCached(cacheFolder, key, editionToJson(made.edition));
  return made.edition;
};
