/** Sources of the edition: each article read, its grade and why, whether it is cited, and what could not be read. */

import { Link } from "@tanstack/react-router";
import { formatShortDay, formatTime } from "#kit/text/format-time.ts";
import type { Reading } from "../../api/contract.ts";
import { AskError } from "../app/ask.ts";
import { useReading } from "../app/load.ts";
import { ScreenHead } from "../app/screen-head.tsx";
import { Failure, Loading } from "../app/state-views.tsx";
import { isAllowed, useMe } from "../app/use-me.ts";
import { useTitle } from "../app/use-title.ts";
import { Foreign } from "../parts/foreign-text.tsx";
import { Grade, gradeWords } from "../parts/grade.tsx";
import { countLost, lossWords } from "../parts/loss-words.ts";
import { countWords } from "../today/reading-index.ts";
import { CitedChanges } from "./cited-changes.tsx";
import { CollectedSources } from "./collected-sources.tsx";
import { CoverageLedger } from "./coverage-ledger.tsx";
import { DeskState } from "./desk-state.tsx";

type Source = Reading["sources"][number];

const Why = ({ source }: { source: Source }) => (
  <details className="why">
    <summary>
      <Grade reliability={source.reliability} credibility={source.credibility} /> <span className="why-word">why</span>
    </summary>
    <p>{gradeWords(source.reliability, source.credibility)}.</p>
    <ul>
      {(source.reliabilityReasons ?? []).map((reason) => (
        <li key={`${reason.factor} ${reason.because}`}>
          {reason.factor.replaceAll("_", " ")}: <Foreign text={reason.because} />
        </li>
      ))}
      {source.credibilityBecause === undefined ? null : (
        <li>
          This item: <Foreign text={source.credibilityBecause} />
        </li>
      )}
    </ul>
  </details>
);

const Row = ({ source }: { source: Source }) => (
  <tr>
    <td className="tight">{source.number ?? ""}</td>
    <td>
      <b>
        <Foreign text={source.outlet} />
      </b>
    </td>
    <td className="title-cell">
      {source.articleId === undefined ? (
        <Foreign text={source.title} language={source.language} />
      ) : (
        <Link to="/article/$articleId" params={{ articleId: source.articleId }}>
          <Foreign text={source.title} language={source.language} />
        </Link>
      )}
      {source.note === undefined ? null : (
        <span className="meta note">
          <Foreign text={source.note} />
        </span>
      )}
    </td>
    <td className="tight">{source.publishedAt === null ? "no date" : formatTime(source.publishedAt)}</td>
    <td className="tight">{source.language}</td>
    <td>
      <Why source={source} />
    </td>
    <td className="tight">{source.cited ? countWords(source.passages.length, "passage") : "not cited"}</td>
  </tr>
);

const byCited = (a: Source, b: Source): number =>
  Number(b.cited) - Number(a.cited) || (a.number ?? 0) - (b.number ?? 0) || (a.url < b.url ? -1 : 1);

const columns = ["No.", "Outlet", "Title", "Published", "Language", "Grade", "Cited"];

const Sources = ({ reading }: { reading: Reading }) => {
  const sources = [...reading.sources].sort(byCited);
  const cited = sources.filter((source) => source.cited).length;
  const losses = reading.record?.losses ?? [];
  useTitle(`${formatShortDay(reading.edition.date)}, Sources`);
  return (
    <div className="screen">
      <ScreenHead title="Sources" state={formatShortDay(reading.edition.date)} tlp={reading.edition.tlp} />
      <main className="page wide" id="text" data-pane="text" tabIndex={-1}>
        <h1 className="screen-title">
          {cited} of {countWords(sources.length, "article")} cited, primary first
        </h1>
        <p className="meta">
          Letter: how far we trust the outlet. Digit: how far this item is confirmed (Admiralty). All times are UTC.
        </p>
        {losses.length > 0 ? (
          <section aria-labelledby="losses" className={countLost(losses) > 0 ? "error-card" : "error-card mild"}>
            <h2 id="losses">{lossWords(losses)}</h2>
            <ul>
              {losses.map((loss) => (
                <li key={`${loss.step} ${loss.item} ${loss.reason} ${loss.detail}`}>
                  <code>{loss.item}</code> <Foreign text={loss.detail} /> <span className="meta">({loss.step})</span>
                </li>
              ))}
            </ul>
          </section>
        ) : null}
        <DeskWork />
        <section className="table-frame" aria-label="Articles">
          <table className="sources">
            <thead>
              <tr>
                {columns.map((word) => (
                  <th key={word} scope="col">
                    {word}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {sources.map((source) => (
                <Row key={source.url} source={source} />
              ))}
            </tbody>
          </table>
        </section>
      </main>
    </div>
  );
};

/** The desk's own work, before what one edition was made from: for whoever may see it, and asked for by nobody else. */
const DeskWork = () => {
  const { data: me } = useMe();
  return (
    <>
      <DeskState />
      {isAllowed(me, "source.read") ? (
        <>
          <CitedChanges />
          <CollectedSources />
          <CoverageLedger />
        </>
      ) : null}
    </>
  );
};

/** No edition yet: what is collected is worth seeing all the same. */
const BeforeTheFirst = () => {
  useTitle("Sources");
  return (
    <div className="screen">
      <ScreenHead title="Sources" state="before the first edition" tlp="TLP:CLEAR" />
      <main className="page wide" id="text" data-pane="text" tabIndex={-1}>
        <h1 className="screen-title">No edition yet</h1>
        <DeskWork />
      </main>
    </div>
  );
};

export const SourcesPage = () => {
  const { data, error, refetch } = useReading();
  if (data) return <Sources reading={data} />;
  if (error instanceof AskError && error.status === 404) return <BeforeTheFirst />;
  if (error) return <Failure error={error} what="the edition" onRetry={() => void refetch()} />;
  return <Loading what="the sources" />;
};
