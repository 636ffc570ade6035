/**
 * MITRE ATT&CK, from its STIX bundles (enterprise, mobile, ICS): ids, names, aliases, tactics, platforms, state, the
 * revoked map and who uses what. No descriptions.
 *
 * A bundle stands for its whole domain; what is held of the domains that were not given stays. Of two objects with one
 * id and kind the living one is taken, of two living ones the one modified last. An object of several domains stands once, under the first.
 */
import { z } from "zod";
import { err, ok, type Result } from "#kit/result.ts";
import type { ReferenceTable } from "#terms/reference.ts";
import { field, fieldsOf, listField, rowOf, sortRows } from "./table-row.ts";
import { type OfficialDocument, Remarks, type Tabulated, whyNot } from "./tabulated.ts";

export interface AttackObject {
  readonly id: string;
  readonly kind: string;
  readonly domain: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly tactics: readonly string[];
  readonly platforms: readonly string[];
  readonly state: string;
}

export interface AttackFacts {
  readonly objects: readonly AttackObject[];
  readonly revoked: readonly (readonly [old: string, now: string])[];
  readonly relations: readonly (readonly [subject: string, relation: string, object: string])[];
  readonly editions: readonly (readonly [domain: string, version: string, date: string])[];
}

const attackDomains = ["enterprise", "mobile", "ics"] as const;

const attackNotice =
  "© 2025 The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation.";

const objectRow = (one: AttackObject): string =>
  [
    ...[one.id, one.kind, one.domain, one.name].map(field),
    listField(
      one.aliases.filter((alias) => alias !== one.name),
      ";",
    ),
    listField(one.tactics, ","),
    listField(one.platforms, ","),
    field(one.state),
  ].join("|");

/** One version where all domains have the same, else each domain with its own. */
const versionOf = (editions: readonly (readonly string[])[]): string => {
  const versions = new Set(editions.map(([, version]) => version));
  if (versions.size <= 1) return [...versions][0] ?? "not stated";
  return editions.map(([domain, version]) => `${domain} ${version}`).join(", ");
};

const keyOf = (row: string): string => fieldsOf(row).slice(0, 2).join(" ");

/** The rows of a table; an object of several domains stands once, under the first that was given. */
export const attackTable = (facts: AttackFacts): ReferenceTable => {
  const rows = new Map<string, string>();
  for (const one of facts.objects) {
    const row = objectRow(one);
    if (!rows.has(keyOf(row))) rows.set(keyOf(row), row);
  }
  const editions = sortRows(facts.editions.map((edition) => rowOf(...edition)));
  const date = facts.editions
    .map(([, , day]) => day)
    .filter((day) => /^\d{4}-\d{2}-\d{2}$/.test(day))
    .sort()
    .at(-1);
  return {
    kind: "attack",
    version: versionOf(editions.map(fieldsOf)),
    ...(date === undefined ? {} : { date }),
    publisher: "MITRE ATT&CK",
    licence: "ATT&CK terms of use",
    notice: attackNotice,
    sections: {
      objects: sortRows(rows.values()),
      revoked: sortRows(facts.revoked.map((pair) => rowOf(...pair))),
      relations: sortRows(facts.relations.map((triple) => rowOf(...triple))),
      editions,
    },
  };
};

const short = z.string().max(300);
const shorts = z.array(short).max(1_000).optional();
const objectSchema = z.object({
  type: z.enum(["attack-pattern", "x-mitre-tactic", "intrusion-set", "malware", "tool", "campaign"]),
  id: z.string().max(120),
  name: short.min(1),
  modified: z.string().max(40).default(""),
  aliases: shorts,
  x_mitre_aliases: shorts,
  x_mitre_platforms: shorts,
  x_mitre_domains: shorts,
  kill_chain_phases: z
    .array(z.object({ phase_name: short }))
    .max(100)
    .optional(),
  revoked: z.boolean().optional(),
  x_mitre_deprecated: z.boolean().optional(),
  external_references: z
    .array(z.object({ source_name: short, external_id: z.string().max(300).optional() }))
    .max(5_000)
    .default([]),
});
const relationSchema = z.object({
  type: z.literal("relationship"),
  relationship_type: short,
  source_ref: z.string().max(120),
  target_ref: z.string().max(120),
  revoked: z.boolean().optional(),
  x_mitre_deprecated: z.boolean().optional(),
});
const collectionSchema = z.object({
  type: z.literal("x-mitre-collection"),
  name: short,
  x_mitre_version: short,
  modified: z.string().max(40).default(""),
});
const bundleSchema = z.object({ objects: z.array(z.unknown()).max(500_000) });

type StixObject = z.infer<typeof objectSchema>;
type StixRelation = z.infer<typeof relationSchema>;

const idForm = /^(?:T\d{4}(?:\.\d{3})?|TA\d{4}|[GSC]\d{4})$/;

const domainOfSource: Readonly<Record<string, string>> = {
  "mitre-attack": "enterprise",
  "mitre-mobile-attack": "mobile",
  "mitre-ics-attack": "ics",
};

const referenceOf = ({ external_references }: StixObject) =>
  external_references.find(
    (one) => Object.hasOwn(domainOfSource, one.source_name) && idForm.test(one.external_id ?? ""),
  );

/** The first of its domains, in MITRE's order; old objects name none, their reference does. */
const domainOf = (one: StixObject): string =>
  attackDomains.find((domain) => one.x_mitre_domains?.includes(`${domain}-attack`)) ??
  domainOfSource[referenceOf(one)?.source_name ?? ""] ??
  "enterprise";

const stateOf = (one: { revoked?: boolean | undefined; x_mitre_deprecated?: boolean | undefined }): string => {
  if (one.revoked === true) return "revoked";
  return one.x_mitre_deprecated === true ? "deprecated" : "live";
};

interface ReadBundle {
  readonly objects: readonly StixObject[];
  readonly relations: readonly StixRelation[];
  readonly edition: readonly [domain: string, version: string, date: string];
}

const objectKinds = new Set<unknown>(objectSchema.shape.type.options);
const typeOf = (value: unknown): unknown =>
  typeof value === "object" && value !== null && "type" in value ? value.type : undefined;

/** The domain that most of its own techniques belong to alone. */
const mainDomain = (objects: readonly StixObject[]): string => {
  const counts = attackDomains.map(
    (domain) => objects.filter((one) => one.type === "attack-pattern" && domainOf(one) === domain).length,
  );
  return attackDomains[counts.indexOf(Math.max(...counts))] ?? "enterprise";
};

const readBundle = ({ item, value }: OfficialDocument, remarks: Remarks): Result<ReadBundle, string> => {
  const bundle = bundleSchema.safeParse(value);
  if (!bundle.success) return err(`${item}: Expected a STIX bundle but found at ${whyNot(bundle.error)}`);
  const objects: StixObject[] = [];
  const relations: StixRelation[] = [];
  let edition: z.infer<typeof collectionSchema> | undefined;
  for (const [index, one] of bundle.data.objects.entries()) {
    const type = typeOf(one);
    if (objectKinds.has(type)) {
      const object = objectSchema.safeParse(one);
      if (!object.success) remarks.count("objects were not read", whyNot(object.error, `${item} objects.${index}`));
      else if (referenceOf(object.data) === undefined) remarks.count("objects have no ATT&CK id", object.data.name);
      else objects.push(object.data);
    } else if (type === "relationship") {
      const relation = relationSchema.safeParse(one);
      if (relation.success) relations.push(relation.data);
      else remarks.count("relations were not read", whyNot(relation.error, `${item} objects.${index}`));
    } else if (type === "x-mitre-collection") edition ??= collectionSchema.safeParse(one).data;
  }
  if (!objects.some((one) => one.type === "attack-pattern"))
    return err(`${item}: Expected a bundle with ATT&CK techniques but found none.`);
  const date = /^\d{4}-\d{2}-\d{2}/.exec(edition?.modified ?? "")?.[0] ?? "";
  return ok({ objects, relations, edition: [mainDomain(objects), edition?.x_mitre_version ?? "not stated", date] });
};

const isBetter = (one: StixObject, known: StixObject): boolean => {
  const [live, knownLive] = [stateOf(one) === "live", stateOf(known) === "live"];
  return live === knownLive ? one.modified > known.modified : live;
};

/** One object an ATT&CK id and kind. */
const settleObjects = (objects: readonly StixObject[], remarks: Remarks): Map<string, StixObject> => {
  const byKey = new Map<string, StixObject>();
  for (const one of objects) {
    const key = `${referenceOf(one)?.external_id} ${one.type}`;
    const known = byKey.get(key);
    // In several bundles the same object stands with the same STIX id; that is no duplicate.
    if (known !== undefined && known.id !== one.id)
      remarks.count("ids are given twice; the living or newest was taken", key);
    if (known === undefined || isBetter(one, known)) byKey.set(key, one);
  }
  return byKey;
};

const aliasesOf = (one: StixObject): readonly string[] => one.aliases ?? one.x_mitre_aliases ?? [];

const toObject = (one: StixObject): AttackObject => ({
  id: referenceOf(one)?.external_id ?? "",
  kind: one.type,
  domain: domainOf(one),
  name: one.name,
  aliases: aliasesOf(one),
  tactics: one.kill_chain_phases?.map((phase) => phase.phase_name) ?? [],
  platforms: one.x_mitre_platforms ?? [],
  state: stateOf(one),
});

const actors = new Set(["intrusion-set", "campaign"]);
const software = new Set(["malware", "tool"]);

/** Actors and what they use, campaigns and whose they are; of the rest nothing is asked. */
const isKept = (from: StixObject, relation: string, to: StixObject): boolean =>
  (relation === "uses" && actors.has(from.type) && software.has(to.type)) ||
  (relation === "attributed-to" && from.type === "campaign" && to.type === "intrusion-set");

const relate = (bundles: readonly ReadBundle[], byStixId: ReadonlyMap<string, StixObject>) => {
  const revoked: [string, string][] = [];
  const relations: [string, string, string][] = [];
  for (const one of bundles.flatMap((bundle) => bundle.relations)) {
    const from = byStixId.get(one.source_ref);
    const to = byStixId.get(one.target_ref);
    if (from === undefined || to === undefined) continue;
    const [old, now] = [referenceOf(from)?.external_id ?? "", referenceOf(to)?.external_id ?? ""];
    if (one.relationship_type === "revoked-by") revoked.push([old, now]);
    else if (stateOf(one) === "live" && isKept(from, one.relationship_type, to))
      relations.push([old, one.relationship_type, now]);
  }
  return { revoked, relations };
};

/** Rows held of domains that were not given, so that an update of one domain loses nothing of the others. */
const heldElsewhere = (held: ReferenceTable | undefined, given: ReadonlySet<string>): AttackFacts => {
  const rows = held?.sections;
  const objects = (rows?.objects ?? []).map(fieldsOf).filter(([, , domain = ""]) => !given.has(domain));
  const ids = new Set(objects.map(([id]) => id ?? ""));
  return {
    objects: objects.map(
      ([id = "", kind = "", domain = "", name = "", aliases = "", tactics = "", platforms = "", state = ""]) => ({
        ...{ id, kind, domain, name, state },
        aliases: aliases.split(";"),
        tactics: tactics.split(","),
        platforms: platforms.split(","),
      }),
    ),
    revoked: (rows?.revoked ?? []).flatMap((row) => {
      const [old = "", now = ""] = fieldsOf(row);
      return ids.has(old) ? [[old, now] as const] : [];
    }),
    relations: (rows?.relations ?? []).flatMap((row) => {
      const [subject = "", relation = "", object = ""] = fieldsOf(row);
      return ids.has(subject) || ids.has(object) ? [[subject, relation, object] as const] : [];
    }),
    editions: (rows?.editions ?? []).flatMap((row) => {
      const [domain = "", version = "", date = ""] = fieldsOf(row);
      return given.has(domain) ? [] : [[domain, version, date] as const];
    }),
  };
};

export const tabulateAttack = (
  documents: readonly OfficialDocument[],
  held: ReferenceTable | undefined,
): Result<Tabulated, string> => {
  const remarks = new Remarks();
  const bundles: ReadBundle[] = [];
  for (const document of documents) {
    const bundle = readBundle(document, remarks);
    if (!bundle.ok) return bundle;
    bundles.push(bundle.value);
  }
  const given = new Set(bundles.map(({ edition }) => edition[0]));
  const all = bundles.flatMap((bundle) => bundle.objects);
  const settled = settleObjects(all, remarks);
  const found = relate(bundles, new Map(all.map((one) => [one.id, one])));
  const rest = heldElsewhere(held, given);
  const editions = new Map(bundles.map(({ edition }) => [edition[0], edition]));
  const table = attackTable({
    objects: [...[...settled.values()].map(toObject), ...rest.objects],
    revoked: [...found.revoked, ...rest.revoked],
    relations: [...found.relations, ...rest.relations],
    editions: [...editions.values(), ...rest.editions],
  });
  return ok({ table, remarks: remarks.sentences() });
};
