/** Sources as they are set on the desk: `sources look | add | change | remove | put-back`. */
import type { Command } from "commander";
import type { ExitCode } from "./exit-codes.ts";
import type { SetFlags } from "./run-source-settings.ts";

type Done = (code: ExitCode | undefined) => void;

const run = () => import("./run-source-settings.ts");

export const withFields = (command: Command): Command =>
  command
    .option("--title <text>", "what it is called")
    .option("--every <duration>", "how often it is asked: 5m to 7d")
    .option("--stale-after <duration>", "an alarm when nothing newer was published for so long: 1d to 365d")
    .option(
      "--reliability <letter>",
      "Admiralty letter of its outlet, in place of the computed one; none: computed again",
    )
    .option("--tlp <label>", "who may receive what it brings, such as TLP:AMBER")
    .option("--language <code>", "of its texts, where their own words leave it open; none: as they say");

export const addSourceSettings = (sources: Command, done: Done): void => {
  sources
    .command("look")
    .description(
      "what stands at an address: feeds, how much and how new, whole texts or beginnings, what is in the way",
    )
    .argument("<address>", "of a feed, or of a site")
    .option("--json", "as JSON", false)
    .addHelpText("after", "\nExample:\n  watchfloor sources look blog.example.org\nExit code 1 when there is no feed.")
    .action(async (address: string, flags: { json: boolean }) =>
      done(await (await run()).runSourceLook(address, flags)),
    );
  withFields(
    sources
      .command("add")
      .description("collect a feed from now on, as a source of the desk")
      .argument("<address>", "of a feed, or of a site that has one")
      .option("--id <id>", "small letters, digits and hyphens; made from its host when left out"),
  )
    .option("--unseen", "as it is written, without looking at it first", false)
    .addHelpText(
      "after",
      "\nExample:\n  watchfloor sources add https://blog.example.org/feed.xml --every 6h --tlp TLP:GREEN",
    )
    .action(async (address: string, flags: SetFlags & { id?: string; unseen: boolean }) =>
      done(await (await run()).runSourceAdd(address, flags)),
    );
  withFields(
    sources
      .command("change")
      .description("change a source that was set on the desk")
      .argument("<id>", "as `sources list` shows it")
      .option("--address <address>", "another address of its feed"),
  )
    .addHelpText("after", "\nExample:\n  watchfloor sources change blog-example-org --every 30m")
    .action(async (id: string, flags: SetFlags & { address?: string }) =>
      done(await (await run()).runSourceChange(id, flags)),
    );
  sources
    .command("remove")
    .description("collect a source of the desk no more; what it brought stays on record")
    .argument("<id>", "as `sources list` shows it")
    .addHelpText("after", "\nExample:\n  watchfloor sources remove blog-example-org")
    .action(async (id: string) => done(await (await run()).runSourceRemove(id)));
  sources
    .command("put-back")
    .description("collect again a source that was removed, as it was")
    .argument("<id>", "of the source")
    .addHelpText("after", "\nExample:\n  watchfloor sources put-back blog-example-org")
    .action(async (id: string) => done(await (await run()).runSourcePutBack(id)));
};
