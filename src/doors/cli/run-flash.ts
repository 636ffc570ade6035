/** `watchfloor flash ADDRESS`: the story that an article on record belongs to, as an edition of its own, now. */
import { planFor, plannedAudiences } from "#pipeline/plan-audiences.ts";
import { optionsOfRecord } from "#pipeline/steps/edition-of-record.ts";
import { keepEdition } from "#pipeline/steps/keep-edition.ts";
import { makeFlash } from "#pipeline/steps/make-flash.ts";
import { inForceOn, openDeskConfig } from "./desk-config.ts";
import { type ExitCode, exitCodes, unfinished, wrongUse } from "./exit-codes.ts";
import { openTables } from "./open-config.ts";
import { print, say } from "./say.ts";
import { sayEdition } from "./say-edition.ts";
import { withDesk } from "./with-desk.ts";

/** @param audience by name; default: the main one, or the first on a desk that makes no main edition */
export const runFlash = async (address: string, audience?: string): Promise<ExitCode> => {
  const configured = await openDeskConfig();
  return withDesk("flash", async ({ store }) => {
    const inForce = inForceOn({ store }, configured);
    const plans = (await inForce.editions()).value;
    const names = plannedAudiences(plans).map(({ name }) => name);
    const whose = audience ?? names[0] ?? "";
    if (!names.includes(whose))
      throw wrongUse(`Expected an audience of this desk (${names.join(", ")}) but found ${whose}.`);
    const tools = { store, inForce, reference: await openTables(), now: () => new Date() };
    const made = await makeFlash(await optionsOfRecord(tools, planFor(plans, whose)), address);
    if (made === undefined)
      throw unfinished(`Expected the address of an article collected in the last 36 hours but found ${address}.`);
    await print(`${await keepEdition(store, made)}\n`);
    say(sayEdition(made.edition));
    say("A draft: it leaves the desk once a named person has approved it (Review).");
    return exitCodes.fine;
  });
};
