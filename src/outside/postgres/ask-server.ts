/** Whether a server answers on its socket, and with which version; our database is made when it is not there yet. */
import pg from "pg";
import { type Place, port } from "./server-place.ts";

/** What `pg` needs to connect. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

export const user = "watchfloor";
const database = "watchfloor";

export const addressOf = (place: Place, password: string): ServerAddress => ({
  host: place.socket,
  port,
  user,
  password,
  database,
});

type Answer = { readonly kind: "up"; readonly version: string } | { readonly kind: "starting" | "down" };

/** Asks the server's version, and makes our database when it is not there yet. */
export const ask = async (address: ServerAddress): Promise<Answer> => {
  const client = new pg.Client({ ...address, database: "postgres", connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string; exists: boolean }>(
      "select current_setting('server_version') as version, exists (select from pg_database where datname = $1) as exists",
      [database],
    );
    const [row] = rows;
    if (row?.exists === false)
      await client.query(`create database ${database}`).catch((cause: unknown) => {
        if (!isCode(cause, "42P04") && !isCode(cause, "23505")) throw cause; // Another was quicker.
      });
    return { kind: "up", version: row?.version ?? "" };
  } catch (cause) {
    if (isCode(cause, "57P03")) return { kind: "starting" };
    if (isCode(cause, "ENOENT") || isCode(cause, "ECONNREFUSED")) return { kind: "down" };
    throw cause;
  } finally {
    await client.end().catch(() => undefined);
  }
};

const isCode = (cause: unknown, code: string): boolean =>
  cause instanceof Error && "code" in cause && cause.code === code;
