/** The verbs `deliveries`, `deliver` and `flash`: what leaves the desk, whether it arrives, and what cannot wait. */
import { type Command, InvalidArgumentError } from "commander";
import type { ExitCode } from "./exit-codes.ts";

const readLimit = (text: string): number => {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000) throw new InvalidArgumentError("Expected 1 to 1000.");
  return limit;
};

const acts = {
  hold: ["keep what waits from being sent", "deliveries hold 4f0a91c2"],
  retry: ["send what is held, failed or in doubt (again); a mail keeps its Message-ID", "deliveries retry 4f0a91c2"],
  arrived: ["settle a doubt: it arrived", "deliveries arrived 4f0a91c2"],
} as const;

export const addDeliveries = (root: Command, done: (code: ExitCode | undefined) => void): void => {
  const deliveries = root.command("deliveries").description("the outbox: list, hold, retry, arrived");
  deliveries
    .command("list")
    .description("what waits to leave and what left to whom, newest first")
    .option("--state <state>", "only those in this state")
    .option("--limit <count>", "at most so many", readLimit, 100)
    .option("--json", "as JSON", false)
    .addHelpText(
      "after",
      "\nExample:\n  watchfloor deliveries list --state unsure\nExit code 1 when something failed, is held or in doubt.",
    )
    .action(async (flags: { json: boolean; state?: string; limit: number }) =>
      done(await (await import("./run-deliveries.ts")).runDeliveriesList(flags)),
    );
  for (const act of ["hold", "retry", "arrived"] as const)
    deliveries
      .command(act)
      .description(acts[act][0])
      .argument("<id...>", "ids, or their first digits")
      .addHelpText("after", `\nExample:\n  watchfloor ${acts[act][1]}`)
      .action(async (ids: string[]) => done(await (await import("./run-deliveries.ts")).runDeliveryAct(act, ids)));

  root
    .command("flash")
    .description("make one story on record an edition of its own, now; a named person approves it")
    .argument("<address>", "address of an article of the story")
    .option("--audience <name>", "for whom: an audience of the desk's plans; default the main edition's")
    .addHelpText(
      "after",
      "\nExample:\n  watchfloor --config watchfloor.yaml flash https://advisories.example/2026-031 --audience energy",
    )
    .action(async (address: string, { audience }: { audience?: string }) =>
      done(await (await import("./run-flash.ts")).runFlash(address, audience)),
    );

  root
    .command("deliver")
    .description("try whether mails and notices arrive")
    .command("test")
    .description("send each reader of a mail list, or a hook, something that says it is a test")
    .argument("<name>", "name of the list or hook")
    .addHelpText("after", "\nExample:\n  watchfloor --config watchfloor.yaml deliver test soc")
    .action(async (name: string) => done(await (await import("./run-deliveries.ts")).runDeliverTest(name)));
};
