/** What stands beside the text while no sentence is chosen: contents, gates, score card, what was lost on the way. */
import type { Reading } from "../../api/contract.ts";
import { useFileKey } from "../app/load.ts";
import { lossWords } from "../parts/loss-words.ts";
import { Shape } from "../parts/verdict-chip.tsx";
import { countWords } from "./reading-index.ts";
import { SendList } from "./send-menu.tsx";
import { useToday } from "./today-state.tsx";

const Gates = ({ gates }: { gates: Reading["gates"] }) => (
  <ul className="edition-gates" aria-label="Gates">
    {gates.map((gate) => (
      <li key={gate.id} className={gate.passed ? "passed" : "failed"}>
        <Shape look={gate.passed ? "ok" : "bad"} /> <b>{gate.id}</b> {gate.name ?? ""}
        {gate.passed ? (
          <span className="sr-only"> passed</span>
        ) : (
          <b> failed: {countWords(gate.faults.length, "fault")}</b>
        )}
        {gate.faults.slice(0, 3).map((fault) => (
          <span key={`${fault.sentenceId} ${fault.message}`} className="gate-fault">
            {fault.message}{" "}
            {fault.sentenceId === undefined ? null : (
              <a className="underlined" href={`#${fault.sentenceId}`}>
                Go to the sentence
              </a>
            )}
          </span>
        ))}
      </li>
    ))}
  </ul>
);

/** Lines that cost points first; those that cost none are summed up. */
const ScoreCard = ({ scoreCard }: { scoreCard: Reading["scoreCard"] }) => {
  const { index } = useToday();
  const costly = scoreCard.lines
    .filter((line) => line.points < line.of)
    .sort((a, b) => b.of - b.points - (a.of - a.points));
  const full = scoreCard.lines.filter((line) => line.points >= line.of);
  const points = full.reduce((sum, line) => sum + line.points, 0);
  return (
    <table className="score">
      <caption className="sr-only">Score card, lines that cost points first</caption>
      <thead>
        <tr>
          <th scope="col">Score</th>
          <th scope="col">
            {scoreCard.total} of {scoreCard.of}
          </th>
        </tr>
      </thead>
      <tbody>
        {costly.map((line) => {
          const first = line.sentenceIds?.find((id) => index.order.includes(id));
          return (
            <tr key={line.measure}>
              <td>
                <span className="score-measure">{line.measure}</span>:{" "}
                {first === undefined ? line.value : <a href={`#${first}`}>{line.value}</a>}
              </td>
              <td>
                {line.points} of {line.of}
              </td>
            </tr>
          );
        })}
        {full.length > 0 ? (
          <tr className="rest">
            <td>{countWords(full.length, "line")} without loss</td>
            <td>
              {points} of {points}
            </td>
          </tr>
        ) : null}
      </tbody>
    </table>
  );
};

const Losses = ({ record }: { record: NonNullable<Reading["record"]> }) => (
  <details className="losses">
    <summary>
      Read {countWords(record.read, "article")} from {countWords(record.feeds, "feed")}; {lossWords(record.losses)}
    </summary>
    <ul>
      {record.losses.slice(0, 50).map((loss) => (
        <li key={`${loss.step} ${loss.item} ${loss.reason}`}>
          <code>{loss.item}</code> {loss.detail}
        </li>
      ))}
    </ul>
  </details>
);

interface PanelProps {
  readonly isChosen: boolean;
  readonly role: Reading["roles"][number] | undefined;
}

export const ContentsPanel = ({ isChosen, role }: PanelProps) => {
  const { reading } = useToday();
  const fileKey = useFileKey(reading);
  return (
    <aside
      className={`panel contents${isChosen ? " beside-choice" : ""}`}
      aria-label="Contents and score"
      {...(isChosen ? {} : { "data-pane": "passages" })}
      tabIndex={-1}
    >
      <div className="panel-scroll">
        <div className="panel-intro">
          <h2>In this edition</h2>
          <ol className="toc">
            {reading.sections.map((section) => (
              <li key={section.id}>
                <a href={`#h-${section.id}`}>{section.title}</a>
              </li>
            ))}
          </ol>
        </div>
        <div className="panel-intro">
          <h2>How it was checked</h2>
          <Gates gates={reading.gates} />
          <ScoreCard scoreCard={reading.scoreCard} />
          {reading.record ? <Losses record={reading.record} /> : null}
        </div>
        <SendList date={fileKey} role={role} audience={reading.edition.audience?.name} />
        <p className="panel-intro meta wide-only">
          Choose a sentence, by <kbd>J</kbd> <kbd>K</kbd> or by its numbers, to see the words it rests on.
        </p>
      </div>
    </aside>
  );
};
