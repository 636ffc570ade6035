/** After a setting was saved or put back: its view is what the desk answered, and what is told of it is asked anew. */
import { type QueryKey, useQueryClient } from "@tanstack/react-query";

/**
 * @param setting under which the view and its versions are cached
 * @param told what else changes with it
 */
export const useViewChanged = <View>(setting: QueryKey, ...told: readonly QueryKey[]) => {
  const queries = useQueryClient();
  return async (view: View): Promise<void> => {
    queries.setQueryData([...setting, "view"], view);
    await Promise.all([[...setting, "versions"], ...told].map((queryKey) => queries.invalidateQueries({ queryKey })));
  };
};
