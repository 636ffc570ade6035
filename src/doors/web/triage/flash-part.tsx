/** Make a flash of the story: asked first, then how far it is, and the draft that comes of it. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask, newKey, write } from "../app/ask.ts";
import { isAllowed, useMe } from "../app/use-me.ts";
import { AskFirst } from "../parts/ask-first.tsx";
import { AudienceWord } from "../parts/audience-word.tsx";
import { Foreign } from "../parts/foreign-text.tsx";
import { Fault } from "../parts/form-field.tsx";
import { MakingNews } from "../schedule/make-now.tsx";
import { keepMaking } from "../schedule/use-schedule.ts";
import { countWords } from "../today/reading-index.ts";
import type { Row } from "./use-triage.ts";

const Question = ({ row, onClose }: { row: Row; onClose: () => void }) => {
  const queries = useQueryClient();
  const [key] = useState(newKey);
  const { data } = useQuery({
    queryKey: ["triage", "audiences"],
    queryFn: ({ signal }) => ask("/api/v1/triage/audiences", { signal }),
  });
  const audiences = data?.audiences ?? [];
  const [chosen, setChosen] = useState<string>();
  const whose = audiences.find(({ name }) => name === chosen) ?? audiences[0];
  const flash = useMutation({
    mutationFn: (audience: string | undefined) =>
      write("post", "/api/v1/triage/stories/:id/flash", {
        params: { id: row.id },
        body: audience === undefined ? {} : { audience },
        key: `${key}-${audience ?? ""}`,
      }),
    onSuccess: (answer) => keepMaking(queries, answer),
  });
  if (flash.isSuccess)
    return (
      <>
        <MakingNews />
        <p className="row">
          <button type="button" className="button" onClick={onClose}>
            Close
          </button>
        </p>
      </>
    );
  return (
    <>
      <p>
        <b>
          <Foreign text={row.title} />
        </b>
      </p>
      <p>
        The desk makes an edition of this story alone, now, from {countWords(row.articleIds.length, "article")} and what
        else is on record of it. It becomes a draft in Review. Nothing leaves before a named person has approved its
        text; then it goes to every list and hook that receives flashes
        {audiences.length < 2 || whose === undefined ? "" : <AudienceWord name={whose.name} title={whose.title} />} and
        may have its label.
      </p>
      {audiences.length < 2 ? null : (
        <label className="field">
          <span>For</span>
          <select value={whose?.name} onChange={(event) => setChosen(event.target.value)}>
            {audiences.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        </label>
      )}
      <Fault error={flash.error} />
      <p className="row">
        <button
          type="button"
          className="button primary"
          disabled={flash.isPending}
          onClick={() => flash.mutate(whose?.name)}
        >
          Make the flash
        </button>
        <button type="button" className="button" onClick={onClose}>
          Not now
        </button>
      </p>
    </>
  );
};

/** Nothing for who may not write drafts. */
export const FlashPart = ({ row }: { row: Row }) => {
  const { data: me } = useMe();
  const [open, setOpen] = useState(false);
  if (!isAllowed(me, "draft.write")) return null;
  const close = (): void => setOpen(false);
  return (
    <>
      <p className="row">
        <button type="button" className="button" onClick={() => setOpen(true)}>
          Make a flash
        </button>
      </p>
      <AskFirst title="Make a flash" open={open} onClose={close}>
        <Question row={row} onClose={close} />
      </AskFirst>
    </>
  );
};
