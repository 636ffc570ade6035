/** Rules as SQL, and what could not be converted, with its reason. */
import { type SqlDialect, writeSql } from "#defend/hunt/index.ts";
import type { RuleSources } from "./load-rules.ts";
import { type RulesReport, reportRules } from "./load-rules-report.ts";

export interface ConvertedRules extends RulesReport {
  readonly sql: string;
  readonly converted: number;
  readonly refused: readonly {
    readonly title: string;
    readonly file: string;
    readonly line: number;
    readonly why: string;
  }[];
}

export const convertRules = async (
  sources: RuleSources,
  dialect: SqlDialect,
  table: string,
): Promise<ConvertedRules> => {
  const report = await reportRules(sources);
  const queries: string[] = [];
  const refused: { title: string; file: string; line: number; why: string }[] = [];
  for (const rule of report.rules) {
    const query = writeSql(rule, dialect, table);
    if (query.ok) queries.push(query.value.sql);
    else refused.push({ title: rule.title, file: rule.file, line: rule.line, why: query.error });
  }
  return { ...report, sql: queries.join("\n"), converted: queries.length, refused };
};
