/**
 * One request and its answer, redirects not followed. The body is counted as it is decoded and left at the cap, so a
 * 300 kB gzip of 300 MB costs the cap and no more; a page that drips forever ends at the time limit.
 */
import { type Dispatcher, fetch, type Response } from "undici";
import { err, ok, type Result } from "#kit/result.ts";
import type { FetchFault } from "#terms/collecting.ts";
import { joinChunks } from "./disk.ts";

export interface Question {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly dispatcher: Dispatcher;
  readonly timeoutMs: number;
  /** Decoded bytes. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
  /** Sent by POST; absent: GET. */
  readonly body?: string | undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Empty unless the status is 2xx. */
  readonly bytes: Uint8Array;
}

type Headers = Response["headers"];

export const askOnce = async (question: Question): Promise<Result<Answer, FetchFault>> => {
  const limit = AbortSignal.timeout(Math.max(1, Math.ceil(question.timeoutMs)));
  const signal = question.signal === undefined ? limit : AbortSignal.any([limit, question.signal]);
  try {
    const response = await fetch(question.url, {
      redirect: "manual",
      headers: { ...question.headers },
      ...(question.body === undefined ? {} : { method: "POST", body: question.body }),
      dispatcher: question.dispatcher,
      signal,
    });
    if (response.status < 200 || response.status > 299) {
      await response.body?.cancel();
      return ok({ status: response.status, headers: response.headers, bytes: new Uint8Array() });
    }
    const bytes = await readBody(response, question.maxBytes);
    return bytes.ok ? ok({ status: response.status, headers: response.headers, bytes: bytes.value }) : bytes;
  } catch (error) {
    if (question.signal?.aborted === true) return err({ type: "cancelled", message: "The run was stopped." });
    if (limit.aborted) return err(timeoutFault(question.timeoutMs));
    return err(explainNetworkError(error, question.url.hostname));
  }
};

const timeoutFault = (timeoutMs: number): FetchFault => ({
  type: "timeout",
  message: `Expected the whole answer within ${Math.ceil(timeoutMs / 100) / 10} s but it was not complete by then.`,
});

const tooLarge = (maxBytes: number): FetchFault => ({
  type: "too_large",
  message: `Expected at most ${Math.floor(maxBytes / 1024)} KiB after decoding but there was more.`,
});

const readBody = async (response: Response, maxBytes: number): Promise<Result<Uint8Array, FetchFault>> => {
  if (response.body === null) return ok(new Uint8Array());
  if (Number(response.headers.get("content-length") ?? 0) > maxBytes) {
    await response.body.cancel();
    return err(tooLarge(maxBytes));
  }
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let total = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return ok(joinChunks(chunks, total));
    const chunk: Uint8Array = value;
    total += chunk.length;
    if (total > maxBytes) {
      await reader.cancel();
      return err(tooLarge(maxBytes));
    }
    chunks.push(chunk);
  }
};

const codeOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";

/** The error that started a chain of causes; of several attempts (IPv6, IPv4) the first. */
const rootOf = (error: unknown, depth = 0): unknown => {
  if (depth > 5) return error;
  if (error instanceof AggregateError && error.errors.length > 0) return rootOf(error.errors[0], depth + 1);
  if (error instanceof Error && error.cause !== undefined) return rootOf(error.cause, depth + 1);
  return error;
};

const decodeErrors = /^(Z_|ERR_PADDING|ERR__ERROR|ERR_BROTLI|ERR_ZSTD|ZSTD_)/;

const explainNetworkError = (error: unknown, host: string): FetchFault => {
  const root = rootOf(error);
  const code = codeOf(root);
  if (code === "BLOCKED_ADDRESS" && root instanceof Error) return { type: "blocked_address", message: root.message };
  if (code === "ENOTFOUND" || code === "EAI_AGAIN" || code === "ENODATA")
    return { type: "name_not_resolved", message: `Expected ${host} to have an address but none was found (${code}).` };
  if (code === "UND_ERR_CONNECT_TIMEOUT" || code === "ETIMEDOUT" || code === "UND_ERR_HEADERS_TIMEOUT")
    return { type: "timeout", message: `Expected ${host} to answer but it did not in time (${code}).` };
  if (decodeErrors.test(code))
    return { type: "damaged_body", message: `Expected a body that can be decompressed but it is damaged (${code}).` };
  const why = code === "" && root instanceof Error ? root.message.slice(0, 120) : code;
  return { type: "connection_failed", message: `Expected a connection to ${host} but it failed (${why}).` };
};
