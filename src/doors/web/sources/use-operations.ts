/** The desk's own work as the Sources screen reads and changes it. */
import { type UseQueryResult, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Coverage, Problem, TaskPage } from "../../api/contract.ts";
import { ask, write } from "../app/ask.ts";

const every = 30_000;

export const useCoverage = (): UseQueryResult<Coverage> =>
  useQuery({
    queryKey: ["coverage"],
    queryFn: ({ signal }) => ask("/api/v1/coverage", { signal }),
    refetchInterval: every,
    retry: false,
  });

const tasksKey = ["tasks"] as const;

export const useTasks = (): UseQueryResult<TaskPage> =>
  useQuery({
    queryKey: tasksKey,
    queryFn: ({ signal }) => ask("/api/v1/tasks", { query: { limit: 50 }, signal }),
    refetchInterval: every,
    retry: false,
  });

export const useCloseTask = (id: string) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => write("post", "/api/v1/tasks/:id/close", { params: { id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: tasksKey }),
  });
};

export const useSourceAct = (id: string) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (act: "pause" | "resume" | "fetch") =>
      write("post", "/api/v1/sources/:id/:act", { params: { id, act } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["sources"] }),
  });
};

/** Why the desk cannot do its work now; none: it can. */
export const useUnready = (): UseQueryResult<readonly string[]> =>
  useQuery({
    queryKey: ["ready"],
    queryFn: async ({ signal }) => {
      const answer = await fetch("/readyz", { signal });
      if (answer.ok) return [];
      const problem: Partial<Problem & { reasons: { because: string }[] }> = await answer.json().catch(() => ({}));
      return problem.reasons?.map(({ because }) => because) ?? [`The desk answered with status ${answer.status}.`];
    },
    refetchInterval: every,
    retry: false,
  });
