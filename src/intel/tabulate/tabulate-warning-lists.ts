/**
 * MISP warning lists: names, address blocks and hashes that are known to be harmless, shared or reserved. Facts alone,
 * sorted; an entry that would match too much is refused: a name without a dot or under four characters, a block wider
 * than /6 (IPv4) or /16 (IPv6). What is held of the lists that were not given stays.
 *
 * Only lists with a known meaning are read, told by their title. Lists of popular sites that derive from commercial
 * rankings are refused: their makers do not allow passing them on, and standing high in one says nothing of harm.
 */
import { z } from "zod";
import { err, ok, type Result } from "#kit/result.ts";
import type { ReferenceTable } from "#terms/reference.ts";
import { field, fieldsOf, rowOf, sortRows } from "./table-row.ts";
import { type OfficialDocument, Remarks, type Tabulated, whyNot } from "./tabulated.ts";

/** Lists that are read, and what standing on each says. */
export const warningListMeanings: Readonly<Record<string, string>> = {
  google: "vendor",
  microsoft: "vendor",
  "microsoft-office365": "vendor",
  "microsoft-win10-connection-endpoints": "vendor",
  "captive-portals": "vendor",
  "crl-hostname": "vendor",
  rfc6761: "reserved",
  "bank-website": "organisation",
  "security-provider-blogpost": "research",
  "automated-malware-analysis": "research",
  "url-shortener": "shared",
  "link-in-bio": "shared",
  "lots-project": "shared",
  "public-ipfs-gateways": "shared",
  "whats-my-ip": "lookup",
  rfc1918: "reserved",
  rfc5735: "reserved",
  rfc6598: "reserved",
  rfc3849: "reserved",
  multicast: "reserved",
  apple: "vendor",
  wikimedia: "vendor",
  "microsoft-office365-ip": "vendor",
  akamai: "network",
  cloudflare: "network",
  fastly: "network",
  stackpath: "network",
  zscaler: "network",
  "telegram-ips": "network",
  "parking-domain": "parking",
  sinkholes: "sinkhole",
  "empty-hashes": "placeholder",
  "eicar.com": "placeholder",
  "common-ioc-false-positive": "known_file",
};

export interface WarningListFacts {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly match: "exact" | "below";
  readonly entries: readonly string[];
}

const listSchema = z.object({
  name: z.string().min(1).max(300),
  description: z.string().max(5_000).default(""),
  version: z.number().or(z.string().max(40)),
  type: z.enum(["string", "substring", "hostname", "cidr", "regex"]),
  list: z.array(z.string().max(2_000)).max(500_000),
});

const ranking =
  /\b(?:alexa|moz|cisco|umbrella|majestic|tranco|cloudflare radar|similarweb|quantcast)\b|\btop [\d,.]+ ?k?\b/i;

/** Does a title speak of a ranking of popular sites? */
export const isCommercialRanking = (title: string): boolean => ranking.test(title);

export const rankingRefused =
  "it derives from a commercial ranking of popular sites, which may not be passed on and says nothing of harm.";

type EntryKind = "name" | "block" | "hash" | "refused";

const blockKind = (entry: string, ofAddress: number, least: number): EntryKind =>
  Number(entry.split("/")[1] ?? ofAddress) < least ? "refused" : "block";

export const kindOfEntry = (entry: string): EntryKind => {
  if (/^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/.test(entry)) return "hash";
  if (/^\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?$/.test(entry)) return blockKind(entry, 32, 6);
  if (/^[0-9a-f:]+(?:\/\d{1,3})?$/.test(entry) && entry.includes(":")) return blockKind(entry, 128, 16);
  const isName = /^\.?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/.test(entry);
  return isName && entry.length >= 4 && entry.slice(1).includes(".") ? "name" : "refused";
};

export const matchOf = (type: string): "exact" | "below" =>
  type === "string" || type === "substring" ? "exact" : "below";

export const warningListsTable = (lists: readonly WarningListFacts[]): ReferenceTable => {
  const newest = lists
    .map(({ version }) => version)
    .filter((version) => /^\d{8}$/.test(version))
    .sort()
    .at(-1);
  return {
    kind: "warninglists",
    version: newest ?? `${lists.length} lists`,
    publisher: "MISP warning lists",
    licence: "CC0 1.0",
    sections: {
      lists: lists.map(({ id, title, version, match }) =>
        rowOf(id, title, version, warningListMeanings[id] ?? "", match),
      ),
      entries: sortRows(
        lists.flatMap(({ id, entries }) =>
          entries.filter((entry) => kindOfEntry(entry) !== "refused").map((entry) => rowOf(id, entry)),
        ),
      ),
    },
  };
};

/** The lists of a table again, as they were given to `warningListsTable`. */
export const warningListsOf = (table: ReferenceTable | undefined): WarningListFacts[] => {
  const entries = Map.groupBy((table?.sections.entries ?? []).map(fieldsOf), ([id]) => id);
  return (table?.sections.lists ?? []).map((row) => {
    const [id = "", title = "", version = "", , match] = fieldsOf(row);
    return {
      id,
      title,
      version,
      match: match === "below" ? "below" : "exact",
      entries: (entries.get(id) ?? []).map(([, entry = ""]) => entry),
    };
  });
};

interface Known {
  readonly idByTitle: ReadonlyMap<string, string>;
  readonly remarks: Remarks;
}

const readList = ({ item, value }: OfficialDocument, known: Known): Result<WarningListFacts | undefined, string> => {
  const read = listSchema.safeParse(value);
  if (!read.success) return err(`${item}: Expected a MISP warning list but found at ${whyNot(read.error)}`);
  const { name, description, version, type, list } = read.data;
  const title = field(name);
  if (isCommercialRanking(title) || isCommercialRanking(description)) {
    known.remarks.say(`${item}: refused, ${rankingRefused}`);
    return ok(undefined);
  }
  const id = known.idByTitle.get(title);
  if (id === undefined || type === "regex") {
    known.remarks.say(`${item}: left out, "${title}" is not a list whose meaning is known here.`);
    return ok(undefined);
  }
  const entries = list.map((entry) => entry.trim().toLowerCase());
  for (const entry of entries)
    if (kindOfEntry(entry) === "refused") known.remarks.count("entries match too much or are none", `${id}: ${entry}`);
  return ok({ id, title, version: String(version), match: matchOf(type), entries });
};

export const tabulateWarningLists = (
  documents: readonly OfficialDocument[],
  held: ReferenceTable | undefined,
): Result<Tabulated, string> => {
  const remarks = new Remarks();
  const lists = new Map(warningListsOf(held).map((list) => [list.id, list]));
  const known = { idByTitle: new Map([...lists.values()].map(({ id, title }) => [title, id])), remarks };
  let read = 0;
  for (const document of documents) {
    const list = readList(document, known);
    if (!list.ok) return list;
    if (list.value === undefined) continue;
    lists.set(list.value.id, list.value);
    read += 1;
  }
  if (read === 0) return err(remarks.sentences().join(" "));
  return ok({ table: warningListsTable([...lists.values()]), remarks: remarks.sentences() });
};
