/** The ledger of coverage: a line a day, step, flow and reason, counted up as things happen. */
import { type Kysely, sql, type Transaction } from "kysely";
import type { CoverageDay, CoverageLine } from "#terms/coverage.ts";
import type { Tlp } from "#terms/tlp.ts";
import { orNull, toColumn } from "./body.ts";
import type { Tables } from "./schema.ts";

const longestExample = 300;

const keyOf = ({ step, flow, reason }: CoverageLine): string => `${step} ${flow} ${reason}`;

/** One line for each key, in one order everywhere: two processes that count at once must not wait for each other. */
const added = (lines: readonly CoverageLine[]): CoverageLine[] => {
  const byKey = new Map<string, CoverageLine>();
  for (const line of lines) {
    const known = byKey.get(keyOf(line));
    byKey.set(keyOf(line), known === undefined ? line : { ...known, ...line, count: known.count + line.count });
  }
  return [...byKey.values()]
    .filter(({ count, flow }) => count > 0 || flow === "in")
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
};

/**
 * @param time RFC 3339: whose day in UTC is counted
 * @param tlp label of what is counted
 */
export const countCoverage = async (
  db: Kysely<Tables> | Transaction<Tables>,
  time: string,
  lines: readonly CoverageLine[],
  tlp: Tlp,
): Promise<void> => {
  const rows = added(lines).map(({ step, flow, reason, count, example }) => ({
    day: time.slice(0, 10),
    step: toColumn(step),
    flow,
    reason: toColumn(reason),
    count: String(count),
    example: orNull(example?.slice(0, longestExample)),
    tlp,
  }));
  if (rows.length === 0) return;
  await db
    .insertInto("coverage")
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(["day", "step", "flow", "reason", "tlp"]).doUpdateSet({
        count: sql`coverage.count + excluded.count`,
        example: sql`coalesce(excluded.example, coverage.example)`,
      }),
    )
    .execute();
};

export interface CoverageQuery {
  readonly from: string;
  readonly to: string;
  /** What is counted under other labels is left out. */
  readonly labels: readonly Tlp[];
}

/** Newest day first; days without a line are left out. */
export const readCoverage = async (db: Kysely<Tables>, { from, to, labels }: CoverageQuery): Promise<CoverageDay[]> => {
  const rows = await db
    .selectFrom("coverage")
    .select(({ fn }) => [
      "day",
      "step",
      "flow",
      "reason",
      fn.sum<string>("count").as("count"),
      fn.max("example").as("example"),
    ])
    .where("day", ">=", from)
    .where("day", "<=", to)
    .where("tlp", "in", [...labels, ""])
    .groupBy(["day", "step", "flow", "reason"])
    .orderBy("day", "desc")
    .orderBy("step")
    .orderBy("flow")
    .orderBy("count", "desc")
    .orderBy("reason")
    .execute();
  const days = new Map<string, CoverageLine[]>();
  for (const { day, count, example, ...line } of rows) {
    const lines = days.get(day) ?? [];
    lines.push({ ...line, count: Number(count), ...(example === null ? {} : { example }) });
    days.set(day, lines);
  }
  return [...days].map(([day, lines]) => ({ day, lines }));
};

/** Over all days: counters that only grow. */
export const sumCoverage = async (db: Kysely<Tables>): Promise<CoverageLine[]> => {
  const rows = await db
    .selectFrom("coverage")
    .select(({ fn }) => ["step", "flow", "reason", fn.sum<string>("count").as("count")])
    .groupBy(["step", "flow", "reason"])
    .orderBy("step")
    .orderBy("flow")
    .orderBy("reason")
    .execute();
  return rows.map(({ count, ...line }) => ({ ...line, count: Number(count) }));
};
