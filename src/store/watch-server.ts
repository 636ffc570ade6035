/**
 * Notices at once when the server of the store goes away, and when it is back: an idle connection of its own tells.
 *
 * While it is gone, `revive` is tried again and again, more and more slowly; statements of others fail meanwhile, and
 * jobs are taken up again afterwards.
 */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { connectionOf, type StoreOptions } from "./open-store.ts";

export interface WatchOptions {
  readonly server: StoreOptions;
  /** Starts the server again where it is ours; rejects while it cannot. */
  readonly revive: () => Promise<void>;
  readonly onLost: () => void;
  readonly onBack: () => void;
}

const firstWaitMs = 200;
const longestWaitMs = 5_000;

/** Resolves when the connection breaks. */
const connect = async (
  server: StoreOptions,
): Promise<{ readonly client: pg.Client; readonly broken: Promise<void> }> => {
  const client = new pg.Client({ ...connectionOf(server), keepAlive: true });
  const broken = new Promise<void>((done) => {
    client.on("error", () => done());
    client.once("end", () => done());
  });
  await client.connect();
  return { client, broken };
};

/** @returns how to stop watching */
export const watchServer = async ({ server, revive, onLost, onBack }: WatchOptions): Promise<() => Promise<void>> => {
  let isStopped = false;
  let watched = await connect(server);
  const watch = async (): Promise<void> => {
    for (;;) {
      await watched.broken;
      if (isStopped) return;
      onLost();
      for (let waitMs = firstWaitMs; !isStopped; waitMs = Math.min(longestWaitMs, waitMs * 2)) {
        try {
          await revive();
          watched = await connect(server);
          break;
        } catch {
          await sleep(waitMs, undefined, { ref: false });
        }
      }
      if (isStopped) return;
      onBack();
    }
  };
  const watching = watch();
  return async () => {
    isStopped = true;
    await watched.client.end().catch(() => undefined);
    await watching;
    // One that was made while the watching ended.
    await watched.client.end().catch(() => undefined);
  };
};
