/** What the screen of the profile asks and changes. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Organisation } from "#terms/organisation.ts";
import type { OrganisationView, ProfileEffect } from "../../api/contract.ts";
import { ask, write } from "../app/ask.ts";
import type { Typed } from "../settings/use-typed.ts";
import { useViewChanged } from "../settings/use-view-changed.ts";
import { settleDraft } from "./profile-draft.ts";

const organisationKey = ["settings", "organisation"] as const;
export const profileKey = [...organisationKey, "view"] as const;
const effectAfterMs = 500;

export const useOrganisation = () =>
  useQuery({
    queryKey: profileKey,
    queryFn: ({ signal }) => ask("/api/v1/settings/organisation", { signal }),
  });

export const useChoices = () =>
  useQuery({
    queryKey: [...organisationKey, "choices"],
    queryFn: ({ signal }) => ask("/api/v1/settings/organisation/choices", { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const useProfileVersions = () =>
  useQuery({
    queryKey: [...organisationKey, "versions"],
    queryFn: ({ signal }) => ask("/api/v1/settings/organisation/versions", { signal }),
  });

const useChanged = () => useViewChanged<OrganisationView>(organisationKey, ["first-run"]);

export const useSetOrganisation = () => {
  const changed = useChanged();
  return useMutation({
    mutationFn: ({ version, what }: Typed<Organisation>) =>
      write("put", "/api/v1/settings/organisation", { body: { version, organisation: { ...what } } }),
    onSuccess: (view, { what }) => {
      // Here and not in the form: whoever left it while it was saved finds nothing unsaved there.
      settleDraft({ version: view.version, profile: what });
      return changed(view);
    },
  });
};

export const useRestoreOrganisation = () => {
  const changed = useChanged();
  return useMutation({
    mutationFn: (body: { version: number; to: number }) =>
      write("post", "/api/v1/settings/organisation/restore", { body }),
    onSuccess: changed,
  });
};

export const readProfileFile = (body: { text: string; name?: string }) =>
  write("post", "/api/v1/settings/organisation/read", { body, asks: true });

interface ToldEffect {
  readonly effect?: ProfileEffect;
  readonly error?: Error;
}

/** What a profile would change, a moment after the last key; the one before stays until then. */
export const useProfileEffect = (profile: Organisation): ToldEffect => {
  const [told, setTold] = useState<ToldEffect>({});
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(() => {
      // A profile without a name is judged as it will be with one.
      const named = { ...profile, name: profile.name.trim() === "" ? "unnamed" : profile.name };
      write("post", "/api/v1/settings/organisation/effect", {
        body: { organisation: named },
        asks: true,
        signal: stop.signal,
      })
        .then((effect) => setTold({ effect }))
        .catch((error: unknown) => {
          if (!stop.signal.aborted && error instanceof Error) setTold((before) => ({ ...before, error }));
        });
    }, effectAfterMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [profile]);
  return told;
};
