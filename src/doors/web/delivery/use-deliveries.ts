/** What leaves the desk, for who manages it. */
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ask, write } from "../app/ask.ts";

/** Asked again while the screen is open: what is being sent changes by itself. */
const againMs = 10_000;

export const useTargets = () =>
  useQuery({
    queryKey: ["delivery", "targets"],
    queryFn: ({ signal }) => ask("/api/v1/delivery", { signal }),
  });

export const useDeliveries = (state: string) =>
  useInfiniteQuery({
    queryKey: ["delivery", "list", state],
    queryFn: ({ signal, pageParam }) => ask("/api/v1/deliveries", { query: { state, after: pageParam }, signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    refetchInterval: againMs,
  });

export const useSteps = (id: string, isOpen: boolean) =>
  useQuery({
    queryKey: ["delivery", "steps", id],
    queryFn: ({ signal }) => ask("/api/v1/deliveries/:id", { params: { id }, signal }),
    enabled: isOpen,
  });

const useDeliveryChange = <What, Answer>(change: (what: What) => Promise<Answer>) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => queries.invalidateQueries({ queryKey: ["delivery"] }),
  });
};

export const useAct = () =>
  useDeliveryChange(({ id, act }: { readonly id: string; readonly act: "hold" | "retry" | "arrived" }) =>
    write("post", "/api/v1/deliveries/:id/acts", { params: { id }, body: { act } }),
  );

export const useRevive = () =>
  useDeliveryChange((name: string) => write("post", "/api/v1/delivery/hooks/:name/revive", { params: { name } }));

export const useRejoin = () =>
  useDeliveryChange(({ name, address }: { readonly name: string; readonly address: string }) =>
    write("post", "/api/v1/delivery/lists/:name/rejoin", { params: { name }, body: { address } }),
  );
