/** People on the desk that `serve` opens, and the link by which the first of them is set up. */

import type { Desk } from "#pipeline/index.ts";
import { makeSetUpLink } from "#pipeline/people/links.ts";
import { openPeople } from "#pipeline/people/open-people.ts";
import { addressOfLink, type PeopleDoor } from "../api/people-door.ts";
import { say, saySecret } from "./say.ts";

export const openPeopleDoor = (desk: Desk | undefined, address: string | undefined): PeopleDoor | undefined =>
  desk === undefined ? undefined : { address, setup: openPeople({ store: desk.store.people }) };

/** Said once, while nobody is set up: whoever holds the link becomes the first person, with every role. */
export const saySetUpLink = async (people: PeopleDoor | undefined, address: string): Promise<void> => {
  const link = people === undefined ? undefined : await makeSetUpLink(people.setup);
  if (people === undefined || link === undefined) return;
  say("Nobody is set up on this desk: whoever reaches it may read. Set up the first person, within a day, at:");
  saySecret(addressOfLink(people.address ?? address, link));
};
