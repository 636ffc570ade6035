/** `watchfloor flash ADDRESS`: the story that an article on record belongs to, as an edition of its own, now. */
import { workingDay } from "#pipeline/plan-jobs.ts";
import { decisionsInForce } from "#pipeline/steps/decisions-in-force.ts";
import { gatherFromRecord } from "#pipeline/steps/edition-of-record.ts";
import { keepEdition, readEarlier } from "#pipeline/steps/keep-edition.ts";
import { makeFlash } from "#pipeline/steps/make-flash.ts";
import { inForceOn, openDeskConfig } from "./desk-config.ts";
import { type ExitCode, exitCodes, unfinished } from "./exit-codes.ts";
import { openTables } from "./open-config.ts";
import { print, say } from "./say.ts";
import { sayEdition } from "./say-edition.ts";
import { withDesk } from "./with-desk.ts";

export const runFlash = async (address: string): Promise<ExitCode> => {
  const configured = await openDeskConfig();
  return withDesk("flash", async ({ store }) => {
    const inForce = inForceOn({ store }, configured);
    const sources = await inForce.sources();
    const plans = (await inForce.editions()).value;
    const options = {
      inputs: [],
      gather: (asOf: string) => gatherFromRecord(store, sources, asOf),
      earlier: (asOf: string) => readEarlier(store, asOf),
      decisions: (day: string) => decisionsInForce(store, [day, workingDay(plans, new Date())]),
      reference: await openTables(),
      organisation: (await inForce.organisation()).value,
      weights: (await inForce.weights()).value,
    };
    const made = await makeFlash(options, address);
    if (made === undefined)
      throw unfinished(`Expected the address of an article collected in the last 36 hours but found ${address}.`);
    await print(`${await keepEdition(store, made)}\n`);
    say(sayEdition(made.edition));
    say("A draft: it leaves the desk once a named person has approved it (Review).");
    return exitCodes.fine;
  });
};
