/**
 * What could be better in rules that load: each remark with its reason. Faults are detect's; these keep no rule out.
 *
 * Sources: the conventions of the Sigma specification 2.1 (title length, status, dates, tags) and what makes a rule costly
 * or loud in this engine (keywords and texts that are very short).
 */
import type { Rule, RuleFault, RuleNode, TextAtom } from "#terms/rule.ts";

const statuses = new Set(["stable", "test", "experimental", "deprecated", "unsupported"]);
const longestTitle = 110;
const shortText = 3;

type Remark = readonly [type: string, message: string];

const textAtoms = (node: RuleNode, into: TextAtom[] = []): TextAtom[] => {
  if (node.kind === "constant") return into;
  if (node.kind === "atom") {
    if (node.atom.kind === "text") into.push(node.atom);
    return into;
  }
  const children = "children" in node ? node.children : [node.child];
  for (const child of children) textAtoms(child, into);
  return into;
};

const headerRemarks = (rule: Rule): Remark[] => {
  const remarks: Remark[] = [];
  const { title, status, description, tags, falsePositives, date } = rule;
  if (title.length > longestTitle)
    remarks.push([
      "LongTitle",
      `Expected a title of at most ${longestTitle} characters but found ${title.length}: lists cut it`,
    ]);
  if (status === undefined)
    remarks.push(["NoStatus", "Expected a status: whoever runs the rule should know how ripe it is"]);
  else if (!statuses.has(status))
    remarks.push(["UnknownStatus", `Expected ${[...statuses].join(", ")} but found ${status}`]);
  if (description === undefined || description.trim() === "")
    remarks.push(["NoDescription", "Expected a description: an alert without one leaves its reader alone"]);
  if (!tags.some((tag) => /^attack\.t\d{4}/i.test(tag)))
    remarks.push(["NoTechnique", "Expected a tag like attack.t1059: without it the rule covers nothing in ATT&CK"]);
  if (falsePositives.length === 0)
    remarks.push(["NoFalsePositives", "Expected false positives, or Unknown: triage starts from them"]);
  if (date === undefined) remarks.push(["NoDate", "Expected a date: age tells whether a rule still fits"]);
  return remarks;
};

const detectionRemarks = (rule: Rule): Remark[] => {
  if (rule.kind !== "detection") return [];
  const remarks: Remark[] = [];
  const texts = textAtoms(rule.condition);
  const keyword = texts.find(
    ({ field, text, operator }) => field === null && operator !== "glob" && text.length <= shortText,
  );
  if (keyword !== undefined)
    remarks.push([
      "ShortKeyword",
      `Expected keywords of more than ${shortText} characters but found "${keyword.text}": it stands in many records by chance`,
    ]);
  const short = texts.find(
    ({ field, text, operator }) => field !== null && operator === "contains" && text.trim().length === 1,
  );
  if (short !== undefined)
    remarks.push([
      "ShortText",
      `Expected more than one character but found ${short.field}|contains "${short.text}": nearly every value holds it`,
    ]);
  return remarks;
};

/** Remarks in the order of the rules, and titles that several rules share. */
export const lintRules = (rules: readonly Rule[]): RuleFault[] => {
  const byTitle = new Map<string, Rule>();
  return rules.flatMap((rule) => {
    const { file, line, title } = rule;
    const first = byTitle.get(title);
    const isMade = rule.id.includes("/"); // made from an obsolete aggregation: its parent is judged
    const twin: Remark[] =
      first === undefined || isMade || first.file === file
        ? []
        : [
            [
              "SameTitle",
              `Expected a title of its own but found that of ${first.file}:${first.line}: alerts cannot be told apart`,
            ],
          ];
    byTitle.set(title, first ?? rule);
    const remarks = isMade ? [] : [...headerRemarks(rule), ...detectionRemarks(rule), ...twin];
    return remarks.map(
      ([type, message]): RuleFault => ({ type, severity: "warning", message, file, line, column: 1, title }),
    );
  });
};
