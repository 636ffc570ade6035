/** What `collect` hands on: bytes exactly as they came, with their hash and the time they were read. */
export interface RawDocument {
  /** The address asked for, or a `file:` URL. */
  readonly requestedUrl: string;
  /** The address that answered, after redirects. */
  readonly url: string;
  readonly bytes: Uint8Array;
  /** SHA-256 of `bytes`, 64 hex digits. */
  readonly sha256: string;
  /** The `Content-Type` header as sent (with its charset), or a guess from the file's ending. Absent when unknown. */
  readonly contentType?: string;
  /** RFC 3339, UTC. */
  readonly retrievedAt: string;
  /** HTTP validators for the next conditional GET. */
  readonly etag?: string;
  readonly lastModified?: string;
}

/** One whose bytes were put aside until they are wanted: of a thousand pages few are held at once. */
export interface AsideDocument extends Omit<RawDocument, "bytes"> {
  /** Nothing when they are gone. */
  readonly readBytes: () => Promise<Uint8Array | undefined>;
}
