/**
 * Connections of the search alone, with its own settings from their beginning, so that a question is one statement.
 *
 * Rows are looked for in the index of words and nowhere else: reading their words costs a hundred times what the planner
 * thinks. What fits is ordered in memory. Compiling a plan takes longer than running it.
 */
import { Kysely, PostgresDialect } from "kysely";
import type pg from "pg";
import { openPool } from "./open-pool.ts";
import type { Tables } from "./schema.ts";

/** A search that takes longer is ended. */
export const searchTimeoutMs = 3000;

const settings = [
  `statement_timeout=${searchTimeoutMs}`,
  "jit=off",
  "enable_seqscan=off",
  "enable_indexscan=off",
  "work_mem=16MB",
].map((setting) => `-c ${setting}`);

/** Questions answered at once; who comes later waits. */
const atOnce = 4;

/** None is opened before somebody searches. */
export const openSearch = (connection: pg.ClientConfig, onLost: (cause: Error) => void): Kysely<Tables> => {
  const options = [connection.options, ...settings].join(" ");
  const pool = openPool({ ...connection, options, max: atOnce }, onLost);
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
};
