/**
 * The folder of one run of the tests (vitest's global set-up): what several files share stands there, and goes when the
 * run ends, servers first. Workers may be ended at any moment, so none of them cleans up what it shares.
 */
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const name = "WATCHFLOOR_TEST_RUN";

export const runFolder = (): string => {
  const folder = process.env[name];
  if (folder === undefined) throw new Error(`Expected ${name}: the tests are run by vitest with its configuration.`);
  return folder;
};

/** Ends the server whose data stand in `folder`, at once: nothing in it is wanted any more. */
const endServer = async (folder: string): Promise<void> => {
  const lock = join(folder, "data", "postmaster.pid");
  if (!existsSync(lock)) return;
  const pid = Number.parseInt(readFileSync(lock, "utf8"), 10);
  try {
    process.kill(pid, "SIGQUIT");
  } catch {
    return; // It has ended.
  }
  for (let tries = 0; tries < 500 && existsSync(`/proc/${pid}`); tries += 1) await sleep(20);
};

export const setup = (): (() => Promise<void>) => {
  const folder = mkdtempSync(join(tmpdir(), "wf-run-"));
  chmodSync(folder, 0o755); // The database's user, who is not root, must be able to enter.
  process.env[name] = folder;
  // Hundreds of tests start the command line: what Node makes of the sources is made once.
  process.env.NODE_COMPILE_CACHE = join(folder, "compiled");
  return async () => {
    await Promise.all(readdirSync(folder).map((entry) => endServer(join(folder, entry))));
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
};
