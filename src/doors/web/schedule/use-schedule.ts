/** What the screens about making editions ask and change. */
import { keepPreviousData, type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { EditionsView, MakingView } from "../../api/contract.ts";
import { ask, write } from "../app/ask.ts";
import type { Typed } from "../settings/use-typed.ts";
import { useViewChanged } from "../settings/use-view-changed.ts";
import type { Plan } from "./plan-fields.ts";

const editionsKey = ["settings", "editions"] as const;
export const scheduleKey = [...editionsKey, "view"] as const;
const makingKey = ["making"] as const;
const whileMadeMs = 1_000;

export const useSchedule = () =>
  useQuery({
    queryKey: scheduleKey,
    queryFn: ({ signal }) => ask("/api/v1/settings/editions", { signal }),
  });

export const useScheduleVersions = () =>
  useQuery({
    queryKey: [...editionsKey, "versions"],
    queryFn: ({ signal }) => ask("/api/v1/settings/editions/versions", { signal }),
  });

/** When plans come next, as they are typed; the times before stay until then. */
export const usePlanTimes = (plans: readonly Plan[]) =>
  useQuery({
    queryKey: [...editionsKey, "times", plans],
    queryFn: async ({ signal }) => {
      const { plans: told } = await write("post", "/api/v1/settings/editions/times", {
        body: { plans: [...plans] },
        asks: true,
        signal,
      });
      // The zone that was asked for: the one in the form may be half typed by now.
      return told.map((times, at) => ({ ...times, timeZone: plans[at]?.timeZone ?? "UTC" }));
    },
    enabled: plans.length > 0,
    placeholderData: keepPreviousData,
    retry: false,
  });

const useChanged = () => useViewChanged<EditionsView>(editionsKey, ["first-run"], ["triage"]);

export const useSetSchedule = () => {
  const changed = useChanged();
  return useMutation({
    mutationFn: ({ version, what }: Typed<readonly Plan[]>) =>
      write("put", "/api/v1/settings/editions", { body: { version, plans: [...what] } }),
    onSuccess: changed,
  });
};

export const useRestoreSchedule = () => {
  const changed = useChanged();
  return useMutation({
    mutationFn: (body: { version: number; to: number }) => write("post", "/api/v1/settings/editions/restore", { body }),
    onSuccess: changed,
  });
};

/** The edition that was asked for last; asked often while it is made. */
export const useMaking = () =>
  useQuery({
    queryKey: makingKey,
    queryFn: async ({ signal }) => (await ask("/api/v1/editions/making", { signal })).making ?? null,
    refetchInterval: ({ state: { data } }) =>
      data?.state === "waiting" || data?.state === "running" ? whileMadeMs : false,
  });

/** What was asked for now is what is shown from now on. */
export const keepMaking = async (queries: QueryClient, { making }: MakingView): Promise<void> => {
  queries.setQueryData(makingKey, making ?? null);
  await queries.invalidateQueries({ queryKey: ["drafts"] });
};

export const useMake = () => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => write("post", "/api/v1/editions/make", {}),
    onSuccess: (answer) => keepMaking(queries, answer),
  });
};
