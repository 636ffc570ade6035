/**
 * Suite `quantities`: `extraction/quantity/*.jsonl`, rows `{id, text, quantities: [{cmp, value, unit, surface}]}`.
 *
 * - `valueF1`: micro F1 over values per text (multisets). Gold rows without a value ("dozens of customers") expect none;
 *   ordinals are not asked for there and are left out.
 * - `comparator`: share of matched values whose comparator is the gold's. Our vocabulary writes "almost" and "nearly" as
 *   `~`, the gold as `<`: for those two words both count as equal.
 * - `unitHead`: share of matched values whose head noun agrees (reported only).
 */
import { findQuantities } from "../src/intel/extract/quantities/index.ts";
import { readJsonLines } from "./read-json-lines.ts";
import type { Suite, SuiteResult } from "./suite.ts";

interface GoldQuantity {
  readonly cmp: string;
  readonly value: number | null;
  readonly unit: string;
  readonly surface: string;
}
interface Row {
  readonly id: string;
  readonly text: string;
  readonly quantities: readonly GoldQuantity[];
}

const sameComparator = (ours: string, surface: string, gold: string): boolean =>
  ours === gold || (ours === "~" && gold === "<" && /^(?:almost|nearly)\b/i.test(surface));

const run = async ({ dataDir }: { dataDir: string }): Promise<SuiteResult> => {
  const rows = await readJsonLines<Row>(dataDir, "extraction/quantity/*.jsonl");
  const total = { matched: 0, gold: 0, ours: 0, comparator: 0, unit: 0 };
  const worst: unknown[] = [];
  for (const row of rows) {
    const ours = findQuantities(row.text).filter((one) => !one.ordinal);
    const left = [...ours];
    const wanted = row.quantities.filter((one) => one.value !== null);
    const missed: GoldQuantity[] = [];
    total.gold += wanted.length;
    total.ours += ours.length;
    for (const gold of wanted) {
      const at = left.findIndex((one) => one.value === gold.value);
      const [match] = at < 0 ? [] : left.splice(at, 1);
      if (!match) {
        missed.push(gold);
        continue;
      }
      total.matched += 1;
      const head = match.unit;
      if (gold.unit.toLowerCase().includes(head.slice(0, 5).toLowerCase())) total.unit += 1;
      else worst.push({ id: row.id, unit: match.unit, gold: gold.unit });
      if (sameComparator(match.comparator, match.surface, gold.cmp)) total.comparator += 1;
      else worst.push({ id: row.id, ours: match.comparator, gold });
    }
    if (missed.length + left.length > 0) worst.unshift({ id: row.id, missed, extra: left.map((one) => one.surface) });
  }
  const measured = rows.length > 0;
  return {
    suite: "quantities",
    n: rows.length,
    metrics: {
      valueF1: measured ? (2 * total.matched) / Math.max(1, total.gold + total.ours) : null,
      comparator: measured ? total.comparator / Math.max(1, total.matched) : null,
      unitHead: measured ? total.unit / Math.max(1, total.matched) : null,
    },
    worst: worst.slice(0, 20),
  };
};

export const suite: Suite = { name: "quantities", run };
