/** The example day that the clone carries: made once, then read back while neither input nor code has changed. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stateFolder } from "#outside/state-folder.ts";
import type { Desk } from "#pipeline/index.ts";
import { keepMade } from "#pipeline/steps/keep-board.ts";
import { isKept } from "#pipeline/steps/keep-edition.ts";
import { editionToJson } from "#pipeline/steps/publish-edition.ts";
import type { Edition } from "#terms/edition.ts";
import { keyOfFolders, readCached, saveCached } from "./cache-edition.ts";
import type { BriefInput } from "./call-pipeline.ts";
import { say } from "./say.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const day = "examples/day-2026-02-05";
const base = "http://127.0.0.1:8045/";
const feeds = ["perimeter.rss.xml", "cipher.atom.xml", "nordsec.rss.xml", "drift.rss.xml", "rampart.json"];

export const exampleAsOf = "2026-02-05T18:00:00Z";

const input: BriefInput = {
  inputs: feeds.map((name) => `${base}feeds/${name}`),
  maps: [{ prefix: base, folder: join(root, day, "site") }],
  asOf: exampleAsOf,
  asShipped: true,
};

/** All that the edition is made from. */
const ingredients = ["src/terms", "src/kit", "src/intel", "src/desk", "src/outside", "src/pipeline", "data", "rules"];

const makeDay = async (desk?: Desk): Promise<Edition> => {
  say(`Making the edition of the example day from ${day}: ${feeds.length} feeds`);
  // The rooms and their tables are loaded only when there is something to make.
  const { callPipeline, requireArticles, sayLosses } = await import("./call-pipeline.ts");
  const made = await callPipeline(input, desk);
  requireArticles(made, input.inputs);
  sayLosses(made.losses);
  if (desk !== undefined) await keepMade(desk.store, made);
  return made.edition;
};

/** Where neither can be written, the day is made again at the next start. */
const saveInFirst = async (folders: readonly string[], key: string, json: string): Promise<void> => {
  for (const folder of folders) {
    const isSaved = await saveCached(folder, key, json).then(
      () => true,
      () => false,
    );
    if (isSaved) return;
  }
};

/** Of a desk: on record already, or made and put on record with all that it rests on. */
export const openExampleDay = async (desk?: Desk): Promise<Edition> => {
  const key = await keyOfFolders([join(root, day, "site"), ...ingredients.map((folder) => join(root, folder))]);
  // The product may be installed where it may not write.
  const folders = [join(root, ".watchfloor", "example"), join(stateFolder(), "example")];
  for (const folder of folders) {
    const cached = await readCached(folder, key);
    if (cached && (desk === undefined || (await isKept(desk.store, cached)))) return cached;
  }
  const edition = await makeDay(desk);
  await saveInFirst(folders, key, editionToJson(edition));
  return edition;
};
