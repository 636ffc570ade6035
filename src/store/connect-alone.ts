/** A connection outside any pool, kept for as long as the server does: whoever holds it learns when it breaks. */
import pg from "pg";

export interface Connected {
  readonly client: pg.Client;
  /** Resolves when the connection, and whatever the server held for it, is lost. */
  readonly broken: Promise<void>;
}

/**
 * @param first asked of the new connection; when that fails there is none
 * @throws Error when the server is not there, or `first` fails
 */
export const connectAlone = async (
  connection: pg.ClientConfig,
  first?: (client: pg.Client) => Promise<unknown>,
): Promise<Connected> => {
  const client = new pg.Client({ ...connection, keepAlive: true });
  const broken = new Promise<void>((done) => {
    client.on("error", () => done());
    client.once("end", () => done());
  });
  try {
    await client.connect();
    await first?.(client);
  } catch (cause) {
    await client.end().catch(() => undefined);
    throw cause;
  }
  return { client, broken };
};
