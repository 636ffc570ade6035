/** Earlier versions of a setting: who set it when, and putting one back. */
import { useId } from "react";
import { formatTime } from "#kit/text/format-time.ts";
import type { SettingVersions } from "../../api/contract.ts";
import { Words } from "../parts/foreign-text.tsx";
import { Fault } from "../parts/form-field.tsx";

/** What is shown of them until they are read is nothing: "never set" is not said of what is not known. */
export const VersionsPart = ({
  view,
  versions: { data, error },
  restore,
}: {
  view: { readonly version: number; readonly origin: string };
  versions: { readonly data: SettingVersions | undefined; readonly error: Error | null };
  restore: {
    readonly error: Error | null;
    readonly isPending: boolean;
    readonly mutate: (to: { readonly version: number; readonly to: number }) => void;
  };
}) => {
  // A screen of two settings has two of them.
  const title = useId();
  if (data === undefined) return <Fault error={error} />;
  const { versions } = data;
  const isLocked = view.origin === "file";
  const onRestore = (to: number): void => restore.mutate({ version: view.version, to });
  return (
    <section className="setting" aria-labelledby={title}>
      <h2 className="list-head" id={title}>
        Earlier versions
      </h2>
      {versions.length === 0 ? <p className="meta">It was never set here.</p> : null}
      <ul className="plain-list">
        {versions.map(({ version, at, by, says }, place) => (
          <li key={version}>
            <span>
              <Words text={says} />
            </span>
            <span className="row">
              <span className="meta">
                Version {version}, {formatTime(at)}, by <Words text={by} />
                {place === 0 ? "; the newest" : ""}
              </span>
              {place === 0 || isLocked ? null : (
                <button
                  type="button"
                  className="button"
                  aria-label={`Put back version ${version}`}
                  disabled={restore.isPending}
                  onClick={() => onRestore(version)}
                >
                  Put back
                </button>
              )}
            </span>
          </li>
        ))}
      </ul>
      <Fault error={restore.error ?? error} />
      {isLocked || versions[0] === undefined || versions[0].takenBack ? null : (
        <button type="button" className="button" disabled={restore.isPending} onClick={() => onRestore(0)}>
          Take it back: the default
        </button>
      )}
    </section>
  );
};
