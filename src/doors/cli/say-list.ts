/** What is said of a list of feeds (OPML) that was read, however it is used. */
import type { OpmlList } from "#pipeline/steps/exchange-sources.ts";
import { say } from "./say.ts";

export const sayListFaults = (file: string, { sources, refused, cut, torn }: OpmlList): void => {
  for (const address of refused) say(`${file}: Expected an http or https address but found ${address}; left out.`);
  if (cut) say(`${file}: It names more than ${sources.length} feeds; the others are left out.`);
  if (torn) say(`${file}: It is cut short: what stood behind its last feed is not in it.`);
};
