/** What whoever manages sources can do with one at once: pause, let go on, ask now. */
import { Fault } from "../parts/form-field.tsx";
import { useSourceAct } from "./use-operations.ts";

export const SourceActs = ({ id, title, paused }: { id: string; title: string; paused: boolean }) => {
  const act = useSourceAct(id);
  const to = paused ? "resume" : "pause";
  return (
    <>
      <button type="button" className="button" data-key="p" disabled={act.isPending} onClick={() => act.mutate(to)}>
        {paused ? "Let go on" : "Pause"}
        <span className="sr-only">: {title}</span>
      </button>
      {paused ? null : (
        <button
          type="button"
          className="button"
          data-key="r"
          disabled={act.isPending}
          onClick={() => act.mutate("fetch")}
        >
          Ask now<span className="sr-only">: {title}</span>
        </button>
      )}
      {act.error === null ? null : <Fault error={act.error} />}
    </>
  );
};
