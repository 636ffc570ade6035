/** Where a setting comes from: the operator's file, which wins; people of the desk; the default. */
import { formatTime } from "#kit/text/format-time.ts";
import { Words } from "../parts/foreign-text.tsx";

export const OriginLine = ({
  view,
  byDefault,
}: {
  view: {
    readonly origin: "file" | "here" | "default";
    readonly path?: string | undefined;
    readonly fault?: string | undefined;
    readonly version: number;
    readonly at?: string | undefined;
    readonly by?: string | undefined;
  };
  /** What holds while nobody sets it. */
  byDefault: string;
}) => {
  if (view.origin === "file")
    return (
      <div className="locked">
        <p>
          <b>Locked: the operator’s file says it.</b> Change it in <code>{view.path ?? "the configuration"}</code>.
          {view.version > 0 ? " What was set here stands back behind it." : ""}
        </p>
        {view.fault === undefined ? null : (
          <p role="alert">
            That file cannot be read, and no edition can be made: <Words text={view.fault} />
          </p>
        )}
      </div>
    );
  if (view.origin === "default") return <p className="meta">{byDefault}</p>;
  return (
    <p className="meta">
      Set here{view.by === undefined ? "" : ` by ${view.by}`}
      {view.at === undefined ? "" : `, ${formatTime(view.at)}`}; version {view.version}.
    </p>
  );
};
