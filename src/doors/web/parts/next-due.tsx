/** When the next edition is due, for whoever may see drafts; nothing where none is planned. */
import { formatTime } from "#kit/text/format-time.ts";
import { isAllowed, useMe } from "../app/use-me.ts";
import { useTriageState } from "../app/use-triage-state.ts";

export const NextDue = () => {
  const { data: me } = useMe();
  const dueAt = useTriageState(isAllowed(me, "draft.read")).data?.dueAt;
  return dueAt === undefined ? null : <p>The next edition is due {formatTime(dueAt)}.</p>;
};
