/** What is asked before it is done: approving exactly this text, overriding a gate. And two versions side by side. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { formatTime } from "#kit/text/format-time.ts";
import type { DraftView } from "../../api/contract.ts";
import { newKey, write } from "../app/ask.ts";
import { useMe } from "../app/use-me.ts";
import { AskFirst } from "../parts/ask-first.tsx";
import { Fault } from "../parts/form-field.tsx";
import { TlpLabel } from "../parts/tlp-label.tsx";
import { ReceiverList } from "./receivers.tsx";
import { useReview } from "./review-state.tsx";
import { useAskAgain, useDifference, useVersions } from "./use-draft.ts";
import { WordDiff } from "./word-diff.tsx";

const leftWords = ({ decided, of }: DraftView): string => {
  const left = of - decided;
  if (left === 0) return "Every sentence was decided about.";
  return `${left === 1 ? "1 sentence" : `${left} sentences`} of ${of} nobody decided about; approved, ${left === 1 ? "it stands as it is" : "they stand as they are"}.`;
};

export const ApproveDialog = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const { draft, decide, say } = useReview();
  const { data: me } = useMe();
  const queries = useQueryClient();
  const [key] = useState(newKey);
  useAskAgain(draft.id, open);
  const approve = useMutation({
    mutationFn: () =>
      write("post", "/api/v1/drafts/:id/approvals", {
        params: { id: draft.id },
        body: { version: draft.version, textHash: draft.textHash },
        key: `${key}-${draft.version}`,
      }),
    onSuccess: (answer) => {
      decide.keep(answer.draft);
      say(
        answer.editionId === undefined
          ? "Approved by you. A second name is waited for."
          : "Approved. The edition is published.",
      );
      for (const name of ["drafts", "reading", "editions"]) void queries.invalidateQueries({ queryKey: [name] });
      onClose();
    },
  });
  const { people, given } = draft.approval;
  return (
    <AskFirst title="Approve this text" open={open} onClose={onClose}>
      <p>{leftWords(draft)}</p>
      <dl className="facts">
        <div>
          <dt>Text</dt>
          <dd className="mono">SHA-256 {draft.textHash}</dd>
        </div>
        <div>
          <dt>You</dt>
          <dd>{me?.name ?? ""}; your name and the time are printed in the edition</dd>
        </div>
        <div>
          <dt>Goes to</dt>
          <dd>
            <p>
              everyone who may see <TlpLabel tlp={draft.tlp} /> on this desk and in its feeds
            </p>
            <ReceiverList draft={draft.id} version={draft.version} />
          </dd>
        </div>
        {people === 1 ? null : (
          <div>
            <dt>Two names</dt>
            <dd>
              {given.length === 0
                ? "Yours is the first; another person approves after you."
                : `${given.map(({ name, at }) => `${name}, ${formatTime(at)}`).join("; ")}. Yours is the second.`}
            </dd>
          </div>
        )}
      </dl>
      <Fault error={approve.error} />
      <p className="row">
        <button type="button" className="button primary" disabled={approve.isPending} onClick={() => approve.mutate()}>
          Approve this text
        </button>
        <button type="button" className="button" onClick={onClose}>
          Not yet
        </button>
      </p>
    </AskFirst>
  );
};

export const OverrideDialog = ({ gate, onClose }: { gate: string | undefined; onClose: () => void }) => {
  const { draft, decide } = useReview();
  const [reason, setReason] = useState("");
  const found = draft.gates.find(({ id }) => id === gate);
  return (
    <AskFirst title={`Override ${gate ?? ""}`} open={gate !== undefined} onClose={onClose}>
      <p>The gate stays open for these faults alone. Your name and your reason are printed in the edition.</p>
      <ul className="plain-list">
        {(found?.faults ?? []).map(({ sentenceId, message }) => (
          <li key={`${sentenceId} ${message}`}>{message}</li>
        ))}
      </ul>
      <label className="field">
        Reason
        <textarea value={reason} rows={3} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      </label>
      <Fault error={decide.error} />
      <p className="row">
        <button
          type="button"
          className="button"
          disabled={reason.trim().length < 3 || decide.isPending}
          onClick={() =>
            decide.mutate({ type: "override", gate: gate as "G1", reason: reason.trim() }, { onSuccess: onClose })
          }
        >
          Override {gate}
        </button>
        <button type="button" className="button" onClick={onClose}>
          Leave it closed
        </button>
      </p>
    </AskFirst>
  );
};

const changeWords = { added: "added", removed: "left out", changed: "changed", moved: "moved" } as const;

export const CompareDialog = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const { draft, choose } = useReview();
  const [from, setFrom] = useState(0);
  const { data: versions } = useVersions(draft.id, draft.version, open);
  const { data, error } = useDifference(draft.id, from, draft.version, open);
  return (
    <AskFirst title="Compare drafts" open={open} onClose={onClose}>
      <label className="field">
        Version {draft.version} against
        <select value={from} onChange={(event) => setFrom(Number(event.target.value))}>
          <option value={0}>the draft as it was composed</option>
          {(versions?.versions ?? [])
            .filter(({ version }) => version < draft.version)
            .map(({ version, by, at }) => (
              <option key={version} value={version}>
                version {version}, {by.name}, {formatTime(at)}
              </option>
            ))}
        </select>
      </label>
      {error ? (
        <p className="fault" role="alert">
          {error.message}
        </p>
      ) : null}
      {data === undefined ? null : data.sentences.length === 0 ? (
        <p>The two are the same, to the word.</p>
      ) : (
        <ol className="differences">
          {data.sentences.map((one) => (
            <li key={one.sentenceId}>
              <p className="meta">
                <button
                  type="button"
                  className="link"
                  onClick={() => {
                    onClose();
                    choose(one.sentenceId);
                  }}
                >
                  {one.sentenceId}
                </button>{" "}
                {changeWords[one.change]}
                {one.from === undefined ? "" : `, from ${one.from.replaceAll("_", " ")}`}
                {one.passages ? ", other passages" : ""}
                {one.hands.length === 0 ? "" : `, by ${one.hands.join(", ")}`}
              </p>
              <p className="draft-text">
                <WordDiff runs={one.words} />
              </p>
            </li>
          ))}
        </ol>
      )}
      <p className="row">
        <button type="button" className="button" onClick={onClose}>
          Close
        </button>
      </p>
    </AskFirst>
  );
};
