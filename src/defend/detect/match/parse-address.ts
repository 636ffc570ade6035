/**
 * IP addresses and CIDR networks, IPv4 and IPv6 (RFC 4291, RFC 4632), as eight groups of 16 bits.
 *
 * An IPv4 address written inside IPv6 (`::ffff:10.0.0.1`) is that IPv4 address. Zone ids and brackets are dropped. Host
 * bits set in a network are ignored, as `10.1.2.3/8` means `10.0.0.0/8`.
 */
export interface Address {
  readonly version: 4 | 6;
  readonly groups: readonly number[];
}

export interface Network {
  readonly version: 4 | 6;
  readonly groups: readonly number[];
  readonly prefix: number;
}

const longestAddress = 70;

const parseFour = (text: string): [number, number] | undefined => {
  const parts = text.split(".");
  if (parts.length !== 4) return undefined;
  const bytes = parts.map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 256));
  const [a = 256, b = 256, c = 256, d = 256] = bytes;
  return bytes.every((byte) => byte < 256) ? [(a << 8) | b, (c << 8) | d] : undefined;
};

const parseGroups = (text: string): number[] | undefined => {
  if (text === "") return [];
  const groups: number[] = [];
  const parts = text.split(":");
  for (const [index, part] of parts.entries()) {
    if (part.includes(".")) {
      const four = index === parts.length - 1 ? parseFour(part) : undefined;
      if (four === undefined) return undefined;
      groups.push(...four);
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups;
};

const parseSix = (text: string): number[] | undefined => {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const head = parseGroups(halves[0] ?? "");
  const tail = halves.length === 2 ? parseGroups(halves[1] ?? "") : [];
  if (head === undefined || tail === undefined) return undefined;
  const gap = 8 - head.length - tail.length;
  if (halves.length === 2 ? gap < 1 : gap !== 0) return undefined;
  return [...head, ...new Array<number>(Math.max(0, gap)).fill(0), ...tail];
};

export const parseAddress = (given: string): Address | undefined => {
  if (given.length > longestAddress) return undefined;
  let text = given.trim();
  if (text.startsWith("[") && text.endsWith("]")) text = text.slice(1, -1);
  if (!text.includes(":")) {
    const four = parseFour(text);
    return four === undefined ? undefined : { version: 4, groups: four };
  }
  const zone = text.indexOf("%");
  const groups = parseSix(zone < 0 ? text : text.slice(0, zone));
  if (groups === undefined) return undefined;
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  return mapped ? { version: 4, groups: groups.slice(6) } : { version: 6, groups };
};

export const parseNetwork = (text: string): Network | undefined => {
  const slash = text.lastIndexOf("/");
  const base = slash < 0 ? text : text.slice(0, slash);
  const address = parseAddress(base);
  if (address === undefined) return undefined;
  const mapped = address.version === 4 && base.includes(":");
  const bits = address.version === 4 ? 32 : 128;
  const written = slash < 0 ? String(mapped ? 128 : bits) : text.slice(slash + 1).trim();
  if (!/^\d{1,3}$/.test(written)) return undefined;
  const prefix = Number(written) - (mapped ? 96 : 0);
  return prefix < 0 || prefix > bits ? undefined : { version: address.version, groups: address.groups, prefix };
};

export const isInNetwork = (address: Address, network: Network): boolean => {
  if (address.version !== network.version) return false;
  let left = network.prefix;
  for (let index = 0; left > 0; index += 1, left -= 16) {
    const mask = left >= 16 ? 0xffff : (0xffff << (16 - left)) & 0xffff;
    if (((address.groups[index] ?? 0) & mask) !== ((network.groups[index] ?? 0) & mask)) return false;
  }
  return true;
};
