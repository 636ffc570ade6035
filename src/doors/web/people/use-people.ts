/** The people of the desk, for who manages them. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { accountRoutes, type PersonList } from "../../api/contract.ts";
import { ask } from "../app/load.ts";
import { send, type WriteRoute } from "../app/send.ts";

const peopleKey = ["people"] as const;

export const usePeople = () =>
  useQuery({
    queryKey: peopleKey,
    queryFn: ({ signal }) => ask<PersonList>(accountRoutes.people.list.path, signal),
  });

export const usePeopleChange = <Answer = undefined>(route: WriteRoute, onDone?: (answer: Answer) => void) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (what: { readonly id?: string; readonly body?: object }) => send<Answer>(route, what),
    onSuccess: async (answer) => {
      onDone?.(answer);
      await queries.invalidateQueries({ queryKey: peopleKey });
    },
  });
};
