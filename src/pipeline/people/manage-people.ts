/** What an administrator, or the operator on the machine, does with people. */
import { err, ok, type Result } from "#kit/result.ts";
import { foldLogin } from "#kit/text/fold-login.ts";
import type { Actor, Role } from "#terms/person.ts";
import type { Tlp } from "#terms/tlp.ts";
import { type MadeLink, makePersonLink } from "./links.ts";
import { deedOf, type PeopleSetup } from "./people-setup.ts";
import { nameFault } from "./person-name.ts";

export interface PersonRequest {
  readonly name: string;
  readonly login: string;
  readonly roles: readonly Role[];
  readonly ceiling: Tlp;
}

type Who = Actor & { readonly via?: string };

/** A person without a password, and the link by which they set one. */
export const addPerson = async (
  setup: PeopleSetup,
  who: Who,
  request: PersonRequest,
): Promise<Result<{ readonly id: string; readonly link: MadeLink }, string>> => {
  const name = request.name.normalize("NFC").trim();
  const login = foldLogin(request.login);
  if (!login.ok) return login;
  const fault = nameFault(name);
  if (fault !== undefined) return err(fault);
  if (request.roles.length === 0) return err("Expected at least one role.");
  const id = setup.makeId("person");
  const { roles, ceiling } = request;
  const added = await setup.store.add(deedOf(setup, who), { id, name, ...login.value, roles, ceiling });
  if (!added) return err(`Somebody has the login ${login.value.login}, or one that looks the same.`);
  const link = await makePersonLink(setup, id);
  return link === undefined ? err("The person was suspended meanwhile.") : ok({ id, link });
};

export interface PersonUpdate {
  readonly name?: string | undefined;
  readonly roles?: readonly Role[] | undefined;
  readonly ceiling?: Tlp | undefined;
  readonly state?: "active" | "suspended" | undefined;
}

export type UpdateFault = { readonly type: "absent" | "last" | "bad"; readonly because: string };

const absent: UpdateFault = { type: "absent", because: "There is no such person." };
const last: UpdateFault = {
  type: "last",
  because: "This is the last administrator who can sign in. Make another person administrator first.",
};

const resultOf = (changed: "changed" | "absent" | "last"): Result<undefined, UpdateFault> =>
  changed === "changed" ? ok(undefined) : err(changed === "absent" ? absent : last);

export const updatePerson = async (
  setup: PeopleSetup,
  who: Who,
  id: string,
  { name, roles, ceiling, state }: PersonUpdate,
): Promise<Result<undefined, UpdateFault>> => {
  const fault = name === undefined ? undefined : nameFault(name);
  if (fault !== undefined) return err({ type: "bad", because: fault });
  if (roles?.length === 0) return err({ type: "bad", because: "Expected at least one role." });
  return resultOf(
    await setup.store.change(deedOf(setup, who), id, {
      ...(name === undefined ? {} : { name: name.normalize("NFC").trim() }),
      ...(roles === undefined ? {} : { roles: [...new Set(roles)] }),
      ...(ceiling === undefined ? {} : { ceiling }),
      ...(state === undefined ? {} : { state }),
    }),
  );
};

export const removePerson = async (setup: PeopleSetup, who: Who, id: string): Promise<Result<undefined, UpdateFault>> =>
  resultOf(await setup.store.remove(deedOf(setup, who), id));

/** A way back in: a new link; `withoutFactors` when authenticator and passkeys were lost as well. */
export const resetPerson = async (
  setup: PeopleSetup,
  who: Who,
  { id, withoutFactors }: { readonly id: string; readonly withoutFactors: boolean },
): Promise<MadeLink | undefined> => {
  const link = await makePersonLink(setup, id);
  if (link !== undefined && withoutFactors) await setup.store.clearFactors(deedOf(setup, who), id);
  return link;
};
