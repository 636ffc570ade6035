/** Severity as bars and a word, with its score and the scale's version. Told by shape and word first. */
import { severityWords } from "#terms/triage-words.ts";
import type { Row } from "./use-triage.ts";

type Severity = NonNullable<Row["severity"]>;
const bars = [5, 8, 11, 14];

/** Bars from one place to another, as one path: with round corners nobody sees at this size. */
const pathOf = (from: number, to: number): string =>
  bars
    .flatMap((height, at) => (at < from || at >= to ? [] : `M${at * 4.6} ${14 - height}h3.4v${height}h-3.4z`))
    .join("");
const paths = severityWords.map((_, level) => ({ on: pathOf(0, level + 1), off: pathOf(level + 1, bars.length) }));

export const SeverityMark = ({ severity: { word, score, version } }: { severity: Severity }) => {
  const shape = paths[severityWords.indexOf(word)];
  return (
    <span
      className={`severity severity-${word.toLowerCase()}`}
      title={version === undefined ? undefined : `CVSS ${version}`}
    >
      <svg width="18" height="14" viewBox="0 0 18 14" aria-hidden="true">
        <path className="bar-on" d={shape?.on} />
        {shape?.off === "" ? null : <path className="bar-off" d={shape?.off} />}
      </svg>
      {word} {score.toFixed(1)}
    </span>
  );
};
