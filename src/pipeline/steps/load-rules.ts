/** Rule files, placeholders and pipelines of a person's choice, read from disk and given to detect. */

import { parse } from "yaml";
import { type LoadedRules, loadRules, parsePipelines, type RuleFile } from "#defend/detect/index.ts";
import { causeText } from "#kit/cause-text.ts";
import { keyOf, keyOfCode, readKept, writeKept } from "#outside/keep-computed.ts";
import { readTexts } from "#outside/read-texts.ts";
import type { Loss } from "#terms/loss.ts";
import type { RuleFault } from "#terms/rule.ts";
import { WrongUse } from "../wrong-use.ts";

export interface RuleSources {
  /** Files, and folders of `.yml` and `.yaml`. */
  readonly rules: readonly string[];
  readonly placeholders?: readonly string[];
  readonly pipelines?: readonly string[];
}

/** Texts and values, as another thread can be given them. */
export interface RuleTexts {
  readonly files: readonly RuleFile[];
  readonly placeholders: readonly (readonly [string, readonly string[]])[];
  readonly pipelines: readonly RuleFile[];
}

export interface ReadRuleTexts extends RuleTexts {
  readonly losses: readonly Loss[];
}

export interface CheckedRules extends LoadedRules {
  readonly pipelineFaults: readonly RuleFault[];
}

const ruleEndings = [".yml", ".yaml"];
/** Beside a rule of ours stands what it must and must not fire on. */
const caseEndings = [".cases.yml", ".cases.yaml"];

const valuesOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one) => one !== null && typeof one !== "object").map(String);

/** `name: [values]`, or one value; a name written `%name%` is the same. */
const readPlaceholders = ({ path, text }: RuleFile): [string, string[]][] => {
  let read: unknown;
  try {
    read = parse(text, { maxAliasCount: 100 });
  } catch (cause) {
    throw new WrongUse(`${path}: Expected YAML but found: ${causeText(cause)}`);
  }
  if (typeof read !== "object" || read === null || Array.isArray(read))
    throw new WrongUse(`${path}: Expected a map of placeholder names and their values but found something else`);
  return Object.entries(read).map(([name, value]) => [name.replaceAll("%", ""), valuesOf(value)]);
};

const readNamed = async (paths: readonly string[], what: string): Promise<readonly RuleFile[]> => {
  const { files, losses } = await readTexts(paths, { endings: ruleEndings });
  const [loss] = losses;
  if (loss !== undefined) throw new WrongUse(`${loss.item}: Expected ${what} but found: ${loss.detail}`);
  return files;
};

export const readRuleTexts = async (sources: RuleSources): Promise<ReadRuleTexts> => {
  const { files, losses } = await readTexts(sources.rules, { endings: ruleEndings, except: caseEndings });
  const placeholderFiles = await readNamed(sources.placeholders ?? [], "a file of placeholders");
  const pipelines = await readNamed(sources.pipelines ?? [], "a processing pipeline");
  return { files, placeholders: placeholderFiles.flatMap(readPlaceholders), pipelines, losses };
};

/** Pure: the same texts give the same rules in the same order, in any thread. */
export const rulesOfTexts = ({ files, placeholders, pipelines }: RuleTexts): CheckedRules => {
  const parsed = parsePipelines(pipelines);
  const loaded = loadRules(files, { placeholders: new Map(placeholders), pipelines: parsed.pipelines });
  return { ...loaded, pipelineFaults: [...parsed.faults, ...parsed.unsupported] };
};

/** How rules came: read from their texts, or as they had been kept; `rebuilt` where what was kept was damaged. */
export type RuleCacheState = "off" | "found" | "built" | "rebuilt";

export interface KeptRules {
  readonly rules: CheckedRules;
  readonly cache: RuleCacheState;
}

const kind = "rules";
const detectFolder = new URL("../../defend/detect/", import.meta.url);

const keyOfTexts = async ({ files, placeholders, pipelines }: RuleTexts): Promise<string> =>
  keyOf([
    await keyOfCode(detectFolder),
    JSON.stringify(placeholders),
    ...[...files, ...pipelines].flatMap(({ path, text }) => [path, text]),
    `${files.length}`,
  ]);

/** Of letters outside of ASCII the escapes: a text without them is read and parsed much faster. */
const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Rules of texts that were read before come from the folder of kept ones, by the hash of texts and code. */
export const keptRulesOf = async (texts: RuleTexts, folder: string | undefined): Promise<KeptRules> => {
  if (folder === undefined) return { rules: rulesOfTexts(texts), cache: "off" };
  const key = await keyOfTexts(texts);
  const kept = await readKept(folder, kind, key);
  if (kept.text !== undefined) return { rules: JSON.parse(kept.text) as CheckedRules, cache: "found" };
  const rules = rulesOfTexts(texts);
  await writeKept(folder, kind, key, asciiJson(rules));
  return { rules, cache: kept.state === "damaged" ? "rebuilt" : "built" };
};
