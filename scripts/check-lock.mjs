/**
 * Judges package-lock.json: `npm ci` must succeed from it on every machine.
 *
 * Every dependency edge resolves to an entry, every entry has one exact version and an integrity hash, no entry names the
 * host it was fetched from, package.json asks for exact versions, and the lock's root says what package.json says.
 * Per-platform builds that a registry does not serve are left out of a lock silently; the first rule catches that.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { endCheck, root } from "./keep-generated.mjs";

const exact = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/;
const exactAlias = /^npm:(?:@[a-z0-9._-]+\/)?[a-z0-9._-]+@(\d.*)$/;
const kinds = ["dependencies", "devDependencies", "optionalDependencies"];

/** Where Node would find `name` from the package at `from`: its own folder, then each folder above. */
const resolveEdge = (packages, from, name) => {
  for (let place = from; ; ) {
    if (packages[`${place === "" ? "" : `${place}/`}node_modules/${name}`]) return true;
    if (place === "") return false;
    const end = place.lastIndexOf("/node_modules/");
    place = end < 0 ? "" : place.slice(0, end);
  }
};

const edgesOf = (path, entry) => [
  ...Object.keys(entry.dependencies ?? {}),
  ...Object.keys(entry.optionalDependencies ?? {}),
  ...(path === "" ? Object.keys(entry.devDependencies ?? {}) : []),
  ...Object.keys(entry.peerDependencies ?? {}).filter((name) => entry.peerDependenciesMeta?.[name]?.optional !== true),
];

const entryFaults = (packages, path, entry) => {
  const name = path === "" ? "the project" : path;
  const faults = edgesOf(path, entry)
    .filter((needed) => !resolveEdge(packages, path, needed))
    .map((needed) => `${name}: needs ${needed}, which the lock does not hold`);
  if (path === "" || entry.link === true) return faults;
  if (!exact.test(entry.version ?? "")) faults.push(`${name}: expected one exact version but found ${entry.version}`);
  // What is packed inside another package is covered by that package's hash.
  if (entry.integrity === undefined && entry.inBundle !== true)
    faults.push(`${name}: expected an integrity hash but found none`);
  if (entry.resolved !== undefined)
    faults.push(`${name}: expected no \`resolved\` address but found ${entry.resolved}`);
  return faults;
};

const wantedFaults = (project, lockRoot) =>
  kinds.flatMap((kind) => {
    const wanted = project[kind] ?? {};
    const locked = lockRoot?.[kind] ?? {};
    const loose = Object.entries(wanted)
      .filter(([, version]) => !exact.test(exactAlias.exec(version)?.[1] ?? version))
      .map(([name, version]) => `package.json: expected an exact version of ${name} but found ${version}`);
    const names = [...new Set([...Object.keys(wanted), ...Object.keys(locked)])].sort();
    const apart = names
      .filter((name) => wanted[name] !== locked[name])
      .map((name) => `package.json asks for ${name} ${wanted[name]} but the lock says ${locked[name]}`);
    return [...loose, ...apart];
  });

/** @returns one line for each fault; none when a clean install must work. */
export const lockFaults = (project, lock) => [
  ...(lock.lockfileVersion === 3
    ? []
    : [`package-lock.json: expected lockfileVersion 3 but found ${lock.lockfileVersion}`]),
  ...wantedFaults(project, lock.packages?.[""]),
  ...Object.entries(lock.packages ?? {}).flatMap(([path, entry]) => entryFaults(lock.packages, path, entry)),
];

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const read = (name) => JSON.parse(readFileSync(join(root, name), "utf8"));
  const lock = read("package-lock.json");
  endCheck(lockFaults(read("package.json"), lock), `${Object.keys(lock.packages).length - 1} entries, 0 unresolved`);
}
