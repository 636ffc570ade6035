/** The verb `settings`: what people set on the desk, for an operator on the machine; also while the desk runs. */
import { Argument, type Command } from "commander";
import type { ExitCode } from "./exit-codes.ts";
import { settingVerbs } from "./setting-verbs.ts";

const kind = (): Argument => new Argument("<setting>", "which one").choices([...settingVerbs]);

export const addSettings = (root: Command, done: (code: ExitCode | undefined) => void): void => {
  const settings = root
    .command("settings")
    .description(
      "show, set and put back what people set on the desk: its organisation, when editions are made, mail, hooks",
    )
    .addHelpText(
      "after",
      `
Examples:
  watchfloor settings show organisation
  watchfloor settings set organisation organisation.yaml
  watchfloor settings set editions editions.yaml
  watchfloor settings set delivery mail.yaml --password-file smtp.password
  watchfloor settings set hooks hooks.yaml
  watchfloor settings history organisation
  watchfloor settings restore organisation 3
A running desk takes a change at its next job. What the configuration names wins, and cannot be set here.`,
    );
  const load = () => import("./run-settings.ts");
  settings
    .command("show")
    .description("what is in force, as YAML, and where it comes from")
    .addArgument(kind())
    .option("--json", "as JSON", false)
    .action(async (of: (typeof settingVerbs)[number], { json }: { json: boolean }) =>
      done(await (await load()).showSetting(of, json)),
    );
  settings
    .command("set")
    .description("set it from a file; every fault is told, and nothing is set with one")
    .addArgument(kind())
    .argument("<file>", "YAML; of products also CSV")
    .option("--password-file <file>", "of `delivery`: a file that holds the relay's password; it is kept sealed")
    .action(async (of: (typeof settingVerbs)[number], file: string, { passwordFile }: { passwordFile?: string }) =>
      done(await (await load()).setSetting(of, file, passwordFile)),
    );
  settings
    .command("history")
    .description("who set it when, newest first")
    .addArgument(kind())
    .option("--json", "as JSON", false)
    .action(async (of: (typeof settingVerbs)[number], { json }: { json: boolean }) =>
      done(await (await load()).listVersions(of, json)),
    );
  settings
    .command("restore")
    .description("put an earlier version back, as a new one; 0 is the default")
    .addArgument(kind())
    .argument("<version>", "as `settings history` tells it")
    .action(async (of: (typeof settingVerbs)[number], version: string) =>
      done(await (await load()).restoreSetting(of, version)),
    );
};
