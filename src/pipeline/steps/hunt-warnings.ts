/**
 * Which indicators stand on a warning list and so should not alarm: public resolvers, well-known names, private addresses,
 * addresses that thousands of sites share.
 *
 * Not silenced: names and addresses kept for documentation and tests (RFC 2606, 5737, 3849), which real traffic does not
 * hold, so that an exercise alarms; sinkholes, whose sighting tells of an infection; a customer's name on a shared service;
 * and URLs with a path, which say more than their host.
 */

import type { Indicator } from "#defend/hunt/index.ts";
import type { WarningLists } from "#intel/extract/index.ts";

const isForExamples = (value: string): boolean =>
  /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\.|^2001:db8:/.test(value) ||
  /(?:^|\.)(?:example|test|invalid|example\.(?:com|net|org))$/.test(value);

const silent = new Set(["sinkhole"]);

/** The host of a URL that names nothing but it. */
const bareHost = (url: string): string | undefined =>
  /^(?:[a-z][a-z0-9+.-]{0,20}:\/\/)?([^/?#]{1,253})\/?$/.exec(url)?.[1];

const matchesOf = (lists: WarningLists, type: Indicator["type"], value: string) => {
  if (type === "ipv4" || type === "ipv6") return lists.matchAddress(value);
  if (type === "cidr") return lists.matchAddress(value.split("/")[0] ?? "");
  if (type === "domain") return lists.matchName(value);
  if (type === "url") return lists.matchName(bareHost(value) ?? "");
  return type === "md5" || type === "sha1" || type === "sha256" || type === "sha512" ? lists.matchHash(value) : [];
};

export const warnOf = (lists: WarningLists, type: Indicator["type"], value: string): string | undefined => {
  if (isForExamples(value)) return undefined;
  const match = matchesOf(lists, type, value).find(
    ({ says, exact }) => !silent.has(says) && (type !== "domain" || exact || says !== "shared"),
  );
  return match === undefined ? undefined : `on the list "${match.title}"`;
};
