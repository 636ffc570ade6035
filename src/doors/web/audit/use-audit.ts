/** The audit chain as the screen reads it. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ask } from "../app/ask.ts";

/** What is looked for; empty fields count for nothing. */
export interface AuditFilter {
  readonly who?: string;
  readonly action?: string;
  readonly from?: string;
  readonly to?: string;
}

export const useAuditEntries = (filter: AuditFilter) =>
  useInfiniteQuery({
    queryKey: ["audit", filter],
    queryFn: ({ signal, pageParam }) => ask("/api/v1/audit", { query: { ...filter, after: pageParam }, signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    retry: 1,
  });

/** Walks the whole chain: asked when the screen opens, and again by a button, never by itself. */
export const useAuditState = () =>
  useQuery({
    queryKey: ["audit-state"],
    queryFn: ({ signal }) => ask("/api/v1/audit/state", { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
