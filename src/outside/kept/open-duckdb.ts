/**
 * DuckDB in this process, shut in: it may touch one folder and nothing else of the world, within bounds of memory, and no
 * statement can change that again.
 */
import type { DuckDBConnection, DuckDBInstance, DuckDBValue } from "@duckdb/node-api";

export interface ShutInDuckDb {
  readonly run: (sql: string) => Promise<void>;
  /** Rows in order, a chunk at a time. */
  readonly read: (sql: string) => AsyncGenerator<readonly (readonly DuckDBValue[])[]>;
  readonly close: () => void;
}

export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const memoryLimit = "1GB";

const readChunks = async function* (connection: DuckDBConnection, sql: string) {
  const result = await connection.stream(sql);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    yield chunk.getRows() as readonly (readonly DuckDBValue[])[];
  }
};

const shutIn = async (instance: DuckDBInstance, folder: string): Promise<ShutInDuckDb> => {
  const connection = await instance.connect();
  const settings = [
    `SET allowed_directories = [${sqlText(folder)}]`,
    `SET temp_directory = ${sqlText(`${folder}/.spill-${process.pid}`)}`,
    `SET memory_limit = ${sqlText(memoryLimit)}`,
    "SET enable_external_file_cache = false",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
  ];
  for (const setting of settings) await connection.run(setting);
  return {
    run: async (sql) => {
      await connection.run(sql);
    },
    read: (sql) => readChunks(connection, sql),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
};

/** @param folder the real path of the one folder it may read and write in */
export const openDuckDb = async (folder: string): Promise<ShutInDuckDb> => {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  return shutIn(await DuckDBInstance.create(":memory:", { threads: "2" }), folder);
};
