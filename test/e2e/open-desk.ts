/** A door with the invented day, and a browser that looks at it. Every page records what it should never do. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from "playwright-core";
import type { Finder } from "../../src/doors/api/search-routes.ts";
import { createServer, type Door, openDoor, type ServerOptions } from "../../src/doors/api/server.ts";
import { shelfOf } from "../../src/doors/api/shelf.ts";
import { type Edition, editionSchema } from "../../src/terms/edition.ts";
import { cannedFinder } from "./found-pages.ts";

const root = new URL("../../", import.meta.url);

export const edition: Edition = editionSchema.parse(
  JSON.parse(readFileSync(new URL("test/fixtures/doors/edition.json", root), "utf8")),
);

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const desktop = { width: 1440, height: 900 };
export const tablet = { width: 900, height: 1000 };
export const phone = { width: 390, height: 844 };

export interface Watched {
  readonly page: Page;
  /** Addresses asked for on other hosts. */
  readonly foreign: string[];
  /** Errors and policy violations of the console, and uncaught errors. */
  readonly complaints: string[];
  /** Dialogs a script opened. */
  readonly dialogs: string[];
}

export interface Desk {
  readonly base: string;
  /** Opens a page in a browser of its own, as a first-time visitor; closes the one opened before. */
  readonly open: (path: string, options?: BrowserContextOptions) => Promise<Watched>;
  readonly close: () => Promise<void>;
}

const watch = (page: Page, base: string): Watched => {
  const watched: Watched = { page, foreign: [], complaints: [], dialogs: [] };
  page.on("request", (request) => {
    if (!request.url().startsWith(base)) watched.foreign.push(request.url());
  });
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") watched.complaints.push(message.text());
  });
  page.on("pageerror", (error) => watched.complaints.push(error.message));
  page.on("dialog", (dialog) => {
    watched.dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  return watched;
};

export const openDesk = async (
  editions: readonly Edition[] = [edition],
  finder: Finder = cannedFinder,
  more: Partial<ServerOptions> = {},
): Promise<Desk> => {
  const webFolder = fileURLToPath(new URL("dist/web", root));
  const door: Door = await createServer({
    shelf: shelfOf(editions),
    finder,
    webFolder,
    requestsPerMinute: 100_000,
    ...more,
  });
  const base = await openDoor(door, 0);
  const browser: Browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: flags,
  });
  return {
    base,
    open: async (path, options = {}) => {
      for (const before of browser.contexts()) await before.close();
      const context = await browser.newContext({ viewport: desktop, reducedMotion: "reduce", ...options });
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      const watched = watch(page, base);
      await page.goto(`${base}${path}`);
      return watched;
    },
    close: async () => {
      await browser.close();
      await door.close();
    },
  };
};

/** Waits for the edition to stand on the page. */
export const untilRead = async ({ page }: Watched): Promise<void> => {
  await page.waitForSelector("h1.headline");
};

/** The words as they are shown: what is hidden is left out, which `textContent` would not do. */
export const shown = (locator: Locator): Promise<string> =>
  // biome-ignore lint/performance/useDomNodeTextContent: the rendered words are what the tests are about.
  locator.innerText();

const untilMs = 20_000;
const betweenMs = 50;

/**
 * Waits until an expression is true in the page. Playwright's own `waitForFunction` evaluates strings inside the page,
 * which the desk's policy rightly refuses.
 */
export const until = async (page: Page, expression: string): Promise<void> => {
  for (let waited = 0; waited < untilMs; waited += betweenMs) {
    if (await page.evaluate<boolean>(expression)) return;
    await page.waitForTimeout(betweenMs);
  }
  throw new Error(`Waited ${untilMs} ms for: ${expression}`);
};
