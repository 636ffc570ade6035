/** Who looks at the desk, and what they may: what they may not is not shown to them. */
import { useQuery } from "@tanstack/react-query";
import type { Permission } from "#terms/person.ts";
import type { Me } from "../../api/contract.ts";
import { ask } from "./ask.ts";

const meKey = ["me"] as const;

export const useMe = () =>
  useQuery({
    queryKey: meKey,
    queryFn: ({ signal }) => ask("/api/v1/me", { signal }),
    staleTime: 60_000,
  });

export const isAllowed = (me: Me | undefined, permission: Permission): boolean => me?.may.includes(permission) === true;

/**
 * After signing in or out everything that was asked before belongs to somebody else: the page is opened anew.
 *
 * @param to an address of this desk; anything else leads to Today
 */
export const openAs = (to: string): void => {
  const isOurs = to.startsWith("/") && !to.startsWith("//") && !to.includes("\\");
  window.location.assign(isOurs ? to : "/");
};
