/** What a person reads when the store's server goes and comes, or the log. */
import type { DeskLog } from "./desk-log.ts";
import { say } from "./say.ts";

export const tellServer =
  ({ log, isJson }: DeskLog) =>
  (state: "lost" | "back"): void => {
    if (isJson) {
      if (state === "lost") log.error("store.lost");
      else log.info("store.back");
      return;
    }
    say(
      state === "lost"
        ? "The store's server is gone; waiting for it. Nothing that was kept is lost."
        : "The store is back.",
    );
  };
