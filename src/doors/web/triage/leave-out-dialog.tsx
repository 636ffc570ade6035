/** Why a story is left out: one of six reasons by its number, or own words. */
import type { FormEvent, KeyboardEvent } from "react";
import type { TriageAct } from "#terms/triage.ts";
import { leaveOutKeys, leaveOutReasons } from "#terms/triage-words.ts";
import { Foreign } from "../parts/foreign-text.tsx";
import { Field, textOf } from "../parts/form-field.tsx";
import { AskDialog } from "./ask-dialog.tsx";

interface Props {
  readonly title: string;
  readonly onChoose: (act: TriageAct) => void;
  readonly onClose: () => void;
}

export const LeaveOutDialog = ({ title, onChoose, onClose }: Props) => {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
    const reason = leaveOutKeys[Number(event.key) - 1];
    if (reason === undefined) return;
    event.preventDefault();
    onChoose({ kind: "leave_out", reason });
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const words = textOf(event.currentTarget, "words").trim();
    if (words !== "") onChoose({ kind: "leave_out", words });
  };
  return (
    <AskDialog title="Leave out: why?" onClose={onClose} onKeyDown={onKeyDown}>
      <p className="meta">
        <Foreign text={title} />
      </p>
      <ul className="reasons">
        {leaveOutKeys.map((reason, at) => (
          <li key={reason}>
            <button type="button" className="button" onClick={() => onChoose({ kind: "leave_out", reason })}>
              <kbd>{at + 1}</kbd> {leaveOutReasons[reason]}
            </button>
          </li>
        ))}
      </ul>
      <form className="own-words" onSubmit={onSubmit}>
        <Field
          label="Or in your own words"
          name="words"
          maxLength={500}
          autoComplete="off"
          help="Printed in the edition’s list of what was left out."
        />
        <button type="submit" className="button">
          Leave out
        </button>
      </form>
    </AskDialog>
  );
};
