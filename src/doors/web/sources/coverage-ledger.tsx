/** What came in and what was dropped, at which step and why: a day, newest first. */
import { formatLongDay } from "#kit/text/format-time.ts";
import type { CoverageDay } from "../../api/contract.ts";
import { Foreign } from "../parts/foreign-text.tsx";
import { useCoverage } from "./use-operations.ts";

type Line = CoverageDay["lines"][number];

const flowWords: Readonly<Record<Line["flow"], string>> = { runs: "ran", in: "in", out: "on", lost: "dropped" };

const daysShown = 3;

const Day = ({ day }: { day: CoverageDay }) => (
  <details className="why">
    <summary>
      {formatLongDay(day.day)}:{" "}
      {day.lines.filter(({ flow }) => flow === "lost").reduce((sum, { count }) => sum + count, 0)} dropped
    </summary>
    <table className="sources">
      <thead>
        <tr>
          <th scope="col">Step</th>
          <th scope="col">What</th>
          <th scope="col">Count</th>
          <th scope="col">Such as</th>
        </tr>
      </thead>
      <tbody>
        {day.lines
          .filter(({ count }) => count > 0)
          .map(({ step, flow, reason, count, example }) => (
            <tr key={`${step} ${flow} ${reason}`}>
              <td className="tight">{step}</td>
              <td>
                {flowWords[flow]}: {reason.replaceAll("_", " ")}
              </td>
              <td className="tight">{count}</td>
              <td>{flow === "lost" && example !== undefined ? <Foreign text={example} /> : null}</td>
            </tr>
          ))}
      </tbody>
    </table>
  </details>
);

export const CoverageLedger = () => {
  const { data } = useCoverage();
  if (data === undefined || data.days.length === 0) return null;
  return (
    <section aria-labelledby="coverage-title">
      <h2 id="coverage-title">What came in, and what was dropped</h2>
      {data.days.slice(0, daysShown).map((day) => (
        <Day key={day.day} day={day} />
      ))}
    </section>
  );
};
