/**
 * Every package of the lock, and what ships: the production tree, and what the web's files import, which is bundled into
 * the pages a reader gets. Answers the same on every platform: what is optional is read from the lock alone.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const nameOf = (path) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);

const resolvePath = (packages, from, name) => {
  for (let place = from; ; ) {
    const path = `${place === "" ? "" : `${place}/`}node_modules/${name}`;
    if (packages[path]) return path;
    if (place === "") return undefined;
    const end = place.lastIndexOf("/node_modules/");
    place = end < 0 ? "" : place.slice(0, end);
  }
};

const needsOf = (entry) =>
  Object.keys({ ...entry.dependencies, ...entry.optionalDependencies, ...entry.peerDependencies });

const edgesOf = (packages, path, names) =>
  names.flatMap((name) => {
    const found = resolvePath(packages, path, name);
    return found === undefined ? [] : [found];
  });

/** All that is reached from `starts`. */
const closure = (packages, starts) => {
  const reached = new Set();
  const open = [...starts];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    open.push(...edgesOf(packages, path, needsOf(packages[path])));
  }
  return reached;
};

const filesUnder = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)],
  );

const importPattern = /(?:from|import|@import)\s*\(?\s*["']([^"'.#/][^"']*)["']/g;
const packageOf = (specifier) =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

/** Packages that files of the web name, in scripts and in style sheets. */
const webImports = (root) =>
  new Set(
    filesUnder(join(root, "src/doors/web"))
      .filter((path) => /\.(?:ts|tsx|css)$/.test(path) && !path.includes(".test."))
      .flatMap((path) => [...readFileSync(path, "utf8").matchAll(importPattern)].map((match) => packageOf(match[1]))),
  );

const textName = /^(?:licen[cs]e|copying|notice|unlicense)(?:[.-].*)?$/i;

/** Files of a package that hold its licence and notices; of a package for one platform nothing is looked up. */
const textsOf = (root, path, entry) => {
  if (entry.optional === true || entry.os || entry.cpu || !existsSync(join(root, path))) return [];
  return readdirSync(join(root, path))
    .filter((name) => textName.test(name))
    .sort();
};

const scopeOf = (path, entry, served, bundled) => {
  if (bundled.has(path)) return "web";
  if (!served.has(path)) return "workshop";
  return entry.optional === true ? "server, optional" : "server";
};

/**
 * @returns packages in the order of their names, each with `scope` ("server", "server, optional", "web" for what is
 * bundled into pages, "workshop" for what only builds and tests), licence and licence files.
 */
export const readPackages = (root) => {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const top = packages[""];
  const served = closure(
    packages,
    edgesOf(packages, "", Object.keys({ ...top.dependencies, ...top.optionalDependencies })),
  );
  const bundled = closure(packages, edgesOf(packages, "", [...webImports(root)]));
  for (const path of served) bundled.delete(path);
  return Object.entries(packages)
    .filter(([path]) => path !== "")
    .map(([path, entry]) => ({
      path,
      name: entry.name ?? nameOf(path),
      version: entry.version,
      licence: entry.license,
      integrity: entry.integrity,
      scope: scopeOf(path, entry, served, bundled),
      texts: textsOf(root, path, entry),
      needs: edgesOf(packages, path, Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
};
