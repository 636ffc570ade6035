/** Settings, Organisation: whom the editions are for, what that changes, and what it was before. */
import { Fault } from "../parts/form-field.tsx";
import { OriginLine } from "../settings/origin-line.tsx";
import { VersionsPart } from "../settings/versions-part.tsx";
import { OrganisationForm } from "./organisation-form.tsx";
import { useOrganisation, useProfileVersions, useRestoreOrganisation } from "./use-organisation.ts";

export const OrganisationPage = () => {
  const { data: view, error, refetch } = useOrganisation();
  const versions = useProfileVersions();
  const restore = useRestoreOrganisation();
  return (
    <>
      <h1 className="screen-title" id="settings-title">
        Organisation
      </h1>
      <p>Whom the editions are for: it decides which stories are yours, and what each role is told to do.</p>
      {error && view === undefined ? (
        <p role="alert">
          The profile could not be read: {error.message}{" "}
          <button type="button" className="button" onClick={() => void refetch()}>
            Try again
          </button>
        </p>
      ) : null}
      {view === undefined ? null : (
        <>
          <OriginLine view={view} byDefault="No profile yet: editions are for nobody in particular." />
          {view.fault === undefined ? <OrganisationForm view={view} /> : null}
        </>
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
