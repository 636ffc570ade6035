/** How many items an edition lost, and how many it read in spite of a fault: two things, told apart. */
import { isReadAnyway } from "#terms/loss.ts";
import type { Reading } from "../../api/contract.ts";
import { countWords } from "../today/reading-index.ts";

type Losses = NonNullable<Reading["record"]>["losses"];

export const countLost = (losses: Losses): number => losses.filter((loss) => !isReadAnyway(loss)).length;

/** "2 items lost, 1 read in spite of a fault". */
export const lossWords = (losses: Losses): string => {
  const lost = countLost(losses);
  const faulty = losses.length - lost;
  if (faulty === 0) return `${countWords(lost, "item")} lost`;
  const read = "read in spite of a fault";
  return lost === 0 ? `${countWords(faulty, "item")} ${read}` : `${countWords(lost, "item")} lost, ${faulty} ${read}`;
};
