/**
 * Writes the golden files under test/golden/ anew. The only way to write them: a test run without GOLDEN=write fails
 * on a missing or different file. Read the diff like code before committing it.
 */
import { spawnSync } from "node:child_process";

const vitest = new URL("../node_modules/vitest/vitest.mjs", import.meta.url).pathname;
const paths = process.argv.slice(2);
const run = spawnSync(process.execPath, [vitest, "run", "--no-isolate", "golden", ...paths], {
  stdio: "inherit",
  env: { ...process.env, GOLDEN: "write" },
});
process.exit(run.status ?? 1);
