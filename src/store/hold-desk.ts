/**
 * One desk owns an embedded store: it starts the server and ends it. The hold is a session lock of PostgreSQL, so that
 * it ends with the process that took it, however that ends.
 */
import pg from "pg";
import { connectionOf, type StoreOptions } from "./open-store.ts";
import { withClient } from "./with-client.ts";

export interface Hold {
  readonly release: () => Promise<void>;
}

/** A number of our own among advisory locks. */
const lockKey = 8_037_001;

/** Whether another process of ours uses the store now. */
export const isShared = (options: StoreOptions): Promise<boolean> =>
  withClient(options, async (client) => {
    const { rows } = await client.query<{ others: boolean }>(
      `select exists (select from pg_stat_activity where application_name like 'watchfloor %'
       and application_name <> $1 and datname = current_database()) as others`,
      [connectionOf(options).application_name],
    );
    return rows[0]?.others === true;
  });

/** @returns the hold, or the name that its holder gave */
export const holdDesk = async (options: StoreOptions): Promise<Hold | { readonly heldBy: string }> => {
  const client = new pg.Client(connectionOf(options));
  // A lost connection loses the hold; the desk then finds its store gone at the next statement, and says so.
  client.on("error", () => undefined);
  await client.connect();
  const { rows } = await client.query<{ held: boolean }>("select pg_try_advisory_lock($1) as held", [lockKey]);
  if (rows[0]?.held === true) return { release: () => client.end() };
  const holder = await client.query<{ name: string }>(
    `select application_name as name from pg_stat_activity
     where pid = (select pid from pg_locks where locktype = 'advisory' and objid = $1 and granted limit 1)`,
    [lockKey],
  );
  await client.end();
  return { heldBy: holder.rows[0]?.name ?? "another process" };
};
