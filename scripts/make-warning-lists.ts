/**
 * Makes `data/warninglists/misp.json` from a folder of MISP warning lists, each `<name>.json` or, as in the MISP
 * repository, `<name>/list.json`. What is taken and what is refused: `intel/tabulate/tabulate-warning-lists.ts`.
 *
 *   node scripts/make-warning-lists.ts FOLDER
 */
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { matchOf, warningListMeanings, warningListsOf, warningListsTable } from "../src/intel/tabulate/index.ts";
import { kindOfEntry } from "../src/intel/tabulate/tabulate-warning-lists.ts";

const folder = process.argv[2];
if (folder === undefined) throw new Error("usage: node scripts/make-warning-lists.ts FOLDER");

interface SourceList {
  readonly name: string;
  readonly version: number;
  readonly type: string;
  readonly list: readonly string[];
}

const readList = async (id: string): Promise<SourceList> => {
  const path = [join(folder, `${id}.json`), join(folder, id, "list.json")].find((one) => existsSync(one));
  if (path === undefined) throw new Error(`${id}: no such list in ${folder}`);
  return JSON.parse(await readFile(path, "utf8")) as SourceList;
};

const facts = await Promise.all(
  Object.keys(warningListMeanings).map(async (id) => {
    const { name, version, type, list } = await readList(id);
    const entries = list.map((entry) => entry.trim().toLowerCase());
    return { id, title: name, version: String(version), match: matchOf(type), entries };
  }),
);
const lists = warningListsOf(warningListsTable(facts)).map(({ id, title, version, match, entries }) => {
  const joined = (kind: string): string => entries.filter((entry) => kindOfEntry(entry) === kind).join(" ");
  return {
    ...{ id, title, version: Number(version), says: warningListMeanings[id], match },
    ...{ names: joined("name"), blocks: joined("block"), hashes: joined("hash") },
  };
});
await writeFile("data/warninglists/misp.json", `${JSON.stringify({ lists }, null, 1)}\n`);
process.stdout.write(`data/warninglists/misp.json: ${lists.length} lists\n`);
