/** One open question before it is a sentence: what is asked, how it is open, who is silent, and what would answer it. */
import type { EvidenceSpan } from "#terms/span.ts";
import type { Topic } from "./answers.ts";

export interface Gap {
  /** "Who exploits CVE-…": the question as a noun clause. */
  readonly clause: string;
  /** "known", "public", "established". */
  readonly open: string;
  /** "CISA has not explained"; absent when nobody is named as silent. */
  readonly because?: string;
  /** What is said beside it of the figure: "and nobody else has confirmed …". */
  readonly doubt?: string;
  readonly answer: string;
  readonly topic: Topic;
  readonly rank: number;
  readonly passages: readonly EvidenceSpan[];
}
