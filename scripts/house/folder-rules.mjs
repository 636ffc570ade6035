/**
 * What the folders must look like: rooms as `architecture/rooms.mjs` says, each with a short README; names that say what
 * a file does; every fixture used, and with a word on where it comes from.
 */
import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";

const readmeLines = 40;
const decisionLines = 40;
const vagueName = /^(?:utils?|helpers?|common|manager|service|misc|types)(?:\.|$)/;

const isFolder = (path) => existsSync(path) && statSync(path).isDirectory();
const lineCount = (path) => readFileSync(path, "utf8").trimEnd().split("\n").length;

/** A room is built when its folder stands; then a README leads into it. */
export const roomFaults = (root, { flow, edge }) =>
  [...flow, ...edge].flatMap(({ room, built }) => {
    const folder = join(root, "src", room);
    if (built !== isFolder(folder))
      return [
        built
          ? `src/${room}: architecture/rooms.mjs says it is built, but there is no such folder`
          : `src/${room}: stands, but architecture/rooms.mjs says it is only planned`,
      ];
    if (!built) return [];
    return readmeFaults(root, `src/${room}`);
  });

const readmeFaults = (root, room) => {
  const path = join(root, room, "README.md");
  if (!existsSync(path))
    return [`${room}: expected a README.md (Takes, Gives, Never, Read in this order) but found none`];
  const lines = lineCount(path);
  const faults =
    lines > readmeLines ? [`${room}/README.md: expected at most ${readmeLines} lines but found ${lines}`] : [];
  const text = readFileSync(path, "utf8");
  for (const part of ["Takes", "Gives", "Never", "Read in this order"])
    if (!text.includes(part)) faults.push(`${room}/README.md: expected a part "${part}" but found none`);
  return faults;
};

/** A folder under src that no room owns would stand outside every import rule. */
export const strayFaults = (paths, { ground, flow, edge }) => {
  const rooms = [...ground, ...flow.map(({ room }) => room), ...edge.map(({ room }) => room)];
  return paths
    .filter((path) => path.startsWith("src/") && !rooms.some((room) => path.startsWith(`src/${room}/`)))
    .map((path) => `${path}: belongs to no room of architecture/rooms.mjs`);
};

export const nameFaults = (paths) =>
  paths
    .filter((path) => /^(?:src|evaluate|scripts|bench)\//.test(path))
    .filter((path) => path.split("/").some((part) => vagueName.test(part)))
    .map((path) => `${path}: expected a name that says what it does`);

export const decisionFaults = (root, paths) =>
  paths
    .filter((path) => /^docs\/decisions\/.*\.md$/.test(path))
    .flatMap((path) => {
      const lines = lineCount(join(root, path));
      if (!/^\d{4}-[a-z0-9-]+\.md$/.test(basename(path))) return [`${path}: expected a name like 0007-count-utf16.md`];
      return lines > decisionLines ? [`${path}: expected at most ${decisionLines} lines but found ${lines}`] : [];
    });

const originOf = (root, path) => {
  for (let folder = dirname(path); folder !== "test/fixtures" && folder !== "."; folder = dirname(folder))
    if (existsSync(join(root, folder, "ORIGIN.md"))) return folder;
  return undefined;
};

/** @param testTexts the text of every test and of what tests load, by path */
export const fixtureFaults = (root, paths, testTexts) =>
  paths
    .filter((path) => path.startsWith("test/fixtures/") && basename(path) !== "ORIGIN.md")
    .flatMap((path) => {
      const faults = originOf(root, path) ? [] : [`${path}: expected an ORIGIN.md beside it or above but found none`];
      const stem = basename(path, extname(path));
      const named = [...testTexts].some(
        ([user, text]) => user !== path && (text.includes(basename(path)) || text.includes(stem)),
      );
      return named ? faults : [...faults, `${path}: no test names it`];
    });

/** Every folder of tables says where its facts come from, and under which licence. */
export const dataFaults = (root, paths) => {
  const folders = [
    ...new Set(paths.filter((path) => /^data\/[^/]+\//.test(path)).map((path) => path.split("/", 2).join("/"))),
  ];
  return folders.flatMap((folder) => {
    const path = join(root, folder, "ORIGIN.md");
    if (!existsSync(path)) return [`${folder}: expected an ORIGIN.md (source, version, licence) but found none`];
    return /licen[cs]e|CC0|Apache-2\.0/i.test(readFileSync(path, "utf8"))
      ? []
      : [`${folder}/ORIGIN.md: expected a licence but found none`];
  });
};

const codeSpan = /`((?!\/)[\w@./-]+\.(?:ts|tsx|mjs|yaml|json))`/g;

/** What a room's README tells to read must be there: under the room, or by its path from the top. */
export const staleFaults = (root, paths) =>
  paths
    .filter((path) => /^src\/.*README\.md$/.test(path))
    .flatMap((path) => {
      const inRoom = paths.filter((other) => other.startsWith(`${dirname(path)}/`));
      const isThere = (name) =>
        paths.includes(name) ||
        paths.includes(`src/${name.replace(/^#/, "")}`) ||
        inRoom.some((other) => other.endsWith(`/${name}`));
      return [...readFileSync(join(root, path), "utf8").matchAll(codeSpan)]
        .map((match) => match[1])
        .filter((name) => !isThere(name))
        .map((name) => `${path}: names ${name}, which is not there`);
    });

const docPath = /\bdocs\/[A-Za-z0-9/_-]+\.(?:md|png)\b/g;

/** A comment that sends its reader to a document that is not there is worse than none. */
export const lostFaults = (path, text, paths) =>
  text
    .split("\n")
    .flatMap((line, index) =>
      [...line.matchAll(docPath)]
        .filter(([name]) => !paths.includes(name))
        .map(([name]) => `${path}:${index + 1}: sends to ${name}, which is not there`),
    );
