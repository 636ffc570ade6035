import { formatShortDay } from "#kit/text/format-time.ts";
import type { Edition } from "#terms/edition.ts";
import { countOf } from "./say.ts";

/** One line about an edition: its day, what it rests on, how it was judged. */
export const sayEdition = ({ edition, sources, stories, gates, scoreCard }: Edition): string => {
  const passed = gates.filter((gate) => gate.passed).length;
  const told = stories.filter((story) => !story.excluded).length;
  return (
    `Edition of ${formatShortDay(edition.date)}: ${countOf(sources.length, "article")}, ${countOf(told, "story", "stories")}, ` +
    `${passed} of ${gates.length} gates passed, score ${scoreCard.total} of ${scoreCard.of}`
  );
};
