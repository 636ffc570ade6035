/**
 * The house rules that import rules cannot hold: what rooms may say, which folders stand, what is named and used.
 *
 * `node scripts/check-house.mjs [FOLDER]` prints every fault and exits 1 on any. `test/house.test.ts` plants one
 * violation of each rule and expects it here.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import {
  dataFaults,
  decisionFaults,
  fixtureFaults,
  lostFaults,
  nameFaults,
  roomFaults,
  staleFaults,
  strayFaults,
} from "./house/folder-rules.mjs";
import { sourceFaults, unfinishedFaults } from "./house/source-rules.mjs";
import { endCheck, root as here } from "./keep-generated.mjs";

const tops = ["src", "test", "evaluate", "bench", "scripts", "architecture", "data", "rules", "docs"];

const filesUnder = (root, folder) => {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesUnder(root, path) : [path];
    });
};

const isCode = (path) => /\.(?:ts|tsx|mjs)$/.test(path);
const isTestSide = (path) => path.startsWith("test/") || /\.test\.tsx?$/.test(path) || path.startsWith("scripts/");

/** @returns one line for each fault in the house at `root`. */
export const houseFaults = async (root) => {
  const house = await import(pathToFileURL(join(root, "architecture", "rooms.mjs")).href);
  const paths = tops.flatMap((top) => filesUnder(root, top));
  const texts = new Map(
    paths
      .filter((path) => isCode(path) || path.endsWith(".yaml") || path.endsWith("/ORIGIN.md"))
      .map((path) => [path, readFileSync(join(root, path), "utf8")]),
  );
  const code = [...texts].filter(([path]) => isCode(path));
  const testTexts = new Map([...texts].filter(([path]) => isTestSide(path)));
  return [
    ...code.filter(([path]) => path.startsWith("src/")).flatMap(([path, text]) => sourceFaults(path, text)),
    ...[...texts]
      .filter(([path]) => !path.startsWith("test/fixtures/"))
      .flatMap(([path, text]) => unfinishedFaults(path, text)),
    ...roomFaults(root, house),
    ...strayFaults(paths, house),
    ...nameFaults(paths),
    ...decisionFaults(root, paths),
    ...fixtureFaults(root, paths, testTexts),
    ...dataFaults(root, paths),
    ...staleFaults(root, paths),
    ...code.filter(([path]) => path.startsWith("src/")).flatMap(([path, text]) => lostFaults(path, text, paths)),
  ];
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  endCheck(await houseFaults(resolve(process.argv[2] ?? here)), "no fault");
