/** One source: how it is collected, to be changed here unless the operator's file says it; what was lost; how it was set before. */
import { type FormEvent, useState } from "react";
import { formatTime } from "#kit/text/format-time.ts";
import type { SourceDetail, SourceRow } from "../../api/contract.ts";
import { AskFirst } from "../parts/ask-first.tsx";
import { Foreign } from "../parts/foreign-text.tsx";
import { Fault, Field, textOf } from "../parts/form-field.tsx";
import { theirsIn } from "../settings/theirs-in.ts";
import { countWords } from "../today/reading-index.ts";
import { durationWords, ForAll, readForAll } from "./source-fields.tsx";
import { type SourceFields, useChangeSource, useSourceDetail, useTakeBack } from "./use-sources.ts";

type Version = SourceDetail["versions"][number];

const fieldWords = {
  title: "title",
  address: "address",
  every: "asked every",
  staleAfter: "alarm after",
  reliability: "reliability",
  tlp: "label",
  language: "language",
} as const;

const valueWords = (field: keyof typeof fieldWords, value: string | undefined): string => {
  if (value === undefined) return field === "reliability" ? "computed" : "none";
  return field === "every" || field === "staleAfter" ? durationWords(value) : value;
};

const fields = Object.keys(fieldWords) as (keyof typeof fieldWords)[];

/** What two versions differ in. */
const differences = (before: SourceFields | undefined, after: SourceFields): readonly string[] =>
  fields
    .filter((field) => before?.[field] !== after[field])
    .map((field) =>
      before === undefined
        ? `${fieldWords[field]} ${valueWords(field, after[field])}`
        : `${fieldWords[field]} ${valueWords(field, before[field])} → ${valueWords(field, after[field])}`,
    );

const Lost = ({ detail }: { detail: SourceDetail }) =>
  detail.lost.length === 0 ? null : (
    <details className="make">
      <summary>
        {countWords(
          detail.lost.reduce((sum, { count }) => sum + count, 0),
          "loss",
          "losses",
        )}{" "}
        in its last {countWords(detail.runs.length, "run")}
      </summary>
      <ul>
        {detail.lost.map(({ reason, count, example }) => (
          <li key={reason}>
            {count} × {reason.replaceAll("_", " ")}, such as <Foreign text={example} />
          </li>
        ))}
      </ul>
    </details>
  );

const History = ({
  versions,
  onPutBack,
  isPending,
}: {
  versions: readonly Version[];
  onPutBack: ((fields: SourceFields) => void) | undefined;
  isPending: boolean;
}) =>
  versions.length === 0 ? null : (
    <details className="make">
      <summary>How it was set: {countWords(versions.length, "version")}</summary>
      <ul>
        {versions.map(({ version, at, by, source }, place) => (
          <li key={version}>
            <b>{version}</b>, {formatTime(at)}, <Foreign text={by} />:{" "}
            {source === undefined ? (
              "taken back"
            ) : (
              <Foreign text={differences(versions[place + 1]?.source, source).join("; ")} />
            )}{" "}
            {place === 0 || source === undefined || onPutBack === undefined ? null : (
              <button type="button" className="quiet" disabled={isPending} onClick={() => onPutBack(source)}>
                Put this back
              </button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );

const ChangeForm = ({ source, version, onDone }: { source: SourceRow; version: number; onDone: () => void }) => {
  const change = useChangeSource();
  const takeBack = useTakeBack();
  const [basedOn, setBasedOn] = useState(version);
  // What stood when the form was opened: the list may bring theirs before they are shown.
  const [opened] = useState<SourceFields>({ ...source, title: source.titleSet });
  const theirs = theirsIn<Version>(change.error) ?? theirsIn<Version>(takeBack.error);
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const title = textOf(form, "title").trim();
    change.mutate(
      {
        id: source.id,
        version: theirs?.version ?? basedOn,
        fields: {
          address: textOf(form, "address").trim(),
          ...readForAll(form),
          ...(title === "" ? {} : { title }),
        },
      },
      { onSuccess: onDone },
    );
    if (theirs !== undefined) setBasedOn(theirs.version);
  };
  return (
    <form className="stack" onSubmit={onSubmit} autoComplete="off">
      <Field label="Title" name="title" defaultValue={source.titleSet ?? ""} maxLength={200} autoComplete="off" />
      <Field
        label="Address of its feed"
        name="address"
        type="url"
        defaultValue={source.address}
        maxLength={2_000}
        required
        autoComplete="off"
        spellCheck={false}
      />
      <ForAll now={source} />
      <Fault error={change.error} />
      <Fault error={takeBack.error} />
      {theirs?.source === undefined ? null : (
        <p className="meta">
          Theirs: <Foreign text={differences(opened, theirs.source).join("; ")} />
        </p>
      )}
      <p className="row">
        <button type="submit" className="button primary" disabled={change.isPending}>
          {theirs === undefined ? "Save" : "Save mine over theirs"}
        </button>
        <button
          type="button"
          className="button"
          disabled={takeBack.isPending}
          onClick={() => takeBack.mutate({ id: source.id, version: theirs?.version ?? basedOn }, { onSuccess: onDone })}
        >
          Take it back
        </button>
      </p>
      <p className="meta">Taken back, it is asked no more; what it brought stays on record, and it can be put back.</p>
    </form>
  );
};

/** Fields that the operator's file holds, shown and locked. */
const Facts = ({ source, file }: { source: SourceRow; file: string | undefined }) => (
  <>
    <ul>
      {fields.map((field) => (
        <li key={field}>
          {fieldWords[field]}: <Foreign text={valueWords(field, field === "title" ? source.titleSet : source[field])} />
        </li>
      ))}
    </ul>
    {source.origin === "file" ? (
      <p className="meta">
        Locked: it stands in <code>{file ?? "the operator’s list of sources"}</code>, and is changed there. Pausing it
        is possible here.
      </p>
    ) : null}
  </>
);

const Detail = ({ source, file, mayManage, onClose }: Omit<Props, "source"> & { source: SourceRow }) => {
  const { data, error } = useSourceDetail(source.id);
  const putBack = useChangeSource();
  const isOpen = mayManage && source.origin === "here" && source.version !== undefined;
  const version = source.version ?? 0;
  return (
    <div className="source-dialog">
      {isOpen ? (
        <ChangeForm source={source} version={version} onDone={onClose} />
      ) : (
        <Facts source={source} file={file} />
      )}
      {error === null ? null : <Fault error={error} />}
      {data === undefined ? null : (
        <>
          <Lost detail={data} />
          <History
            versions={data.versions}
            isPending={putBack.isPending}
            onPutBack={
              isOpen
                ? (before) => putBack.mutate({ id: source.id, version, fields: before }, { onSuccess: onClose })
                : undefined
            }
          />
          <Fault error={putBack.error} />
        </>
      )}
      <p className="row">
        <button type="button" className="button" onClick={onClose}>
          Close
        </button>
      </p>
    </div>
  );
};

interface Props {
  readonly source: SourceRow | undefined;
  readonly file: string | undefined;
  readonly mayManage: boolean;
  readonly onClose: () => void;
}

export const SourceDialog = ({ source, ...rest }: Props) => (
  <AskFirst title={source?.title ?? "Source"} open={source !== undefined} onClose={rest.onClose}>
    {/* What is asked for once stays, whatever the list brings meanwhile: what is typed is not lost. */}
    {source === undefined ? null : <Detail key={source.id} source={source} {...rest} />}
  </AskFirst>
);
