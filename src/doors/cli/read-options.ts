/** Reads the values of options; a wrong one ends the command with what was expected and what was found. */
import { wrongUse } from "./exit-codes.ts";

export const defaultPort = 8037;
export const checkForms = ["text", "json", "sarif"] as const;
export const extractForms = ["csv", "json"] as const;

export interface AddressMapping {
  readonly prefix: string;
  readonly folder: string;
}

/** `http://host/=FOLDER`; the last `=` divides, since an address may hold one. */
export const readMapping = (text: string): AddressMapping => {
  const at = text.lastIndexOf("=");
  const [prefix, folder] = [text.slice(0, at), text.slice(at + 1)];
  if (at <= 0 || folder === "" || !/^https?:\/\//i.test(prefix) || !URL.canParse(prefix)) {
    throw wrongUse(`--map: Expected http://host/=FOLDER but found ${text}`);
  }
  return { prefix, folder };
};

/** RFC 3339 with a zone, as UTC. */
export const readTime = (text: string): string => {
  const isWhole = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  const time = new Date(text);
  if (!isWhole || Number.isNaN(time.getTime()) || !isRealDay(text))
    throw wrongUse(`--as-of: Expected a time like 2026-02-05T18:00:00Z but found ${text}`);
  return time.toISOString().replace(".000Z", "Z");
};

/** `Date` reads 31 February as 3 March; a typed date should stand. */
const isRealDay = (text: string): boolean => {
  const day = Number(text.slice(8, 10));
  return new Date(`${text.slice(0, 10)}T00:00:00Z`).getUTCDate() === day;
};

export const readPort = (text: string, from: string): number => {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw wrongUse(`${from}: Expected a port from 0 to 65535 but found ${text}`);
};
