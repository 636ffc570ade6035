/**
 * Which `Host` headers the door answers to: this machine by its own names, with the port it listens on.
 *
 * A page elsewhere that points its own name at 127.0.0.1 (DNS rebinding) sends that name, and is refused.
 */
const names = ["127.0.0.1", "localhost", "[::1]"];

/** `port` undefined: not listening yet, no host is right. Port 80 may be left out, as browsers do. */
export const isOwnHost = (host: string | undefined, port: number | undefined): boolean => {
  if (host === undefined || port === undefined) return false;
  const lower = host.toLowerCase();
  return names.some((name) => lower === `${name}:${port}` || (port === 80 && lower === name));
};
