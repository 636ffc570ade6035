/** Collect and read for the doors that need articles but no edition: `check` and `extract`. Never throws on bad input. */
import { openAddressMap } from "#outside/address-map.ts";
import { fixedClock, systemClock } from "#outside/clock.ts";
import { openEgress } from "#outside/fetch-document.ts";
import { openArchive } from "#outside/open-archive.ts";
import { readPath } from "#outside/read-path.ts";
import { createWorkerPool } from "#outside/run-in-worker.ts";
import type { Loss } from "#terms/loss.ts";
import { WrongUse } from "../make-edition.ts";
import type { OnProgress } from "../progress.ts";
import { collectSources } from "./collect-sources.ts";
import { type ReadArticles, readArticles } from "./read-articles.ts";

export interface SourceOptions {
  readonly inputs: readonly string[];
  readonly maps: readonly { readonly prefix: string; readonly folder: string }[];
  readonly asOf?: string;
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
}

export const openSources = async (options: SourceOptions): Promise<ReadArticles> => {
  const onProgress = options.onProgress ?? (() => undefined);
  const clock = options.asOf === undefined ? systemClock : fixedClock(options.asOf);
  if (clock === undefined) throw new WrongUse(`--as-of: expected a time like 2026-02-05T18:00:00Z`);
  const map = await openAddressMap(options.maps.map((entry) => `${entry.prefix}=${entry.folder}`));
  if (!map.ok) throw new WrongUse(map.error.join("; "));
  const egress = openEgress({ clock, map: map.value });
  const pool = createWorkerPool();
  try {
    const tools = {
      fetchDocument: egress.fetchDocument,
      readPath: (path: string) => readPath(path, { clock }),
      openArchive,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    };
    const sources = await collectSources(options.inputs, tools, onProgress);
    const read = await readArticles(sources, pool, clock.now(), onProgress);
    const losses: readonly Loss[] = [...sources.losses, ...read.losses];
    return { ...read, losses };
  } finally {
    await Promise.all([egress.close(), pool.close()]);
  }
};
