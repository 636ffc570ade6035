/**
 * The store: the only SQL. Opened on a connection, brought to this version's tables, used through what is below.
 *
 * What the store returns is plain data. A statement that was acknowledged is on disk.
 */
import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import type { Result } from "#kit/result.ts";
import type { AuditEntry, AuditHead, AuditState } from "#terms/audit.ts";
import type { Change } from "#terms/change.ts";
import type { Viewer } from "#terms/person.ts";
import type { RawDocument } from "#terms/raw-document.ts";
import type { EditionRecord } from "#terms/record.ts";
import type { RecordedArticle, SearchFault, SearchPage, SearchRequest } from "#terms/search.ts";
import type { SourceRun } from "#terms/source.ts";
import { appendAudit, eraseAuditNames } from "./audit.ts";
import { readDocument, saveDocument } from "./documents.ts";
import {
  type EditionPage,
  type EditionWish,
  findEdition,
  listEditions,
  newestOfEach,
  readEdition,
  saveEdition,
  type WhichEdition,
} from "./editions.ts";
import { startFilling } from "./fill-search.ts";
import {
  dropOldAnswers,
  giveBackKey,
  type KeptAnswer,
  keepAnswer,
  type Taken,
  takeKey,
  workingOn,
} from "./kept-answers.ts";
import { changesSince, type Listening, listenToChanges } from "./live.ts";
import { type Makings, openMakings } from "./makings.ts";
import { migrate, schema } from "./migrate.ts";
import { type Outbox, openOutbox } from "./open-outbox.ts";
import { openPool } from "./open-pool.ts";
import { openSearch } from "./open-search.ts";
import { type Operations, openOperations } from "./operations.ts";
import { openPeopleStore, type PeopleStore } from "./people-store.ts";
import { openPresence } from "./presence.ts";
import { readyQueue } from "./queue-jobs.ts";
import { type AuditPage, type AuditQuery, exportAudit, listAudit, verifyAudit } from "./read-audit.ts";
import { type ReviewRecord, reviewRecord } from "./review-record.ts";
import type { Tables } from "./schema.ts";
import { readRecorded, searchRecord } from "./search.ts";
import { openSettings, type Settings } from "./settings.ts";
import { readFacts, type SourceFacts } from "./source-facts.ts";
import { askedSources, type Collected, knownUrls, readCollected, readRuns, saveRun } from "./sources.ts";
import { openTriage, type TriageRecord } from "./triage.ts";

export interface StoreOptions {
  /** A `postgres://` address, or what a unix socket needs. */
  readonly connection: string | pg.ClientConfig;
  /** Told to the server, so that a second owner can say who the first is. */
  readonly name?: string;
  /** Stops at this migration: a dump is put into tables as they were when it was written. */
  readonly migrateTo?: string;
  /** Folder of the migrations; tests name another. */
  readonly migrations?: URL;
  /** Called when an idle connection breaks; the next statement opens another. */
  readonly onLost?: (cause: Error) => void;
}

/** The audit chain. What changes the store appends to it within its own transaction (`appendAudit`). */
export interface AuditRecord {
  /** For an act that changes nothing else in the store. */
  readonly append: (entry: AuditEntry) => Promise<AuditHead>;
  /** Takes a person's name out of the chain, which stays whole. */
  readonly eraseNames: (of: Parameters<typeof eraseAuditNames>[1]) => Promise<void>;
  readonly list: (query: AuditQuery) => Promise<AuditPage | undefined>;
  readonly verify: (pinned?: AuditHead) => Promise<AuditState>;
  /** Line by line, as it stood when the first was asked for. */
  readonly export: () => AsyncGenerator<string>;
}

/** Answers to writes that named a key. */
export interface KeptAnswers {
  readonly take: (id: string, request: string) => Promise<Taken>;
  /** Runs work that belongs to a taken key. */
  readonly workOn: (id: string, work: () => void) => void;
  readonly keep: (id: string, answer: KeptAnswer) => Promise<void>;
  readonly giveBack: (id: string) => Promise<void>;
  readonly dropOld: () => Promise<void>;
}

export interface Store {
  readonly saveDocument: (document: RawDocument) => Promise<void>;
  readonly readDocument: (sha256: string) => Promise<Uint8Array | undefined>;
  /** @returns its id */
  readonly saveEdition: (record: EditionRecord, json: string) => Promise<string>;
  readonly listEditions: (
    page: { limit: number; after?: string; before?: string } & EditionWish,
    viewer: Viewer,
  ) => Promise<EditionPage | undefined>;
  /** @returns the id of the newest edition, of the newest of a day, or the very id; of those that the viewer may see */
  readonly findEdition: (which: WhichEdition, viewer: Viewer, wish?: EditionWish) => Promise<string | undefined>;
  /** The newest edition of each audience, by id; the main one first. */
  readonly newestOfEach: (viewer: Viewer) => Promise<string[]>;
  /** The JSON form, the very bytes. */
  readonly readEdition: (id: string, viewer: Viewer) => Promise<string | undefined>;
  /** A run of a source and everything it brought, or nothing of it. */
  readonly saveRun: (collected: Collected) => Promise<void>;
  /** Newest first. */
  readonly readRuns: (sourceId: string, limit: number) => Promise<SourceRun[]>;
  /** Those of the sources that were asked at least once. */
  readonly askedSources: (sourceIds: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Of each source, its newest runs and what it brought of what the viewer may see. */
  readonly readFacts: (
    sourceIds: readonly string[],
    runsOfEach: number,
    viewer: Viewer,
  ) => Promise<ReadonlyMap<string, SourceFacts>>;
  /** Those of the canonical addresses that are on record. */
  readonly knownUrls: (urls: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly readCollected: (time: Parameters<typeof readCollected>[1]) => ReturnType<typeof readCollected>;
  readonly search: (request: SearchRequest, viewer: Viewer) => Promise<Result<SearchPage, SearchFault>>;
  /** An article by the key of its version, the words of a question marked in it. */
  readonly readRecorded: (key: string, words: string, viewer: Viewer) => Promise<RecordedArticle | undefined>;
  /** Resolves when the index of words holds all that is on record: it is filled after an upgrade or a restore. */
  readonly searchFilled: Promise<void>;
  readonly people: PeopleStore;
  readonly triage: TriageRecord;
  readonly audit: AuditRecord;
  readonly changes: {
    /** Hears what any process changes, from now on. */
    readonly listen: (onChange: (change: Change) => void) => Promise<Listening>;
    readonly since: (hash: string, limit: number) => ReturnType<typeof changesSince>;
  };
  readonly answers: KeptAnswers;
  readonly outbox: Outbox;
  readonly review: ReviewRecord;
  readonly settings: Settings;
  readonly makings: Makings;
  /** What the desk tells of its own work. */
  readonly operations: Operations;
  /** Which server answers. */
  readonly serverVersion: () => Promise<string>;
  readonly close: () => Promise<void>;
}

/** Dates and times as PostgreSQL writes them: a `Date` of the driver would shift a day by the machine's zone. */
const asWritten = { getTypeParser: (oid: number, format?: "text" | "binary") => parserOf(oid, format) };
const dateOids = new Set([1082, 1114, 1184]);
const parserOf = (oid: number, format: "text" | "binary" = "text") =>
  dateOids.has(oid) ? (text: string) => text : pg.types.getTypeParser(oid, format);

export const connectionOf = ({ connection, name }: StoreOptions): pg.ClientConfig => ({
  ...(typeof connection === "string" ? { connectionString: connection } : connection),
  options: `-c search_path=${schema},public`,
  application_name: (name ?? "watchfloor").slice(0, 63),
  // A host that takes no notice would be waited for for minutes.
  connectionTimeoutMillis: 15_000,
  types: asWritten as pg.ClientConfig["types"],
});

/** @throws Error in words for a person: no server, a newer store, no permission */
export const openStore = async (options: StoreOptions): Promise<Store> => {
  const onLost = (cause: Error): void => options.onLost?.(cause);
  const pool = openPool({ ...connectionOf(options), max: 8 }, onLost);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    await sql`create schema if not exists ${sql.id(schema)}`.execute(db).catch((cause: unknown) => {
      // Two at once may both find it missing.
      if (!(cause instanceof Error && "code" in cause && cause.code === "23505")) throw cause;
    });
    await migrate(db as unknown as Kysely<never>, {
      ...(options.migrateTo === undefined ? {} : { upTo: options.migrateTo }),
      ...(options.migrations === undefined ? {} : { folder: options.migrations }),
    });
  } catch (cause) {
    await db.destroy();
    throw cause;
  }
  const queueReady = readyQueue(pool);
  const words = openSearch(connectionOf(options), onLost);
  const presence = openPresence(connectionOf(options));
  const filling = options.migrateTo === undefined ? startFilling(db) : undefined;
  return {
    saveDocument: (document) => saveDocument(db, document),
    readDocument: (sha256) => readDocument(db, sha256),
    saveEdition: (record, json) => saveEdition(db, record, json),
    listEditions: (page, viewer) => listEditions(db, page, viewer),
    findEdition: (which, viewer, wish) => findEdition(db, which, viewer, wish),
    newestOfEach: (viewer) => newestOfEach(db, viewer),
    readEdition: (id, viewer) => readEdition(db, id, viewer),
    saveRun: (collected) => saveRun(db, collected),
    readRuns: (sourceId, limit) => readRuns(db, sourceId, limit),
    askedSources: (sourceIds) => askedSources(db, sourceIds),
    readFacts: (sourceIds, runsOfEach, viewer) => readFacts(db, sourceIds, runsOfEach, viewer),
    knownUrls: (urls) => knownUrls(db, urls),
    readCollected: (time) => readCollected(db, time),
    search: (request, viewer) => searchRecord({ store: db, words }, request, viewer),
    readRecorded: (key, words, viewer) => readRecorded(db, key, words, viewer),
    searchFilled: filling?.ended ?? Promise.resolve(),
    people: openPeopleStore(db),
    triage: openTriage(db),
    review: reviewRecord(db, queueReady),
    settings: openSettings(db, queueReady),
    makings: openMakings(db, queueReady),
    audit: {
      append: (entry) => db.transaction().execute((within) => appendAudit(within, entry)),
      eraseNames: (of) => db.transaction().execute((within) => eraseAuditNames(within, of)),
      list: (query) => listAudit(db, query),
      verify: (pinned) => verifyAudit(db, pinned),
      export: () => exportAudit(db),
    },
    outbox: openOutbox(db, queueReady),
    operations: openOperations(db, pool, queueReady),
    changes: {
      listen: (onChange) => listenToChanges(db, connectionOf(options), onChange),
      since: (hash, limit) => changesSince(db, hash, limit),
    },
    answers: {
      take: async (id, request) => takeKey(db, id, request, await presence.number()),
      workOn: (id, work) => workingOn.run({ id }, work),
      keep: (id, answer) => keepAnswer(db, id, answer),
      giveBack: (id) => giveBackKey(db, id),
      dropOld: () => dropOldAnswers(db),
    },
    serverVersion: async () => {
      const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(db);
      return rows[0]?.version ?? "";
    },
    close: async () => {
      await filling?.stop();
      await Promise.all([db.destroy(), words.destroy(), presence.close()]);
    },
  };
};
