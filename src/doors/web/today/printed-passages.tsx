/** On paper only: every passage in full, after the text. */
import { formatTime } from "#kit/text/format-time.ts";
import type { Reading } from "../../api/contract.ts";
import { Foreign } from "../parts/foreign-text.tsx";

export const PrintedPassages = ({ reading }: { reading: Reading }) => (
  <div className="printed">
    <h2>All {reading.passages.length} passages</h2>
    {reading.passages.map((passage) => (
      <p key={passage.label}>
        <b>
          {passage.label} <Foreign text={passage.outlet} />, {passage.reliability}
          {passage.credibility}
        </b>{" "}
        {passage.publishedAt === null ? "no date" : formatTime(passage.publishedAt)} “
        <Foreign text={passage.quote} language={passage.language} />”
      </p>
    ))}
  </div>
);
