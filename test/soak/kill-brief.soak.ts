/**
 * `kill -9` at twenty moments of a run: an output is the old one, the new one, or absent; never a part of one.
 *
 * Half of the moments are somewhere in the run; half are the one when the first output begins to be written. The run
 * after the last kill ends well and gives the same bytes.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { createDice } from "./mutate-bytes.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const base = "http://127.0.0.1:8045/";
const feeds = ["perimeter.rss.xml", "cipher.atom.xml", "nordsec.rss.xml", "drift.rss.xml", "rampart.json"];
const forms = ["md", "html", "json"] as const;
const kills = 20;

const commandFor = (folder: string): string[] => [
  join(root, "src/doors/cli/main.ts"),
  "brief",
  ...feeds.map((name) => `${base}feeds/${name}`),
  "--map",
  `${base}=${join(root, "examples/day-2026-02-05/site")}`,
  "--as-of",
  "2026-02-05T18:00:00Z",
  ...forms.flatMap((form) => ["-o", join(folder, `day.${form}`)]),
];

/** Starts a run in a group of its own and kills the group when `moment` comes. True when it was still running. */
const killAt = async (folder: string, moment: Promise<unknown>): Promise<boolean> => {
  const run = spawn(process.execPath, commandFor(folder), { cwd: root, stdio: "ignore", detached: true });
  const ended = new Promise<void>((done) => run.once("exit", () => done()));
  await Promise.race([moment, ended]);
  const wasRunning = run.exitCode === null && run.signalCode === null && run.pid !== undefined;
  if (wasRunning && run.pid !== undefined) process.kill(-run.pid, "SIGKILL");
  await ended;
  return wasRunning;
};

/** When something begins to be written into `folder`, and a little after. */
const whenWriting = (folder: string, afterMs: number): { moment: Promise<void>; close: () => void } => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const watcher = watch(folder, () => {
    if (afterMs < 1) resolve();
    else void sleep(afterMs).then(resolve);
  });
  return { moment: promise, close: () => watcher.close() };
};

/** What stands at the outputs: the new text, yesterday's, or nothing; anything else is a part of one. */
const lookAt = (folder: string, expected: ReadonlyMap<string, string>): string[] =>
  forms.map((form) => {
    const path = join(folder, `day.${form}`);
    if (!existsSync(path)) return "absent";
    const found = readFileSync(path, "utf8");
    if (found === expected.get(form)) return "new";
    return found === `yesterday, ${form}` ? "old" : `broken (${found.length} characters)`;
  });

const layOut = (folder: string, hasOld: boolean): void => {
  for (const form of forms) {
    rmSync(join(folder, `day.${form}`), { force: true });
    if (hasOld) writeFileSync(join(folder, `day.${form}`), `yesterday, ${form}`);
  }
};

const runWhole = (folder: string): ReadonlyMap<string, string> => {
  const run = spawnSync(process.execPath, commandFor(folder), { cwd: root, encoding: "utf8" });
  expect([0, 1], run.stderr).toContain(run.status);
  return new Map(forms.map((form) => [form, readFileSync(join(folder, `day.${form}`), "utf8")]));
};

describe("brief under kill -9", () => {
  const folder = mkdtempSync(join(tmpdir(), "watchfloor-kill-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("leaves each output whole or absent", async () => {
    const start = performance.now();
    const expected = runWhole(folder);
    const runMs = performance.now() - start;
    const dice = createDice(37);
    const seen: Record<string, number> = { new: 0, old: 0, absent: 0 };
    let killed = 0;
    for (let round = 0; round < kills; round += 1) {
      const hasOld = round % 2 === 0;
      layOut(folder, hasOld);
      const writing = round % 4 < 2 ? undefined : whenWriting(folder, dice() * 4);
      if (await killAt(folder, writing?.moment ?? sleep(dice() * runMs))) killed += 1;
      writing?.close();
      const found = lookAt(folder, expected);
      for (const state of found) {
        expect(hasOld ? ["new", "old"] : ["new", "absent"], `round ${round}`).toContain(state);
        seen[state] = (seen[state] ?? 0) + 1;
      }
    }
    const parts = readdirSync(folder).filter((name) => name.endsWith(".part")).length;
    expect(runWhole(folder)).toEqual(expected);
    process.stdout.write(
      `soak: brief: ${killed} of ${kills} runs killed; outputs ${seen.new} new, ${seen.old} of yesterday, ` +
        `${seen.absent} absent, 0 broken; ${parts} unfinished neighbours left\n`,
    );
    expect(killed).toBeGreaterThanOrEqual(kills / 4);
  });
});
