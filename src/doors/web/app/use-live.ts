/** Listens to what changes while the desk is open, once its first screen stands. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { isAllowed, useMe } from "./use-me.ts";

const afterMs = 3_000;

/** Whoever may read nothing has nothing to hear. */
export const useLive = (): void => {
  const queries = useQueryClient();
  const { data: me } = useMe();
  const mayHear = isAllowed(me, "edition.read");
  useEffect(() => {
    if (!mayHear) return undefined;
    let stop = (): void => undefined;
    let isGone = false;
    const begin = async (): Promise<void> => {
      const { listenFor } = await import("./listen-live.ts");
      if (!isGone) stop = listenFor(queries);
    };
    const timer = setTimeout(() => void begin(), afterMs);
    return () => {
      isGone = true;
      clearTimeout(timer);
      stop();
    };
  }, [queries, mayHear]);
};
