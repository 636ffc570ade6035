/** Logs into a folder of kept events, to be hunted in again and again; and old hours out of it. */

import { join } from "node:path";
import { rowOfEvent } from "#defend/hunt/index.ts";
import { type ObserveReport, observeStream } from "#defend/observe/index.ts";
import { causeText } from "#kit/cause-text.ts";
import { openKeeper, type RowKeeper } from "#outside/kept/keep-rows.ts";
import { dropPartitions, isKeptFolder } from "#outside/kept/kept-folder.ts";
import { openLog } from "#outside/open-log.ts";
import type { Loss } from "#terms/loss.ts";
import { WrongUse } from "../wrong-use.ts";
import type { HuntUnit } from "./hunt-unit.ts";
import { listUnits } from "./hunt-units.ts";

export interface KeepProgress {
  readonly events: number;
  readonly bytes: number;
  /** Absent where standard input is read. */
  readonly totalBytes?: number;
}

export interface KeepOptions {
  readonly logs: readonly string[];
  readonly folder: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: KeepProgress) => void;
}

export interface KeepSummary {
  readonly logs: readonly { readonly file: string; readonly report: ObserveReport }[];
  readonly losses: readonly Loss[];
  readonly events: number;
  readonly kept: number;
  /** Were there already. */
  readonly known: number;
  /** Hours that were written, or would have been. */
  readonly partitions: number;
  readonly stopped: boolean;
}

class Keeping {
  readonly #keeper: RowKeeper;
  readonly #options: KeepOptions;
  readonly #totalBytes: number | undefined;
  readonly logs: { file: string; report: ObserveReport }[] = [];
  readonly losses: Loss[];
  events = 0;
  #bytes = 0;

  constructor(keeper: RowKeeper, options: KeepOptions, losses: readonly Loss[], totalBytes: number | undefined) {
    this.#keeper = keeper;
    this.#options = options;
    this.#totalBytes = totalBytes;
    this.losses = [...losses];
  }

  async take({ source, latestMs }: HuntUnit): Promise<void> {
    const { signal, onProgress } = this.#options;
    const onBytes = (count: number): void => {
      this.#bytes += count;
    };
    const total = this.#totalBytes === undefined ? {} : { totalBytes: this.#totalBytes };
    for await (const opened of openLog(source, { onBytes, signal })) {
      if (opened.kind === "loss") {
        this.losses.push(opened.loss);
        continue;
      }
      const hints = { file: opened.name, ...(latestMs === undefined ? {} : { latestMs }) };
      const observed = observeStream(opened.chunks, hints);
      let tooDeep = 0;
      for await (const batch of observed.batches) {
        for (const event of batch) {
          const row = rowOfEvent(event);
          if (row === undefined) tooDeep += 1;
          else await this.#keeper.add(row);
        }
        this.events += batch.length;
        onProgress?.({ events: this.events, bytes: this.#bytes, ...total });
      }
      if (tooDeep > 0)
        this.losses.push({
          step: "collect",
          item: opened.name,
          reason: "too_deep",
          detail: `${tooDeep} events are nested too deeply to be kept.`,
        });
      this.logs.push({ file: opened.name, report: observed.report() });
    }
  }
}

const openFolder = async (folder: string): Promise<RowKeeper> => {
  try {
    return await openKeeper(folder);
  } catch (cause) {
    throw new WrongUse(`${folder}: ${causeText(cause)}`);
  }
};

/** Stopped, it keeps what was read so far. */
export const keepEvents = async (options: KeepOptions): Promise<KeepSummary> => {
  const { units, losses, totalBytes } = await listUnits(options.logs);
  const again = units.find(({ kept }) => kept !== undefined);
  if (again !== undefined) throw new WrongUse(`${again.source.name}: Expected a log but found events that are kept`);
  const keeper = await openFolder(options.folder);
  const keeping = new Keeping(keeper, options, losses, totalBytes);
  try {
    for (const unit of units) if (options.signal?.aborted !== true) await keeping.take(unit);
  } catch (cause) {
    await keeper.abandon();
    throw cause;
  }
  const { damaged, ...counts } = await keeper.finish();
  const { logs, events } = keeping;
  const damages = damaged.map(
    (name): Loss => ({
      step: "collect",
      item: join(options.folder, name),
      reason: "damaged",
      detail: `Expected whole Parquet but it is damaged; it is now ${name}.damaged, and what was in it should be kept again.`,
    }),
  );
  return {
    logs,
    losses: [...keeping.losses, ...damages],
    events,
    ...counts,
    stopped: options.signal?.aborted === true,
  };
};

export interface DroppedEvents {
  readonly hours: number;
  readonly bytes: number;
}

export const dropEvents = async (folder: string, beforeMs: number): Promise<DroppedEvents> => {
  if (!(await isKeptFolder(folder))) throw new WrongUse(`${folder}: Expected a folder of kept events but found none`);
  const dropped = await dropPartitions(folder, beforeMs);
  return { hours: dropped.length, bytes: dropped.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) };
};
