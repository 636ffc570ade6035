/** The verb `search`: what is on record. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { searchKinds, searchOrders } from "#terms/search.ts";
import type { ExitCode } from "./exit-codes.ts";
import type { SearchFlags } from "./run-search.ts";

const most = 500;

const readLimit = (text: string): number => {
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > most) throw new InvalidArgumentError(`Expected a number from 1 to ${most}.`);
  return limit;
};

export const addSearch = (root: Command, done: (code: ExitCode | undefined) => void): void => {
  root
    .command("search")
    .description("find articles and editions on record by their words")
    .argument(
      "<words...>",
      'words in any order, "a phrase", begin*, CVE ids, addresses (defanged too); after --, -without',
    )
    .option("--from <day>", "published on this day (UTC) or later")
    .option("--to <day>", "published on this day (UTC) or earlier")
    .option("--outlet <name>", "of this outlet")
    .option("--language <code>", "in this language, such as en")
    .addOption(new Option("--kind <kind>", "only these").choices(searchKinds))
    .addOption(new Option("--order <order>", "newest or best first").choices(searchOrders).default("newest"))
    .addOption(new Option("--limit <number>", "how many").argParser(readLimit).default(20))
    .option("--json", "as JSON", false)
    .addHelpText(
      "after",
      `
Examples:
  watchfloor search ransomware port --from 2026-02-01
  watchfloor search 'hxxp://evil[.]com' --json
  watchfloor search -- '"quay cranes"' -drill
Exit code 1 when nothing is found.`,
    )
    .action(async (words: readonly string[], flags: SearchFlags) =>
      done(await (await import("./run-search.ts")).runSearch(words, flags)),
    );
};
