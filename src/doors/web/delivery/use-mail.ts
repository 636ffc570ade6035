/** What the screen of mail asks and changes. */
import { useMutation, useQuery } from "@tanstack/react-query";
import type { MailView } from "../../api/contract.ts";
import { ask, write } from "../app/ask.ts";
import type { Typed } from "../settings/use-typed.ts";
import { useViewChanged } from "../settings/use-view-changed.ts";

const mailKey = ["settings", "delivery"] as const;
export const mailViewKey = [...mailKey, "view"] as const;

export type Relay = NonNullable<MailView["mail"]>;
export type List = MailView["lists"][number];

export interface TypedMail {
  readonly relay: Relay | undefined;
  readonly lists: readonly List[];
  /** Empty: the one that is kept stays. */
  readonly password: string;
}

export const useMail = () =>
  useQuery({
    queryKey: mailViewKey,
    queryFn: ({ signal }) => ask("/api/v1/settings/delivery", { signal }),
  });

export const useMailVersions = () =>
  useQuery({
    queryKey: [...mailKey, "versions"],
    queryFn: ({ signal }) => ask("/api/v1/settings/delivery/versions", { signal }),
  });

const useChanged = () => useViewChanged<MailView>(mailKey, ["delivery"]);

export const useSetMail = () => {
  const changed = useChanged();
  return useMutation({
    mutationFn: ({ version, what: { relay, lists, password } }: Typed<TypedMail>) =>
      write("put", "/api/v1/settings/delivery", {
        body: {
          version,
          ...(relay === undefined ? {} : { mail: { ...relay } }),
          lists: lists.map((list) => ({ ...list })),
          ...(password === "" ? {} : { password }),
        },
      }),
    onSuccess: changed,
  });
};

export const useRestoreMail = () => {
  const changed = useChanged();
  return useMutation({
    mutationFn: (body: { version: number; to: number }) => write("post", "/api/v1/settings/delivery/restore", { body }),
    onSuccess: changed,
  });
};

export const useTestMail = () =>
  useMutation({ mutationFn: (to: string) => write("post", "/api/v1/settings/delivery/test", { body: { to } }) });
