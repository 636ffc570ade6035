/** Asks the API of this host; a problem document becomes an error that says what it said. */
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { Problem, Reading, Snapshot } from "../../api/contract.ts";

export class AskError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = "AskError";
    this.status = status;
  }
}

const ask = async <T>(path: string, signal: AbortSignal): Promise<T> => {
  const answer = await fetch(path, { signal, headers: { accept: "application/json" } });
  if (answer.ok) return answer.json() as Promise<T>;
  const problem: Partial<Problem> = await answer.json().catch(() => ({}));
  throw new AskError(answer.status, problem.detail ?? `The desk answered with status ${answer.status}.`);
};

const noRetryWhenAbsent = (failures: number, error: Error): boolean =>
  failures < 1 && !(error instanceof AskError && error.status < 500);

export const useReading = (): UseQueryResult<Reading> =>
  useQuery({
    queryKey: ["reading", "latest"],
    queryFn: ({ signal }) => ask<Reading>("/api/v1/editions/latest/reading", signal),
    retry: noRetryWhenAbsent,
  });

export const useSnapshot = (articleId: string): UseQueryResult<Snapshot> =>
  useQuery({
    queryKey: ["snapshot", "latest", articleId],
    queryFn: ({ signal }) => ask<Snapshot>(`/api/v1/editions/latest/articles/${encodeURIComponent(articleId)}`, signal),
    retry: noRetryWhenAbsent,
  });
