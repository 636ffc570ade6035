/** What the part of webhooks and chats asks and changes. */
import { useMutation, useQuery } from "@tanstack/react-query";
import type { HooksView } from "../../api/contract.ts";
import { ask, write } from "../app/ask.ts";
import type { Typed } from "../settings/use-typed.ts";
import { useViewChanged } from "../settings/use-view-changed.ts";

const hooksKey = ["settings", "hooks"] as const;
export const hooksViewKey = [...hooksKey, "view"] as const;

/** One that is saved shows where it leads; address and key that are empty stay as they were given. */
export type TypedHook = Omit<HooksView["hooks"][number], "place" | "addressSetAt" | "secretSetAt"> & {
  readonly address: string;
  readonly secret: string;
  readonly saved?: Pick<HooksView["hooks"][number], "place" | "addressSetAt" | "secretSetAt">;
};

export const useHooks = () =>
  useQuery({ queryKey: hooksViewKey, queryFn: ({ signal }) => ask("/api/v1/settings/hooks", { signal }) });

export const useHookVersions = () =>
  useQuery({
    queryKey: [...hooksKey, "versions"],
    queryFn: ({ signal }) => ask("/api/v1/settings/hooks/versions", { signal }),
  });

const useChanged = () => useViewChanged<HooksView>(hooksKey, ["delivery"]);

const asSent = ({ saved: _saved, address, secret, ...hook }: TypedHook) => ({
  ...hook,
  ...(address === "" ? {} : { address }),
  ...(secret === "" ? {} : { secret }),
});

export const useSetHooks = () => {
  const changed = useChanged();
  return useMutation({
    mutationFn: ({ version, what }: Typed<readonly TypedHook[]>) =>
      write("put", "/api/v1/settings/hooks", { body: { version, hooks: what.map(asSent) } }),
    onSuccess: changed,
  });
};

export const useRestoreHooks = () => {
  const changed = useChanged();
  return useMutation({
    mutationFn: (body: { version: number; to: number }) => write("post", "/api/v1/settings/hooks/restore", { body }),
    onSuccess: changed,
  });
};

export const useTestHook = () =>
  useMutation({
    mutationFn: (name: string) => write("post", "/api/v1/settings/hooks/test", { body: { name } }),
  });
