/**
 * Makes docs/today.png for the README: Today with the example day, a sentence of the summary open beside its passages.
 * Needs Chromium and a built web; run with `node scripts/screenshot.mjs`.
 */
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { createServer, openDoor } from "../src/doors/api/server.ts";
import { shelfOf } from "../src/doors/api/shelf.ts";
import { openExampleDay } from "../src/doors/cli/example-day.ts";

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const edition = await openExampleDay();
const door = await createServer({ shelf: shelfOf([edition]), webFolder: at("dist/web") });
const base = await openDoor(door, 0);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
});
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 }, reducedMotion: "reduce" });
  const first = edition.sections[0]?.sentences[0]?.id ?? "";
  await page.goto(`${base}/#${first}`);
  await page.waitForSelector("#passages-title");
  await page.evaluate("scrollTo(0, 0); document.activeElement.blur(); document.fonts.ready");
  mkdirSync(at("docs"), { recursive: true });
  await page.screenshot({ path: at("docs/today.png") });
} finally {
  await browser.close();
  await door.close();
}
