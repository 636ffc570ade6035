/** The handover note: what was decided, composed; own words beside it; and what others left. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { formatTime } from "#kit/text/format-time.ts";
import type { TriageNote } from "../../api/contract.ts";
import { newKey, write } from "../app/ask.ts";
import { Foreign } from "../parts/foreign-text.tsx";
import { Fault } from "../parts/form-field.tsx";
import { AskDialog } from "./ask-dialog.tsx";
import { refreshList, useHandover } from "./use-triage.ts";

/** What is typed outlives the dialog, and the page. */
const draftKey = "watchfloor.handover";

const keepDraft = (words: string): void => {
  try {
    if (words === "") localStorage.removeItem(draftKey);
    else localStorage.setItem(draftKey, words);
  } catch {
    // A browser that keeps nothing still shows what is typed.
  }
};

const readDraft = (): string => {
  try {
    return localStorage.getItem(draftKey) ?? "";
  } catch {
    return "";
  }
};

const Note = ({ note }: { note: TriageNote }) => (
  <li className="handover-note">
    <p>
      <b>
        <Foreign text={note.by} />
      </b>{" "}
      <span className="meta">{formatTime(note.at)}</span>
    </p>
    {note.words === "" ? null : (
      <p className="handover-words">
        <Foreign text={note.words} />
      </p>
    )}
    {note.lines.map((line) => (
      <p key={line} className="meta">
        <Foreign text={line} />
      </p>
    ))}
  </li>
);

export const HandoverDialog = ({ mayWrite, onClose }: { mayWrite: boolean; onClose: () => void }) => {
  const queries = useQueryClient();
  const { data, error } = useHandover(true);
  const [words, setWords] = useState(readDraft);
  const [key] = useState(newKey);
  const leave = useMutation({
    mutationFn: () => write("post", "/api/v1/triage/handover", { body: { words }, key }),
    onSuccess: async () => {
      keepDraft("");
      await refreshList(queries);
      onClose();
    },
  });
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    leave.mutate();
  };
  return (
    <AskDialog title="Handover" onClose={onClose}>
      <form onSubmit={onSubmit} className="handover">
        <h3>Since {data?.since === undefined ? "the day began" : formatTime(data.since)}</h3>
        {(data?.lines ?? []).map((line) => (
          <p key={line}>
            <Foreign text={line} />
          </p>
        ))}
        <Fault error={error ?? leave.error} />
        {mayWrite ? (
          <>
            <label className="field">
              In your own words
              <textarea
                rows={4}
                maxLength={4_000}
                value={words}
                onChange={({ target }) => {
                  setWords(target.value);
                  keepDraft(target.value);
                }}
              />
            </label>
            <p>
              <button type="submit" className="button primary" disabled={leave.isPending}>
                Hand over
              </button>{" "}
              <span className="meta">Ends your shift: what comes after it is new to you.</span>
            </p>
          </>
        ) : null}
      </form>
      <h3>Notes that were left</h3>
      {data?.notes.length === 0 ? <p className="meta">None yet.</p> : null}
      <ul>
        {(data?.notes ?? []).map((note) => (
          <Note key={note.id} note={note} />
        ))}
      </ul>
    </AskDialog>
  );
};
