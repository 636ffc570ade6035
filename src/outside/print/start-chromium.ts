/**
 * A chromium of our own for one print: no window, no port, no network, no crash reports, its files in a folder that is
 * removed with it. It ends when this process ends, however that happens: its pipe closes.
 *
 * It gets none of this process's environment but the path and fonts: a key has no business there.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { type Devtools, openDevtools } from "./devtools-pipe.ts";

export interface Chromium {
  readonly devtools: Devtools;
  /** Its process group. */
  readonly group: number;
  /** Ends it now, waits until it is gone and removes its files. */
  readonly stop: () => Promise<void>;
}

const flags = [
  "--headless",
  "--remote-debugging-pipe",
  "--no-startup-window",
  "--no-first-run",
  "--no-default-browser-check",
  "--no-pings",
  "--disable-background-networking",
  "--disable-breakpad",
  "--disable-component-update",
  "--disable-crash-reporter",
  "--disable-default-apps",
  "--disable-dev-shm-usage",
  "--disable-extensions",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--font-render-hinting=none",
  "--metrics-recording-only",
  "--mute-audio",
  "--password-store=basic",
  "--use-mock-keychain",
  // Whatever would still leave goes to a port where nothing listens, and no name is looked up.
  "--proxy-server=http://127.0.0.1:9",
  "--proxy-bypass-list=<-loopback>",
  "--host-resolver-rules=MAP * ~NOTFOUND",
];

const environmentIn = (folder: string): NodeJS.ProcessEnv => {
  const kept = ["PATH", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "XDG_DATA_DIRS"];
  const own = Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
  const places = { HOME: folder, TMPDIR: folder, XDG_CACHE_HOME: folder, XDG_CONFIG_HOME: folder };
  return { ...own, ...places, LANG: "C.UTF-8", TZ: "UTC" };
};

const live = new Map<number, string>();

const killGroup = (group: number): void => {
  if (group === 0) return;
  try {
    process.kill(-group, "SIGKILL");
  } catch {
    // It has ended already.
  }
};

/** When this process ends in the middle of a print there is no time to wait. */
const endAll = (): void => {
  for (const [group, folder] of live) {
    killGroup(group);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
};

const lastLineOf = (said: string): string => said.trimEnd().split("\n").at(-1)?.slice(0, 300) ?? "";

/** Fails every open question with the reason when the browser ends by itself. */
const reportEnd = (child: ChildProcess, devtools: Devtools): Promise<void> => {
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said = `${said}${text}`.slice(-4_000);
  });
  return new Promise((resolve) => {
    child.once("error", (cause) => {
      devtools.end(cause);
      resolve();
    });
    // What it started may live on and hold its outputs open.
    child.once("exit", () => killGroup(child.pid ?? 0));
    child.once("close", (code, signal) => {
      const how = signal === null ? `with code ${code}` : `by ${signal}`;
      const last = lastLineOf(said);
      devtools.end(new Error(`chromium ended ${how} before the PDF was written${last === "" ? "." : `: ${last}`}`));
      resolve();
    });
  });
};

export const startChromium = async (path: string): Promise<Chromium> => {
  const folder = await mkdtemp(join(tmpdir(), "watchfloor-print-"));
  // Root has no sandbox to step down into.
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const child = spawn(path, [...flags, ...asRoot, `--user-data-dir=${folder}`], {
    stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"],
    env: environmentIn(folder),
    cwd: folder,
    detached: true, // Its own group, so that all of it can be ended.
  });
  const devtools = openDevtools(child.stdio[3] as Writable, child.stdio[4] as Readable);
  const gone = reportEnd(child, devtools);
  const group = child.pid ?? 0;
  if (live.size === 0) process.once("exit", endAll);
  if (group > 0) live.set(group, folder);
  return {
    devtools,
    group,
    stop: async () => {
      killGroup(group);
      await gone;
      live.delete(group);
      if (live.size === 0) process.off("exit", endAll);
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    },
  };
};
