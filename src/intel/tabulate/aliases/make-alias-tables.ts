/**
 * Names and aliases of actors, campaigns, malware and tools, from the ATT&CK and galaxy tables. Each alias has a class
 * (`classify-alias.ts`) and the lists it comes from: `a` ATT&CK, `m` MISP galaxy.
 *
 * A galaxy entry joins an entity of its name, else the one that shares most of its names when that is plain; else it is
 * an entity of its own. An alias with two owners stays with both: whoever reads a text sees both.
 */
import type { ReferenceTable } from "#terms/reference.ts";
import { fieldsOf } from "../table-row.ts";
import { type GalaxyCluster, galaxyTypes } from "../tabulate-galaxy.ts";
import { classifyAlias, type PlainWords } from "./classify-alias.ts";
import { foldName, spellingsOf, squeezeName } from "./spell-names.ts";

/** Rows `type | key | name | class:alias:lists ;`. */
export interface AliasTables {
  readonly actors: readonly string[];
  readonly malware: readonly string[];
  readonly tools: readonly string[];
}

interface Entry {
  readonly type: string;
  readonly list: "a" | "m";
  readonly id?: string;
  readonly name: string;
  readonly aliases: readonly string[];
}

interface Entity {
  readonly type: string;
  readonly key: string;
  readonly name: string;
  /** Folded alias → how it is written, and the lists that have it. */
  readonly aliases: Map<string, { written: string; lists: Set<string> }>;
}

const attackTypes: Readonly<Record<string, string | undefined>> = {
  "intrusion-set": "intrusion_set",
  malware: "malware",
  tool: "tool",
  campaign: "campaign",
};

const listOf = (items: string): string[] => items.split(";").filter((item) => item !== "");

const attackEntries = (table: ReferenceTable): Entry[] =>
  (table.sections.objects ?? []).flatMap((row): Entry[] => {
    const [id = "", kind = "", , name = "", aliases = "", , , state] = fieldsOf(row);
    const type = attackTypes[kind];
    return type === undefined || state === "revoked" ? [] : [{ type, list: "a", id, name, aliases: listOf(aliases) }];
  });

const galaxyEntries = (table: ReferenceTable): Entry[] =>
  (table.sections.entries ?? []).flatMap((row): Entry[] => {
    const [cluster = "", name = "", synonyms = ""] = fieldsOf(row);
    const type = galaxyTypes[cluster as GalaxyCluster];
    return type === undefined ? [] : [{ type, list: "m", name, aliases: listOf(synonyms) }];
  });

/** A tool's name and malware's are one space of names: lists disagree on what is which. */
const ownerKey = (type: string, name: string): string => `${type === "tool" ? "malware" : type} ${squeezeName(name)}`;

class Registry {
  readonly entities: Entity[] = [];
  readonly #byKey = new Map<string, Entity>();
  readonly #owners = new Map<string, Entity[]>();

  add(entry: Entry): void {
    const entity = this.#homeOf(entry) ?? this.#found(entry);
    for (const one of [entry.name, ...entry.aliases])
      for (const written of spellingsOf(one)) this.#addAlias(entity, written, entry.list);
  }

  #found(entry: Entry): Entity {
    const [name = entry.name] = spellingsOf(entry.name);
    const key = entry.id ?? `misp:${squeezeName(name)}`;
    const entity = { type: entry.type, key, name: entry.id === undefined ? name : entry.name, aliases: new Map() };
    this.entities.push(entity);
    if (!this.#byKey.has(key)) this.#byKey.set(key, entity);
    return entity;
  }

  #ownersOf(type: string, name: string): readonly Entity[] {
    return this.#owners.get(ownerKey(type, name)) ?? [];
  }

  #addAlias(entity: Entity, written: string, list: string): void {
    const folded = foldName(written);
    const held = entity.aliases.get(folded) ?? { written, lists: new Set<string>() };
    held.lists.add(list);
    entity.aliases.set(folded, held);
    const owners = this.#ownersOf(entity.type, written);
    if (!owners.includes(entity)) this.#owners.set(ownerKey(entity.type, written), [...owners, entity]);
  }

  #homeOf(entry: Entry): Entity | undefined {
    // An ATT&CK object is itself; one of several domains is one entity.
    if (entry.id !== undefined) return this.#byKey.get(entry.id);
    for (const name of spellingsOf(entry.name)) {
      const byName = this.#ownersOf(entry.type, name).find((one) => squeezeName(one.name) === squeezeName(name));
      if (byName !== undefined) return byName;
    }
    return this.#sharingMost(entry);
  }

  #sharingMost(entry: Entry): Entity | undefined {
    const tally = new Map<Entity, number>();
    for (const alias of [...spellingsOf(entry.name), ...entry.aliases])
      for (const one of this.#ownersOf(entry.type, alias)) tally.set(one, (tally.get(one) ?? 0) + 1);
    const ranked = [...tally].sort(([a, x], [b, y]) => y - x || (a.key < b.key ? -1 : 1));
    const [first, second] = ranked;
    if (first === undefined || first[1] < (entry.aliases.length === 0 ? 1 : 2)) return undefined;
    return second !== undefined && second[1] * 2 > first[1] ? undefined : first[0];
  }
}

const rowOf = (entity: Entity, plain: PlainWords): string => {
  const aliases = [...entity.aliases.values()]
    .filter(({ written }) => !/[|;:]/.test(written))
    .map(({ written, lists }) => `${classifyAlias(written, entity.type, plain)}:${written}:${[...lists].join("")}`);
  return [entity.type, entity.key, entity.name.replaceAll("|", " "), aliases.join(";")].join("|");
};

export const makeAliasTables = (attack: ReferenceTable, galaxy: ReferenceTable, plain: PlainWords): AliasTables => {
  const registry = new Registry();
  for (const entry of [...attackEntries(attack), ...galaxyEntries(galaxy)]) registry.add(entry);
  const rowsOf = (...types: readonly string[]): string[] =>
    registry.entities
      .filter(({ type }) => types.includes(type))
      .map((entity) => rowOf(entity, plain))
      .filter((row) => !row.endsWith("|"))
      .sort();
  return { actors: rowsOf("intrusion_set", "campaign"), malware: rowsOf("malware"), tools: rowsOf("tool") };
};

export interface AmbiguousAlias {
  readonly alias: string;
  /** The entities that have it, as `name (key)`, sorted. */
  readonly owners: readonly string[];
}

/** Aliases of two owners of one kind, and not too common a word to be read at all. They are never resolved in silence. */
export const ambiguousAliases = (tables: AliasTables): readonly AmbiguousAlias[] => {
  const owners = new Map<string, { alias: string; names: Map<string, string> }>();
  for (const row of [...tables.actors, ...tables.malware, ...tables.tools]) {
    const [type = "", key = "", name = "", aliases = ""] = fieldsOf(row);
    for (const one of listOf(aliases)) {
      const [kind, alias = ""] = one.split(":");
      if (kind === "n") continue;
      const folded = ownerKey(type, alias);
      const known = owners.get(folded) ?? { alias, names: new Map<string, string>() };
      known.names.set(key, name);
      owners.set(folded, known);
    }
  }
  return [...owners.values()]
    .filter(({ names }) => names.size > 1)
    .map(({ alias, names }) => ({ alias, owners: [...names].map(([key, name]) => `${name} (${key})`).sort() }))
    .sort((a, b) => (a.alias < b.alias ? -1 : 1));
};
