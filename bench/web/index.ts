/**
 * Bench `web`: how soon a first-time visitor on loopback reads the edition, and how soon a key does something.
 *
 * Each round opens Today in a fresh browser context (nothing cached) on a desktop and at phone size, and, taking turns with
 * it, a bare page of the same door: what the browser itself costs on this machine stands beside what ours adds. The answers
 * first: the headline and the sentences must stand on the page, and the passage that was opened must be there. Times are the
 * browser's own (Paint Timing; from a key's time stamp to the second frame after it). The web must be built
 * (`npm run build`), Chromium be there. Data folder: not read.
 */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { createServer, openDoor } from "../../src/doors/api/server.ts";
import { shelfOf } from "../../src/doors/api/shelf.ts";
import { editionSchema } from "../../src/terms/edition.ts";
import type { Bench } from "../bench.ts";
import { median } from "../measure-time.ts";

const root = new URL("../../", import.meta.url);
const webFolder = fileURLToPath(new URL("dist/web", root));
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

const devices = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} satisfies Readonly<Record<string, BrowserContextOptions>>;
type Device = keyof typeof devices;

/** Goals of the design, in milliseconds. */
const goals: Readonly<Record<Device, Readonly<Record<Measure, number>>>> = {
  desktop: { "first paint": 1_000, "first text": 800, "next sentence": 50, "open a passage": 50 },
  phone: { "first paint": 1_000, "first text": 2_000, "next sentence": 100, "open a passage": 100 },
};
type Measure = "first paint" | "first text" | "next sentence" | "open a passage";
type Round = Readonly<Record<Measure, number>>;

/** Notes when the headline stands in the document and a frame has followed. */
const noteFirstText = `
  new MutationObserver((_, watching) => {
    if (document.querySelector("h1.headline") === null) return;
    watching.disconnect();
    requestAnimationFrame(() => setTimeout(() => { window.firstText = performance.now(); }, 0));
  }).observe(document, { childList: true, subtree: true });`;

/** The second frame: the first may be under way while the key is answered. */
const noteNextKey = `
  window.painted = undefined;
  addEventListener("keydown", ({ timeStamp }) => {
    requestAnimationFrame(() => requestAnimationFrame(() => { window.painted = performance.now() - timeStamp; }));
  }, { once: true, capture: true });`;

const firstPaint = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null";

const longestMs = 20_000;
const lookMs = 20;

const untilNumber = async (page: Page, expression: string): Promise<number> => {
  for (let waited = 0; waited < longestMs; waited += lookMs) {
    const found = await page.evaluate<number | null>(expression);
    if (found !== null) return found;
    await page.waitForTimeout(lookMs);
  }
  throw new Error(`Waited ${longestMs} ms for: ${expression}`);
};

const press = async (page: Page, key: string): Promise<number> => {
  await page.evaluate(noteNextKey);
  await page.keyboard.press(key);
  return untilNumber(page, "window.painted ?? null");
};

const inFreshContext = async <T>(browser: Browser, device: Device, use: (page: Page) => Promise<T>): Promise<T> => {
  const context = await browser.newContext({ ...devices[device], reducedMotion: "reduce" });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(longestMs);
    await page.addInitScript(noteFirstText);
    return await use(page);
  } finally {
    await context.close();
  }
};

/** @param sentences how many of them must stand on the page at least */
const readToday = (browser: Browser, base: string, device: Device, sentences: number, wrong: string[]) =>
  inFreshContext(browser, device, async (page): Promise<Round> => {
    await page.goto(base);
    const firstText = await untilNumber(page, "window.firstText ?? null");
    const shown = await page.locator("[data-sentence]").count();
    if (shown < sentences) wrong.push(`${device}: expected ${sentences} sentences or more but found ${shown}.`);
    await page.waitForLoadState("networkidle");
    const next = await press(page, "j");
    const open = await press(page, "Enter");
    if ((await page.locator("[data-chosen]").count()) !== 1) wrong.push(`${device}: Enter opened no passage.`);
    return {
      "first paint": await untilNumber(page, firstPaint),
      "first text": firstText,
      "next sentence": next,
      "open a passage": open,
    };
  });

const readBare = (browser: Browser, base: string, device: Device): Promise<number> =>
  inFreshContext(browser, device, async (page) => {
    await page.goto(`${base}/healthz`);
    return untilNumber(page, firstPaint);
  });

const tellOf = (device: Device, rounds: readonly Round[], bare: readonly number[]) =>
  (Object.keys(goals[device]) as Measure[]).map((measure) => {
    const ms = median(rounds.map((round) => round[measure]));
    return {
      device,
      measure,
      "median ms": ms,
      "goal ms": goals[device][measure],
      ...(measure.startsWith("first") ? { "bare page ms": median(bare), ratio: ms / median(bare) } : {}),
    };
  });

export const bench: Bench = {
  run: async ({ rounds }) => {
    for (const needed of [webFolder, executablePath])
      if (!existsSync(needed)) return { bench: "web", rows: [], wrong: [`Expected ${needed} but found none.`] };
    const edition = editionSchema.parse(
      JSON.parse(readFileSync(new URL("test/fixtures/doors/edition.json", root), "utf8")),
    );
    const common = edition.sections.flatMap(({ sentences }) => sentences).filter(({ role }) => role === undefined);
    const door = await createServer({ shelf: shelfOf([edition]), webFolder, requestsPerMinute: 100_000 });
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
    const wrong: string[] = [];
    const rows: Readonly<Record<string, string | number>>[] = [];
    try {
      const base = await openDoor(door, 0);
      for (const device of Object.keys(devices) as Device[]) {
        const read: Round[] = [];
        const bare: number[] = [];
        for (let round = 0; round < rounds; round += 1) {
          bare.push(await readBare(browser, base, device));
          read.push(await readToday(browser, base, device, Math.floor(common.length / 2), wrong));
        }
        rows.push(...tellOf(device, read, bare));
      }
    } finally {
      await browser.close();
      await door.close();
    }
    return { bench: "web", rows, wrong };
  },
};
