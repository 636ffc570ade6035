/**
 * Whether a hook could be told anything: its name is looked up, its host connected to and its certificate judged, past
 * the same guard as every notice. Nothing is asked of it and nothing sent.
 */
import { connect as connectPlain, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { err, ok, type Result } from "#kit/result.ts";
import {
  bareHost,
  checkLiteral,
  guardLookup,
  hostAndPort,
  parseWebAddress,
  type ResolveName,
  resolveBySystem,
} from "../guard-address.ts";
import { openIt } from "./why-closed.ts";

export interface HookReach {
  /** `host:port` */
  readonly host: string;
  readonly encrypted: boolean;
}

const limitMs = 10_000;

const codeOf = (cause: Error): string => ("code" in cause && typeof cause.code === "string" ? cause.code : "");

const whyNot = (host: string, cause: Error): string => {
  const code = codeOf(cause);
  if (code === "BLOCKED_ADDRESS") return `${cause.message} ${openIt(host)}.`;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return `The name of ${host} has no address (${code}).`;
  return /CERT|SIGNATURE|ALTNAME|SSL|TLS|EPROTO/.test(code)
    ? `The certificate or encryption of ${host} is not accepted (${code}).`
    : `${host} could not be connected to (${code === "" ? cause.message.slice(0, 120) : code}).`;
};

const settle = (socket: Socket, ready: "connect" | "secureConnect", host: string): Promise<Result<void, string>> =>
  new Promise((done) => {
    const end = (result: Result<void, string>): void => {
      clearTimeout(limit);
      socket.destroy();
      done(result);
    };
    const limit = setTimeout(() => end(err(`${host} was not there within ${limitMs / 1_000} s.`)), limitMs);
    socket.once("error", (cause) => end(err(whyNot(host, cause))));
    socket.once(ready, () => end(ok(undefined)));
  });

export const reachHook = async (
  address: string,
  allowHosts: readonly string[],
  resolve: ResolveName = resolveBySystem,
): Promise<Result<HookReach, string>> => {
  const url = parseWebAddress(address);
  if (!url.ok) return err(url.error.message);
  const host = hostAndPort(url.value);
  const isNamed = allowHosts.includes(host);
  const encrypted = url.value.protocol === "https:";
  const literal = checkLiteral(url.value);
  if (!isNamed && !literal.ok) return err(`${literal.error.message} ${openIt(host)}.`);
  if (!isNamed && !encrypted) return err(`Expected https for ${host}: nothing is told in the clear. ${openIt(host)}.`);
  const bare = bareHost(url.value);
  const options = {
    host: bare,
    port: Number(host.slice(host.lastIndexOf(":") + 1)),
    ...(isNamed ? {} : { lookup: guardLookup(resolve) }),
  };
  const reached = encrypted
    ? await settle(connectTls({ ...options, ...(isIP(bare) === 0 ? { servername: bare } : {}) }), "secureConnect", host)
    : await settle(connectPlain(options), "connect", host);
  return reached.ok ? ok({ host, encrypted }) : reached;
};
