/** Makes a `RawDocument`: the bytes, their hash, and the time they were read. */
import { sha256Hex } from "#kit/hash.ts";
import type { RawDocument } from "#terms/raw-document.ts";

export interface DocumentOrigin {
  readonly requestedUrl: string;
  readonly url: string;
  readonly retrievedAt: string;
  readonly contentType?: string | undefined;
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

export const makeDocument = (bytes: Uint8Array, origin: DocumentOrigin): RawDocument => ({
  requestedUrl: origin.requestedUrl,
  url: origin.url,
  bytes,
  sha256: sha256Hex(bytes),
  retrievedAt: origin.retrievedAt,
  ...(origin.contentType === undefined ? {} : { contentType: origin.contentType }),
  ...(origin.etag === undefined ? {} : { etag: origin.etag }),
  ...(origin.lastModified === undefined ? {} : { lastModified: origin.lastModified }),
});
