/** The role one reads as: from the address, else the last one chosen in this browser, else the first served. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { Reading } from "../../api/contract.ts";

const key = "watchfloor.role";

const remembered = (): string | undefined => {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined; // Storage switched off: the role then lives in the address alone.
  }
};

const remember = (role: string): void => {
  try {
    localStorage.setItem(key, role);
  } catch {
    // As above.
  }
};

export const useRole = (reading: Reading | undefined): [string | undefined, (role: string) => void] => {
  const search = useSearch({ from: "/" });
  const navigate = useNavigate({ from: "/" });
  const ids = reading?.roles.map((role) => role.id) ?? [];
  const role = [search.role, remembered()].find((id) => id !== undefined && ids.includes(id)) ?? ids[0];
  const setRole = (next: string): void => {
    remember(next);
    void navigate({ search: { role: next }, hash: true, replace: true, resetScroll: false });
  };
  return [role, setRole];
};
