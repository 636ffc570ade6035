/** The line above the example day, for who may set up the desk; gone when the desk has something of its own. */
import { Link } from "@tanstack/react-router";
import { isAllowed, useMe } from "../app/use-me.ts";
import { useFirstRun } from "./use-first-run.ts";

export const ExampleLine = () => {
  const { data: me } = useMe();
  // Nobody is set up yet: whoever reads this started the desk, and has the link.
  const isNew = me?.via === "open" && !me.hasPeople;
  const { data } = useFirstRun(isNew || isAllowed(me, "setting.manage"));
  if (data?.isExample !== true) return null;
  return (
    <p className="earlier-note">
      This is the example day.{" "}
      <Link className="button" to="/first-run">
        Use your own sources
      </Link>
    </p>
  );
};
