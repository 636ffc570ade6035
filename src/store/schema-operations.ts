/** The tables that tell of the desk's own work. */
/** The driver gives a bigint as text. */
interface CoverageTable {
  day: string;
  step: string;
  flow: "runs" | "in" | "out" | "lost";
  reason: string;
  count: string;
  example: string | null;
  tlp: string;
}

interface SourceSwitchTable {
  source_id: string;
  paused: boolean;
  at: string;
  by_name: string;
}

interface PageWatchTable {
  url: string;
  looked_at: string;
  outcome: "same" | "changed" | "gone" | "failed";
  failures: number;
  etag: string | null;
  last_modified: string | null;
  text_sha256: string | null;
}

export interface TaskTable {
  id: string;
  kind: "page_changed" | "page_gone";
  subject: string;
  tlp: string;
  opened_at: string;
  changed_at: string;
  closed_at: string | null;
  closed_by: string | null;
  body: Buffer;
}

interface RetentionRunTable {
  at: string;
  policy: Buffer;
  dropped: Buffer;
}

export interface OperationsTables {
  retention_run: RetentionRunTable;
  coverage: CoverageTable;
  source_switch: SourceSwitchTable;
  page_watch: PageWatchTable;
  task: TaskTable;
}
