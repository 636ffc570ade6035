/**
 * Writes the golden files under test/golden/ anew. The only way to write them: a test run without GOLDEN=write fails
 * on a missing or different file. Read the diff like code before committing it.
 */
import { spawnSync } from "node:child_process";

const vitest = new URL("../node_modules/vitest/vitest.mjs", import.meta.url).pathname;
const paths = process.argv.slice(2);
const write = (...options) =>
  spawnSync(process.execPath, [vitest, "run", ...options], {
    stdio: "inherit",
    env: { ...process.env, GOLDEN: "write" },
  }).status ?? 1;
const run = write("--no-isolate", "golden", ...paths);
// What is printed needs chromium: without a path, or with that of the prints.
const isPrint = paths.length === 0 || paths.some((path) => path.includes("print"));
const printed = isPrint
  ? write("--config", "test/e2e/vitest.config.ts", "test/e2e/print.test.ts", "-t", "layout by layout")
  : 0;
process.exit(run || printed);
