/** The part of the store that tells of the desk's own work. */
import type { Kysely } from "kysely";
import type pg from "pg";
import type { AuditEntry } from "#terms/audit.ts";
import type { CoverageDay, CoverageLine } from "#terms/coverage.ts";
import type { DeskState } from "#terms/desk-state.ts";
import type { Dropped, RetentionPolicy, RetentionRun } from "#terms/retention.ts";
import type { TaskPage } from "#terms/task.ts";
import type { Tlp } from "#terms/tlp.ts";
import { type CoverageQuery, countCoverage, readCoverage, sumCoverage } from "./coverage.ts";
import { readDeskState } from "./desk-state.ts";
import { sampleDocuments } from "./documents.ts";
import { type CitedPage, type DuePages, duePages, editionsCiting, type PageLook, saveLook } from "./page-watch.ts";
import { dropOld, listRetention, planRetention } from "./retention.ts";
import type { Tables } from "./schema.ts";
import { readSwitches, type SourceChange, type SourceSwitch, switchSource } from "./source-switches.ts";
import {
  type Closing,
  closeTask,
  countOpenTasks,
  listTasks,
  type OpenTask,
  openTask,
  type TaskQuery,
  type WhichTask,
} from "./tasks.ts";

export interface Operations {
  readonly state: () => Promise<DeskState>;
  /** Connections of this process. */
  readonly pool: () => { readonly total: number; readonly idle: number; readonly waiting: number };
  readonly countCoverage: (time: string, lines: readonly CoverageLine[], tlp: Tlp) => Promise<void>;
  /** Newest day first. */
  readonly readCoverage: (query: CoverageQuery) => Promise<CoverageDay[]>;
  /** Over all days and labels: numbers alone. */
  readonly sumCoverage: () => Promise<CoverageLine[]>;
  readonly switches: () => Promise<ReadonlyMap<string, SourceSwitch>>;
  /** With its job and its entry in the audit chain, or not at all. */
  readonly switchSource: (change: SourceChange, act: AuditEntry) => Promise<void>;
  readonly sampleDocuments: (limit: number) => Promise<{ readonly sha256: string; readonly bytes: Uint8Array }[]>;
  readonly duePages: (due: DuePages) => Promise<CitedPage[]>;
  readonly saveLook: (look: PageLook) => Promise<void>;
  readonly editionsCiting: (url: string, since: string) => Promise<{ readonly id: string; readonly json: string }[]>;
  /** What the policy would drop now. */
  readonly planRetention: (policy: RetentionPolicy, now: string) => Promise<Dropped>;
  readonly dropOld: (policy: RetentionPolicy, now: string, signal: AbortSignal) => Promise<Dropped>;
  /** Newest first. */
  readonly listRetention: (limit: number) => Promise<RetentionRun[]>;
  /** One that is open already for the same kind and page is told anew. */
  readonly openTask: (task: OpenTask) => Promise<void>;
  /** @returns whether one was open */
  readonly closeTask: (which: WhichTask, by: Closing) => Promise<boolean>;
  readonly listTasks: (query: TaskQuery) => Promise<TaskPage>;
  readonly countOpenTasks: () => Promise<Readonly<Record<string, number>>>;
}

/** @param queueReady resolves when the tables of the job queue are there */
export const openOperations = (db: Kysely<Tables>, pool: pg.Pool, queueReady: () => Promise<void>): Operations => ({
  state: () => readDeskState(db),
  pool: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
  countCoverage: (time, lines, tlp) => countCoverage(db, time, lines, tlp),
  readCoverage: (query) => readCoverage(db, query),
  sumCoverage: () => sumCoverage(db),
  switches: () => readSwitches(db),
  switchSource: async (change, act) => {
    await queueReady();
    await switchSource(db, change, act);
  },
  sampleDocuments: (limit) => sampleDocuments(db, limit),
  duePages: (due) => duePages(db, due),
  saveLook: (look) => saveLook(db, look),
  editionsCiting: (url, since) => editionsCiting(db, url, since),
  planRetention: (policy, now) => planRetention(db, policy, now),
  dropOld: (policy, now, signal) => dropOld(db, policy, now, signal),
  listRetention: (limit) => listRetention(db, limit),
  openTask: (task) => openTask(db, task),
  closeTask: (which, by) => closeTask(db, which, by),
  listTasks: (query) => listTasks(db, query),
  countOpenTasks: () => countOpenTasks(db),
});
