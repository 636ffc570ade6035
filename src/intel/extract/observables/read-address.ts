/** Textual forms of IP and hardware addresses: RFC 4291 section 2.2 for IPv6, no leading zeros in IPv4. */

/** Four numbers of 0–255 without leading zeros. */
export const isIpv4 = (value: string): boolean =>
  /^\d{1,3}(?:\.\d{1,3}){3}$/.test(value) &&
  value.split(".").every((part) => Number(part) <= 255 && (part === "0" || !part.startsWith("0")));

const isGroups = (side: string): boolean =>
  side === "" || side.split(":").every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group));

const countGroups = (side: string): number => (side === "" ? 0 : side.split(":").length);

/** The 16-bit groups of an IPv6 address, lower case; undefined when it is none. */
export const ipv6Groups = (value: string): string[] | undefined => {
  const dotted = /^(.*:)(\d{1,3}(?:\.\d{1,3}){3})$/.exec(value);
  let plain = value;
  if (dotted?.[2] !== undefined) {
    if (!isIpv4(dotted[2])) return undefined;
    const [a = 0, b = 0, c = 0, d = 0] = dotted[2].split(".").map(Number);
    plain = `${dotted[1]}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  }
  const sides = plain.split("::");
  if (sides.length > 2 || !sides.every(isGroups)) return undefined;
  const [left = "", right = ""] = sides;
  const count = countGroups(left) + countGroups(right);
  if (sides.length === 1 ? count !== 8 : count > 7) return undefined;
  const zeros = Array.from({ length: 8 - count }, () => "0");
  return [...(left === "" ? [] : left.split(":")), ...zeros, ...(right === "" ? [] : right.split(":"))].map((group) =>
    group.toLowerCase(),
  );
};

export const isIpv6 = (value: string): boolean => ipv6Groups(value) !== undefined;

/** The recommended text form of an IPv6 address (RFC 5952: no leading zeros, the longest run of zeros as `::`). */
export const canonicalIpv6 = (value: string): string => {
  const groups = ipv6Groups(value)?.map((group) => group.replace(/^0+(?=.)/, ""));
  if (groups === undefined) return value.toLowerCase();
  let best = { at: -1, length: 1 };
  for (let at = 0; at < 8; at += 1) {
    let length = 0;
    while (groups[at + length] === "0") length += 1;
    if (length > best.length) best = { at, length };
  }
  if (best.at === -1) return groups.join(":");
  return `${groups.slice(0, best.at).join(":")}::${groups.slice(best.at + best.length).join(":")}`;
};
