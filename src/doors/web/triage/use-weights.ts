/** What counts more or less on this desk, as the triage reads and sets it. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Weights } from "#terms/weights.ts";
import { ask, write } from "../app/ask.ts";

const weightsKey = ["weights"] as const;

export const useWeights = () =>
  useQuery({
    queryKey: weightsKey,
    queryFn: ({ signal }) => ask("/api/v1/settings/weights", { signal }),
    // What is typed is not overtaken by what is read.
    refetchOnWindowFocus: false,
    // Nothing is kept of it: what is opened again begins with the version that stands.
    gcTime: 0,
    retry: false,
  });

export const useWeightsVersions = () =>
  useQuery({
    queryKey: [...weightsKey, "versions"],
    queryFn: ({ signal }) => ask("/api/v1/settings/weights/versions", { signal }),
    retry: false,
  });

/** The old effect stays until the new one is there. */
export const useWeightsEffect = (weights: Weights) =>
  useQuery({
    queryKey: [...weightsKey, "effect", weights],
    queryFn: ({ signal }) =>
      write("post", "/api/v1/settings/weights/effect", { body: { weights }, asks: true, signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });

const useChange = <T>(change: (what: T) => Promise<unknown>, onDone: () => void) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: weightsKey });
      onDone();
    },
  });
};

export const useSetWeights = (onDone: () => void) =>
  useChange(
    (body: { readonly version: number; readonly weights: Weights }) =>
      write("put", "/api/v1/settings/weights", { body }),
    onDone,
  );

export const useRestoreWeights = (onDone: () => void) =>
  useChange(
    (body: { readonly version: number; readonly to: number }) =>
      write("post", "/api/v1/settings/weights/restore", { body }),
    onDone,
  );
