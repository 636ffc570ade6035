import { say } from "./say.ts";

/** What a person reads when the store's server goes and comes. */
export const sayServer = (state: "lost" | "back"): void =>
  say(
    state === "lost"
      ? "The store's server is gone; waiting for it. Nothing that was kept is lost."
      : "The store is back.",
  );
