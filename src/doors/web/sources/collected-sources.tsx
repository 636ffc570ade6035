/** What the desk collects by itself: each source with its alarms and their evidence, what it brought and what was lost. */
import { formatTime } from "#kit/text/format-time.ts";
import type { SourceList } from "../../api/contract.ts";
import { useSources } from "../app/load.ts";
import { isAllowed, useMe } from "../app/use-me.ts";
import { Foreign } from "../parts/foreign-text.tsx";
import { Shape } from "../parts/verdict-chip.tsx";
import { countWords } from "../today/reading-index.ts";
import { SourceActs } from "./source-acts.tsx";

type Source = SourceList["sources"][number];

const alarmWords: Readonly<Record<Source["alarms"][number]["type"], string>> = {
  failing: "Failing",
  silent: "Answers, lists nothing",
  shell: "Pages without text",
  stale: "Nothing new",
  truncated: "Cut short",
  off_topic: "About something else",
  moved: "Moved",
};

const outcomeWords = { ok: "read", unchanged: "unchanged", failed: "gave nothing usable" } as const;

const stateOf = (source: Source): string => {
  if (source.paused) return "Paused";
  if (source.askedAt === undefined || source.outcome === undefined) return "Not asked yet";
  const next = source.nextAt === undefined ? "" : `; next ${formatTime(source.nextAt)}`;
  return `Asked ${formatTime(source.askedAt)}: ${outcomeWords[source.outcome]}${next}`;
};

const Lost = ({ lost }: { lost: Source["lost"] }) =>
  lost.length === 0 ? null : (
    <details className="why">
      <summary>
        {countWords(
          lost.reduce((sum, entry) => sum + entry.count, 0),
          "loss",
          "losses",
        )}{" "}
        of late
      </summary>
      <ul>
        {lost.map((entry) => (
          <li key={entry.reason}>
            {entry.count} × {entry.reason.replaceAll("_", " ")}, such as <Foreign text={entry.example} />
          </li>
        ))}
      </ul>
    </details>
  );

const Row = ({ source, mayManage }: { source: Source; mayManage: boolean }) => (
  <li className="source">
    <p>
      <Shape look={source.alarms.length > 0 ? "bad" : source.outcome === undefined ? "gap" : "ok"} />{" "}
      <b>
        <Foreign text={source.title} />
      </b>{" "}
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
      {stateOf(source)} · <span className="mono">{source.address}</span>
    </p>
    <Lost lost={source.lost} />
    {mayManage ? <SourceActs id={source.id} title={source.title} paused={source.paused} /> : null}
  </li>
);

export const CollectedSources = () => {
  const { data, error } = useSources();
  const { data: me } = useMe();
  if (error && data === undefined)
    return <p role="alert">What the desk collects could not be read. It is tried again.</p>;
  if (data === undefined || data.sources.length === 0) return null;
  const ill = data.sources.filter((source) => source.alarms.length > 0).length;
  return (
    <section aria-labelledby="collected-title">
      <h2 id="collected-title">
        Collected by this desk: {countWords(data.sources.length, "source")},{" "}
        {ill === 0 ? "no alarm" : `${ill} with an alarm`}
      </h2>
      <ul className="collected">
        {data.sources.map((source) => (
          <Row key={source.id} source={source} mayManage={isAllowed(me, "source.manage")} />
        ))}
      </ul>
    </section>
  );
};
