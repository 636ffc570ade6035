/** The tables that tell of the desk's own work. */

/** The driver gives a bigint as text. */
interface CoverageTable {
  day: string;
  step: string;
  flow: "runs" | "in" | "out" | "lost";
  reason: string;
  count: string;
  example: string | null;
}

export interface OperationsTables {
  coverage: CoverageTable;
}
