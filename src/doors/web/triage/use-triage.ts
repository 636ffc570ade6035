/** What the screen of triage reads: the list whole, and a story. */
import { keepPreviousData, type QueryClient, useQuery } from "@tanstack/react-query";
import type { TriageList } from "../../api/contract.ts";
import { AskError, ask } from "../app/ask.ts";
import { triageStateKey } from "../app/use-triage-state.ts";

export type Row = TriageList["rows"][number];

/** A first word of its own: what happens elsewhere makes the state be asked again, and that alone decides about the list. */
const listKey = ["triage-list"] as const;
const pageRows = 500;

const retryOnce = (failures: number, error: Error): boolean =>
  failures < 1 && !(error instanceof AskError && error.status >= 400 && error.status < 500);

/** All pages of one list. */
const askList = async (signal: AbortSignal): Promise<TriageList> => {
  const first = await ask("/api/v1/triage", { query: { limit: pageRows }, signal });
  const rows = [...first.rows];
  for (let next = first.next; next !== undefined; ) {
    const page = await ask("/api/v1/triage", { query: { limit: pageRows, after: next }, signal });
    rows.push(...page.rows);
    next = page.next;
  }
  return { ...first, rows };
};

export const useTriageList = () =>
  useQuery({ queryKey: listKey, queryFn: ({ signal }) => askList(signal), retry: retryOnce, staleTime: 0 });

/** The story before stays, dimmed, until the next is there. A decision on it makes another of it. */
export const useStory = (row: Row | undefined) =>
  useQuery({
    queryKey: ["triage", "story", row?.id ?? "", row?.articleIds.length ?? 0],
    queryFn: ({ signal }) => ask("/api/v1/triage/stories/:id", { params: { id: row?.id ?? "" }, signal }),
    enabled: row !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 5 * 60_000,
    retry: retryOnce,
  });

export const useHandover = (enabled: boolean) =>
  useQuery({
    queryKey: ["triage", "handover"],
    queryFn: ({ signal }) => ask("/api/v1/triage/handover", { signal }),
    enabled,
    staleTime: 0,
    gcTime: 0,
    retry: retryOnce,
  });

export const listOf = (queries: QueryClient): TriageList | undefined => queries.getQueryData(listKey);

/** An answer that is on its way would put the list back to what it was. */
export const patchList = async (queries: QueryClient, patch: (list: TriageList) => TriageList): Promise<void> => {
  await queries.cancelQueries({ queryKey: listKey });
  queries.setQueryData<TriageList>(listKey, (list) => (list === undefined ? list : patch(list)));
};

export const refreshList = async (queries: QueryClient): Promise<void> => {
  await Promise.all([
    queries.invalidateQueries({ queryKey: listKey }),
    queries.invalidateQueries({ queryKey: triageStateKey }),
  ]);
};
