/** What the pages of Settings ask and change about the person who looks at them. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { accountRoutes, type OwnWays, type SessionList, type TokenList } from "../../api/contract.ts";
import { ask } from "../app/load.ts";
import { send, type WriteRoute } from "../app/send.ts";

const accountKey = ["account"] as const;

export const useWays = () =>
  useQuery({
    queryKey: [...accountKey, "ways"],
    queryFn: ({ signal }) => ask<OwnWays>(accountRoutes.ways.path, signal),
  });

export const useSessions = () =>
  useQuery({
    queryKey: [...accountKey, "sessions"],
    queryFn: ({ signal }) => ask<SessionList>(accountRoutes.sessions.path, signal),
  });

export const useTokens = () =>
  useQuery({
    queryKey: [...accountKey, "tokens"],
    queryFn: ({ signal }) => ask<TokenList>(accountRoutes.tokens.path, signal),
  });

/** A change of one's own account; what is shown of it is asked for anew. */
export const useChange = <Answer = undefined>(route: WriteRoute, onDone?: (answer: Answer) => void) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (what: { readonly id?: string; readonly body?: object } = {}) => send<Answer>(route, what),
    onSuccess: async (answer) => {
      onDone?.(answer);
      await queries.invalidateQueries({ queryKey: accountKey });
    },
  });
};
