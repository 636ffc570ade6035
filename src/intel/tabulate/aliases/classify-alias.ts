/**
 * How strictly an alias must stand to be read as the name of its entity:
 *
 * - `d` distinct: names the entity wherever it stands; `c` cased: only with a capital;
 * - `x` contextual: only beside a word of its kind ("group", "ransomware", "backdoor");
 * - `n` never: too common a word to be read as a name at all.
 *
 * By the word lists of `data/tagger` and the shape of the name; a list of names cannot make a plain word a name.
 */
import { foldName } from "./spell-names.ts";

export type AliasClass = "d" | "c" | "x" | "n";

export interface PlainWords {
  /** Frequent words of English, the most frequent first. */
  readonly frequent: ReadonlySet<string>;
  readonly veryFrequent: ReadonlySet<string>;
  readonly known: ReadonlySet<string>;
  /** Words that nothing but reports of this trade uses. */
  readonly trade: ReadonlySet<string>;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

const alwaysNever = words(
  "malware ransomware trojan backdoor loader stealer dropper worm botnet rootkit spyware adware miner downloader agent generic unknown default test custom group team crew hacker hackers windows linux android java python powershell office word excel chrome apple google microsoft",
);
const cities = words(
  "beijing moscow tehran pyongyang shanghai wuhan guangzhou nanjing taipei seoul tokyo delhi kyiv kiev minsk berlin paris london washington",
);
/** Places, people's names and plain words in capitals that lists carry as names. */
const needsContext = words(
  "phoenix vega orion saturn mercury apollo zeus hydra medusa atlas alpha beta delta omega gamma sigma nova titan phantom ghost shadow spider dragon tiger panda bear kitten eagle falcon hawk raven cobra viper python wolf lion jaguar storm thunder lightning fire ice magic matrix nemesis nova onyx ruby diamond pearl emerald cobalt iridium plutonium hive play royal cuba conti lazarus akira everest snatch quantum karma monti rhysida medusalocker global chaos crypt crypto mirai darkside ares hades poseidon venus mars jupiter neptune uranus pluto luna sun moon star galaxy cosmos universe karakurt daixin babuk meow blackout rex max leo adam eva anna marina sara maria marie victor oscar felix hugo roman jason david michael john lucifer satan devil angel demon joker batman superman",
);

/** @param words each list as lines of words parted by blanks, as `data/tagger/common-words.json` has them */
export const readPlainWords = (lists: {
  readonly frequent: readonly string[];
  readonly known: readonly string[];
  readonly trade: readonly string[];
}): PlainWords => {
  const frequent = lists.frequent.join(" ").split(" ");
  return {
    frequent: new Set(frequent),
    veryFrequent: new Set(frequent.slice(0, 500)),
    known: words(lists.known.join(" ")),
    trade: words(lists.trade.join(" ")),
  };
};

const isNever = (name: string, plain: PlainWords): boolean =>
  name.length < 3 || alwaysNever.has(name) || cities.has(name) || plain.veryFrequent.has(name) || !/\p{L}/u.test(name);

const classOfPhrase = (name: string, parts: readonly string[], plain: PlainWords): AliasClass => {
  const common = parts.filter((part) => plain.frequent.has(part) || plain.known.has(part)).length;
  if (common === parts.length) return "c";
  return /\d/.test(name) || common === 0 ? "d" : "c";
};

const classOfWord = (alias: string, name: string, type: string, plain: PlainWords): AliasClass => {
  // Tools are written in lower case in reports: a word that nothing but reports uses is one.
  if (type === "tool" && plain.trade.has(name) && name.length >= 6) return "d";
  if (plain.frequent.has(name) || needsContext.has(name)) return "x";
  const mixed = /\p{Ll}\p{Lu}/u.test(alias) || /\d/.test(alias);
  if (plain.known.has(name)) return mixed ? "c" : "x";
  if (name.length === 3 || (name.length === 4 && !/\d/.test(name))) return "x";
  return /\d/.test(name) || name.length >= 8 ? "d" : "c";
};

export const classifyAlias = (alias: string, type: string, plain: PlainWords): AliasClass => {
  const name = foldName(alias);
  if (isNever(name, plain)) return "n";
  const parts = name.split(" ");
  return parts.length > 1 ? classOfPhrase(name, parts, plain) : classOfWord(alias, name, type, plain);
};
