/** What each of the four steps shows. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { FirstRunStep } from "#terms/first-run.ts";
import { useMe } from "../app/use-me.ts";
import { OrganisationForm } from "../organisation/organisation-form.tsx";
import { useOrganisation } from "../organisation/use-organisation.ts";
import { ScheduleForm } from "../schedule/schedule-form.tsx";
import { useSchedule } from "../schedule/use-schedule.ts";
import { OriginLine } from "../settings/origin-line.tsx";
import { SourcesStep } from "../sources/sources-step.tsx";

const You = () => {
  const { data: me } = useMe();
  if (me === undefined) return null;
  return (
    <div className="stack">
      <p>
        You are <b>{me.name}</b>
        {me.login === undefined ? "" : `, login ${me.login}`}, with the roles {me.roles.join(", ")}. You are shown what
        is labelled up to {me.ceiling}.
      </p>
      <p>
        <b>What this changed:</b> reading the desk needs signing in from now on, and every decision carries a name.
      </p>
      <p>
        An authenticator or a passkey makes your sign-in harder to steal:{" "}
        <Link to="/settings/$page" params={{ page: "you" }}>
          add one in Settings, You
        </Link>
        .
        {me.may.includes("person.manage") ? (
          <>
            {" "}
            Whoever works with you is invited in{" "}
            <Link to="/settings/$page" params={{ page: "people" }}>
              Settings, People
            </Link>
            .
          </>
        ) : null}
      </p>
    </div>
  );
};

const Reading = ({ error, onRetry }: { error: Error | null; onRetry: () => void }) =>
  error === null ? (
    <p className="meta">Opening this step</p>
  ) : (
    <p role="alert">
      This step could not be opened: {error.message}{" "}
      <button type="button" className="button" onClick={onRetry}>
        Try again
      </button>
    </p>
  );

const OrganisationStep = ({ onDone }: { onDone: () => void }) => {
  const { data: view, error, refetch } = useOrganisation();
  if (view === undefined) return <Reading error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <OriginLine view={view} byDefault="Sectors, countries and products decide which stories are yours." />
      {view.fault === undefined ? <OrganisationForm view={view} save="Save and go on" onSaved={onDone} /> : null}
    </>
  );
};

const DeliveryStep = ({ onDone }: { onDone: () => void }) => {
  const { data: view, error, refetch } = useSchedule();
  if (view === undefined) return <Reading error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <OriginLine
        view={view}
        byDefault="An edition is made by itself at these times, and waits as a draft until a person approves it."
      />
      <ScheduleForm view={view} propose save="Save and go on" onSaved={onDone} />
      <p>
        Who receives what was approved by mail is set in{" "}
        <Link to="/settings/$page" params={{ page: "delivery" }}>
          Settings, Delivery
        </Link>
        .
      </p>
    </>
  );
};

interface Shown {
  readonly word: string;
  readonly title: string;
  /** Saves by itself, and goes on with that. */
  readonly saves: boolean;
  readonly show: (onDone: () => void) => ReactNode;
}

export const shownSteps: Readonly<Record<FirstRunStep, Shown>> = {
  you: { word: "You", title: "You", saves: false, show: () => <You /> },
  organisation: {
    word: "Organisation",
    title: "Your organisation",
    saves: true,
    show: (onDone) => <OrganisationStep onDone={onDone} />,
  },
  sources: { word: "Sources", title: "Your sources", saves: false, show: () => <SourcesStep /> },
  delivery: {
    word: "Delivery",
    title: "When editions are made",
    saves: true,
    show: (onDone) => <DeliveryStep onDone={onDone} />,
  },
};
