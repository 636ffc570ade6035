/** The verb `audit`: the chain of who did what. */
import { type Command, InvalidArgumentError, Option } from "commander";
import type { AuditHead } from "#terms/audit.ts";
import type { ExitCode } from "./exit-codes.ts";

const readHead = (text: string): AuditHead => {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (seq === undefined || hash === undefined)
    throw new InvalidArgumentError("Expected a head as `audit verify` prints it: a number, a colon, 64 hex digits.");
  return { seq: Number(seq), hash };
};

export const addAudit = (root: Command, done: (code: ExitCode | undefined) => void): void => {
  const audit = root.command("audit").description("who did what: check the chain, take it out");
  audit
    .command("verify")
    .description("say whether the chain holds, and where it ends")
    .addOption(
      new Option("--pinned <head>", "a head written down earlier; tells whether entries were cut off since").argParser(
        readHead,
      ),
    )
    .option("--json", "as JSON", false)
    .addHelpText(
      "after",
      `
Examples:
  watchfloor audit verify
  watchfloor audit verify --pinned "$(cat /mnt/elsewhere/audit-head)"
Prints the head, as NUMBER:HASH: write it down where the desk cannot reach. Exit code 1 when the chain is broken.`,
    )
    .action(async (flags: { pinned?: AuditHead; json: boolean }) =>
      done(await (await import("./run-audit.ts")).runAuditVerify(flags)),
    );
  audit
    .command("export")
    .description("write all entries, a line of JSON each; docs/audit.md says how to verify them without us")
    .addOption(new Option("--format <form>", "form of the lines").choices(["ndjson"]).default("ndjson"))
    .option("-o, --output <file>", "write to FILE instead of printing")
    .addHelpText(
      "after",
      `
Example:
  watchfloor audit export --format ndjson -o audit.ndjson`,
    )
    .action(async (flags: { output?: string }) =>
      done(await (await import("./run-audit.ts")).runAuditExport(flags.output)),
    );
};
