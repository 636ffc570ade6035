/** Fits rules to a site, step by step, in the order of the pipelines. */
import type { Atom, CorrelationRule, DetectionRule, Rule, RuleNode } from "#terms/rule.ts";
import { mapAtoms } from "./map-tree.ts";
import type { Pipeline, PipelineStep, RuleTest, Transformation } from "./parse-pipeline.ts";

const holds = (test: RuleTest, rule: Rule): boolean => {
  if (test.kind !== "logsource") return test.kind === rule.kind;
  if (rule.kind !== "detection") return false;
  return Object.entries(test.parts).every(([key, value]) => Reflect.get(rule.logSource, key) === value);
};

const appliesTo = (step: PipelineStep, rule: Rule): boolean => {
  if (step.ruleTests.length === 0) return true;
  const result = step.anyTest
    ? step.ruleTests.some((test) => holds(test, rule))
    : step.ruleTests.every((test) => holds(test, rule));
  return result !== step.negated;
};

const isMeant = (step: PipelineStep, field: string): boolean =>
  step.fields === undefined || step.fields.names.has(field) === step.fields.include;

/** The names a field has after a step; itself when the step leaves it. */
const renamed = (field: string, step: PipelineStep): readonly string[] => {
  const { transformation } = step;
  if (!isMeant(step, field)) return [field];
  if (transformation.kind === "map-fields") return transformation.mapping.get(field) ?? [field];
  if (transformation.kind === "wrap-fields") return [`${transformation.prefix}${field}${transformation.suffix}`];
  if (transformation.kind !== "map-prefixes") return [field];
  for (const [prefix, targets] of transformation.mapping)
    if (field.startsWith(prefix)) return targets.map((target) => target + field.slice(prefix.length));
  return [field];
};

const changeAtom = (atom: Atom, step: PipelineStep): RuleNode[] => {
  const { field } = atom;
  if (field === null) return [{ kind: "atom", atom }];
  if (step.transformation.kind === "drop-items") return isMeant(step, field) ? [] : [{ kind: "atom", atom }];
  const fields = renamed(field, step);
  if (atom.kind !== "fieldref") return fields.map((name) => ({ kind: "atom", atom: { ...atom, field: name } }));
  const [other = atom.other] = renamed(atom.other, step);
  return fields.map((name) => ({ kind: "atom", atom: { ...atom, field: name, other } }));
};

const changeDetection = (rule: DetectionRule, step: PipelineStep): DetectionRule => {
  const { transformation } = step;
  if (transformation.kind === "change-logsource") return { ...rule, logSource: { ...transformation.parts } };
  if (transformation.kind === "add-condition")
    return { ...rule, condition: { kind: "and", children: [rule.condition, transformation.node] } };
  const condition = mapAtoms(rule.condition, (atom) => changeAtom(atom, step));
  return {
    ...rule,
    condition: condition ?? { kind: "constant", value: false, reason: "a pipeline dropped all of it" },
  };
};

const changeCorrelation = (rule: CorrelationRule, step: PipelineStep): CorrelationRule => {
  const rename = (field: string): string => renamed(field, step)[0] ?? field;
  return {
    ...rule,
    groupBy: rule.groupBy.map((field) => (Object.hasOwn(rule.aliases, field) ? field : rename(field))),
    valueFields: rule.valueFields.map(rename),
  };
};

const fails = (transformation: Transformation): transformation is Transformation & { kind: "fail" } =>
  transformation.kind === "fail";

export interface PipelineOutcome {
  readonly rule: Rule | undefined;
  /** Why a pipeline refuses the rule. */
  readonly refused: string | undefined;
}

export const applyPipelines = (given: Rule, pipelines: readonly Pipeline[]): PipelineOutcome => {
  let rule = given;
  for (const step of pipelines.flatMap((pipeline) => pipeline.steps)) {
    if (!appliesTo(step, rule)) continue;
    if (fails(step.transformation)) return { rule: undefined, refused: step.transformation.message };
    rule = rule.kind === "detection" ? changeDetection(rule, step) : changeCorrelation(rule, step);
  }
  return { rule, refused: undefined };
};
