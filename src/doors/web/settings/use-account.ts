/** What the pages of Settings ask and change about the person who looks at them. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ask } from "../app/ask.ts";

const accountKey = ["account"] as const;

export const useWays = () =>
  useQuery({
    queryKey: [...accountKey, "ways"],
    queryFn: ({ signal }) => ask("/api/v1/me/ways", { signal }),
  });

export const useSessions = () =>
  useQuery({
    queryKey: [...accountKey, "sessions"],
    queryFn: ({ signal }) => ask("/api/v1/me/sessions", { signal }),
  });

export const useFeedAddress = () =>
  useQuery({
    queryKey: [...accountKey, "feed"],
    queryFn: ({ signal }) => ask("/api/v1/me/feed", { signal }),
  });

export const useTokens = () =>
  useQuery({
    queryKey: [...accountKey, "tokens"],
    queryFn: ({ signal }) => ask("/api/v1/me/tokens", { signal }),
  });

/** A change of one's own account; what is shown of it is asked for anew. */
export const useChange = <What, Answer>(change: (what: What) => Promise<Answer>, onDone?: (answer: Answer) => void) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async (answer) => {
      onDone?.(answer);
      await queries.invalidateQueries({ queryKey: accountKey });
    },
  });
};
