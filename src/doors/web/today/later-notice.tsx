/** What the desk said of this edition after it was out: corrected, or recalled. Stands before the text. */
import { Link } from "@tanstack/react-router";
import { formatTime } from "#kit/text/format-time.ts";
import type { Reading } from "../../api/contract.ts";
import { Words } from "../parts/foreign-text.tsx";

export const LaterNotice = ({ notice }: { notice: Reading["notice"] }) => {
  if (notice === undefined) return null;
  const { kind, at, reason, editionId } = notice;
  return (
    <div className="later-notice" role="note">
      <p>
        <b>
          {kind === "recalled"
            ? `Recalled ${formatTime(at)}. Do not act on this edition.`
            : `Corrected ${formatTime(at)}. What changed is marked where it stands.`}
        </b>{" "}
        {reason === "" ? null : (
          <>
            Why: <Words text={reason} />{" "}
          </>
        )}
        {editionId === undefined ? null : (
          <Link to="/" search={{ edition: editionId }}>
            Read the corrected edition
          </Link>
        )}
      </p>
    </div>
  );
};
