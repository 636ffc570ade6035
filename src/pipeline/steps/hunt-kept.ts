/**
 * One hour of kept events through rules and indicators: SQL passes over the rows on which nothing can be found, the engine
 * judges the rest. What is found is what would be found in the logs themselves.
 */

import { type FindInEvent, type Indicator, KeptReviver, writeCandidates } from "#defend/hunt/index.ts";
import type { ObserveReport } from "#defend/observe/index.ts";
import { causeText } from "#kit/cause-text.ts";
import { openPartitionReader, type PartitionReader } from "#outside/kept/read-partition.ts";
import type { LogSource } from "#outside/open-log.ts";
import type { Event } from "#terms/event.ts";
import type { Loss } from "#terms/loss.ts";
import type { Rule } from "#terms/rule.ts";
import { type FoundNews, scanEvents } from "./scan-events.ts";

export interface KeptSource {
  /** The folder of kept events. */
  readonly folder: string;
  /** Start of the hour; absent for events without a time. */
  readonly fromMs?: number;
}

export interface KeptHunt {
  readonly rules: readonly Rule[];
  readonly indicators: readonly Indicator[];
  readonly fromMs?: number | undefined;
  readonly untilMs?: number | undefined;
  readonly find: FindInEvent;
  readonly isWithin: (event: Event) => boolean;
  readonly signal?: AbortSignal | undefined;
}

type KeptNews =
  | FoundNews
  | { readonly kind: "log"; readonly file: string; readonly report: ObserveReport; readonly untimed: number }
  | { readonly kind: "loss"; readonly loss: Loss };

const reportOf = (events: number, bytes: number): ObserveReport => ({
  format: "json",
  bytes,
  events,
  unread: 0,
  unreadByReason: {},
  samples: [],
  notices: {},
});

const whyDamaged = (cause: unknown): string => causeText(cause).split("\n")[0]?.slice(0, 200) ?? "";

/** Time again as SQL: whole hours are chosen by name, the ends of them here. */
const withinSql = ({ fromMs, untilMs }: KeptHunt): string =>
  [fromMs === undefined ? "" : ` AND time >= ${fromMs}`, untilMs === undefined ? "" : ` AND time < ${untilMs}`].join(
    "",
  );

export type HuntInPartition = (kept: KeptSource, source: LogSource) => AsyncGenerator<KeptNews>;

/** The database stays open from one hour to the next, and ends with its thread. */
export const createPartitionHunter = (hunt: KeptHunt): HuntInPartition => {
  const readers = new Map<string, Promise<PartitionReader>>();
  const readerOf = (folder: string): Promise<PartitionReader> => {
    const known = readers.get(folder) ?? openPartitionReader(folder);
    readers.set(folder, known);
    return known;
  };
  return (kept, source) => huntPartition(readerOf, kept, source, hunt);
};

const huntPartition = async function* (
  readerOf: (folder: string) => Promise<PartitionReader>,
  kept: KeptSource,
  { name, path = "", sizeBytes = 0 }: LogSource,
  hunt: KeptHunt,
): AsyncGenerator<KeptNews> {
  const { rules, indicators, find, isWithin, signal } = hunt;
  const isBounded = hunt.fromMs !== undefined || hunt.untilMs !== undefined;
  let seen = 0;
  try {
    const partition = await (await readerOf(kept.folder)).open(path);
    const { rowCount } = partition;
    if (isBounded && kept.fromMs === undefined) {
      yield { kind: "log", file: name, report: reportOf(rowCount, sizeBytes), untimed: rowCount };
      return;
    }
    const reviver = new KeptReviver();
    const taxonomies = partition.names.map((json) => reviver.taxonomyOf(json));
    const detections = rules.filter((rule) => rule.kind === "detection");
    const where = writeCandidates(detections, indicators, { ...partition, taxonomies });
    const batches = async function* (): AsyncGenerator<readonly Event[]> {
      for await (const rows of partition.read(`${where}${withinSql(hunt)}`)) {
        if (signal?.aborted === true) return;
        seen += rows.length;
        yield rows.map((row) => reviver.revive(row));
      }
    };
    let bytes = sizeBytes;
    const takeBytes = (): number => {
      const taken = bytes;
      bytes = 0;
      return taken;
    };
    const isWanted = isBounded ? isWithin : () => true;
    for await (const news of scanEvents(batches(), { file: name, find, isWanted, takeBytes, tellsTime: false }))
      yield news;
    const none = { findings: [], timesMs: new Float64Array(), before: [], bytes: 0 };
    yield { kind: "found", file: name, ...none, events: Math.max(0, rowCount - seen) };
    yield { kind: "log", file: name, report: reportOf(rowCount, sizeBytes), untimed: 0 };
  } catch (cause) {
    const detail = `Expected whole Parquet but it is damaged; ${seen} events of it were looked at: ${whyDamaged(cause)}`;
    yield { kind: "loss", loss: { step: "collect", item: name, reason: "damaged", detail } };
  }
};
