/** Why a rule fired on one event of the logs, or did not: node by node. */
import { explainMatch } from "#defend/detect/index.ts";
import { KeptReviver } from "#defend/hunt/index.ts";
import { observeStream } from "#defend/observe/index.ts";
import { openPartitionReader } from "#outside/kept/read-partition.ts";
import { type LogSource, openLog } from "#outside/open-log.ts";
import type { Event } from "#terms/event.ts";
import type { ExplainedNode, Explanation } from "#terms/match.ts";
import type { DetectionRule } from "#terms/rule.ts";
import { WrongUse } from "../wrong-use.ts";
import { listUnits } from "./hunt-units.ts";
import { type RuleSources, readRuleTexts, rulesOfTexts } from "./load-rules.ts";

export interface ExplainOptions extends RuleSources {
  readonly logs: readonly string[];
  /** Id, title or name. */
  readonly rule: string;
  /** `RECORD`, or `FILE:RECORD` where there are several logs. */
  readonly event: string;
}

export interface ExplainedHunt {
  readonly matched: boolean;
  readonly text: string;
}

const findRule = async (options: ExplainOptions): Promise<DetectionRule> => {
  const { rules, faults, unsupported } = rulesOfTexts(await readRuleTexts(options));
  const wanted = options.rule;
  const rule = rules.find(({ id, title, name }) => id === wanted || title === wanted || name === wanted);
  if (rule?.kind === "detection") return rule;
  if (rule !== undefined)
    throw new WrongUse(`--explain: Expected a rule on single events but "${rule.title}" is a correlation`);
  const fault = [...faults, ...unsupported].find(({ title }) => title === wanted);
  const why = fault === undefined ? "none of that id, title or name" : `it out: ${fault.message}`;
  throw new WrongUse(`--explain: Expected the rule ${wanted} but found ${why}`);
};

const keptEvents = async function* (folder: string, path: string): AsyncGenerator<Event> {
  const reader = await openPartitionReader(folder);
  try {
    const reviver = new KeptReviver();
    for await (const rows of (await reader.open(path)).read("TRUE")) for (const row of rows) yield reviver.revive(row);
  } finally {
    reader.close();
  }
};

const eventsOf = async function* (logs: readonly string[]): AsyncGenerator<Event> {
  const { units } = await listUnits(logs);
  for (const { source, latestMs, kept } of units)
    if (kept !== undefined) yield* keptEvents(kept.folder, source.path ?? "");
    else yield* logEvents(source, latestMs);
};

const logEvents = async function* (source: LogSource, latestMs: number | undefined): AsyncGenerator<Event> {
  for await (const opened of openLog(source)) {
    if (opened.kind === "loss") continue;
    const hints = { file: opened.name, ...(latestMs === undefined ? {} : { latestMs }) };
    for await (const batch of observeStream(opened.chunks, hints).batches) yield* batch;
  }
};

const findEvent = async ({ logs, event }: ExplainOptions): Promise<Event> => {
  const place = /^(?:(.{1,4096}):)?(\d{1,15})$/s.exec(event);
  if (place === null) throw new WrongUse(`--explain: Expected an event as RECORD or FILE:RECORD but found ${event}`);
  const [, file, number] = place;
  for await (const one of eventsOf(logs))
    if (one.record === Number(number) && (file === undefined || file === one.file)) return one;
  throw new WrongUse(`--explain: Expected the event ${event} in the logs but found none`);
};

const show = (node: ExplainedNode, depth: number): string => {
  const found =
    node.kind !== "atom"
      ? ""
      : `  (event: ${node.found === undefined ? "no such field" : node.found.map((leaf) => JSON.stringify(leaf)).join(", ")})`;
  const line = `${"  ".repeat(depth)}${node.matched ? "yes" : "no "} ${node.label}${found}\n`;
  return line + node.children.map((child) => show(child, depth + 1)).join("");
};

const tell = (rule: DetectionRule, event: Event, { matched, applies, routing, tree }: Explanation): string =>
  [
    `${rule.title} (${rule.id}, ${rule.file}:${rule.line})`,
    `${event.file}, record ${event.record}: ${matched ? "the rule fires" : "the rule does not fire"}`,
    `log source: ${applies ? "fits" : "does not fit"}: ${routing}`,
    "",
    show(tree, 0),
  ].join("\n");

export const explainHunt = async (options: ExplainOptions): Promise<ExplainedHunt> => {
  const rule = await findRule(options);
  const event = await findEvent(options);
  const explanation = explainMatch(rule, event);
  return { matched: explanation.matched, text: tell(rule, event, explanation) };
};
