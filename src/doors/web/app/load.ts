/** What the screens read, as queries. */
import { keepPreviousData, type UseQueryResult, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { Reading, RecordedArticle, Snapshot, SourceList } from "../../api/contract.ts";
import { AskError, ask } from "./ask.ts";

const noRetryWhenAbsent = (failures: number, error: Error): boolean =>
  failures < 1 && !(error instanceof AskError && error.status >= 400 && error.status < 500);

/** The edition that the address names; without one, the latest. */
export const useEditionKey = (): string => useSearch({ strict: false }).edition ?? "latest";

/** Whose editions the address means; without one, those for everyone. */
export const useAudienceKey = (): string | undefined => useSearch({ strict: false }).audience;

/** Names this very edition where the address does, or where its day would name that of everyone; else its day. */
export const useFileKey = ({ edition: { audience, date }, standing }: Reading): string => {
  const edition = useEditionKey();
  if (edition !== "latest") return edition;
  return audience === undefined ? date : (standing?.id ?? date);
};

export const useReading = (): UseQueryResult<Reading> => {
  const edition = useEditionKey();
  const audience = useAudienceKey();
  return useQuery({
    queryKey: ["reading", edition, audience],
    queryFn: ({ signal }) =>
      ask("/api/v1/editions/:date/reading", { params: { date: edition }, query: { audience }, signal }),
    retry: noRetryWhenAbsent,
  });
};

/** For whom the editions on record are. */
export const useAudiences = () =>
  useQuery({
    queryKey: ["editions", "audiences"],
    queryFn: ({ signal }) => ask("/api/v1/editions/audiences", { signal }),
    retry: noRetryWhenAbsent,
  });

export const useSnapshot = (articleId: string): UseQueryResult<Snapshot> => {
  const edition = useEditionKey();
  const audience = useAudienceKey();
  return useQuery({
    queryKey: ["snapshot", edition, audience, articleId],
    queryFn: ({ signal }) =>
      ask("/api/v1/editions/:date/articles/:articleId", {
        params: { date: edition, articleId },
        query: { audience },
        signal,
      }),
    retry: noRetryWhenAbsent,
  });
};

const usuallyMs = 30_000;

/**
 * Sources that the desk collects by itself; asked again every half minute while the screen is open.
 *
 * @param firstMs how often instead, while one of them waits for its first answer
 */
export const useSources = (firstMs = usuallyMs): UseQueryResult<SourceList> =>
  useQuery({
    queryKey: ["sources"],
    queryFn: ({ signal }) => ask("/api/v1/sources", { signal }),
    refetchInterval: ({ state }) =>
      state.data?.sources.some(({ outcome, paused }) => outcome === undefined && !paused) === true
        ? firstMs
        : usuallyMs,
    retry: noRetryWhenAbsent,
  });

/** Editions on record, newest first, a page at a time. The old list stays until the new one is there. */
export const useEditions = (kind: string | undefined, audience: string | undefined) =>
  useInfiniteQuery({
    queryKey: ["editions", kind, audience],
    queryFn: ({ signal, pageParam }) =>
      ask("/api/v1/editions", { query: { after: pageParam, kind, audience }, signal }),
    initialPageParam: "",
    placeholderData: keepPreviousData,
    getNextPageParam: (page) => page.next,
    retry: noRetryWhenAbsent,
  });

export const useScores = (audience: string | undefined) =>
  useQuery({
    queryKey: ["scores", audience],
    queryFn: ({ signal }) => ask("/api/v1/editions/scores", { query: { audience }, signal }),
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
    queryFn: ({ signal, pageParam }) => ask("/api/v1/search", { query: { ...address, after: pageParam }, signal }),
    enabled: address.q !== undefined,
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    retry: noRetryWhenAbsent,
  });

export const useRecorded = (key: string, words: string): UseQueryResult<RecordedArticle> =>
  useQuery({
    queryKey: ["recorded", key, words],
    queryFn: ({ signal }) => ask("/api/v1/search/articles/:key", { params: { key }, query: { q: words }, signal }),
    retry: noRetryWhenAbsent,
  });
