/** Correcting or recalling an approved edition: for whoever may, with the reason that its readers are told. */
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { EditionList } from "../../api/contract.ts";
import { write } from "../app/ask.ts";
import { isAllowed, useMe } from "../app/use-me.ts";
import { AskFirst } from "../parts/ask-first.tsx";
import { Words } from "../parts/foreign-text.tsx";
import { Fault, Field, textOf } from "../parts/form-field.tsx";

type Entry = EditionList["editions"][number];
type Deed = "correct" | "recall";

const titles = { correct: "Correct this edition", recall: "Recall this edition" } as const;

const effects = {
  correct:
    "Opens a draft with the same text. Once it is approved, everyone who received this edition is told what changed and why; this text stays on record, marked.",
  recall:
    "Takes the edition back now. Everyone who received it is told why; its text stays on record, marked as recalled. This cannot be undone.",
} as const;

const ReasonForm = ({ entry, deed, onClose }: { entry: Entry; deed: Deed; onClose: () => void }) => {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [error, setError] = useState<Error | null>(null);
  const [isSending, setSending] = useState(false);
  const params = { date: entry.id };
  const act = async (reason: string): Promise<void> => {
    if (deed === "correct") {
      const { id } = await write("post", "/api/v1/editions/:date/corrections", { params, body: { reason } });
      await navigate({ to: "/desk/review/$draft", params: { draft: id } });
      return;
    }
    await write("post", "/api/v1/editions/:date/recall", { params, body: { reason } });
    await queries.invalidateQueries();
    onClose();
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setSending(true);
    setError(null);
    act(textOf(event.currentTarget, "reason").trim())
      .catch((cause: unknown) => setError(cause instanceof Error ? cause : new Error(String(cause))))
      .finally(() => setSending(false));
  };
  return (
    <form className="stack" onSubmit={onSubmit}>
      <p>
        <Words text={entry.title} />
      </p>
      <p>{effects[deed]}</p>
      <Field
        label="Reason"
        name="reason"
        help="Readers are told these words."
        minLength={3}
        maxLength={500}
        autoComplete="off"
        required
      />
      <Fault error={error} />
      <p className="row">
        <button type="submit" className="button" disabled={isSending}>
          {deed === "correct" ? "Open the correction" : "Recall it"}
        </button>
        <button type="button" className="button" onClick={onClose}>
          Leave it as it is
        </button>
      </p>
    </form>
  );
};

/** Nothing for who may not, nor for an edition that nobody approved, or that a later one or a recall replaced. */
export const TakeBack = ({ entry }: { entry: Entry }) => {
  const { data: me } = useMe();
  const [deed, setDeed] = useState<Deed>();
  const isOver = entry.correctedBy !== undefined || entry.recalledAt !== undefined;
  if (!entry.approved || isOver || !isAllowed(me, "edition.correct")) return null;
  const close = (): void => setDeed(undefined);
  return (
    <>
      <p className="row">
        <button type="button" className="button" onClick={() => setDeed("correct")}>
          Correct
        </button>
        <button type="button" className="button" onClick={() => setDeed("recall")}>
          Recall
        </button>
      </p>
      <AskFirst title={deed === undefined ? "" : titles[deed]} open={deed !== undefined} onClose={close}>
        {deed === undefined ? null : <ReasonForm entry={entry} deed={deed} onClose={close} />}
      </AskFirst>
    </>
  );
};
