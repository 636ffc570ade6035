/** Severity as bars and a word, with its score and the scale's version. Told by shape and word first. */
import { severityWords } from "#terms/triage-words.ts";
import type { Row } from "./use-triage.ts";

type Severity = NonNullable<Row["severity"]>;
const bars = [5, 8, 11, 14];

export const SeverityMark = ({ severity: { word, score, version } }: { severity: Severity }) => {
  const level = severityWords.indexOf(word);
  return (
    <span
      className={`severity severity-${word.toLowerCase()}`}
      title={version === undefined ? undefined : `CVSS ${version}`}
    >
      <svg width="18" height="14" viewBox="0 0 18 14" aria-hidden="true">
        {bars.map((height, at) => (
          <rect
            key={height}
            className={at <= level ? "bar-on" : "bar-off"}
            x={at * 4.6}
            y={14 - height}
            width="3.4"
            height={height}
            rx="1"
          />
        ))}
      </svg>
      {word} {score.toFixed(1)}
    </span>
  );
};
