/**
 * Sources as a step of the first run: one by its address, many by OPML, and what came in so far. The step before and the
 * step after are whoever shows it.
 */
import { formatTime } from "#kit/text/format-time.ts";
import type { SourceRow } from "../../api/contract.ts";
import { useSources } from "../app/load.ts";
import { Foreign } from "../parts/foreign-text.tsx";
import { Shape } from "../parts/verdict-chip.tsx";
import { countWords } from "../today/reading-index.ts";
import { AddSource } from "./add-source.tsx";
import { ImportOpml } from "./import-opml.tsx";
import { lookOf } from "./source-row.tsx";

const shownRows = 8;

const cameOf = (source: SourceRow): string => {
  const [alarm] = source.alarms;
  if (alarm !== undefined) return alarm.because;
  if (source.outcome === undefined) return source.paused ? "paused" : "not asked yet";
  if (source.outcome === "failed") return "gave nothing usable so far; the Sources screen says why";
  return `${countWords(source.articles, "article")}${source.newestPublishedAt === undefined ? "" : `, newest ${formatTime(source.newestPublishedAt)}`}`;
};

const CameIn = ({ sources }: { sources: readonly SourceRow[] }) => {
  const asked = sources.filter(({ outcome }) => outcome !== undefined).length;
  const articles = sources.reduce((sum, source) => sum + source.articles, 0);
  return (
    <section aria-labelledby="came-in">
      <h2 id="came-in">
        {countWords(sources.length, "source")}, {asked} asked so far: {countWords(articles, "article")} came in
      </h2>
      <ul className="plain-list">
        {sources.slice(0, shownRows).map((source) => (
          <li key={source.id}>
            <Shape look={lookOf(source)} />{" "}
            <b>
              <Foreign text={source.title} />
            </b>{" "}
            <span className="meta">
              <Foreign text={cameOf(source)} />
            </span>
          </li>
        ))}
      </ul>
      {sources.length > shownRows ? <p className="meta">and {sources.length - shownRows} more</p> : null}
    </section>
  );
};

/** While something waits for its first answer the list is asked often. */
const soonMs = 3_000;

export const SourcesStep = () => {
  const { data } = useSources(soonMs);
  const sources = data?.sources ?? [];
  return (
    <div className="stack">
      <AddSource />
      <details className="make">
        <summary>Bring the list of your feed reader (OPML)</summary>
        <ImportOpml />
      </details>
      {sources.length === 0 ? null : <CameIn sources={sources} />}
    </div>
  );
};
