/** `watchfloor rules check | list | stats | convert`: what there is to say of a set of Sigma rules. */
import { showInvisible } from "#kit/text/show-invisible.ts";
import { convertRules } from "#pipeline/steps/convert-rules.ts";
import type { RuleSources } from "#pipeline/steps/load-rules.ts";
import { countReport, layerOf, type RulesReport, reportRules } from "#pipeline/steps/load-rules-report.ts";
import { WrongUse } from "#pipeline/wrong-use.ts";
import { type ExitCode, exitCodes, unfinished, wrongUse } from "./exit-codes.ts";
import { openTables } from "./open-config.ts";
import { print, say } from "./say.ts";
import { faultLine } from "./say-hunt.ts";
import { writeOutput } from "./write-output.ts";

export interface RulesFlags extends RuleSources {
  readonly json: boolean;
}

const told = async <T>(run: () => Promise<T>): Promise<T> => {
  try {
    return await run();
  } catch (cause) {
    throw cause instanceof WrongUse ? wrongUse(cause.message) : cause;
  }
};

const load = async (sources: RuleSources): Promise<RulesReport> => {
  const report = await told(() => reportRules(sources));
  for (const { item, detail } of report.losses) say(`${item}: ${detail}`);
  if (report.files === 0) throw unfinished("rules: Expected at least one readable file of rules but found none.");
  return report;
};

const printJson = (value: unknown): Promise<void> => print(`${JSON.stringify(value, null, 2)}\n`);

/** Faults on standard output, one a line. Exit code 1 when a rule has to stay out. */
export const runRulesCheck = async (flags: RulesFlags & { readonly lint: boolean }): Promise<ExitCode> => {
  const { rules, documents, files, faults, unsupported, remarks } = await load(flags);
  const shown = [...faults, ...unsupported, ...(flags.lint ? remarks : [])];
  if (flags.json)
    await printJson({ files, documents, rules: rules.length, faults, unsupported, remarks: flags.lint ? remarks : [] });
  else await print(showInvisible(shown.map((fault) => `${faultLine(fault)}\n`).join("")));
  const errors = faults.filter(({ severity }) => severity === "error").length;
  const warnings = shown.length - errors - unsupported.length;
  say(
    `rules: ${rules.length} rules of ${documents} documents in ${files} files; ${errors} errors, ${unsupported.length} not supported, ${warnings} warnings`,
  );
  return errors + unsupported.length > 0 ? exitCodes.findings : exitCodes.fine;
};

export const runRulesList = async (flags: RulesFlags): Promise<ExitCode> => {
  const { rules } = await load(flags);
  const rows = rules.map(({ kind, id, title, level, status, tags, file, line }) => ({
    kind,
    id,
    title,
    level,
    status,
    tags,
    file,
    line,
  }));
  if (flags.json) await printJson(rows);
  else {
    const lines = rows.map(
      ({ level, id, title, file, line }) => `${level.padEnd(13)}  ${id}  ${title}  (${file}:${line})\n`,
    );
    await print(showInvisible(lines.join("")));
  }
  say(`rules: ${rows.length}`);
  return exitCodes.fine;
};

const table = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) =>
    rows.reduce((most, row) => Math.max(most, (row[column] ?? "").length), 0),
  );
  return rows
    .map(
      (row) =>
        `  ${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
};

export const runRulesStats = async (
  flags: RulesFlags & { readonly navigator?: string | undefined },
): Promise<ExitCode> => {
  const reference = await openTables();
  const stats = countReport(await load(flags), reference);
  if (flags.navigator !== undefined) {
    await writeOutput(flags.navigator, layerOf(stats, reference));
    say(`ATT&CK Navigator layer: ${flags.navigator}`);
  }
  if (flags.json) {
    await printJson(stats);
    return exitCodes.fine;
  }
  const counted = (head: string, rows: readonly { name: string; count: number }[]): string =>
    `${head}\n${table(rows.map(({ name, count }) => [String(count).padStart(6), name]))}\n`;
  const techniques = stats.techniques.map(({ id, name, tactics, rules }) => [
    id,
    name ?? "not known",
    tactics.join(", "),
    String(rules),
  ]);
  const text = [
    `${stats.rules} rules, ${stats.correlations} of them correlations\n\n`,
    counted("By level", stats.byLevel),
    counted("By status", stats.byStatus),
    counted("By log source", stats.byLogSource),
    `ATT&CK: ${stats.techniques.length} techniques; ${stats.untagged} rules without one\n`,
    table([["Technique", "Name", "Tactics", "Rules"], ...techniques]),
  ];
  await print(showInvisible(text.join("")));
  return exitCodes.fine;
};

export interface ConvertFlags extends RuleSources {
  readonly to: "duckdb" | "postgresql";
  readonly table: string;
  readonly output?: string | undefined;
}

/** Exit code 1 when something could not be converted. */
export const runRulesConvert = async (flags: ConvertFlags): Promise<ExitCode> => {
  const report = await told(() => convertRules(flags, flags.to, flags.table));
  if (report.files === 0) throw unfinished("rules: Expected at least one readable file of rules but found none.");
  for (const { item, detail } of report.losses) say(`${item}: ${detail}`);
  for (const fault of [...report.faults.filter(({ severity }) => severity === "error"), ...report.unsupported])
    say(faultLine(fault));
  for (const { title, file, line, why } of report.refused) say(`${file}:${line}: "${title}" is not converted: ${why}`);
  if (flags.output === undefined) await print(report.sql);
  else await writeOutput(flags.output, report.sql);
  say(`rules: ${report.converted} converted to ${flags.to}, ${report.refused.length} not`);
  return report.refused.length + report.unsupported.length > 0 ? exitCodes.findings : exitCodes.fine;
};
