/** Settings, Editions: when they are made by themselves, and making one now. */
import { Fault } from "../parts/form-field.tsx";
import { OriginLine } from "../settings/origin-line.tsx";
import { VersionsPart } from "../settings/versions-part.tsx";
import { MakeNow } from "./make-now.tsx";
import { ScheduleForm } from "./schedule-form.tsx";
import { useRestoreSchedule, useSchedule, useScheduleVersions } from "./use-schedule.ts";
import "../styles/organisation.css";

export const SchedulePage = () => {
  const { data: view, error, refetch } = useSchedule();
  const versions = useScheduleVersions();
  const restore = useRestoreSchedule();
  return (
    <>
      <h1 className="screen-title" id="settings-title">
        Editions
      </h1>
      <p>When editions are made by themselves. Each becomes a draft; what is approved leaves the desk.</p>
      {error && view === undefined ? (
        <p role="alert">
          The times could not be read: {error.message}{" "}
          <button type="button" className="button" onClick={() => void refetch()}>
            Try again
          </button>
        </p>
      ) : null}
      <MakeNow />
      {view === undefined ? null : (
        <section className="setting" aria-labelledby="times-title">
          <h2 className="list-head" id="times-title">
            By themselves
          </h2>
          <OriginLine view={view} byDefault="Not set: no edition is made by itself." />
          <ScheduleForm view={view} />
        </section>
      )}
      <Fault error={versions.error} />
      {view === undefined || versions.data === undefined ? null : (
        <VersionsPart
          versions={versions.data.versions}
          isLocked={view.origin === "file"}
          error={restore.error}
          isPending={restore.isPending}
          onRestore={(to) => restore.mutate({ version: view.version, to })}
        />
      )}
    </>
  );
};
