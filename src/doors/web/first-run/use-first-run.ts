/** How far the desk is set up. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { FirstRunStep } from "#terms/first-run.ts";
import { ask, write } from "../app/ask.ts";

const firstRunKey = ["first-run"] as const;

export const useFirstRun = (isWanted = true) =>
  useQuery({
    queryKey: firstRunKey,
    queryFn: ({ signal }) => ask("/api/v1/first-run", { signal }),
    enabled: isWanted,
    retry: false,
  });

export const useMarkStep = () => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ step, state }: { step: FirstRunStep; state: "done" | "skipped" }) =>
      write("post", "/api/v1/first-run/:step", { params: { step }, body: { state } }),
    onSuccess: (view) => {
      queries.setQueryData(firstRunKey, view);
    },
  });
};
