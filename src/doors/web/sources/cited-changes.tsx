/** Cited pages that changed or went: words before and after, what of the cited words no longer stands, and for what it was cited. */
import { formatTime } from "#kit/text/format-time.ts";
import type { Task } from "../../api/contract.ts";
import { isAllowed, useMe } from "../app/use-me.ts";
import { Foreign } from "../parts/foreign-text.tsx";
import { Fault } from "../parts/form-field.tsx";
import { Shape } from "../parts/verdict-chip.tsx";
import { useCloseTask, useTasks } from "./use-operations.ts";

const Passage = ({ before, after }: Task["passages"][number]) => (
  <li>
    {before === undefined ? null : (
      <del>
        <Foreign text={before} />
      </del>
    )}{" "}
    {after === undefined ? null : (
      <ins>
        <Foreign text={after} />
      </ins>
    )}
  </li>
);

const Changes = ({ task }: { task: Task }) =>
  task.passages.length === 0 ? null : (
    <details className="why">
      <summary>What changed</summary>
      <ul>
        {task.passages.map((passage) => (
          <Passage key={`${passage.before} ${passage.after}`} {...passage} />
        ))}
      </ul>
      {task.more === 0 ? null : <p className="meta">and {task.more} more</p>}
    </details>
  );

const Fallen = ({ task }: { task: Task }) => {
  const fallen = task.quotes.filter(({ stands }) => !stands);
  return fallen.length === 0 ? null : (
    <ul>
      {fallen.map(({ quote, sentence }) => (
        <li key={`${quote} ${sentence}`}>
          No longer there: “<Foreign text={quote} />
          ”, cited for: <Foreign text={sentence} />
        </li>
      ))}
    </ul>
  );
};

const Row = ({ task, mayClose }: { task: Task; mayClose: boolean }) => {
  const close = useCloseTask(task.id);
  const isBad = task.kind === "page_gone" || task.quotes.some(({ stands }) => !stands);
  return (
    <li className="source">
      <p>
        <Shape look={isBad ? "bad" : "gap"} />{" "}
        <b>
          <Foreign text={task.title} />
        </b>{" "}
        <span className="meta">
          <Foreign text={task.outlet} />, {formatTime(task.changedAt)}
        </span>
      </p>
      <p className="source-alarm">{task.because}</p>
      <Fallen task={task} />
      <Changes task={task} />
      <p className="meta">
        <span className="mono">{task.url}</span>
      </p>
      <Fault error={close.error} />
      {mayClose ? (
        <p className="row">
          <button type="button" className="button" disabled={close.isPending} onClick={() => close.mutate()}>
            Done<span className="sr-only">: {task.title}</span>
          </button>
        </p>
      ) : null}
    </li>
  );
};

export const CitedChanges = () => {
  const { data } = useTasks();
  const { data: me } = useMe();
  if (data === undefined || data.tasks.length === 0) return null;
  const count = data.next === undefined ? String(data.tasks.length) : `more than ${data.tasks.length}`;
  return (
    <section aria-labelledby="changes-title">
      <h2 id="changes-title">Cited pages that changed: {count}</h2>
      <p className="meta">
        Editions stay as they were. What is wrong in one is corrected by a person, with a notice to who received it.
      </p>
      <ul className="collected">
        {data.tasks.map((task) => (
          <Row key={task.id} task={task} mayClose={isAllowed(me, "story.triage")} />
        ))}
      </ul>
    </section>
  );
};
