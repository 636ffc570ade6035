/** `watchfloor people list | add | reset | suspend | remove`. */
import { foldLogin } from "#kit/text/fold-login.ts";
import type { MadeLink } from "#pipeline/people/links.ts";
import * as manage from "#pipeline/people/manage-people.ts";
import { openPeople } from "#pipeline/people/open-people.ts";
import { deedOf, type PeopleSetup, timeOf } from "#pipeline/people/people-setup.ts";
import type { Actor, Person, Role } from "#terms/person.ts";
import type { Tlp } from "#terms/tlp.ts";
import { addressOfLink } from "../api/people-door.ts";
import { type ExitCode, exitCodes, unfinished, wrongUse } from "./exit-codes.ts";
import { openConfig } from "./open-config.ts";
import { countOf, print, say, saySecret } from "./say.ts";
import { rulesOf } from "./serve-people.ts";
import { withDesk } from "./with-desk.ts";

export interface AddFlags {
  readonly name: string;
  readonly role?: readonly Role[];
  readonly ceiling: Tlp;
  readonly port: number;
}

export interface ResetFlags {
  readonly withoutFactors: boolean;
  readonly port: number;
}

/** Who acts at the command line: whoever may run it on this machine. */
const operator: Actor & { readonly via: string } = { id: "operator", name: "the operator", via: "command line" };

const withPeople = async (use: (setup: PeopleSetup) => Promise<void>): Promise<ExitCode> => {
  const { people } = await openConfig();
  await withDesk("people", ({ store }) => use(openPeople({ store: store.people, rules: rulesOf(people) })));
  return exitCodes.fine;
};

const find = async ({ store }: PeopleSetup, who: string): Promise<Person> => {
  const folded = foldLogin(who);
  const found =
    (await store.readCredentials({ id: who })) ??
    (folded.ok ? await store.readCredentials({ login: folded.value.login }) : undefined);
  if (found === undefined) throw unfinished(`people: Expected the login or id of a person but found ${who}.`);
  return found.person;
};

const sayLink = async (link: MadeLink, port: number): Promise<void> => {
  const { door } = await openConfig();
  say(`To be used once, until ${link.expiresAt}:`);
  saySecret(addressOfLink(door.address ?? `http://127.0.0.1:${port}`, link));
};

export const listPeople = (json: boolean): Promise<ExitCode> =>
  withPeople(async (setup) => {
    const list = await setup.store.list(timeOf(setup.nowMs()));
    if (json) await print(`${JSON.stringify(list, null, 2)}\n`);
    else
      for (const { login, name, roles, ceiling, state, id } of list)
        await print(`${[login, name, roles.join(","), ceiling, state, id].join("\t")}\n`);
    say(countOf(list.length, "person", "people"));
  });

export const addPerson = (login: string, { name, role, ceiling, port }: AddFlags): Promise<ExitCode> =>
  withPeople(async (setup) => {
    const request = { login, name, roles: role ?? (["reader"] as const), ceiling };
    const added = await manage.addPerson(setup, operator, request);
    if (!added.ok) throw wrongUse(`people add: ${added.error}`);
    await print(`${added.value.id}\n`);
    await sayLink(added.value.link, port);
    const list = await setup.store.list(timeOf(setup.nowMs()));
    if (!list.some(({ roles }) => roles.includes("administrator")))
      say("Nobody administers this desk yet. Add a person with --role administrator.");
  });

export const resetPerson = (who: string, { withoutFactors, port }: ResetFlags): Promise<ExitCode> =>
  withPeople(async (setup) => {
    const { id, login } = await find(setup, who);
    const link = await manage.resetPerson(setup, operator, { id, withoutFactors });
    if (link === undefined)
      throw unfinished(`people reset: ${login} is suspended. Let them in first: people suspend --lift.`);
    await sayLink(link, port);
  });

export const suspendPerson = (who: string, lift: boolean): Promise<ExitCode> =>
  withPeople(async (setup) => {
    const { id, login } = await find(setup, who);
    const changed = await manage.updatePerson(setup, operator, id, { state: lift ? "active" : "suspended" });
    if (!changed.ok) throw unfinished(`people suspend: ${changed.error.because}`);
    say(lift ? `${login} may sign in again.` : `${login} is kept out; their sessions have ended.`);
  });

export const endFeed = (who: string): Promise<ExitCode> =>
  withPeople(async (setup) => {
    const { id, login } = await find(setup, who);
    const ended = await setup.store.endFeedAddress(deedOf(setup, operator), id);
    say(ended ? `The feed address of ${login} has ended.` : `${login} has no private feed address.`);
  });

export const removePerson = (who: string, yes: boolean): Promise<ExitCode> =>
  withPeople(async (setup) => {
    const { id, login } = await find(setup, who);
    if (!yes) throw wrongUse(`people remove: Expected --yes: the name of ${login} is erased for good.`);
    const removed = await manage.removePerson(setup, operator, id);
    if (!removed.ok) throw unfinished(`people remove: ${removed.error.because}`);
    say(`${login} is removed. What they decided stays, under ${id}.`);
  });
