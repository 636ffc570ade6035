/** Asks the API of this host; a problem document becomes an error that says what it said. */
import { keepPreviousData, type UseQueryResult, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type {
  EditionList,
  Problem,
  Reading,
  RecordedArticle,
  SearchPage,
  Snapshot,
  SourceList,
} from "../../api/contract.ts";

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

/** The edition that the address names; without one, the latest. */
export const useEditionKey = (): string => useSearch({ strict: false }).edition ?? "latest";

/** Names this very edition where the address does, else its day. */
export const useFileKey = (reading: Reading): string => {
  const edition = useEditionKey();
  return edition === "latest" ? reading.edition.date : edition;
};

export const useReading = (): UseQueryResult<Reading> => {
  const edition = useEditionKey();
  return useQuery({
    queryKey: ["reading", edition],
    queryFn: ({ signal }) => ask<Reading>(`/api/v1/editions/${encodeURIComponent(edition)}/reading`, signal),
    retry: noRetryWhenAbsent,
  });
};

export const useSnapshot = (articleId: string): UseQueryResult<Snapshot> => {
  const edition = useEditionKey();
  return useQuery({
    queryKey: ["snapshot", edition, articleId],
    queryFn: ({ signal }) =>
      ask<Snapshot>(
        `/api/v1/editions/${encodeURIComponent(edition)}/articles/${encodeURIComponent(articleId)}`,
        signal,
      ),
    retry: noRetryWhenAbsent,
  });
};

/** Sources that the desk collects by itself; asked again every half minute while the screen is open. */
export const useSources = (): UseQueryResult<SourceList> =>
  useQuery({
    queryKey: ["sources"],
    queryFn: ({ signal }) => ask<SourceList>("/api/v1/sources", signal),
    refetchInterval: 30_000,
    retry: noRetryWhenAbsent,
  });

/** Editions on record, newest first, a page at a time. */
export const useEditions = () =>
  useInfiniteQuery({
    queryKey: ["editions"],
    queryFn: ({ signal, pageParam }) =>
      ask<EditionList>(`/api/v1/editions${pageParam === "" ? "" : `?after=${pageParam}`}`, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    retry: noRetryWhenAbsent,
  });

/** What the address of a search holds; empty fields are left out of it. */
export interface SearchAddress {
  readonly q?: string;
  readonly from?: string;
  readonly to?: string;
  readonly outlet?: string;
  readonly language?: string;
  readonly kind?: string;
  readonly order?: string;
}

/** The old list stays until the new one is there. */
export const useFound = (address: SearchAddress) =>
  useInfiniteQuery({
    queryKey: ["search", address],
    queryFn: ({ signal, pageParam }) => {
      const asked = new URLSearchParams({ ...address, ...(pageParam === "" ? {} : { after: pageParam }) });
      return ask<SearchPage>(`/api/v1/search?${asked}`, signal);
    },
    enabled: address.q !== undefined,
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    retry: noRetryWhenAbsent,
  });

export const useRecorded = (key: string, words: string): UseQueryResult<RecordedArticle> =>
  useQuery({
    queryKey: ["recorded", key, words],
    queryFn: ({ signal }) =>
      ask<RecordedArticle>(
        `/api/v1/search/articles/${encodeURIComponent(key)}?${new URLSearchParams({ q: words })}`,
        signal,
      ),
    retry: noRetryWhenAbsent,
  });
