/**
 * The guard before every request by HTTP: a host that the configuration names is asked wherever it is, any other at public
 * addresses alone, looked at when the name is resolved. Whoever asks follows no redirect past it.
 */
import { Agent } from "undici";
import { ok, type Result } from "#kit/result.ts";
import type { FetchFault } from "#terms/collecting.ts";
import { checkLiteral, guardLookup, hostAndPort, type ResolveName, resolveBySystem } from "./guard-address.ts";

export interface Guard {
  readonly isNamed: (url: URL) => boolean;
  /** Refuses an IP literal that is neither public nor named. */
  readonly check: (url: URL) => Result<URL, FetchFault>;
  /** Over which connections it is asked. */
  readonly dispatcherOf: (url: URL) => Agent;
  /** Connections to what is named, whatever its address. */
  readonly named: Agent;
  readonly close: () => Promise<void>;
}

const connect = { timeout: 10_000 };

/** @param allowHosts `host:port` that may be asked though not public */
export const openGuard = (allowHosts: Iterable<string>, resolve: ResolveName = resolveBySystem): Guard => {
  const allowed = new Set(allowHosts);
  const named = new Agent({ connect });
  const guarded = new Agent({ connect: { ...connect, lookup: guardLookup(resolve) } });
  const isNamed = (url: URL): boolean => allowed.has(hostAndPort(url));
  return {
    isNamed,
    check: (url) => (isNamed(url) ? ok(url) : checkLiteral(url)),
    dispatcherOf: (url) => (isNamed(url) ? named : guarded),
    named,
    close: async () => {
      await Promise.all([named.destroy(), guarded.destroy()]);
    },
  };
};
