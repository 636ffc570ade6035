/** Which articles of a story belong to another one. */
import { type FormEvent, useState } from "react";
import { Foreign } from "../parts/foreign-text.tsx";
import { AskDialog } from "./ask-dialog.tsx";
import { type Row, useStory } from "./use-triage.ts";

interface Props {
  readonly row: Row;
  readonly onSplit: (off: string[]) => void;
  readonly onClose: () => void;
}

export const SplitDialog = ({ row, onSplit, onClose }: Props) => {
  const { data } = useStory(row);
  const [fault, setFault] = useState<string>();
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const off = new FormData(event.currentTarget).getAll("off").map(String);
    if (off.length === 0) setFault("Choose at least one article that belongs to another story.");
    else if (off.length === row.articleIds.length) setFault("At least one article must stay.");
    else onSplit(off);
  };
  return (
    <AskDialog title="Take apart: which articles are another story?" onClose={onClose}>
      <form onSubmit={onSubmit} className="split-form">
        <fieldset>
          <legend className="meta">
            <Foreign text={row.title} />
          </legend>
          {(data?.story.articles ?? []).map(({ id, title, outlet, language }) => (
            <label key={id} className="split-article">
              <input type="checkbox" name="off" value={id} />{" "}
              <span>
                <Foreign text={title} language={language} /> <span className="meta">{outlet}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {fault === undefined ? null : (
          <p className="fault" role="alert">
            {fault}
          </p>
        )}
        <button type="submit" className="button">
          Take apart
        </button>
      </form>
    </AskDialog>
  );
};
