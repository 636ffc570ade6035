/**
 * A private address of the feeds, for a feed reader that cannot sign in: whoever holds it reads approved editions by feed
 * as its person may, up to a label that they chose, and nothing else. It is shown once; its hash is kept.
 *
 * A new one ends the one before. An administrator may end one and make none: who makes it has seen it.
 */
import { sha256Hex } from "#kit/hash.ts";
import { type Principal, permissionsFor } from "#terms/person.ts";
import { type Tlp, widerTlp } from "#terms/tlp.ts";
import { deedOf, type PeopleSetup, timeOf } from "./people-setup.ts";
import { isOld } from "./who-asks.ts";

const prefix = "wf_feed_";
const shape = /^wf_feed_[A-Za-z0-9_-]{43}$/;
/** Wrong ones from one address of the network, before each makes the next wait. */
const tries = { free: 10, longestWaitMs: 15 * 60_000 };

/** @returns the secret part of the address */
export const makeFeedAddress = async (
  setup: PeopleSetup,
  who: Pick<Principal, "id" | "name" | "via" | "ceiling">,
  ceiling: Tlp = who.ceiling,
): Promise<string> => {
  const secret = setup.makeSecret(prefix);
  const kept = widerTlp(ceiling, who.ceiling);
  await setup.store.setFeedAddress(deedOf(setup, who), { personId: who.id, hash: sha256Hex(secret), ceiling: kept });
  return secret;
};

/** `waitSeconds`: it is not, or no longer, valid; more than 0 after too many such. */
export type FeedReader = { readonly reader: Principal } | { readonly waitSeconds: number };

/**
 * A right one is never held up by the wrong ones of others who come from the same place: its 256 bits are not guessed.
 * The count tells a reader that goes on asking by an address which ended to stop.
 */
export const findFeedReader = async (setup: PeopleSetup, secret: string, from: string): Promise<FeedReader> => {
  const { store, nowMs, limiter } = setup;
  const found = shape.test(secret) ? await store.findFeedReader(sha256Hex(secret)) : undefined;
  if (found === undefined) {
    const waitMs = await limiter.take([{ key: `feed ${from}`, allowance: tries }]);
    return { waitSeconds: Math.ceil(waitMs / 1000) };
  }
  const { person, address } = found;
  if (isOld(address.usedAt, nowMs())) await store.touchFeedAddress(person.id, timeOf(nowMs()));
  return {
    reader: {
      id: person.id,
      name: person.name,
      may: permissionsFor(person.roles, ["edition.read"]),
      // Theirs may have been lowered since.
      ceiling: widerTlp(address.ceiling, person.ceiling),
      via: "token",
    },
  };
};
