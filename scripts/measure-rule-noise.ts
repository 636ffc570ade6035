/**
 * How often rules match in logs: `node scripts/measure-rule-noise.ts LOGS… [--rules DIR] [--examples N] [--json]`.
 *
 * One line a rule that matched: matches, matches for each 100,000 events, logs it matched in. Then events, logs, and logs with
 * any match. On benign logs a rule may match once for each 100,000 events; on recordings of attacks the last figure says how
 * many are seen. `--examples` adds the first matches with the fields that made them. Logs inside an archive count singly. A
 * correlation counts its alerts, worked out in each log by itself. Exit 1 when a log could not be opened.
 */
import { parseArgs } from "node:util";
import { type Correlator, compileEngine, createCorrelator, loadRules } from "#defend/detect/index.ts";
import { observeStream } from "#defend/observe/index.ts";
import { type ListedFile, listFiles } from "#outside/list-files.ts";
import { type LogStream, openLog } from "#outside/open-log.ts";
import { readTexts } from "#outside/read-texts.ts";
import type { Match } from "#terms/match.ts";
import type { Rule } from "#terms/rule.ts";

interface Tally {
  matches: number;
  readonly logs: Set<string>;
  readonly examples: string[];
}

interface Measured {
  events: number;
  logs: number;
  readonly tallies: Map<string, Tally>;
  readonly losses: string[];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rules: { type: "string", default: "rules" },
    examples: { type: "string", default: "0" },
    json: { type: "boolean", default: false },
  },
});

const mostExamples = Number(values.examples);

const showMatch = ({ event, evidence }: Match): string => {
  const fields = evidence.flatMap((part) =>
    part.fields.map(({ field, values: found }) => `${field}=${found.join("|")}`),
  );
  return `${event.file}:${event.record} ${[...new Set(fields)].join(" ").slice(0, 600)}`;
};

const countMatch = (measured: Measured, rule: Rule, log: string, show: () => string): void => {
  const tally = measured.tallies.get(rule.id) ?? { matches: 0, logs: new Set(), examples: [] };
  measured.tallies.set(rule.id, tally);
  tally.matches += 1;
  tally.logs.add(log);
  if (tally.examples.length < mostExamples) tally.examples.push(show());
};

const measureLog = async (
  log: LogStream,
  engine: ReturnType<typeof compileEngine>,
  correlator: Correlator,
  measured: Measured,
): Promise<void> => {
  const observation = observeStream(log.chunks, { file: log.name });
  const countAlerts = (alerts: ReturnType<Correlator["push"]>): void => {
    for (const { rule, group } of alerts)
      countMatch(measured, rule, log.name, () => `${log.name} ${group.map(({ value }) => value).join(" ")}`);
  };
  for await (const batch of observation.batches)
    for (const event of batch) {
      measured.events += 1;
      const matches = engine.match(event);
      for (const match of matches)
        if (match.rule.reports) countMatch(measured, match.rule, log.name, () => showMatch(match));
      if (matches.length > 0) countAlerts(correlator.push(matches));
    }
  countAlerts(correlator.flush());
  measured.logs += 1;
};

const measureFile = async (file: ListedFile, rules: readonly Rule[], measured: Measured): Promise<void> => {
  const { name, path, sizeBytes } = file;
  const engine = compileEngine(rules);
  for await (const opened of openLog({ name, path, ...(sizeBytes === undefined ? {} : { sizeBytes }) })) {
    if (opened.kind === "loss")
      measured.losses.push(`${opened.loss.item}: ${opened.loss.detail ?? opened.loss.reason}`);
    else await measureLog(opened, engine, createCorrelator(rules, { latenessMs: Number.POSITIVE_INFINITY }), measured);
  }
};

const report = ({ events, logs, tallies, losses }: Measured, rules: readonly Rule[]): void => {
  const rows = rules.flatMap(({ id, title, file }) => {
    const tally = tallies.get(id);
    if (tally === undefined) return [];
    const rate = (tally.matches * 100_000) / Math.max(events, 1);
    return [
      { rule: file, title, matches: tally.matches, rate, logs: [...tally.logs].sort(), examples: tally.examples },
    ];
  });
  rows.sort((one, other) => other.matches - one.matches || (one.rule < other.rule ? -1 : 1));
  const seen = new Set([...tallies.values()].flatMap((tally) => [...tally.logs])).size;
  if (values.json) console.log(JSON.stringify({ rules: rules.length, events, logs, seen, rows, losses }, null, 1));
  else {
    for (const { rule, matches, rate, logs: inLogs, examples } of rows) {
      console.log(
        `${String(matches).padStart(7)} ${rate.toFixed(2).padStart(9)} ${String(inLogs.length).padStart(5)}  ${rule}`,
      );
      for (const example of examples) console.log(`          ${example}`);
    }
    console.log(`${rules.length} rules, ${events} events in ${logs} logs; ${seen} logs with a match`);
    for (const loss of losses) console.error(loss);
  }
};

const { files: texts } = await readTexts([values.rules], { endings: [".yml"] });
const { rules } = loadRules(texts);
const listed = await listFiles(positionals);
const measured: Measured = { events: 0, logs: 0, tallies: new Map(), losses: [] };
for (const { item, detail } of listed.losses) measured.losses.push(`${item}: ${detail ?? ""}`);
for (const file of listed.files) await measureFile(file, rules, measured);
report(measured, rules);
process.exitCode = measured.losses.length > 0 || listed.files.length === 0 ? 1 : 0;
