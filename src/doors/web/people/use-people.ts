/** The people of the desk, for who manages them. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ask } from "../app/ask.ts";

const peopleKey = ["people"] as const;

export const usePeople = () =>
  useQuery({
    queryKey: peopleKey,
    queryFn: ({ signal }) => ask("/api/v1/people", { signal }),
  });

/** A change of one or more of them; the list is asked for anew. */
export const usePeopleChange = <What, Answer>(
  change: (what: What) => Promise<Answer>,
  onDone?: (answer: Answer) => void,
) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async (answer) => {
      onDone?.(answer);
      await queries.invalidateQueries({ queryKey: peopleKey });
    },
  });
};
