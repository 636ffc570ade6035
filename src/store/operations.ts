/** The part of the store that tells of the desk's own work. */
import type { Kysely } from "kysely";
import type pg from "pg";
import type { CoverageDay, CoverageLine } from "#terms/coverage.ts";
import type { DeskState } from "#terms/desk-state.ts";
import { countCoverage, readCoverage, sumCoverage } from "./coverage.ts";
import { readDeskState } from "./desk-state.ts";
import type { Tables } from "./schema.ts";

export interface Operations {
  readonly state: () => Promise<DeskState>;
  /** Connections of this process. */
  readonly pool: () => { readonly total: number; readonly idle: number; readonly waiting: number };
  readonly countCoverage: (time: string, lines: readonly CoverageLine[]) => Promise<void>;
  /** Newest day first. */
  readonly readCoverage: (days: { readonly from: string; readonly to: string }) => Promise<CoverageDay[]>;
  readonly sumCoverage: () => Promise<CoverageLine[]>;
}

export const openOperations = (db: Kysely<Tables>, pool: pg.Pool): Operations => ({
  state: () => readDeskState(db),
  pool: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
  countCoverage: (time, lines) => countCoverage(db, time, lines),
  readCoverage: (days) => readCoverage(db, days),
  sumCoverage: () => sumCoverage(db),
});
