/** What the review reads and sends. A draft comes whole with every decision, so that what is shown is what is kept. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import type { Decision, DraftView, VersionList } from "../../api/contract.ts";
import { AskError, ask, newKey, write } from "../app/ask.ts";

const keyOf = (id: string) => ["draft", id] as const;

const noRetryWhenRefused = (failures: number, error: Error): boolean =>
  failures < 1 && !(error instanceof AskError && error.status >= 400 && error.status < 500);

export const useDrafts = () =>
  useQuery({
    queryKey: ["drafts"],
    queryFn: ({ signal }) => ask("/api/v1/drafts", { query: { limit: 50 }, signal }),
    retry: noRetryWhenRefused,
    refetchInterval: 30_000,
  });

/** Asks for the draft again: before a question whose answer depends on what others did. */
export const useAskAgain = (id: string, when: boolean): void => {
  const queries = useQueryClient();
  useEffect(() => {
    if (when) void queries.invalidateQueries({ queryKey: keyOf(id) });
  }, [queries, id, when]);
};

export const useDraft = (id: string) =>
  useQuery({
    queryKey: keyOf(id),
    queryFn: ({ signal }) => ask("/api/v1/drafts/:id", { params: { id }, signal }),
    retry: noRetryWhenRefused,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** A page of the draft as it was read; it never changes. */
export const useDraftArticle = (id: string, article: string | undefined) =>
  useQuery({
    queryKey: ["draft-article", id, article],
    queryFn: ({ signal }) =>
      ask("/api/v1/drafts/:id/articles/:article", { params: { id, article: article ?? "" }, signal }),
    enabled: article !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: noRetryWhenRefused,
  });

/** Why a sentence fails, and what would mend it; asked of the one that is looked at. */
export const useSuggestion = (draft: DraftView, sentenceId: string | undefined, isFailing: boolean) =>
  useQuery({
    queryKey: ["suggestion", draft.id, draft.version, sentenceId],
    queryFn: ({ signal }) =>
      ask("/api/v1/drafts/:id/suggestion", { params: { id: draft.id }, query: { sentence: sentenceId }, signal }),
    enabled: isFailing && sentenceId !== undefined && sentenceId !== "title",
    staleTime: Number.POSITIVE_INFINITY,
    retry: noRetryWhenRefused,
  });

export const useDifference = (id: string, from: number, to: number, enabled: boolean) =>
  useQuery({
    queryKey: ["difference", id, from, to],
    queryFn: ({ signal }) => ask("/api/v1/drafts/:id/difference", { params: { id }, query: { from, to }, signal }),
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
  });

export const useVersions = (id: string, version: number, enabled: boolean) =>
  useQuery({
    queryKey: ["versions", id, version],
    queryFn: ({ signal }) => ask("/api/v1/drafts/:id/versions", { params: { id }, signal }),
    enabled,
  });

/** Asked when the question is asked, and not kept: a list may change meanwhile. */
export const useReceivers = (id: string, version: number) =>
  useQuery({
    queryKey: ["receivers", id, version],
    queryFn: ({ signal }) => ask("/api/v1/drafts/:id/receivers", { params: { id }, signal }),
    gcTime: 0,
    staleTime: 0,
    retry: false,
  });

type Step = VersionList["versions"][number];

/** What two people did to one sentence; the words of both. */
export interface Conflict {
  readonly mine: Decision;
  readonly theirs: readonly Step[];
}

const subjectOf = (decision: Decision): string | undefined =>
  "sentenceId" in decision ? decision.sentenceId : decision.type === "override" ? decision.gate : undefined;

/** Decisions of others about the same sentence; undoing counts as about everything, since it may be. */
const about = (mine: Decision, since: readonly Step[]): readonly Step[] =>
  since.filter(
    ({ decision }) => decision.type === "undo" || decision.type === "redo" || subjectOf(decision) === subjectOf(mine),
  );

const sinceOf = (error: unknown): readonly Step[] | undefined => {
  if (!(error instanceof AskError) || error.status !== 409) return undefined;
  const { since } = error.problem as { since?: readonly Step[] };
  return since;
};

const namesIn = (steps: readonly Step[]): string => [...new Set(steps.map(({ by }) => by.name))].join(" and ");

/**
 * Sends decisions one after the other. When others decided first about other sentences, it is sent again on what stands
 * now; when about the same, nothing is written and both are shown.
 */
export const useDecide = (draft: DraftView, say: (words: string) => void) => {
  const queries = useQueryClient();
  const [conflict, setConflict] = useState<Conflict | undefined>();
  const keep = useCallback(
    (next: DraftView) => {
      queries.setQueryData(keyOf(draft.id), next);
    },
    [queries, draft.id],
  );
  const send = async (decision: Decision, version: number): Promise<DraftView> => {
    const options = { params: { id: draft.id }, body: { version, decision }, key: newKey() };
    return decision.type === "override"
      ? write("post", "/api/v1/drafts/:id/overrides", options)
      : write("post", "/api/v1/drafts/:id/decisions", options);
  };
  const mutation = useMutation({
    scope: { id: `draft ${draft.id}` },
    mutationFn: async (decision: Decision): Promise<DraftView | undefined> => {
      const version = queries.getQueryData<DraftView>(keyOf(draft.id))?.version ?? draft.version;
      try {
        return await send(decision, version);
      } catch (error) {
        const since = sinceOf(error);
        if (since === undefined) throw error;
        const now = await ask("/api/v1/drafts/:id", { params: { id: draft.id } });
        keep(now);
        const theirs = about(decision, since);
        if (theirs.length > 0) {
          setConflict({ mine: decision, theirs });
          return undefined;
        }
        say(`Saved after a decision of ${namesIn(since)}.`);
        return send(decision, now.version);
      }
    },
    onSuccess: (next) => {
      if (next !== undefined) keep(next);
      void queries.invalidateQueries({ queryKey: ["drafts"] });
    },
  });
  return { ...mutation, conflict, keep, endConflict: () => setConflict(undefined) };
};

export type Decide = ReturnType<typeof useDecide>;

const beatMs = 5_000;

/** Says that this page has the draft open, and hears who else has; what they decided is then read. */
export const usePresence = (draft: DraftView, sentenceId: string | undefined) => {
  const queries = useQueryClient();
  const [visit] = useState(newKey);
  const { id } = draft;
  const at = sentenceId === undefined ? {} : { sentenceId };
  const query = useQuery({
    queryKey: ["visit", id, visit, sentenceId],
    queryFn: () => write("post", "/api/v1/drafts/:id/visits", { params: { id }, body: { visit, ...at }, asks: true }),
    refetchInterval: beatMs,
    placeholderData: (before) => before,
    gcTime: 0,
    retry: false,
  });
  const seen = query.data?.version;
  // A first name of two makes no version, and says what the second one does.
  const hasOtherNames = seen === draft.version && query.data?.given !== draft.approval.given.length;
  const isApproved = query.data?.approvedAs !== undefined;
  useEffect(() => {
    const isNewer = seen !== undefined && seen > draft.version;
    if (isNewer || (draft.approvedAs === undefined && (isApproved || hasOtherNames)))
      void queries.invalidateQueries({ queryKey: keyOf(id) });
  }, [seen, isApproved, hasOtherNames, draft.version, draft.approvedAs, id, queries]);
  useEffect(() => {
    const leave = (): void => {
      void write("post", "/api/v1/drafts/:id/visits", {
        params: { id },
        body: { visit, left: true },
        asks: true,
      }).catch(() => undefined);
    };
    return leave;
  }, [id, visit]);
  return query.data?.others ?? [];
};
