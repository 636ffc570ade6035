/** What came of a test, in plain words, and what the other side answered. */
import type { TestBody } from "../../api/contract.ts";
import { Words } from "../parts/foreign-text.tsx";

export type OutcomeWords = Readonly<Record<TestBody["type"], string>>;

export const TestOutcome = ({
  asking,
  outcome,
  words,
}: {
  /** While it is under way. */
  asking: string;
  outcome: TestBody | undefined;
  words: OutcomeWords;
}) => (
  <p role="status">
    {asking}
    {outcome === undefined || asking !== "" ? null : (
      <>
        {words[outcome.type]} <Words text={outcome.note} />
      </>
    )}
  </p>
);
