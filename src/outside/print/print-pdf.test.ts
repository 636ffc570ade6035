/** What happens when the browser is missing, old, hostile or ends; the browser itself is tested in test/e2e. */
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "./find-chromium.ts";
import { printPdf } from "./print-pdf.ts";

let folder = "";
const before = process.env.TMPDIR;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "watchfloor-no-browser-"));
  process.env.TMPDIR = folder;
});
afterAll(() => {
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  rmSync(folder, { recursive: true });
});

let count = 0;
/** A program in the browser's place: reads questions on 3, answers on 4. */
const impostor = (script: string): string => {
  count += 1;
  const path = join(folder, `impostor-${count}.mjs`);
  const open = `import { createReadStream, writeSync } from "node:fs"; const questions = createReadStream("", { fd: 3 });`;
  writeFileSync(path, `#!${process.execPath}\n${open}\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
};
const answers = (result: string): string =>
  `questions.on("data", () => writeSync(4, JSON.stringify({ id: 1, result: ${result} }) + "\\0"));`;
const hangs = "setInterval(() => {}, 1000);";

describe("printPdf without a browser that prints", () => {
  it.each([
    [
      "ends at once",
      'console.error("starting\\nNo usable sandbox!"); process.exit(7);',
      {},
      "failed",
      /with code 7 .*: No usable sandbox!$/,
    ],
    ["is killed", "process.kill(process.pid, 'SIGKILL');", {}, "failed", /by SIGKILL before the PDF was written/],
    ["says nothing", hangs, { timeoutMs: 500 }, "timeout", /longer than 0.5 s and was ended/],
    [
      "takes too much memory",
      `const held = Buffer.alloc(300e6, 1); setInterval(() => held.length, 1000);`,
      { memoryBytes: 200e6, timeoutMs: 60_000 },
      "memory",
      /more than 191 MiB/,
    ],
    ["is too old", answers('{ product: "Chrome/120.0.6099.224" }'), {}, "old_browser", /131 or later.*Chrome\/120/],
    ["tells no version", answers("{}"), {}, "old_browser", /131 or later/],
    ["talks nonsense", 'questions.on("data", () => writeSync(4, "<html>\\0"));', {}, "failed", /no message/],
    [
      "never ends a message",
      `const part = Buffer.alloc(1 << 20, 97); for (let i = 0; i < 20; i += 1) writeSync(4, part); ${hangs}`,
      {},
      "failed",
      /over 16777216 bytes/,
    ],
    [
      "refuses",
      `questions.on("data", () => writeSync(4, JSON.stringify({ id: 1, error: { message: "not today" } }) + "\\0"));`,
      {},
      "failed",
      /not today/,
    ],
  ])("tells when it %s, and leaves no file", async (_, script, limits, type, message) => {
    const result = await printPdf("<p>One</p>", { chromium: impostor(script), ...limits });
    expect(result.ok).toBe(false);
    if (!result.ok) {
      expect(result.error.type).toBe(type);
      expect(result.error.message).toMatch(message);
    }
    expect(readdirSync(folder).filter((name) => name.startsWith("watchfloor-print-"))).toEqual([]);
  });

  it("ends when it is told to", async () => {
    const stop = new AbortController();
    const result = printPdf("<p>One</p>", { chromium: impostor(hangs), signal: stop.signal });
    stop.abort();
    expect(await result).toEqual({ ok: false, error: { type: "stopped", message: "PDF: stopped." } });
  });

  it("gives it no secret of this process", async () => {
    process.env.WATCHFLOOR_MODEL_KEY = "open sesame";
    const result = await printPdf("<p>One</p>", {
      chromium: impostor('console.error(process.env.WATCHFLOOR_MODEL_KEY ?? "no key"); process.exit(1);'),
    });
    delete process.env.WATCHFLOOR_MODEL_KEY;
    expect(result).toMatchObject({ ok: false, error: { message: expect.stringMatching(/: no key$/) } });
  });

  it.each([
    ["the one that CHROMIUM names is not there", "/nowhere/chromium", /at \/nowhere\/chromium, which CHROMIUM names/],
    ["none is in the usual places", "", /Expected chromium but found none/],
  ])("says what to install when %s", async (_, named, message) => {
    const found = await findChromium(named, []);
    expect(found).toMatchObject({ ok: false, error: expect.stringMatching(message) });
    expect(found).toMatchObject({
      error: expect.stringContaining("apt install chromium fonts-noto-core fonts-noto-cjk"),
    });
  });
});
