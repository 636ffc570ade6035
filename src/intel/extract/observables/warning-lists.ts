/**
 * Names, blocks and hashes known to be harmless, shared or reserved, and what standing on such a list says.
 *
 * Entries are checked on load: one that would match too much (a public suffix, a name without a dot or under four characters, a block
 * wider than /6 or /16) is refused and reported, so that one bad line cannot lower everything. Look-up is by exact name, by
 * parent name, and by prefix of an address; cost is the number of labels or of prefix lengths in use.
 */
import { ipv6Groups, isIpv4 } from "./read-address.ts";
import { isBareSuffix } from "./read-host.ts";

export type ListSays =
  | "vendor"
  | "organisation"
  | "research"
  | "shared"
  | "lookup"
  | "network"
  | "reserved"
  | "parking"
  | "sinkhole"
  | "placeholder"
  | "known_file";

/** A list as the data files hold it: entries parted by blanks. `below`: a name stands for all names under it too. */
export interface WarningListData {
  readonly id: string;
  readonly title: string;
  readonly version: number;
  readonly says: string;
  readonly match: string;
  readonly names: string;
  readonly blocks: string;
  readonly hashes: string;
}

export interface ListMatch {
  readonly list: string;
  readonly title: string;
  readonly says: ListSays;
  /** The entry is the name itself, not a parent of it. */
  readonly exact: boolean;
  /** Length of the entry: the longer, the more specific. */
  readonly length: number;
}

export interface WarningLists {
  readonly matchName: (host: string) => readonly ListMatch[];
  readonly matchAddress: (address: string) => readonly ListMatch[];
  readonly matchHash: (hash: string) => readonly ListMatch[];
  /** Entries refused on load, as `list: entry`. */
  readonly refused: readonly string[];
}

const said = new Set<string>([
  "vendor",
  "organisation",
  "research",
  "shared",
  "lookup",
  "network",
  "reserved",
  "parking",
  "sinkhole",
  "placeholder",
  "known_file",
]);

const isListSays = (value: string): value is ListSays => said.has(value);

interface Owner {
  readonly list: string;
  readonly title: string;
  readonly says: ListSays;
  /** Whether the entry holds for names under it. */
  readonly below: boolean;
}

const addTo = (table: Map<string, Owner[]>, key: string, owner: Owner): void => {
  const owners = table.get(key);
  if (owners === undefined) table.set(key, [owner]);
  else owners.push(owner);
};

/** The bits of an address as a string of 0 and 1; undefined when it is none. */
const bitsOf = (address: string): string | undefined => {
  if (isIpv4(address)) {
    return address
      .split(".")
      .map((part) => Number(part).toString(2).padStart(8, "0"))
      .join("");
  }
  return ipv6Groups(address)
    ?.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, "0"))
    .join("");
};

/** Key of a block: family and its leading bits. Undefined when it is none or matches too much. */
const blockKey = (entry: string): string | undefined => {
  const [address = "", length] = entry.split("/");
  const bits = bitsOf(address);
  if (bits === undefined) return undefined;
  const size = length === undefined ? bits.length : Number(length);
  const least = bits.length === 32 ? 6 : 16;
  return Number.isInteger(size) && size >= least && size <= bits.length
    ? `${bits.length}:${bits.slice(0, size)}`
    : undefined;
};

/** Not too short, and no public suffix: `co.uk` on a list would speak of everybody under it. */
const isUsableName = (name: string): boolean =>
  name.length >= 4 && /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/.test(name) && !isBareSuffix(name);
const isHash = (entry: string): boolean => /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/.test(entry);

const entriesOf = (joined: string): string[] => joined.split(" ").filter((entry) => entry !== "");

export const createWarningLists = (data: readonly WarningListData[]): WarningLists => {
  const names = new Map<string, Owner[]>();
  const blocks = new Map<string, Owner[]>();
  const hashes = new Map<string, Owner[]>();
  const refused: string[] = [];
  for (const { id, title, says, match, names: nameText, blocks: blockText, hashes: hashText } of data) {
    if (!isListSays(says)) {
      refused.push(`${id}: says ${says}`);
      continue;
    }
    for (const entry of entriesOf(nameText)) {
      const name = entry.replace(/^\./, "");
      if (isUsableName(name))
        addTo(names, name, { list: id, title, says, below: match === "below" || entry.startsWith(".") });
      else refused.push(`${id}: ${entry}`);
    }
    for (const entry of entriesOf(blockText)) {
      const key = blockKey(entry);
      if (key === undefined) refused.push(`${id}: ${entry}`);
      else addTo(blocks, key, { list: id, title, says, below: true });
    }
    for (const entry of entriesOf(hashText)) {
      if (isHash(entry)) addTo(hashes, entry, { list: id, title, says, below: false });
      else refused.push(`${id}: ${entry}`);
    }
  }
  const lengths = [...new Set([...blocks.keys()].map((key) => key.length))].sort((left, right) => right - left);

  const matchName = (host: string): readonly ListMatch[] => {
    const found: ListMatch[] = [];
    const labels = host.toLowerCase().split(".").slice(-12);
    for (let from = 0; from < labels.length - 1; from += 1) {
      const name = labels.slice(from).join(".");
      for (const { list, title, says, below } of names.get(name) ?? []) {
        if (from === 0 || below) found.push({ list, title, says, exact: from === 0, length: name.length });
      }
    }
    return found;
  };
  const matchAddress = (address: string): readonly ListMatch[] => {
    const bits = bitsOf(address);
    if (bits === undefined) return [];
    const key = `${bits.length}:${bits}`;
    return lengths
      .filter((length) => length <= key.length)
      .flatMap((length) =>
        (blocks.get(key.slice(0, length)) ?? []).map(({ list, title, says }) => ({
          list,
          title,
          says,
          exact: length === key.length,
          length,
        })),
      );
  };
  const matchHash = (hash: string): readonly ListMatch[] =>
    (hashes.get(hash.toLowerCase()) ?? []).map(({ list, title, says }) => ({
      list,
      title,
      says,
      exact: true,
      length: hash.length,
    }));
  return { matchName, matchAddress, matchHash, refused };
};
