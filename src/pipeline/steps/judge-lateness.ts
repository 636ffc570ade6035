/**
 * An approved edition that comes into the outbox late: what its readers get without anybody looking must be news.
 *
 * Until two days after its approval it is sent: as long as the outbox itself goes on trying. Later it is held for a person.
 * What is older than two weeks, or was approved two days before this desk put anything into its outbox, is left out: who
 * sets up delivery, or puts back an old backup, does not mean last year's editions.
 */
const dayMs = 86_400_000;
const sendMs = 2 * dayMs;
const holdMs = 14 * dayMs;

export interface Late {
  readonly approvedAt: string;
  readonly now: string;
  /** Nothing was ever put into the outbox. */
  readonly isFirst: boolean;
}

export type Lateness =
  | { readonly type: "send" | "leave" }
  /** A person decides, and reads why. */
  | { readonly type: "hold"; readonly note: string };

export const leftNote = "It was approved long before it could be put into the outbox.";

export const judgeLateness = ({ approvedAt, now, isFirst }: Late): Lateness => {
  const age = Date.parse(now) - Date.parse(approvedAt);
  if (age <= sendMs) return { type: "send" };
  if (isFirst || age > holdMs) return { type: "leave" };
  return {
    type: "hold",
    note: `It was approved on ${approvedAt.slice(0, 10)} and could not be put into the outbox until ${now.slice(0, 10)}.`,
  };
};
