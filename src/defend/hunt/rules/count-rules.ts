/** A set of rules in numbers: by level, status and log source, and what of ATT&CK it covers; also as a Navigator layer. */
import type { Rule } from "#terms/rule.ts";
import { levels } from "../select-rules.ts";

export interface Counted {
  readonly name: string;
  readonly count: number;
}

export interface CoveredTechnique {
  readonly id: string;
  /** Absent when the id is not known. */
  readonly name?: string;
  readonly tactics: readonly string[];
  readonly rules: number;
}

export interface RuleStats {
  readonly rules: number;
  readonly correlations: number;
  readonly byLevel: readonly Counted[];
  readonly byStatus: readonly Counted[];
  readonly byLogSource: readonly Counted[];
  readonly techniques: readonly CoveredTechnique[];
  readonly untagged: number;
}

export interface TechniqueFacts {
  readonly name: string;
  readonly tactics: readonly string[];
}

const countBy = (names: Iterable<string>): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
};

const mostFirst = (counts: ReadonlyMap<string, number>): Counted[] =>
  [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1));

const sourceOf = (rule: Rule): string => {
  if (rule.kind === "correlation") return "correlation";
  const { product, category, service } = rule.logSource;
  return [product, category, service].filter((part) => part !== undefined).join(" / ") || "any";
};

const techniquesOf = ({ tags }: Rule): string[] => [
  ...new Set(tags.flatMap((tag) => /^attack\.(t\d{4}(?:\.\d{3})?)$/i.exec(tag)?.[1]?.toUpperCase() ?? [])),
];

export const countRules = (
  rules: readonly Rule[],
  factsOf: (technique: string) => TechniqueFacts | undefined,
): RuleStats => {
  // What stands for a part of another rule is not counted twice.
  const whole = rules.filter(({ id }) => !id.includes("/"));
  const byLevel = countBy(whole.map(({ level }) => level));
  const techniques = [...countBy(whole.flatMap(techniquesOf))]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([id, count]): CoveredTechnique => {
      const facts = factsOf(id);
      return { id, tactics: facts?.tactics ?? [], rules: count, ...(facts === undefined ? {} : { name: facts.name }) };
    });
  return {
    rules: whole.length,
    correlations: whole.filter(({ kind }) => kind === "correlation").length,
    byLevel: [...levels].reverse().flatMap((name) => {
      const count = byLevel.get(name);
      return count === undefined ? [] : [{ name, count }];
    }),
    byStatus: mostFirst(countBy(whole.map(({ status }) => status ?? "none"))),
    byLogSource: mostFirst(countBy(whole.map(sourceOf))),
    techniques,
    untagged: whole.filter((rule) => techniquesOf(rule).length === 0).length,
  };
};

/** A layer of ATT&CK Navigator, format 4.5: the score is the number of rules. */
export const navigatorLayer = ({ techniques }: RuleStats, attackVersion: string): string => {
  const most = techniques.reduce((highest, { rules }) => Math.max(highest, rules), 1);
  const layer = {
    name: "Sigma rules by technique",
    versions: { attack: attackVersion.split(".")[0] ?? attackVersion, navigator: "5.1.0", layer: "4.5" },
    domain: "enterprise-attack",
    description: "Score: number of rules with the technique's tag.",
    sorting: 3,
    hideDisabled: false,
    techniques: techniques.map(({ id, rules }) => ({
      techniqueID: id,
      score: rules,
      comment: rules === 1 ? "1 rule" : `${rules} rules`,
      enabled: true,
      showSubtechniques: id.includes("."),
    })),
    gradient: { colors: ["#e4f0f8", "#1b5e8c"], minValue: 0, maxValue: most },
    legendItems: [],
  };
  return `${JSON.stringify(layer, null, 2)}\n`;
};
