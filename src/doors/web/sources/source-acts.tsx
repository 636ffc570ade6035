/** What whoever manages sources can do with one: pause, let go on, ask at once. */
import { Fault } from "../parts/form-field.tsx";
import { useSourceAct } from "./use-operations.ts";

export const SourceActs = ({ id, title, paused }: { id: string; title: string; paused: boolean }) => {
  const act = useSourceAct(id);
  const to = paused ? "resume" : "pause";
  return (
    <>
      <p className="row">
        <button type="button" className="button" disabled={act.isPending} onClick={() => act.mutate(to)}>
          {paused ? "Let go on" : "Pause"}
          <span className="sr-only">: {title}</span>
        </button>
        {paused ? null : (
          <button type="button" className="button" disabled={act.isPending} onClick={() => act.mutate("fetch")}>
            Ask now<span className="sr-only">: {title}</span>
          </button>
        )}
      </p>
      <Fault error={act.error} />
    </>
  );
};
