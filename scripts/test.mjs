/**
 * Runs every test: unit and cases first, then the browser tests. Ends with `N passed, N failed`.
 *
 * What is missing from Debian (chromium, fonts, postgresql) root gets; anyone else is told loudly what was skipped, and in
 * CI (`CI` set) that fails. Arguments are handed to the unit run (`npm test -- src/desk`).
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
const folder = mkdtempSync(join(tmpdir(), "watchfloor-test-"));
const totals = { passed: 0, failed: 0, skipped: 0 };

/** One vitest run; a run that ends without a report counts as a failure, so that a crash is never a pass. */
const run = (name, args) => {
  const report = join(folder, `${name}.json`);
  const { status } = spawnSync(
    process.execPath,
    [vitest, "run", "--no-isolate", "--reporter=dot", "--reporter=json", `--outputFile.json=${report}`, ...args],
    { cwd: root, stdio: "inherit" },
  );
  if (!existsSync(report)) {
    totals.failed += 1;
    return;
  }
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
  totals.passed += numPassedTests;
  totals.failed += numFailedTests;
  totals.skipped += numPendingTests;
  // A file that does not load holds no failed test, and still is one.
  const unloaded = testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
  totals.failed += unloaded;
  if (status !== 0 && numFailedTests + unloaded === 0) totals.failed += 1;
};

const browserPaths = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const findBrowser = () => browserPaths.find((path) => path !== undefined && path !== "" && existsSync(path));

const isThere = (name) => spawnSync("dpkg", ["-s", name], { stdio: "ignore" }).status === 0;

/** What the tests need from Debian; root gets it, anyone else is told what is skipped. */
const installPackages = () => {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !existsSync("/usr/bin/apt-get")) return;
  const missing = [...(findBrowser() === undefined ? ["chromium"] : []), "fonts-noto-cjk", "postgresql"].filter(
    (name) => !isThere(name),
  );
  if (missing.length === 0) return;
  console.log(`Installing ${missing.join(", ")} from Debian for the tests`);
  const quiet = { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  spawnSync("apt-get", ["update", "-qq"], quiet);
  spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...missing], quiet);
};

installPackages();
run("unit", process.argv.slice(2));

const browser = findBrowser();
if (browser !== undefined) {
  process.env.CHROMIUM = browser;
  run("e2e", ["--config", "test/e2e/vitest.config.ts"]);
} else {
  console.log(
    "\nSKIPPED: all browser tests (test/e2e), because no Chromium was found. Install the package chromium.\n",
  );
  if (process.env.CI) totals.failed += 1;
}

rmSync(folder, { recursive: true, force: true });
if (totals.skipped > 0) {
  console.log(`SKIPPED: ${totals.skipped} tests, for want of what the lines above name`);
  if (process.env.CI) totals.failed += 1;
}
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 ? 0 : 1);
