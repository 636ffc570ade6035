/** The verbs `backup`, `restore` and `move`: the whole store in a file, back from it, or into another server. */
import type { Command } from "commander";
import type { ExitCode } from "./exit-codes.ts";

const takesPassphrase = (command: Command): Command =>
  command.option("--passphrase-file <file>", "the passphrase, in a file; or in WATCHFLOOR_PASSPHRASE");

interface PassphraseFlags {
  readonly passphraseFile?: string;
}

export const addStore = (root: Command, done: (code: ExitCode | undefined) => void): void => {
  takesPassphrase(root.command("backup"))
    .description("write the whole store to a file, also while the desk runs")
    .argument("<file>", "where to; an older file is replaced when the new one is whole")
    .addHelpText(
      "after",
      `
Example:
  watchfloor backup /mnt/backup/watchfloor.wfb --passphrase-file /etc/watchfloor/passphrase
Sealed with the passphrase (AES-256-GCM, key by scrypt). Without one the file is open, and that is said loudly.`,
    )
    .action(async (file: string, { passphraseFile }: PassphraseFlags) => {
      const { runBackup } = await import("./run-store.ts");
      done(await runBackup(file, passphraseFile));
    });

  takesPassphrase(root.command("restore"))
    .description("fill an empty store from a backup")
    .argument("<file>", "a backup")
    .addHelpText(
      "after",
      `
Examples:
  WATCHFLOOR_STATE=/srv/desk watchfloor restore watchfloor.wfb
  DATABASE_URL=postgres://desk@db/desk watchfloor restore watchfloor.wfb
A store that holds something is left as it is. Checksums of every table are compared at the end.`,
    )
    .action(async (file: string, { passphraseFile }: PassphraseFlags) => {
      const { runRestore } = await import("./run-store.ts");
      done(await runRestore(file, passphraseFile));
    });

  root
    .command("doctor")
    .description("look at configuration, store, disk, time, sources and mail; say what is wrong and what to do")
    .option("--json", "as JSON", false)
    .addHelpText(
      "after",
      `
Example:
  watchfloor --config watchfloor.yaml doctor
No mail is sent. Exit code 1 when something is wrong, 3 when something could not be looked at.`,
    )
    .action(async (flags: { json: boolean }) => {
      const { runDoctor } = await import("./run-doctor.ts");
      done(await runDoctor(flags));
    });

  root
    .command("move")
    .description("copy the embedded store into the empty database that DATABASE_URL names")
    .addHelpText(
      "after",
      `
Example:
  DATABASE_URL=postgres://desk@db/desk watchfloor move
Stop the desk first. The embedded store is left as it is; start the desk with the same DATABASE_URL afterwards.`,
    )
    .action(async () => {
      const { runMove } = await import("./run-store.ts");
      done(await runMove());
    });
};
