/** The one height of every row of the list, where there is room for one; styles/triage.css gives it to them. */
import { useSyncExternalStore } from "react";

const heights = [
  // A line of the title, a line of what speaks for it and against it.
  { query: "(min-width: 1380px)", height: 74 },
  // Beside the story, or on a small screen, two of those.
  { query: "(min-width: 760px)", height: 94 },
] as const;

const subscribe = (changed: () => void): (() => void) => {
  const lists = heights.map(({ query }) => matchMedia(query));
  for (const list of lists) list.addEventListener("change", changed);
  return () => {
    for (const list of lists) list.removeEventListener("change", changed);
  };
};

/** @returns nothing on a phone, where each row has the height of its words */
export const useRowHeight = (): number | undefined =>
  useSyncExternalStore(subscribe, () => heights.find(({ query }) => matchMedia(query).matches)?.height);
