/** The verb `people`: who may sign in, for an operator on the machine; also while the desk runs. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { type Role, roles } from "#terms/person.ts";
import { tlpLabels } from "#terms/tlp.ts";
import type { ExitCode } from "./exit-codes.ts";
import { defaultPort, readPort } from "./read-options.ts";
import type { AddFlags, ResetFlags } from "./run-people.ts";

const gatherRoles = (text: string, before: readonly Role[] = []): readonly Role[] => {
  const role = roles.find((each) => each === text);
  if (role === undefined) throw new InvalidArgumentError(`Expected ${roles.join(", ")}.`);
  return [...before, role];
};

const portOption = (): Option =>
  new Option("--port <port>", "port of the desk, for the link; the configured address wins")
    .argParser((text) => readPort(text, "--port"))
    .default(defaultPort);

export const addPeople = (root: Command, done: (code: ExitCode | undefined) => void): void => {
  const people = root
    .command("people")
    .description("list, add, suspend, reset and remove the people of the desk")
    .addHelpText(
      "after",
      `
Examples:
  watchfloor people list
  watchfloor people add ada --name "Ada Lovelace" --role analyst --role reviewer
  watchfloor people reset ada --without-factors
A person is named by login or id. Links are printed once, and are to be used once.`,
    );
  const load = () => import("./run-people.ts");

  people
    .command("list")
    .description("everyone who may sign in, or is suspended")
    .option("--json", "as JSON", false)
    .action(async ({ json }: { json: boolean }) => done(await (await load()).listPeople(json)));

  people
    .command("add")
    .description("add a person, and print the link by which they set their password")
    .argument("<login>", "what they sign in with")
    .requiredOption("--name <name>", "as others see it beside what they decide")
    .option("--role <role>", `${roles.join(", ")}; may be given again; default reader`, gatherRoles)
    .addOption(new Option("--ceiling <label>", "highest label they are shown").choices(tlpLabels).default("TLP:AMBER"))
    .addOption(portOption())
    .action(async (login: string, flags: AddFlags) => done(await (await load()).addPerson(login, flags)));

  people
    .command("reset")
    .description("print a link by which a person sets a new password")
    .argument("<person>", "login or id")
    .option("--without-factors", "authenticator and passkeys were lost: they open nothing any more", false)
    .addOption(portOption())
    .action(async (who: string, flags: ResetFlags) => done(await (await load()).resetPerson(who, flags)));

  people
    .command("suspend")
    .description("keep a person out; their sessions and tokens end at once")
    .argument("<person>", "login or id")
    .option("--lift", "let them in again", false)
    .action(async (who: string, { lift }: { lift: boolean }) => done(await (await load()).suspendPerson(who, lift)));

  people
    .command("end-feed")
    .description("end a person's private feed address; they may make a new one")
    .argument("<person>", "login or id")
    .action(async (who: string) => done(await (await load()).endFeed(who)));

  people
    .command("remove")
    .description("erase a person's name and every way to sign in; what they decided stays, under their id")
    .argument("<person>", "login or id")
    .option("--yes", "do it; it cannot be undone", false)
    .action(async (who: string, { yes }: { yes: boolean }) => done(await (await load()).removePerson(who, yes)));
};
