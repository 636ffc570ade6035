/**
 * What the door keeps in a browser, and how it reads it: two cookies, HttpOnly, SameSite=Strict, for the whole site.
 *
 * On https (a configured address behind a proxy) they are Secure and carry the `__Host-` prefix; on plain http, which
 * is this machine alone, browsers accept neither. Cookies do not tell ports apart: two desks on one machine take each
 * other's place in one browser.
 */
import { isIP } from "node:net";
import type { FastifyReply, FastifyRequest } from "fastify";
import { findFeedReader } from "#pipeline/people/feed-address.ts";
import type { MadeLink } from "#pipeline/people/links.ts";
import type { PasskeyPlace } from "#pipeline/people/passkeys.ts";
import { type PeopleSetup, timeOf } from "#pipeline/people/people-setup.ts";
import type { ConfiguredProvider } from "#pipeline/people/provider-sign-in.ts";
import type { Caller, SignedIn } from "#pipeline/people/sign-in.ts";
import { createWhoAsks, findSession, secretShape } from "#pipeline/people/who-asks.ts";
import type { Identify } from "./gate.ts";
import { answerProblem } from "./problem.ts";

export interface PeopleDoor {
  readonly setup: PeopleSetup;
  /** Where people find the desk, when that is not this machine: `https://desk.example`. */
  readonly address?: string | undefined;
  /** Set when the configuration names the organisation's own sign-in. */
  readonly provider?: ConfiguredProvider | undefined;
}

const isSecure = ({ address }: PeopleDoor): boolean => address?.startsWith("https://") === true;

/**
 * The name that passkeys belong to: `localhost` where the browser is on this machine, else that of the configured
 * address. An address in digits is no name.
 */
export const passkeyPlace = ({ address }: PeopleDoor, request: FastifyRequest): PasskeyPlace | undefined => {
  const here = `http://${request.headers.host ?? ""}`;
  if (URL.canParse(here) && new URL(here).hostname === "localhost") return { name: "localhost", origin: here };
  if (address === undefined) return undefined;
  const { hostname, origin } = new URL(address);
  return isIP(hostname.replace(/^\[|\]$/g, "")) === 0 ? { name: hostname, origin } : undefined;
};

type Kind = "session" | "device" | "provider";

export const cookieName = (people: PeopleDoor, kind: Kind): string => `${isSecure(people) ? "__Host-" : ""}wf_${kind}`;

export const readCookie = (people: PeopleDoor, request: FastifyRequest, kind: Kind): string | undefined => {
  const value = request.cookies[cookieName(people, kind)];
  return value !== undefined && secretShape.test(value) ? value : undefined;
};

const deviceSeconds = 180 * 24 * 60 * 60;

export const optionsOf = (people: PeopleDoor) =>
  ({ path: "/", httpOnly: true, sameSite: "strict", secure: isSecure(people) }) as const;

export const giveCookies = (people: PeopleDoor, reply: FastifyReply, { session, device }: SignedIn): void => {
  const options = optionsOf(people);
  const maxAge = Math.floor(people.setup.rules.longestMs / 1000);
  reply.setCookie(cookieName(people, "session"), session, { ...options, maxAge });
  reply.setCookie(cookieName(people, "device"), device, { ...options, maxAge: deviceSeconds });
};

export const dropSession = (people: PeopleDoor, reply: FastifyReply): void => {
  reply.clearCookie(cookieName(people, "session"), optionsOf(people));
};

export const callerOf = (people: PeopleDoor, request: FastifyRequest): Caller => ({
  address: request.ip,
  agent: request.headers["user-agent"] ?? "",
  device: readCookie(people, request, "device"),
  session: readCookie(people, request, "session"),
});

export const sessionOf = (people: PeopleDoor, request: FastifyRequest) =>
  findSession(people.setup, readCookie(people, request, "session"));

/** How long after signing in one may change how one signs in. */
const freshMs = 30 * 60_000;

export const isFresh = async (people: PeopleDoor, request: FastifyRequest): Promise<boolean> => {
  const found = await sessionOf(people, request);
  return found !== undefined && people.setup.nowMs() - Date.parse(found.session.createdAt) <= freshMs;
};

export const staleWords = "Confirm who you are first: you signed in more than 30 minutes ago.";

/** Sessions of a person, the one that asks marked. */
export const sessionsOf = async (people: PeopleDoor, request: FastifyRequest, personId: string) => {
  const { store, nowMs, rules } = people.setup;
  const current = await sessionOf(people, request);
  const list = await store.listSessions({
    personId,
    at: timeOf(nowMs()),
    seenAfter: timeOf(nowMs() - rules.idleMs),
  });
  return list.map((session) => ({ ...session, current: session.id === current?.session.id }));
};

/** Token of `Authorization: Bearer`; a header of another kind, or several words, is an empty one, which nobody has. */
const bearerOf = ({ headers }: FastifyRequest): string | undefined => {
  if (headers.authorization === undefined) return undefined;
  return /^Bearer ([A-Za-z0-9_-]{1,100})$/i.exec(headers.authorization)?.[1] ?? "";
};

const feedReaderOf = async (people: PeopleDoor, request: FastifyRequest, reply: FastifyReply | undefined) => {
  const { key } = request.params as { readonly key?: string };
  const found = await findFeedReader(people.setup, key ?? "", request.ip);
  if ("reader" in found) return found.reader;
  if (reply === undefined) return undefined;
  const { waitSeconds } = found;
  if (waitSeconds > 0) {
    reply.header("retry-after", String(waitSeconds));
    await answerProblem(reply, 429, `This feed address is not valid. Ask again in ${waitSeconds} s, if at all.`);
  } else
    await answerProblem(reply, 404, "This feed address is not, or no longer, valid. Settings, You makes a new one.");
  return undefined;
};

export const identifyBy = (people: PeopleDoor): Identify => {
  const whoAsks = createWhoAsks(people.setup);
  return async (request, reply) => {
    if (request.routeOptions.config.byFeedAddress === true) return feedReaderOf(people, request, reply);
    return whoAsks({ token: bearerOf(request), session: readCookie(people, request, "session") });
  };
};

/** Where people find the desk, as whoever asks does. */
export const baseOf = ({ address }: PeopleDoor, { headers }: FastifyRequest): string =>
  address ?? `http://${headers.host ?? "127.0.0.1"}`;

/** Where a link leads: its secret stands after the `#`, which no server is sent. */
export const addressOfLink = (base: string, { kind, secret }: MadeLink): string =>
  `${base}/${kind === "set-up" ? "set-up" : "join"}#${secret}`;
