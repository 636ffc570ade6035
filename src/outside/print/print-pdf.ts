/**
 * One HTML text as a PDF, by chromium: tagged, with an outline, on A4 or Letter unless its style names another sheet. What stands
 * on every sheet is the style's own matter (`@page` margin boxes, which chromium draws since 131).
 *
 * Nothing but the given text is loaded: scripts are off, every request is refused, the network is shut. Two print at
 * once, the others wait; one that takes too long or too much memory is ended and told.
 */
import { causeText } from "#kit/cause-text.ts";
import { err, ok, type Result } from "#kit/result.ts";
import { createSlots } from "../slots.ts";
import type { Devtools } from "./devtools-pipe.ts";
import { findChromium } from "./find-chromium.ts";
import { readGroupMemory } from "./group-memory.ts";
import { type Chromium, startChromium } from "./start-chromium.ts";

export interface PrintOptions {
  /** Path of the browser; default: `CHROMIUM`, then the usual places. */
  readonly chromium?: string | undefined;
  /** Ends the print. */
  readonly signal?: AbortSignal;
  readonly paper?: keyof typeof sheets;
  readonly timeoutMs?: number;
  readonly memoryBytes?: number;
}

export interface PrintFault {
  readonly type: "no_browser" | "old_browser" | "too_large" | "timeout" | "memory" | "stopped" | "failed";
  /** What happened and what to do, for a person. */
  readonly message: string;
}

const oldestMajor = 131;
const atOnce = 2;
const largestHtml = 32 * 1024 * 1024;
const largestPdf = 64 * 1024 * 1024;
const watchMs = 250;
const pieceBytes = 1024 * 1024;
const sheets = {
  a4: { paperWidth: 210 / 25.4, paperHeight: 297 / 25.4 },
  letter: { paperWidth: 8.5, paperHeight: 11 },
} as const;

class Fault extends Error {
  readonly type: PrintFault["type"];
  constructor(type: PrintFault["type"], message: string) {
    super(message);
    this.type = type;
  }
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

const requireRecent = async (devtools: Devtools): Promise<void> => {
  const product = text((await devtools.ask("Browser.getVersion")).product);
  const major = Number(/\/(\d{1,5})\./.exec(product)?.[1] ?? 0);
  if (major < oldestMajor)
    throw new Fault(
      "old_browser",
      `PDF: Expected chromium ${oldestMajor} or later, which prints the label on every sheet, but found ${product}.`,
    );
};

/** A page that runs no script and loads nothing. @returns its session */
const openPage = async (devtools: Devtools): Promise<string> => {
  const { targetId } = await devtools.ask("Target.createTarget", { url: "about:blank" });
  const session = text((await devtools.ask("Target.attachToTarget", { targetId, flatten: true })).sessionId);
  devtools.onEvent("Fetch.requestPaused", ({ requestId }, from) => {
    const refusal = { requestId, errorReason: "BlockedByClient" };
    void devtools.ask("Fetch.failRequest", refusal, from).catch(() => undefined);
  });
  await devtools.ask("Fetch.enable", { patterns: [{ urlPattern: "*" }] }, session);
  await devtools.ask("Emulation.setScriptExecutionDisabled", { value: true }, session);
  await devtools.ask("Page.enable", {}, session);
  return session;
};

const load = async (devtools: Devtools, session: string, html: string): Promise<void> => {
  const { frameTree } = await devtools.ask("Page.getFrameTree", {}, session);
  const frame = Reflect.get(Object(frameTree), "frame");
  const loaded = devtools.waitFor("Page.loadEventFired");
  await Promise.all([
    devtools.ask("Page.setDocumentContent", { frameId: Reflect.get(Object(frame), "id"), html }, session),
    loaded,
  ]);
};

const readStream = async (devtools: Devtools, session: string, handle: string): Promise<Uint8Array> => {
  const parts: Buffer[] = [];
  let bytes = 0;
  for (;;) {
    const { data, base64Encoded, eof } = await devtools.ask("IO.read", { handle, size: pieceBytes }, session);
    const part = Buffer.from(text(data), base64Encoded === true ? "base64" : "utf8");
    bytes += part.length;
    if (bytes > largestPdf) throw new Fault("too_large", `PDF: Expected at most ${largestPdf} bytes but it has more.`);
    parts.push(part);
    if (eof === true) return new Uint8Array(Buffer.concat(parts));
  }
};

const print = async ({ devtools }: Chromium, html: string, paper: keyof typeof sheets): Promise<Uint8Array> => {
  await requireRecent(devtools);
  const session = await openPage(devtools);
  await load(devtools, session, html);
  const { stream } = await devtools.ask(
    "Page.printToPDF",
    {
      ...sheets[paper],
      preferCSSPageSize: true,
      printBackground: true,
      displayHeaderFooter: false,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
      transferMode: "ReturnAsStream",
    },
    session,
  );
  return readStream(devtools, session, text(stream));
};

/** Ends the conversation with the reason when a limit is passed. @returns what stops the watch */
const watch = (browser: Chromium, { signal, timeoutMs = 60_000, memoryBytes = 1024 ** 3 }: PrintOptions) => {
  const end = (type: PrintFault["type"], message: string): void => browser.devtools.end(new Fault(type, message));
  const late = setTimeout(
    () => end("timeout", `PDF: chromium took longer than ${timeoutMs / 1000} s and was ended.`),
    timeoutMs,
  );
  const look = setInterval(async () => {
    const used = await readGroupMemory(browser.group);
    if (used !== undefined && used > memoryBytes)
      end("memory", `PDF: chromium took more than ${Math.round(memoryBytes / 1024 ** 2)} MiB of memory and was ended.`);
  }, watchMs);
  const stopped = (): void => end("stopped", "PDF: stopped.");
  signal?.addEventListener("abort", stopped, { once: true });
  if (signal?.aborted === true) stopped();
  return () => {
    clearTimeout(late);
    clearInterval(look);
    signal?.removeEventListener("abort", stopped);
  };
};

const faultOf = (cause: unknown): PrintFault => {
  if (cause instanceof Fault) return { type: cause.type, message: cause.message };
  return { type: "failed", message: `PDF: ${causeText(cause)}` };
};

const slots = createSlots(atOnce);

const printWith = async (
  path: string,
  html: string,
  options: PrintOptions,
): Promise<Result<Uint8Array, PrintFault>> => {
  try {
    const browser = await startChromium(path);
    const unwatch = watch(browser, options);
    try {
      return ok(await print(browser, html, options.paper ?? "a4"));
    } finally {
      unwatch();
      await browser.stop();
    }
  } catch (cause) {
    return err(faultOf(cause));
  }
};

export const printPdf = async (html: string, options: PrintOptions = {}): Promise<Result<Uint8Array, PrintFault>> => {
  if (html.length > largestHtml)
    return err({
      type: "too_large",
      message: `PDF: Expected at most ${largestHtml} characters but found ${html.length}.`,
    });
  const path = await findChromium(options.chromium);
  if (!path.ok) return err({ type: "no_browser", message: path.error });
  return slots.within(() => printWith(path.value, html, options));
};
