/** Earlier versions of a setting: who set it when, and putting one back. */
import { useId } from "react";
import { formatTime } from "#kit/text/format-time.ts";
import type { SettingVersions } from "../../api/contract.ts";
import { Words } from "../parts/foreign-text.tsx";
import { Fault } from "../parts/form-field.tsx";

export const VersionsPart = ({
  versions,
  isLocked,
  error,
  isPending,
  onRestore,
}: {
  versions: SettingVersions["versions"];
  isLocked: boolean;
  error: Error | null;
  isPending: boolean;
  onRestore: (to: number) => void;
}) => {
  // A screen of two settings has two of them.
  const title = useId();
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
                  disabled={isPending}
                  onClick={() => onRestore(version)}
                >
                  Put back
                </button>
              )}
            </span>
          </li>
        ))}
      </ul>
      <Fault error={error} />
      {isLocked || versions[0] === undefined || versions[0].takenBack ? null : (
        <button type="button" className="button" disabled={isPending} onClick={() => onRestore(0)}>
          Take it back: the default
        </button>
      )}
    </section>
  );
};
