/**
 * Makes `data/actors/actors.json`, `data/malware/malware.json` and `data/tools/tools.json` from ATT&CK objects and MISP
 * galaxy clusters (never the Malpedia cluster). Each alias gets a class and the lists it comes from:
 *
 * - `d` distinct: names the entity wherever it stands; `c` cased: only with a capital;
 * - `x` contextual: only beside a word of its kind ("group", "ransomware", "backdoor");
 * - `n` never: too common a word to be read as a name at all.
 *
 *   node scripts/make-alias-tables.ts DIR     (a folder with attack/ and gazetteer/)
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const dir = process.argv[2];
if (dir === undefined) throw new Error("usage: node scripts/make-alias-tables.ts DIR");

interface Entry {
  readonly type: string;
  readonly list: string;
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

const words = JSON.parse(await readFile("data/tagger/common-words.json", "utf8")) as {
  frequent: string[];
  known: string[];
  trade: string[];
};
const frequent = new Set(words.frequent.join(" ").split(" "));
const known = new Set(words.known.join(" ").split(" "));
const trade = new Set(words.trade.join(" ").split(" "));
const veryFrequent = new Set(words.frequent.join(" ").split(" ").slice(0, 500));
const alwaysNever = new Set(
  "malware ransomware trojan backdoor loader stealer dropper worm botnet rootkit spyware adware miner downloader agent generic unknown default test custom group team crew hacker hackers windows linux android java python powershell office word excel chrome apple google microsoft".split(
    " ",
  ),
);
const cities = new Set(
  "beijing moscow tehran pyongyang shanghai wuhan guangzhou nanjing taipei seoul tokyo delhi kyiv kiev minsk berlin paris london washington".split(
    " ",
  ),
);
/** Places, people's names and plain words in capitals that lists carry as names. */
const needsContext = new Set(
  "phoenix vega orion saturn mercury apollo zeus hydra medusa atlas alpha beta delta omega gamma sigma nova titan phantom ghost shadow spider dragon tiger panda bear kitten eagle falcon hawk raven cobra viper python wolf lion jaguar storm thunder lightning fire ice magic matrix nemesis nova onyx ruby diamond pearl emerald cobalt iridium plutonium hive play royal cuba conti lazarus akira everest snatch quantum karma monti rhysida medusalocker global chaos crypt crypto mirai darkside ares hades poseidon venus mars jupiter neptune uranus pluto luna sun moon star galaxy cosmos universe karakurt daixin babuk meow blackout rex max leo adam eva anna marina sara maria marie victor oscar felix hugo roman jason david michael john lucifer satan devil angel demon joker batman superman".split(
    " ",
  ),
);

const folded = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[‐‑–—]/g, "-")
    .replace(/[’]/g, "'")
    .replace(/\s+/g, " ")
    .trim();

/** Letters and digits alone: "Trick Bot" and "TrickBot" are one name of one entity. */
const squeezed = (name: string): string => folded(name).replace(/[\s_-]/g, "");

const suffixes = /\s+(?:ransomware|trojan|rat|botnet|stealer|malware|backdoor|loader|wiper|worm|group|team)$/i;

type AliasClass = "d" | "c" | "x" | "n";

const isNever = (name: string): boolean =>
  name.length < 3 || alwaysNever.has(name) || cities.has(name) || veryFrequent.has(name) || !/\p{L}/u.test(name);

const classOfPhrase = (name: string, parts: readonly string[]): AliasClass => {
  const common = parts.filter((part) => frequent.has(part) || known.has(part)).length;
  if (common === parts.length) return "c";
  return /\d/.test(name) || common === 0 ? "d" : "c";
};

const classOfWord = (alias: string, name: string, type: string): AliasClass => {
  // Tools are written in lower case in reports: a word that nothing but reports uses is one.
  if (type === "tool" && trade.has(name) && name.length >= 6) return "d";
  if (frequent.has(name) || needsContext.has(name)) return "x";
  const mixed = /\p{Ll}\p{Lu}/u.test(alias) || /\d/.test(alias);
  if (known.has(name)) return mixed ? "c" : "x";
  if (name.length === 3 || (name.length === 4 && !/\d/.test(name))) return "x";
  return /\d/.test(name) || name.length >= 8 ? "d" : "c";
};

const classOf = (alias: string, type: string): AliasClass => {
  const name = folded(alias);
  if (isNever(name)) return "n";
  const parts = name.split(" ");
  return parts.length > 1 ? classOfPhrase(name, parts) : classOfWord(alias, name, type);
};

const readLines = async <Row>(file: string): Promise<Row[]> =>
  (await readFile(join(dir, file), "utf8"))
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Row);

const attackTypes: Readonly<Record<string, string>> = {
  "intrusion-set": "intrusion_set",
  malware: "malware",
  tool: "tool",
  campaign: "campaign",
};
const galaxyTypes: Readonly<Record<string, string>> = {
  "threat-actor": "intrusion_set",
  "microsoft-activity-group": "intrusion_set",
  tool: "malware",
  ransomware: "malware",
  rat: "malware",
  stealer: "malware",
  banker: "malware",
  botnet: "malware",
  backdoor: "malware",
  wiper: "malware",
  "exploit-kit": "malware",
  android: "malware",
};

const attack = (
  await readLines<{ id: string; kind: string; name: string; aliases?: string[]; retired?: string }>(
    "attack/attack-objects.jsonl",
  )
)
  .filter((one) => attackTypes[one.kind] !== undefined && one.retired !== "revoked")
  .map(
    (one): Entry => ({
      type: attackTypes[one.kind] ?? "",
      list: "attack",
      id: one.id,
      name: one.name,
      aliases: one.aliases ?? [],
    }),
  );
const galaxy = (await readLines<{ cluster: string; name: string; synonyms?: string[] }>("gazetteer/misp-galaxy.jsonl"))
  .filter((one) => galaxyTypes[one.cluster] !== undefined && !/\(fake\)|unnamed|unknown/i.test(one.name))
  .map(
    (one): Entry => ({
      type: galaxyTypes[one.cluster] ?? "",
      list: "misp-galaxy",
      name: one.name,
      aliases: one.synonyms ?? [],
    }),
  );

/** "LoJax (UEFI)", "Emotet Trojan": also without the remark and without the word for its kind. */
const spellings = (name: string): string[] => {
  const plain = name
    .replace(/\s*[([].*?[)\]]\s*/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  const parts = plain.split(/\s+(?:\/|aka|or)\s+/i).flatMap((part) => part.split(/\s*\/\s*(?=\p{L}{4})/u));
  return [...new Set(parts.flatMap((part) => [part, part.replace(suffixes, "")]))].filter(
    (part) => part.length >= 3 && part.length <= 48,
  );
};

const entities: Entity[] = [];
const owners = new Map<string, Entity[]>();
const kindOf = (type: string): string => (type === "tool" ? "malware" : type);
const ownerKey = (type: string, name: string): string => `${kindOf(type)} ${squeezed(name)}`;

const addAlias = (entity: Entity, written: string, list: string): void => {
  const key = folded(written);
  const held = entity.aliases.get(key) ?? { written, lists: new Set<string>() };
  held.lists.add(list);
  entity.aliases.set(key, held);
  const owned = owners.get(ownerKey(entity.type, written)) ?? [];
  if (!owned.includes(entity)) owners.set(ownerKey(entity.type, written), [...owned, entity]);
};

/** The entity an entry belongs to: one of its name; else the one that shares most of its names, when that is plain. */
const homeOf = (entry: Entry): Entity | undefined => {
  for (const name of spellings(entry.name)) {
    const byName = (owners.get(ownerKey(entry.type, name)) ?? []).find((one) => squeezed(one.name) === squeezed(name));
    if (byName) return byName;
  }
  const tally = new Map<Entity, number>();
  for (const alias of [...spellings(entry.name), ...entry.aliases])
    for (const one of owners.get(ownerKey(entry.type, alias)) ?? []) tally.set(one, (tally.get(one) ?? 0) + 1);
  const ranked = [...tally].sort(([a, x], [b, y]) => y - x || (a.key < b.key ? -1 : 1));
  const [first, second] = ranked;
  if (!first || first[1] < (entry.aliases.length === 0 ? 1 : 2)) return undefined;
  return second && second[1] * 2 > first[1] ? undefined : first[0];
};

for (const entry of [...attack, ...galaxy]) {
  const [name = entry.name] = spellings(entry.name);
  let entity = entry.id === undefined ? homeOf(entry) : undefined;
  // An ATT&CK object of several domains is one entity.
  if (entry.id !== undefined) entity = entities.find((one) => one.key === entry.id);
  if (!entity) {
    entity = {
      type: entry.type,
      key: entry.id ?? `misp:${squeezed(name)}`,
      name: entry.id === undefined ? name : entry.name,
      aliases: new Map(),
    };
    entities.push(entity);
  }
  for (const one of [entry.name, ...entry.aliases])
    for (const written of spellings(one)) addAlias(entity, written, entry.list);
}

const rowOf = (entity: Entity): string => {
  const aliases = [...entity.aliases.values()]
    .map(({ written, lists }) => ({
      text: `${classOf(written, entity.type)}:${written}:${[...lists].map((list) => (list === "attack" ? "a" : "m")).join("")}`,
      written,
    }))
    .filter(({ written }) => !written.includes("|") && !written.includes(";") && !written.includes(":"))
    .map(({ text }) => text);
  return [entity.type, entity.key, entity.name.replaceAll("|", " "), aliases.join(";")].join("|");
};

const write = async (path: string, types: readonly string[]): Promise<void> => {
  const rows = entities
    .filter((one) => types.includes(one.type))
    .map(rowOf)
    .filter((row) => !row.endsWith("|"))
    .sort();
  const head = {
    lists: "a = ATT&CK v18.1, m = MISP galaxy",
    notice:
      "© 2025 The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation.",
    columns: "type | key | name | class:alias:lists ;",
  };
  const text = `{\n${Object.entries(head)
    .map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
    .join(",\n")},\n  "rows": [\n${rows.map((row) => `    ${JSON.stringify(row)}`).join(",\n")}\n  ]\n}\n`;
  await writeFile(path, text);
  process.stdout.write(`${path}: ${rows.length} rows\n`);
};
await write("data/actors/actors.json", ["intrusion_set", "campaign"]);
await write("data/malware/malware.json", ["malware"]);
await write("data/tools/tools.json", ["tool"]);
