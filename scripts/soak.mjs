/**
 * `npm run soak`: kills, damages and repeats for a while, and prints what it saw (`soak:` lines). Not part of `npm test`.
 *
 * SOAK_SECONDS sets how long each fuzz test runs (10). Names as arguments choose files (`npm run soak -- kill`).
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "./keep-generated.mjs";

const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
const run = spawnSync(
  process.execPath,
  [
    vitest,
    "run",
    "--config",
    "test/soak/vitest.config.ts",
    "--disable-console-intercept=true",
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: "inherit" },
);
process.exit(run.status ?? 1);
