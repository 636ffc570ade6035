/**
 * The record of calls to a model: one JSON line a call, appended and never changed. No key, no address beyond the host,
 * nothing the endpoint said; question and answer only where the operator asks for them.
 */
import { appendFile, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { ModelFaultType } from "#terms/model.ts";

export interface CallRecord {
  readonly at: string;
  readonly provider: string;
  readonly host: string;
  readonly model: string;
  /** SHA-256 of all that was asked. */
  readonly question: string;
  readonly questionBytes: number;
  readonly answerBytes: number;
  readonly tokensIn: number;
  readonly tokensOut: number;
  readonly ms: number;
  readonly outcome: "answered" | "kept" | ModelFaultType;
  readonly text?: { readonly system: string; readonly prompt: string; readonly answer: unknown };
}

export type RecordCall = (record: CallRecord) => Promise<void>;

export const openCallRecord = (path: string): RecordCall => {
  let last: Promise<void> = mkdir(dirname(path), { recursive: true }).then(() => undefined);
  return (record) => {
    last = last.then(() => appendFile(path, `${JSON.stringify(record)}\n`, { mode: 0o600 }));
    return last;
  };
};
