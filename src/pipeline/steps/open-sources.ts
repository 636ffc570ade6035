/** Steps collect and read together: opens the egress door and the threads, and closes them whatever happens. */

import type { GradeSourcesOptions } from "#intel/assess/index.ts";
import { openAddressMap } from "#outside/address-map.ts";
import { type Clock, fixedClock, systemClock } from "#outside/clock.ts";
import { openEgress } from "#outside/fetch-document.ts";
import { openArchive } from "#outside/open-archive.ts";
import { readPath } from "#outside/read-path.ts";
import { createWorkerPool } from "#outside/run-in-worker.ts";
import type { RawDocument } from "#terms/raw-document.ts";
import type { OnProgress } from "../progress.ts";
import { WrongUse } from "../wrong-use.ts";
import { collectSources } from "./collect-sources.ts";
import { type ReadArticles, readArticles } from "./read-articles.ts";

export interface SourceOptions {
  readonly inputs: readonly string[];
  readonly maps: readonly { readonly prefix: string; readonly folder: string }[];
  readonly asOf?: string;
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
  readonly onDocuments?: (documents: readonly RawDocument[]) => Promise<void>;
}

export interface OpenedSources extends ReadArticles {
  readonly feedsRead: number;
  /** Entries that named a page already listed. */
  readonly repeated: number;
  /** Admiralty letters that the operator gave, by outlet. */
  readonly reliability?: GradeSourcesOptions["overrides"];
}

/** The edition's clock: now, or the time the user gave. */
export const openClock = (asOf: string | undefined): Clock => {
  const clock = asOf === undefined ? systemClock : fixedClock(asOf);
  if (clock === undefined) throw new WrongUse(`--as-of: expected a time like 2026-02-05T18:00:00Z but found ${asOf}`);
  return clock;
};

export const openSources = async (options: SourceOptions): Promise<OpenedSources> => {
  const onProgress = options.onProgress ?? (() => undefined);
  const clock = openClock(options.asOf);
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
    await options.onDocuments?.(sources.documents);
    const read = await readArticles(sources, pool, clock.now(), onProgress);
    return {
      ...read,
      losses: [...sources.losses, ...read.losses],
      feedsRead: sources.feedsRead,
      repeated: sources.repeated,
    };
  } finally {
    await Promise.all([egress.close(), pool.close()]);
  }
};
