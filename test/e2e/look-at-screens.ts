/** What every screen is held against: no finding of axe and no sideways scroll, wide and narrow, light and dark. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { findings } from "./axe-findings.ts";
import { type Desk, desktop, openDesk, phone, tablet } from "./open-desk.ts";

/** Name, address, and what stands there once it is whole. */
export type Screen = readonly [string, string, string];

/** Files run beside each other, so the screens are told over several of them. */
export const lookAtScreens = (screens: readonly Screen[]): void => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(async () => desk.close());

  /**
   * One page a screen, widened and narrowed as a person would: the dark scheme differs from the light one in its colours
   * alone, and the tablet from both others in its layout.
   */
  it.each(screens)("%s: no finding, wide and narrow, light and dark", async (_name, path, ready) => {
    const { page } = await desk.open(path, { viewport: desktop, colorScheme: "light" });
    const fits = async (): Promise<void> => {
      await page.waitForSelector(ready);
      const sideways = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
      expect(sideways, "scrolls sideways").toBeLessThanOrEqual(0);
    };
    await fits();
    expect(await findings(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    expect(await findings(page, ["color-contrast", "link-in-text-block"]), "dark").toEqual([]);
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize(tablet);
    await fits();
    expect(await findings(page, ["target-size", "scrollable-region-focusable"]), "tablet").toEqual([]);
    await page.setViewportSize(phone);
    await fits();
    expect(await findings(page), "phone").toEqual([]);
  });
};
