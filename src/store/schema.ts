/** The tables, as the queries see them; `migrations/` makes them. */
import type { Generated, GeneratedAlways } from "kysely";
import type { EditionKind } from "#terms/delivery.ts";
import type { MakingTables } from "./schema-making.ts";
import type { OperationsTables } from "./schema-operations.ts";
import type { OutboxTables } from "./schema-outbox.ts";
import type { PeopleTables } from "./schema-people.ts";
import type { ReviewTables } from "./schema-review.ts";
import type { SettingTables } from "./schema-settings.ts";
import type { TriageTables } from "./schema-triage.ts";

interface DocumentTable {
  sha256: string;
  bytes: Buffer;
}

interface RetrievalTable {
  requested_url: string;
  retrieved_at: string;
  document_sha256: string;
  url: string;
  content_type: string | null;
  etag: string | null;
  last_modified: string | null;
}

interface ArticleTable {
  key: string;
  article_id: string;
  url: string;
  outlet: string;
  title: string;
  language: string;
  published_at: string | null;
  first_seen_at: string;
  document_sha256: string | null;
  tlp: Generated<string>;
  body: Buffer;
}

interface ClaimTable {
  article_key: string;
  claim_id: string;
  type: string;
  body: Buffer;
}

interface EditionTable {
  id: string;
  date: string;
  as_of: string;
  title: string;
  tlp: string;
  made_at: Generated<string>;
  body: Buffer;
  kind: GeneratedAlways<EditionKind>;
  audience: GeneratedAlways<string>;
}

interface EditionArticleTable {
  edition_id: string;
  article_key: string;
  cited: boolean;
}

interface EditionWorkingTable {
  edition_id: string;
  kind: "story" | "contradiction" | "assessment";
  story_id: string;
  place: number;
  body: Buffer;
}

interface SourceRunTable {
  source_id: string;
  started_at: string;
  outcome: "ok" | "unchanged" | "failed";
  moved_to: string | null;
  etag: string | null;
  last_modified: string | null;
  entries: number;
  fresh: number;
  from_feed: number;
  losses: Buffer;
}

interface SourceArticleTable {
  source_id: string;
  url: string;
  /** Null: the article was dropped by policy. */
  article_key: string | null;
  collected_at: string;
  off_topic: string | null;
  /** Of the article, as long as it is there; `off`: it reads as about something else. */
  tlp: string | null;
  published_at: string | null;
  off: boolean;
}

interface SourceSummaryTable {
  source_id: string;
  newest_run: string;
  body: Buffer;
}

/** `words` is written as text and read by the server alone; `key` is made of the two before it. */
interface SearchEntryTable {
  article_key: string | null;
  edition_id: string | null;
  key: GeneratedAlways<string>;
  at: string;
  outlet: string;
  language: string;
  partial: boolean;
  tlp: string;
  words: string;
  pairs: number[];
}

interface SearchStateTable {
  one: Generated<boolean>;
  filled: boolean;
}

/** `seq` is a bigint, which the driver gives as text. */
interface AuditEntryTable {
  seq: string;
  previous: string;
  hash: string;
  body: Buffer;
  at: string;
  who_id: string;
  action: string;
  object_type: string;
  object_id: string;
  tlp: string | null;
}

interface KeptAnswerTable {
  id: string;
  request: string;
  begun_at: Generated<string>;
  done: Generated<boolean>;
  status: number | null;
  content_type: string | null;
  sealed: Buffer | null;
  holder: number | null;
}

interface AuditNameTable {
  seq: string;
  salt: string | null;
  name: string | null;
}

export interface Tables
  extends MakingTables,
    OperationsTables,
    OutboxTables,
    PeopleTables,
    ReviewTables,
    TriageTables,
    SettingTables {
  document: DocumentTable;
  retrieval: RetrievalTable;
  article: ArticleTable;
  claim: ClaimTable;
  edition: EditionTable;
  edition_article: EditionArticleTable;
  edition_working: EditionWorkingTable;
  source_run: SourceRunTable;
  source_article: SourceArticleTable;
  source_summary: SourceSummaryTable;
  search_entry: SearchEntryTable;
  search_state: SearchStateTable;
  audit_entry: AuditEntryTable;
  audit_name: AuditNameTable;
  kept_answer: KeptAnswerTable;
}
