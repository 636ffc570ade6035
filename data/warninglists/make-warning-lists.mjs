/**
 * Makes `misp.json` from a folder of MISP warning lists: `node data/warninglists/make-warning-lists.mjs FOLDER`.
 *
 * FOLDER holds the `list.json` of each list, as `<name>.json` or as in the MISP repository, `<name>/list.json`.
 * Takes facts alone (names, addresses, hashes), sorted, duplicates gone, entries that would match too much refused:
 * a name without a dot or under four characters, a block wider than /6 (IPv4) or /16 (IPv6). Deterministic.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Name → what a match says. Lists of popular sites by commercial rankings are left out on purpose; see ORIGIN.md. */
const chosen = {
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

const folder = process.argv[2];
if (folder === undefined) {
  process.stderr.write("usage: node data/warninglists/make-warning-lists.mjs FOLDER\n");
  process.exit(2);
}

const pathOf = (name) =>
  [join(folder, `${name}.json`), join(folder, name, "list.json")].find((path) => existsSync(path));

const kindOf = (entry) => {
  if (/^[0-9a-f]{32}$|^[0-9a-f]{40}$|^[0-9a-f]{64}$|^[0-9a-f]{128}$/.test(entry)) return "hash";
  if (/^\d+(?:\.\d+){3}(?:\/\d+)?$/.test(entry)) return Number(entry.split("/")[1] ?? 32) < 6 ? "refused" : "block";
  if (/^[0-9a-f:]+(?:\/\d+)?$/.test(entry) && entry.includes(":")) return Number(entry.split("/")[1] ?? 128) < 16 ? "refused" : "block";
  return /^\.?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/.test(entry) && entry.length >= 4 && entry.slice(1).includes(".") ? "name" : "refused";
};

const lists = [];
for (const [id, says] of Object.entries(chosen)) {
  const path = pathOf(id);
  if (path === undefined) throw new Error(`${id}: no such list in ${folder}`);
  const source = JSON.parse(readFileSync(path, "utf8"));
  const entries = [...new Set(source.list.map((entry) => entry.trim().toLowerCase()))].sort();
  const groups = { name: [], block: [], hash: [] };
  for (const entry of entries) groups[kindOf(entry)]?.push(entry);
  const exact = source.type === "string" || source.type === "substring";
  lists.push({
    id,
    title: source.name,
    version: source.version,
    says,
    match: exact ? "exact" : "below",
    names: groups.name.join(" "),
    blocks: groups.block.join(" "),
    hashes: groups.hash.join(" "),
  });
}

const path = join(import.meta.dirname, "misp.json");
writeFileSync(path, `${JSON.stringify({ lists }, null, 1)}\n`);
process.stdout.write(`${path}: ${lists.length} lists\n`);
