/**
 * Signed-in people for tests that need real ones: made in the store, without hashing a password.
 *
 *   const desk = openTestPeople(store);
 *   const door = await createServer({ shelf, people: desk.people });
 *   const ada = await desk.signIn({ roles: ["analyst"] });
 *   await door.inject({ method: "POST", url, headers: ada.headers, payload });
 */
import { cookieName, type PeopleDoor } from "../../src/doors/api/people-door.ts";
import { secretKeyOf } from "../../src/outside/secret-key.ts";
import { openPeople, type PeopleOptions } from "../../src/pipeline/people/open-people.ts";
import { deedOf, theDesk } from "../../src/pipeline/people/people-setup.ts";
import { beginSession } from "../../src/pipeline/people/sign-in.ts";
import type { Store } from "../../src/store/index.ts";
import type { Person, Role } from "../../src/terms/person.ts";
import type { Tlp } from "../../src/terms/tlp.ts";

/** What authenticators are kept under. */
export const testKey = secretKeyOf(new Uint8Array(32).fill(37), "test");

/** Hashing that costs nothing to speak of. */
const cheapHashing = { cost: { memoryKib: 64, passes: 1, lanes: 1 } };

export interface TestPerson {
  readonly person: Person;
  /** `wf_session=…`, as a browser would send it. */
  readonly cookie: string;
  /** For `inject` and `fetch`: the cookie, and what a browser on the same site says besides. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface TestPeople {
  readonly people: PeopleDoor;
  readonly signIn: (who?: {
    readonly roles?: readonly Role[];
    readonly ceiling?: Tlp;
    readonly name?: string;
    readonly login?: string;
  }) => Promise<TestPerson>;
}

export const openTestPeople = (
  store: Pick<Store, "people">,
  options: Omit<PeopleOptions, "store"> = {},
): TestPeople => {
  const setup = openPeople({ store: store.people, hashing: cheapHashing, secretKey: testKey, ...options });
  const people: PeopleDoor = { setup };
  let count = 0;
  return {
    people,
    signIn: async ({ roles, ceiling = "TLP:AMBER", name, login } = {}) => {
      count += 1;
      const id = setup.makeId("person");
      const key = login ?? `tester-${id.slice(-6)}-${count}`;
      await setup.store.add(deedOf(setup, theDesk), {
        id,
        name: name ?? `Tester ${count}`,
        login: key,
        look: key,
        roles: roles ?? ["reader"],
        ceiling,
      });
      const found = await setup.store.readCredentials({ id });
      if (found === undefined) throw new Error(`Expected the login ${key} to be free.`);
      const begun = await beginSession(setup, found.person, { way: "password", caller: { agent: "test" } });
      const cookie = `${cookieName(people, "session")}=${begun?.session ?? ""}`;
      return { person: found.person, cookie, headers: { cookie, "sec-fetch-site": "same-origin" } };
    },
  };
};
