/**
 * Notices at once when the server of the store goes away, and when it is back: an idle connection of its own tells.
 *
 * While it is gone, `revive` is tried again and again, more and more slowly; statements of others fail meanwhile, and
 * jobs are taken up again afterwards.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { connectAlone } from "./connect-alone.ts";
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

/** @returns how to stop watching */
export const watchServer = async ({ server, revive, onLost, onBack }: WatchOptions): Promise<() => Promise<void>> => {
  let isStopped = false;
  let watched = await connectAlone(connectionOf(server));
  const watch = async (): Promise<void> => {
    for (;;) {
      await watched.broken;
      if (isStopped) return;
      onLost();
      for (let waitMs = firstWaitMs; !isStopped; waitMs = Math.min(longestWaitMs, waitMs * 2)) {
        try {
          await revive();
          watched = await connectAlone(connectionOf(server));
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
