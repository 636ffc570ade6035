/** The score of each edition over time: one figure, a caption that says what it shows, and the same as a table. */
import { formatShortDay, formatTime } from "#kit/text/format-time.ts";
import type { ScoreHistory } from "../../api/contract.ts";
import { useAudienceKey, useScores } from "../app/load.ts";
import { Words } from "../parts/foreign-text.tsx";

type Scored = ScoreHistory["editions"][number];

const [width, height] = [640, 180];
const margin = { left: 36, right: 44, top: 14, bottom: 26 };

const findingOf = (scored: readonly Scored[]): string => {
  const [first, last] = [scored[0], scored.at(-1)];
  if (first === undefined || last === undefined) return "";
  const lowest = scored.reduce((low, each) => (each.total < low.total ? each : low), first);
  const isLevel = scored.every(({ total }) => total === last.total);
  const way = isLevel
    ? `stayed at ${last.total} of ${last.of}`
    : `went from ${first.total} to ${last.total} of ${last.of}; the lowest was ${lowest.total}, on ${formatShortDay(lowest.date)}`;
  return `The score of the last ${scored.length} editions ${way}. From first publication to draft, the newest: ${last.timeliness}.`;
};

/** The scale begins below the lowest score, in steps of ten, and says where. */
const floorOf = (scored: readonly Scored[]): number =>
  Math.max(0, Math.floor(Math.min(...scored.map(({ total }) => total)) / 10) * 10 - 10);

const Chart = ({ scored }: { scored: readonly Scored[] }) => {
  const floor = floorOf(scored);
  const top = Math.max(...scored.map(({ of }) => of));
  const x = (at: number): number =>
    margin.left + (scored.length < 2 ? 0 : (at / (scored.length - 1)) * (width - margin.left - margin.right));
  const y = (score: number): number =>
    margin.top + (1 - (score - floor) / (top - floor)) * (height - margin.top - margin.bottom);
  const line = scored
    .map(({ total }, at) => `${at === 0 ? "M" : "L"}${x(at).toFixed(1)} ${y(total).toFixed(1)}`)
    .join("");
  const [first, last] = [scored[0], scored.at(-1)];
  const middle = (floor + top) / 2;
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className="score-chart" aria-hidden="true">
      {[floor, middle, top].map((score) => (
        <g key={score}>
          <line x1={margin.left} x2={width - margin.right} y1={y(score)} y2={y(score)} className="score-rule" />
          <text x={margin.left - 6} y={y(score) + 4} textAnchor="end">
            {score}
          </text>
        </g>
      ))}
      <path d={line} className="score-line" />
      {scored.map((each, at) =>
        each.kind === "weekly" ? (
          <rect key={each.id} x={x(at) - 3.5} y={y(each.total) - 3.5} width="7" height="7" className="score-week" />
        ) : (
          <circle key={each.id} cx={x(at)} cy={y(each.total)} r="3.5" className="score-day" />
        ),
      )}
      {last === undefined ? null : (
        <text x={x(scored.length - 1) + 8} y={y(last.total) + 4}>
          {last.total}
        </text>
      )}
      {first === undefined ? null : (
        <text x={x(0)} y={height - 6}>
          {formatShortDay(first.date)}
        </text>
      )}
      {last === undefined || scored.length < 2 ? null : (
        <text x={x(scored.length - 1)} y={height - 6} textAnchor="end">
          {formatShortDay(last.date)}
        </text>
      )}
    </svg>
  );
};

export const ScoreHistoryFigure = () => {
  const { data, error } = useScores(useAudienceKey());
  if (error && data === undefined) return <p role="alert">The scores could not be read. They are asked for again.</p>;
  const scored = [...(data?.editions ?? [])].reverse();
  if (scored.length < 2) return null;
  const hasWeek = scored.some(({ kind }) => kind === "weekly");
  return (
    <figure className="score-history" aria-labelledby="score-finding">
      <Chart scored={scored} />
      <figcaption id="score-finding">
        {findingOf(scored)} {hasWeek ? "Squares are weekly roll-ups." : ""}
      </figcaption>
      <details>
        <summary>Table</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">Edition</th>
              <th scope="col">Kind</th>
              <th scope="col">Score</th>
              <th scope="col">Cost most</th>
              <th scope="col">First publication to draft</th>
            </tr>
          </thead>
          <tbody>
            {[...scored].reverse().map((each) => (
              <tr key={each.id}>
                <th scope="row">{formatTime(each.asOf)}</th>
                <td>{each.kind}</td>
                <td>
                  {each.total} of {each.of}
                </td>
                <td>
                  <Words text={each.costMost} />
                </td>
                <td>
                  <Words text={each.timeliness} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
};
