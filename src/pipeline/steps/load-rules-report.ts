/** What there is to say of a set of rules: its faults and remarks, its rules, its numbers. For doors. */
import { countRules, lintRules, navigatorLayer, type RuleStats, type TechniqueFacts } from "#defend/hunt/index.ts";
import type { Loss } from "#terms/loss.ts";
import type { Rule, RuleFault } from "#terms/rule.ts";
import { type RuleSources, readRuleTexts, rulesOfTexts } from "./load-rules.ts";
import type { Reference } from "./open-reference.ts";

export interface RulesReport {
  readonly rules: readonly Rule[];
  readonly documents: number;
  readonly files: number;
  /** Errors keep a rule out, warnings do not; in the order of files and places. */
  readonly faults: readonly RuleFault[];
  readonly unsupported: readonly RuleFault[];
  readonly remarks: readonly RuleFault[];
  readonly losses: readonly Loss[];
}

const byPlace = (one: RuleFault, other: RuleFault): number => {
  if (one.file !== other.file) return one.file < other.file ? -1 : 1;
  return one.line - other.line || one.column - other.column;
};

export const reportRules = async (sources: RuleSources): Promise<RulesReport> => {
  const { losses, ...texts } = await readRuleTexts(sources);
  const { rules, faults, unsupported, documents, pipelineFaults } = rulesOfTexts(texts);
  return {
    rules,
    documents,
    files: texts.files.length,
    faults: [...faults, ...pipelineFaults].sort(byPlace),
    unsupported: [...unsupported].sort(byPlace),
    remarks: lintRules(rules).sort(byPlace),
    losses,
  };
};

/** `id | kind | domain | name | aliases | tactics | …`, as `columns` of the table says. */
const readTechniques = ({ attack }: Reference): Map<string, TechniqueFacts> => {
  const known = new Map<string, TechniqueFacts>();
  for (const line of attack.sections.objects ?? []) {
    const [id = "", , , name = "", , tactics = ""] = line.split("|");
    if (/^T\d{4}(?:\.\d{3})?$/.test(id) && !known.has(id))
      known.set(id, { name, tactics: tactics.split(",").filter((one) => one !== "") });
  }
  return known;
};

export const countReport = ({ rules }: RulesReport, reference: Reference): RuleStats => {
  const techniques = readTechniques(reference);
  return countRules(rules, (id) => techniques.get(id));
};

export const layerOf = (stats: RuleStats, { attack }: Reference): string => navigatorLayer(stats, attack.version);
