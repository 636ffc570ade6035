/** Settings, Organisation: whom the editions are for, what that changes, and what it was before. */
import { NotRead } from "../parts/not-read.tsx";
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
      {error && view === undefined ? <NotRead what="The profile" error={error} onAgain={refetch} /> : null}
      {view === undefined ? null : (
        <>
          <OriginLine view={view} byDefault="No profile yet: editions are for nobody in particular." />
          {view.fault === undefined ? <OrganisationForm view={view} /> : null}
        </>
      )}
      {view === undefined ? null : <VersionsPart view={view} versions={versions} restore={restore} />}
    </>
  );
};
