/**
 * At which addresses the desk answers, and from which pages it takes a write: its own.
 *
 * `Host`: this machine by its own names with the port it listens on, or the address that the configuration names. A page
 * elsewhere that points its own name at 127.0.0.1 (DNS rebinding) sends that name, and is refused.
 *
 * A write: browsers say which page it comes from (`Sec-Fetch-Site`, Fetch Metadata; `Origin`, RFC 6454), and no page can
 * make them say otherwise. What is no browser says neither, and is heard unless it sends a cookie: cookies are a
 * browser's, and one that says nothing of the page is refused.
 */
const names = ["127.0.0.1", "localhost", "[::1]"];

export interface OwnAddress {
  /** Undefined: not listening yet, no host is right. */
  readonly port: number | undefined;
  /** Where people find the desk when that is not this machine: `https://desk.example`. */
  readonly address?: string | undefined;
}

/** Port 80 may be left out, as browsers do. */
const isThisMachine = (host: string, port: number | undefined): boolean =>
  port !== undefined && names.some((name) => host === `${name}:${port}` || (port === 80 && host === name));

export const isOwnHost = (host: string | undefined, { port, address }: OwnAddress): boolean => {
  if (host === undefined || port === undefined) return false;
  const lower = host.toLowerCase();
  return isThisMachine(lower, port) || (address !== undefined && lower === new URL(address).host);
};

const reading = new Set(["GET", "HEAD", "OPTIONS"]);

export interface Asked {
  readonly method: string;
  readonly host: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** `Host` was checked before: an origin on this machine is the very one that was asked. */
const isOwnOrigin = (origin: string, host: string, { port, address }: OwnAddress): boolean => {
  const lower = host.toLowerCase();
  if (isThisMachine(lower, port)) return origin === `http://${lower}`;
  return address !== undefined && origin === new URL(address).origin;
};

/** @returns why a write is refused; nothing for one that is heard, and for what only reads */
export const whyForeign = ({ method, host, headers }: Asked, own: OwnAddress): string | undefined => {
  if (reading.has(method)) return undefined;
  const site = headers["sec-fetch-site"];
  const { origin, cookie } = headers;
  if (site !== undefined && site !== "same-origin")
    return "Expected a write from a page of this desk (Sec-Fetch-Site: same-origin) but it came from elsewhere.";
  if (origin !== undefined && !(typeof origin === "string" && isOwnOrigin(origin, host, own)))
    return "Expected a write from a page of this desk (Origin) but it came from elsewhere.";
  if (site === undefined && origin === undefined && cookie !== undefined)
    return "Expected a write with a cookie to say which page it comes from (Sec-Fetch-Site or Origin). Programs use a token.";
  return undefined;
};
