/**
 * The first run: four steps from the example day to an edition of one's own. Each can be skipped and taken up again; the
 * address names the step, and how far the desk is stands in the desk.
 */
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { type FirstRunStep, firstRunSteps } from "#terms/first-run.ts";
import type { FirstRun } from "../../api/contract.ts";
import { ScreenHead } from "../app/screen-head.tsx";
import { Failure, Loading } from "../app/state-views.tsx";
import { isAllowed, useMe } from "../app/use-me.ts";
import { useTitle } from "../app/use-title.ts";
import { Fault } from "../parts/form-field.tsx";
import { Shape } from "../parts/verdict-chip.tsx";
import { MakeNow } from "../schedule/make-now.tsx";
import { shownSteps } from "./steps.tsx";
import { useFirstRun, useMarkStep } from "./use-first-run.ts";
import "../styles/people.css";
import "../styles/first-run.css";

type Steps = NonNullable<FirstRun["steps"]>;

const stateWords = { open: "open", done: "done", skipped: "skipped" } as const;
const looks = { open: "gap", done: "ok", skipped: "none" } as const;

const StepList = ({ steps, current }: { steps: Steps; current: FirstRunStep | undefined }) => (
  <nav aria-label="Steps of the first run">
    <ol className="run-steps">
      {steps.map(({ step, state }) => (
        <li key={step}>
          <Link to="/first-run" search={{ step }} aria-current={step === current ? "step" : undefined}>
            <Shape look={looks[state]} /> {shownSteps[step].word} <span className="meta">{stateWords[state]}</span>
          </Link>
        </li>
      ))}
    </ol>
  </nav>
);

const Done = ({ data, steps }: { data: FirstRun; steps: Steps }) => {
  const skipped = steps.filter(({ state }) => state === "skipped");
  return (
    <div className="stack">
      <h1 className="screen-title">{data.hasOwnEdition === true ? "The desk is yours" : "Make your first edition"}</h1>
      {data.hasOwnEdition === true ? (
        <p>
          It has an edition of its own. <Link to="/desk/review">Review</Link> holds the drafts that wait for approval.
        </p>
      ) : (
        <p>It becomes a draft: you look at it sentence by sentence, and readers see it once you approve its text.</p>
      )}
      {skipped.length === 0 ? null : (
        <p className="meta">
          Skipped: {skipped.map(({ step }) => shownSteps[step].word).join(", ")}. Take one up again above, or later in
          Settings.
        </p>
      )}
      <MakeNow sources={data.sources} />
      <p>
        <Link to="/">Read today’s edition</Link>
      </p>
    </div>
  );
};

const Step = ({ step, steps }: { step: FirstRunStep; steps: Steps }) => {
  const navigate = useNavigate();
  const mark = useMarkStep();
  const head = useRef<HTMLHeadingElement>(null);
  const place = firstRunSteps.indexOf(step);
  const { title, saves, show } = shownSteps[step];
  const state = steps.find((each) => each.step === step)?.state ?? "open";
  // Whoever goes on by key reads the next step from its head.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new step is what moves the focus
  useEffect(() => head.current?.focus({ preventScroll: true }), [step]);
  const next = firstRunSteps[place + 1];
  const goOn = (): void => {
    void navigate({ to: "/first-run", search: { step: next ?? "done" } });
  };
  const leaveAs = (as: "done" | "skipped"): void => mark.mutate({ step, state: as }, { onSuccess: goOn });
  return (
    <div className="stack">
      <p className="meta">
        Step {place + 1} of {firstRunSteps.length}
      </p>
      <h1 className="screen-title" ref={head} tabIndex={-1}>
        {title}
      </h1>
      {show(goOn)}
      <Fault error={mark.error} />
      <p className="row">
        {saves && state !== "done" ? null : (
          <button
            type="button"
            className={saves ? "button" : "button primary"}
            disabled={mark.isPending}
            onClick={() => (state === "done" ? goOn() : leaveAs("done"))}
          >
            Go on
          </button>
        )}
        {state === "done" ? null : (
          <button type="button" className="button" disabled={mark.isPending} onClick={() => leaveAs("skipped")}>
            Skip this step
          </button>
        )}
      </p>
    </div>
  );
};

/** Nobody is set up: how the one who started the desk goes on. */
const NotYet = () => (
  <div className="stack">
    <h1 className="screen-title">Set up this desk</h1>
    <p>
      Using your own sources begins with you: the first person of the desk. When the desk was started it printed a link
      that ends in <code>/set-up#…</code>; open that. It works once, within a day.
    </p>
    <p>
      Is the link gone? Stop the desk with <kbd>Ctrl C</kbd> and start it again: it prints another one. Without a
      browser: <code>watchfloor people add</code>.
    </p>
    <p>
      <Link to="/">Read the example day</Link>
    </p>
  </div>
);

const Opened = ({ data }: { data: FirstRun }) => {
  const { step: asked } = useSearch({ from: "/first-run" });
  const { data: me } = useMe();
  const steps = data.steps;
  if (steps === undefined) {
    if (me?.via === "open" && !me.hasPeople) return <NotYet />;
    return (
      <div className="empty">
        <h1 className="screen-title">Setting up is for others</h1>
        <p>Your roles do not set up the desk. Ask an administrator.</p>
      </div>
    );
  }
  const first = steps.find(({ state }) => state === "open")?.step;
  const current = asked === "done" ? undefined : (firstRunSteps.find((step) => step === asked) ?? first);
  return (
    <>
      <StepList steps={steps} current={current} />
      {current === undefined ? <Done data={data} steps={steps} /> : <Step key={current} step={current} steps={steps} />}
    </>
  );
};

export const FirstRunPage = () => {
  const { data: me } = useMe();
  const { data, error, refetch } = useFirstRun();
  useTitle("First run");
  if (error !== null && data === undefined)
    return <Failure error={error} what="the first run" onRetry={() => void refetch()} />;
  if (data === undefined || me === undefined) return <Loading what="the first run" />;
  return (
    <div className="screen">
      <ScreenHead title="First run" state={isAllowed(me, "setting.manage") ? "each step can be skipped" : ""} />
      <main className="page wide" id="text" data-pane="text" tabIndex={-1}>
        <Opened data={data} />
      </main>
    </div>
  );
};
