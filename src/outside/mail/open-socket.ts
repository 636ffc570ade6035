/**
 * A connection to the mail relay, past the same guard as every other: a relay with an address that is not public must
 * stand in `allowHosts`, by the `host:port` it is named with.
 */
import { connect, isIP, type Socket } from "node:net";
import { err, ok, type Result } from "#kit/result.ts";
import type { Relay } from "#terms/delivery.ts";
import { guardLookup, isPublicAddress, type ResolveName, resolveBySystem } from "../guard-address.ts";

const nameOf = ({ host, port }: Relay): string => `${host.includes(":") ? `[${host}]` : host.toLowerCase()}:${port}`;

export const openSocket = (
  relay: Relay,
  allowHosts: readonly string[],
  resolve: ResolveName = resolveBySystem,
): Promise<Result<Socket, string>> => {
  const { host, port, timeoutMs } = relay;
  const isAllowed = allowHosts.includes(nameOf(relay));
  if (!isAllowed && isIP(host) !== 0 && !isPublicAddress(host))
    return Promise.resolve(
      err(
        `Expected a public address but the relay ${nameOf(relay)} has none. Name it under allowHosts if it is yours.`,
      ),
    );
  return new Promise((done) => {
    const socket = connect({ host, port, ...(isAllowed ? {} : { lookup: guardLookup(resolve) }) });
    const limit = setTimeout(() => {
      socket.destroy();
      done(err(`The relay ${nameOf(relay)} was not there within ${Math.ceil(timeoutMs / 1_000)} s.`));
    }, timeoutMs);
    const fail = (cause: NodeJS.ErrnoException): void => {
      clearTimeout(limit);
      const why =
        cause.code === "BLOCKED_ADDRESS"
          ? `${cause.message} Name ${nameOf(relay)} under allowHosts if it is yours.`
          : `The relay ${nameOf(relay)} could not be reached (${cause.code ?? cause.message}).`;
      done(err(why));
    };
    socket.once("error", fail);
    socket.once("connect", () => {
      clearTimeout(limit);
      socket.off("error", fail);
      done(ok(socket));
    });
  });
};
