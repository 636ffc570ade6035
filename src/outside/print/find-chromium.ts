/** Where the browser is that prints: the one `CHROMIUM` names, else the first of the usual places. */
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { err, ok, type Result } from "#kit/result.ts";

const usualPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/usr/lib/chromium/chromium",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const canRun = async (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

const advice =
  "Install it (Debian: apt install chromium fonts-noto-core fonts-noto-cjk), name another by CHROMIUM, or print the HTML form from a browser.";

/** @param named default: what `CHROMIUM` says */
export const findChromium = async (
  named: string | undefined = process.env.CHROMIUM,
  places: readonly string[] = usualPlaces,
): Promise<Result<string, string>> => {
  if (named !== undefined && named !== "")
    return (await canRun(named))
      ? ok(named)
      : err(`PDF: Expected chromium at ${named}, which CHROMIUM names, but found none. ${advice}`);
  for (const path of places) if (await canRun(path)) return ok(path);
  return err(`PDF: Expected chromium but found none. ${advice}`);
};
