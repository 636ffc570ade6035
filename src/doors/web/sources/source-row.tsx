/** A source in the list: its state first, alarms with their evidence, what it brought, and what may be done with it. */
import { memo } from "react";
import { formatTime } from "#kit/text/format-time.ts";
import type { SourceRow as Row } from "../../api/contract.ts";
import { Foreign } from "../parts/foreign-text.tsx";
import { TlpLabel } from "../parts/tlp-label.tsx";
import { Shape } from "../parts/verdict-chip.tsx";
import { countWords } from "../today/reading-index.ts";
import { SourceActs } from "./source-acts.tsx";

const alarmWords: Readonly<Record<Row["alarms"][number]["type"], string>> = {
  failing: "Failing",
  silent: "Answers, lists nothing",
  shell: "Pages without text",
  stale: "Nothing new",
  truncated: "Cut short",
  off_topic: "About something else",
  moved: "Moved",
};

const outcomeWords = { ok: "read", unchanged: "unchanged", failed: "gave nothing usable" } as const;

const stateOf = (source: Row): string => {
  if (source.paused) return "Paused";
  if (source.askedAt === undefined || source.outcome === undefined) return "Not asked yet";
  const next = source.nextAt === undefined ? "" : `; next ${formatTime(source.nextAt)}`;
  return `Asked ${formatTime(source.askedAt)}: ${outcomeWords[source.outcome]}${next}`;
};

export const lookOf = ({ alarms, outcome, paused }: Row) => {
  if (alarms.length > 0) return "bad";
  return outcome === undefined || paused ? "gap" : outcome === "failed" ? "warn" : "ok";
};

interface Props {
  readonly source: Row;
  readonly mayManage: boolean;
  readonly onOpen: (id: string) => void;
}

export const SourceRow = memo(({ source, mayManage, onOpen }: Props) => (
  <>
    <div>
      <p className="source-name">
        <Shape look={lookOf(source)} />{" "}
        <b>
          <Foreign text={source.title} />
        </b>{" "}
        {source.tlp === "TLP:CLEAR" ? null : <TlpLabel tlp={source.tlp} />}{" "}
        <span className="meta">
          {countWords(source.articles, "article")}
          {source.newestPublishedAt === undefined ? "" : `, newest ${formatTime(source.newestPublishedAt)}`}
        </span>
      </p>
      {source.alarms.map((alarm) => (
        <p key={alarm.type} className="source-alarm">
          <b>{alarmWords[alarm.type]}.</b> <Foreign text={alarm.because} />
        </p>
      ))}
      <p className="meta">
        {stateOf(source)}
        {source.lost === 0 ? "" : `; ${countWords(source.lost, "loss", "losses")} of late`} ·{" "}
        <span className="mono">{source.address}</span>
      </p>
    </div>
    <div className="row">
      {mayManage ? <SourceActs id={source.id} title={source.title} paused={source.paused} /> : null}
      <button type="button" className="quiet" onClick={() => onOpen(source.id)}>
        {mayManage && source.origin === "here" ? "Change" : "Details"}
        <span className="sr-only">: {source.title}</span>
      </button>
    </div>
  </>
));
