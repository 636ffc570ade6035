/** The reference tables this repository ships, in the form in which an operator's own are kept. */
import { warningListsTable } from "#intel/tabulate/index.ts";
import type { ReferenceTable } from "#terms/reference.ts";
import attack from "../../../data/attack/attack.json" with { type: "json" };
import galaxy from "../../../data/galaxy/galaxy.json" with { type: "json" };
import misp from "../../../data/warninglists/misp.json" with { type: "json" };

const domains = ["enterprise", "mobile", "ics"];

export const shippedAttack: ReferenceTable = {
  kind: "attack",
  version: attack.version,
  publisher: "MITRE ATT&CK",
  licence: "ATT&CK terms of use",
  notice: attack.notice,
  sections: {
    objects: attack.objects,
    revoked: attack.revoked,
    relations: attack.relations,
    editions: domains.map((domain) => `${domain}|${attack.version}|`),
  },
};

const shippedGalaxy: ReferenceTable = {
  kind: "galaxy",
  version: galaxy.version,
  publisher: "MISP galaxy",
  licence: "CC0 1.0 or BSD-2-Clause",
  sections: { entries: galaxy.entries, editions: [] },
};

const shippedWarningLists = (): ReferenceTable =>
  warningListsTable(
    misp.lists.map(({ id, title, version, match, names, blocks, hashes }) => ({
      ...{ id, title, version: String(version) },
      match: match === "below" ? "below" : "exact",
      entries: `${names} ${blocks} ${hashes}`.split(" ").filter((entry) => entry !== ""),
    })),
  );

export interface ShippedReference {
  readonly attack: ReferenceTable;
  readonly galaxy: ReferenceTable;
  readonly warninglists: ReferenceTable;
}

let shipped: ShippedReference | undefined;

export const shippedReference = (): ShippedReference => {
  shipped ??= { attack: shippedAttack, galaxy: shippedGalaxy, warninglists: shippedWarningLists() };
  return shipped;
};
