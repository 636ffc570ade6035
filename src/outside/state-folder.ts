/**
 * Where the desk keeps what it knows on this machine: `WATCHFLOOR_STATE`, else `/var/lib/watchfloor` for root (the
 * database must run as another user, who may not enter root's home), else the XDG state folder.
 */
import { homedir } from "node:os";
import { join, resolve } from "node:path";

export const stateFolder = (
  environment: NodeJS.ProcessEnv = process.env,
  isRoot = process.getuid?.() === 0,
): string => {
  const named = environment.WATCHFLOOR_STATE;
  if (named !== undefined && named !== "") return resolve(named);
  if (isRoot) return "/var/lib/watchfloor";
  const home = environment.XDG_STATE_HOME;
  return join(home !== undefined && home !== "" ? home : join(homedir(), ".local", "state"), "watchfloor");
};
