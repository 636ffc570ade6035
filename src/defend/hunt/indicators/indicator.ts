/** An indicator: a value that would mean something if it stood in a log, for a while, and where that is from. */
import type { RuleLevel } from "#terms/rule.ts";

export const indicatorTypes = [
  "ipv4",
  "ipv6",
  "cidr",
  "domain",
  "url",
  "email",
  "md5",
  "sha1",
  "sha256",
  "sha512",
  "cve",
] as const;
export type IndicatorType = (typeof indicatorTypes)[number];

export interface Indicator {
  /** Its own where its source gives one, else made from type and value. */
  readonly id: string;
  readonly type: IndicatorType;
  /** Normalised: lower case but for the path of an address. */
  readonly value: string;
  readonly level: RuleLevel;
  readonly tags: readonly string[];
  /** File it came from, and the name or story there. */
  readonly source: string;
  readonly name?: string;
  /** Events before or from then on do not count. */
  readonly validFromMs?: number;
  readonly validUntilMs?: number;
  /** Why it is not alarmed on: the warning list it stands on. */
  readonly warned?: string;
}

/** What could not be taken from a file of indicators. */
export interface IndicatorFault {
  readonly file: string;
  /** Line, or number of the object. */
  readonly place: number;
  readonly message: string;
}

export const indicatorTitle = ({ type, value, name }: Indicator): string =>
  `Indicator ${type} ${value}${name === undefined || name === value ? "" : ` (${name})`}`;
