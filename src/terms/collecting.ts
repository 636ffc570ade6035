/** The tools `collect` is handed, so that it computes without touching the world itself. Built in `outside`. */
import type { Result } from "#kit/result.ts";
import type { Loss } from "./loss.ts";
import type { RawDocument } from "./raw-document.ts";

/**
 * Why an address gave no document. `not_modified` is the good answer to a conditional request:
 * the caller holds the bytes already, and it is never counted as a loss.
 */
export type FetchFaultType =
  | "not_modified"
  | "bad_address"
  | "blocked_address"
  | "outside_map"
  | "name_not_resolved"
  | "connection_failed"
  | "timeout"
  | "too_large"
  | "too_many_redirects"
  | "robots_disallowed"
  | "robots_unreachable"
  | "host_unavailable"
  | "not_found"
  | "forbidden"
  | "bot_wall"
  | "rate_limited"
  | "server_error"
  | "unexpected_status"
  | "damaged_body"
  | "unreadable"
  | "cancelled";

export interface FetchFault {
  readonly type: FetchFaultType;
  /** One sentence: what was expected and what was found. */
  readonly message: string;
}

export interface FetchOptions {
  /** Validators of the version already held; when either still holds, the fault is `not_modified`. */
  readonly etag?: string;
  readonly lastModified?: string;
  readonly signal?: AbortSignal;
}

export type FetchDocument = (url: string, options?: FetchOptions) => Promise<Result<RawDocument, FetchFault>>;

/** What was read, and what was not, each with its reason. */
export interface ReadOutcome {
  readonly documents: readonly RawDocument[];
  readonly losses: readonly Loss[];
}

/** Reads a file, a folder (recursively, sorted) or an archive. Never throws. */
export type ReadPath = (path: string) => Promise<ReadOutcome>;

/** Opens an archive that is already in memory. Never throws. */
export type OpenArchive = (archive: RawDocument) => Promise<ReadOutcome>;
