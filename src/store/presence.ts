/**
 * That this process lives, as the server knows it: a lock of a session of its own, under a number of chance. It ends with
 * the process, however that ends; one whose connection broke takes it again under the same number.
 */
import { randomInt } from "node:crypto";
import type pg from "pg";
import { type Connected, connectAlone } from "./connect-alone.ts";

export interface Presence {
  /** Opened when it is asked for first. @returns nothing when it cannot be held now */
  readonly number: () => Promise<number | undefined>;
  readonly close: () => Promise<void>;
}

/** A number of our own among advisory locks of two numbers. */
export const presenceLock = 8_037_011;

export const openPresence = (connection: pg.ClientConfig): Presence => {
  const number = randomInt(1, 2 ** 31 - 1);
  let opening: Promise<Connected | undefined> | undefined;
  let closed = false;
  const hold = async (client: pg.Client): Promise<void> => {
    const { rows } = await client.query<{ held: boolean }>("select pg_try_advisory_lock($1::int, $2::int) as held", [
      presenceLock,
      number,
    ]);
    if (rows[0]?.held !== true) throw new Error("Another session holds the number of this process.");
  };
  const open = (): Promise<Connected | undefined> => {
    opening ??= connectAlone(connection, hold).then(
      (connected) => {
        void connected.broken.then(() => {
          opening = undefined;
          if (!closed) void open();
        });
        return connected;
      },
      () => {
        opening = undefined;
        return undefined;
      },
    );
    return opening;
  };
  return {
    number: async () => (closed || (await open()) === undefined ? undefined : number),
    close: async () => {
      closed = true;
      await (await opening)?.client.end();
    },
  };
};
