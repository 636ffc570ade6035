import pg from "pg";
import { connectionOf, type StoreOptions } from "./open-store.ts";

/** One connection for one piece of work; it is ended whatever happens, and one that breaks fails its statement alone. */
export const withClient = async <T>(options: StoreOptions, use: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client(connectionOf(options));
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
};
