/**
 * Makes a fresh clone ready: installs what the lock names, and with `--build` builds the web when it is stale.
 *
 * Runs on any Node from 20 on and imports nothing but Node's own modules, because nothing is installed yet.
 * Does nothing, in a few milliseconds, when all is as it should be. One clear line for what goes wrong.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const oldestNode = 20;
const runtimeNode = 24;
const root = fileURLToPath(new URL("..", import.meta.url));
const at = (...parts) => join(root, ...parts);

const stop = (line) => {
  console.error(`watchfloor: ${line}`);
  process.exit(3);
};

const major = Number(process.versions.node.split(".")[0]);
if (major < oldestNode) {
  stop(
    `Expected Node ${oldestNode} or newer to set up but found ${process.version}. Install it from https://nodejs.org.`,
  );
}

const hashOf = (paths) => {
  const hash = createHash("sha256");
  for (const path of paths)
    hash
      .update(`${path}\0`)
      .update(readFileSync(at(path)))
      .update("\0");
  return hash.digest("hex");
};

const filesUnder = (folder) =>
  readdirSync(at(folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return filesUnder(path);
      return path.includes(".test.") ? [] : [path];
    });

const readStamp = (path) => (existsSync(path) ? readFileSync(path, "utf8").trim() : "");

/** Whether what npm says it installed is what the lock asks for; then a plain `npm ci` was run by hand. */
const isInstalled = () => {
  const hidden = at("node_modules", ".package-lock.json");
  if (!existsSync(hidden)) return false;
  const wanted = JSON.parse(readFileSync(at("package-lock.json"), "utf8")).packages;
  const found = JSON.parse(readFileSync(hidden, "utf8")).packages;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === "") return true;
    const entry = found[path];
    return entry ? entry.version === version : optional === true;
  });
};

const tail = (text) =>
  text
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.includes("A complete log of this run"))
    .slice(-8)
    .join("\n");

/** Two more tries soon after the first: without a network the answer comes in seconds, not minutes. */
const patience = ["--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"];

const networkSigns = ["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH", "network"];

const install = () => {
  const stampPath = at("node_modules", ".watchfloor-lock");
  const wanted = hashOf(["package-lock.json"]);
  if (readStamp(stampPath) === wanted) return;
  if (!isInstalled()) {
    console.error("watchfloor: installing what package-lock.json names (about half a minute, once)");
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    const run = spawnSync(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error", ...patience], {
      cwd: root,
      stdio: ["ignore", "ignore", "pipe"],
      encoding: "utf8",
    });
    if (run.error) stop(`Expected npm beside Node ${process.version} but could not run it: ${run.error.message}`);
    if (run.status !== 0) {
      if (networkSigns.some((sign) => run.stderr.includes(sign))) {
        stop(
          "The first start needs the npm registry and could not reach it. Connect this machine once, then run again.",
        );
      }
      stop(`npm ci failed with status ${run.status}:\n${tail(run.stderr)}`);
    }
  }
  writeFileSync(stampPath, `${wanted}\n`);
};

/** Debian's own npm (9.2) brings the pinned Node and leaves out its link, by which everything else finds it. */
const link = (pinned) => {
  const bundled = join(`node-${process.platform}-${process.arch}`, "bin", "node");
  if (existsSync(pinned) || !existsSync(at("node_modules", bundled))) return;
  mkdirSync(at("node_modules", ".bin"), { recursive: true });
  try {
    symlinkSync(join("..", bundled), pinned);
  } catch (error) {
    if (error.code !== "EEXIST") throw error; // Another start has made it meanwhile.
  }
};

/** The pinned Node, or this one where npm brings none for the platform and it is new enough. */
const runtime = () => {
  const pinned = at("node_modules", ".bin", "node");
  link(pinned);
  if (existsSync(pinned)) return pinned;
  if (major >= runtimeNode) return process.execPath;
  return stop(
    `Expected Node ${runtimeNode} or newer on ${process.platform} ${process.arch}, where none is pinned, but found ${process.version}.`,
  );
};

/** Everything the web is built from. */
const webInputs = () => [
  ...filesUnder("src/doors/web"),
  ...filesUnder("src/kit"),
  ...filesUnder("src/terms"),
  "src/doors/api/contract.ts",
  "vite.config.ts",
  "package-lock.json",
];

const build = () => {
  const stampPath = at("dist", "web", ".stamp");
  const wanted = hashOf(webInputs());
  if (readStamp(stampPath) === wanted && existsSync(at("dist", "web", "index.html"))) return;
  console.error("watchfloor: building the web");
  const run = spawnSync(runtime(), [at("node_modules", "vite", "bin", "vite.js"), "build", "--logLevel", "error"], {
    cwd: root,
    encoding: "utf8",
  });
  if (run.status !== 0) stop(`The web could not be built:\n${tail(`${run.stdout}\n${run.stderr}`)}`);
  mkdirSync(at("dist", "web"), { recursive: true });
  writeFileSync(stampPath, `${wanted}\n`);
};

if (!statSync(at("package-lock.json"), { throwIfNoEntry: false })) stop("Expected package-lock.json in the clone.");
install();
runtime();
if (process.argv.includes("--build")) build();
