/** Settings, Editions: when they are made by themselves, and making one now. */
import { NotRead } from "../parts/not-read.tsx";
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
      {error && view === undefined ? <NotRead what="The times" error={error} onAgain={refetch} /> : null}
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
      {view === undefined ? null : <VersionsPart view={view} versions={versions} restore={restore} />}
    </>
  );
};
