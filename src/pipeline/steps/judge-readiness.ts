/**
 * Whether the desk can do its work now, and if not, why: store, migrations, disk, clock, edition. Each reason is one
 * sentence that may be shown to anyone: no address with a password, no text of an article.
 */
import { lastTime } from "#kit/crontab.ts";
import type { FreeSpace } from "#outside/free-space.ts";
import type { EditionPlan } from "#terms/config.ts";
import type { DeskState, Unready } from "#terms/desk-state.ts";

export interface ReadinessInput {
  /** Absent: the store did not answer. */
  readonly state: DeskState | undefined;
  /** Of the disk that holds the state folder. */
  readonly space: FreeSpace | undefined;
  readonly diskFloorBytes: number;
  readonly editions: readonly EditionPlan[];
  /** This process's clock when the store was asked. */
  readonly now: Date;
  /** How far the machine's clock was moved of late. */
  readonly jumpMs?: number;
}

/** An edition takes minutes; a worker that was just started catches up first. */
const graceMs = 30 * 60_000;
const clockLimitMs = 60_000;
const mebibyte = 1024 * 1024;

const disk = ({ space, diskFloorBytes }: ReadinessInput): string | undefined =>
  space === undefined || space.freeBytes >= diskFloorBytes
    ? undefined
    : `Expected at least ${Math.round(diskFloorBytes / mebibyte)} MiB free for the state folder but found ${Math.floor(space.freeBytes / mebibyte)} MiB. Nothing is collected until there is room.`;

const clock = ({ state, now, jumpMs = 0 }: ReadinessInput): string | undefined => {
  if (jumpMs !== 0)
    return `The clock of this machine was moved ${jumpMs > 0 ? "forward" : "back"} by ${Math.round(Math.abs(jumpMs) / 1_000)} s in the last minutes; times told since may be wrong.`;
  if (state === undefined) return undefined;
  const apartMs = Math.abs(Date.parse(state.now) - now.getTime());
  return apartMs <= clockLimitMs
    ? undefined
    : `Expected the clocks of this process and of the store to agree but they are ${Math.round(apartMs / 1_000)} s apart.`;
};

const migrations = ({ state }: ReadinessInput): string | undefined =>
  state === undefined || state.migration === state.shippedMigration
    ? undefined
    : `Expected the store's tables to be at ${state.shippedMigration} but found ${state.migration}.`;

/** Due, and no edition since; a desk that did not collect by then owes none. */
const edition = ({ state, editions, now }: ReadinessInput): string | undefined => {
  if (state?.collectingSince === undefined) return undefined;
  const newest = Date.parse(state.newestEditionAsOf ?? "") || 0;
  for (const plan of editions) {
    const due = lastTime(plan, new Date(now.getTime() - graceMs));
    if (due === undefined || due.getTime() < Date.parse(state.collectingSince)) continue;
    if (newest < due.getTime())
      return `Expected an edition for ${due.toISOString().slice(0, 16)}Z (plan ${plan.at} ${plan.timeZone}) but found none since ${state.newestEditionAsOf ?? "the desk began"}.`;
  }
  return undefined;
};

const judges = { migrations, disk, clock, edition } as const;

/** Reasons in a fixed order; none: the desk is ready. */
export const judgeReadiness = (input: ReadinessInput): Unready[] => [
  ...(input.state === undefined
    ? [{ check: "store" as const, because: "Expected the store to answer but it did not." }]
    : []),
  ...Object.entries(judges).flatMap(([check, judge]) => {
    const because = judge(input);
    return because === undefined ? [] : [{ check: check as keyof typeof judges, because }];
  }),
];
