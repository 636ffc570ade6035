/** Connections that take turns. One that breaks is replaced, and throws nowhere by itself. */
import pg from "pg";

/** @param onLost told when one breaks while nobody uses it; in use, its statement fails */
export const openPool = (config: pg.PoolConfig, onLost: (cause: Error) => void): pg.Pool => {
  const pool = new pg.Pool(config);
  pool.on("error", onLost);
  // Without a listener of its own, one that breaks while it is in use throws besides.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
};
