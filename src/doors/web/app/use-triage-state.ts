/** How many stories wait for a decision, and whether the list of triage changed: asked again while the page is open. */
import { useQuery } from "@tanstack/react-query";
import { ask } from "./ask.ts";

export const triageStateKey = ["triage", "state"] as const;
const lookEveryMs = 15_000;

export const useTriageState = (enabled = true) =>
  useQuery({
    queryKey: triageStateKey,
    queryFn: ({ signal }) => ask("/api/v1/triage/state", { signal }),
    refetchInterval: lookEveryMs,
    enabled,
    retry: false,
  });
