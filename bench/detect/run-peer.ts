/**
 * RSigma on the same lanes, where its program is given: `PROGRAM engine eval --rules DIR --event @LANE`, matches to nowhere. Its
 * time on an empty log is taken off, so that reading rules does not count; CPU time of the child, by the system's own count.
 */
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { RuleFile } from "../../src/defend/detect/index.ts";
import type { Lane } from "./read-lanes.ts";

export interface PeerRow {
  readonly peerLane: string;
  readonly peerEventsPerS: number;
}

/** Runs a program to its end. @returns seconds of CPU it took, or undefined where it failed */
const cpuOf = async (program: string, args: readonly string[], folder: string): Promise<number | undefined> => {
  const note = join(folder, "times");
  const script = '"$@" >/dev/null 2>/dev/null; code=$?; times > "$0"; exit $code';
  const child = spawn("sh", ["-c", script, note, program, ...args], { stdio: "ignore" });
  const code = await new Promise<number | null>((resolve) => {
    child.on("error", () => resolve(null));
    child.on("exit", resolve);
  });
  if (code !== 0) return undefined;
  const [, children = ""] = (await readFile(note, "utf8")).split("\n");
  const parts = [...children.matchAll(/(\d{1,6})m([\d.]{1,12})s/g)];
  return parts.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
};

export const measurePeer = async (
  program: string,
  lanes: readonly Lane[],
  rules: readonly RuleFile[],
): Promise<PeerRow[]> => {
  const folder = await mkdtemp(join(tmpdir(), "watchfloor-peer-"));
  try {
    for (const { path, text } of rules) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const measure = async (name: string, lines: readonly string[]): Promise<number | undefined> => {
      const log = join(folder, `${name}.ndjson`);
      writeFileSync(log, lines.map((line) => `${line}\n`).join(""));
      return cpuOf(program, ["engine", "eval", "--rules", folder, "--event", `@${log}`], folder);
    };
    const idle = await measure("idle", ["{}"]);
    const rows: PeerRow[] = [];
    for (const { name, lines } of lanes) {
      const spent = await measure(name, lines);
      if (spent === undefined || idle === undefined)
        throw new Error(`Expected ${program} to read ${name} but it failed`);
      rows.push({ peerLane: name, peerEventsPerS: Math.round(lines.length / Math.max(0.001, spent - idle)) });
    }
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
