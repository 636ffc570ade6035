/**
 * ATT&CK objects by id and by exact name: what an id or a name in a text stands for.
 *
 * A revoked id gives the one that took its place, a name of a revoked object likewise. One name may have several owners
 * (a technique of two matrices): all are kept, live before retired, enterprise before mobile before ICS, none chosen in
 * silence. Campaign names are left to the name tables; campaign ids are read.
 */
import attack from "../../../../data/attack/attack.json" with { type: "json" };

export type AttackKind = "technique" | "tactic" | "group" | "software" | "campaign";

export interface AttackEntry {
  readonly id: string;
  readonly kind: AttackKind;
  readonly domain: string;
  readonly name: string;
  readonly live: boolean;
  /** Short names of its tactics, of a technique alone. */
  readonly tactics: readonly string[];
}

const kinds: Readonly<Record<string, AttackKind>> = {
  "attack-pattern": "technique",
  "x-mitre-tactic": "tactic",
  "intrusion-set": "group",
  malware: "software",
  tool: "software",
  campaign: "campaign",
};

interface Listed extends AttackEntry {
  readonly aliases: readonly string[];
  readonly state: string;
}

const readRow = (row: string): Listed | undefined => {
  const [id = "", kindName = "", domain = "", name = "", aliases = "", tactics = "", , state = ""] = row.split("|");
  const kind = kinds[kindName];
  if (kind === undefined || id === "" || name === "") return undefined;
  const listed = (text: string, mark: string): string[] => text.split(mark).filter(Boolean);
  return {
    ...{ id, kind, domain, name, aliases: listed(aliases, ";"), tactics: listed(tactics, ",") },
    ...{ live: state === "live", state },
  };
};

const domainOrder = ["enterprise", "mobile", "ics"];

const before = (a: AttackEntry, b: AttackEntry): number =>
  Number(b.live) - Number(a.live) ||
  domainOrder.indexOf(a.domain) - domainOrder.indexOf(b.domain) ||
  (a.id < b.id ? -1 : 1);

/** Follows the revoked map to its end; a circle stops where it began. */
const successorOf = (id: string, revoked: ReadonlyMap<string, string>): string => {
  let now = id;
  for (let step = 0; step < 8; step += 1) {
    const next = revoked.get(now);
    if (next === undefined || next === id) return now;
    now = next;
  }
  return now;
};

export interface AttackIndex {
  /** The entry an id stands for now; undefined for an id that ATT&CK never gave. */
  readonly byId: ReadonlyMap<string, AttackEntry>;
  /** Exact names and aliases with all their owners, the surest first. */
  readonly byName: ReadonlyMap<string, readonly AttackEntry[]>;
}

const shortestName = 2;

const indexNames = (listed: readonly Listed[], byId: ReadonlyMap<string, AttackEntry>): Map<string, AttackEntry[]> => {
  const byName = new Map<string, AttackEntry[]>();
  for (const one of listed) {
    const owner = byId.get(one.id);
    if (owner === undefined || one.kind === "campaign") continue;
    for (const name of [one.name, ...one.aliases]) {
      if (name.length < shortestName) continue;
      const owners = byName.get(name) ?? [];
      if (!owners.some((held) => held.id === owner.id)) owners.push(owner);
      byName.set(name, owners);
    }
  }
  for (const owners of byName.values()) owners.sort(before);
  return byName;
};

export const indexAttack = (objects: readonly string[], revokedRows: readonly string[]): AttackIndex => {
  const listed = objects.flatMap((row) => readRow(row) ?? []);
  const revoked = new Map(revokedRows.map((row) => [row.split("|")[0] ?? "", row.split("|")[1] ?? ""]));
  const own = new Map<string, AttackEntry>();
  for (const { id, kind, domain, name, live, tactics } of listed)
    if (!own.has(id)) own.set(id, { id, kind, domain, name, live, tactics });
  const byId = new Map<string, AttackEntry>();
  for (const id of [...own.keys(), ...revoked.keys()]) {
    const entry = own.get(successorOf(id, revoked)) ?? own.get(id);
    if (entry !== undefined) byId.set(id, entry);
  }
  return { byId, byName: indexNames(listed, byId) };
};

let shipped: AttackIndex | undefined;

export const shippedAttack = (): AttackIndex => {
  shipped ??= indexAttack(attack.objects, attack.revoked);
  return shipped;
};
