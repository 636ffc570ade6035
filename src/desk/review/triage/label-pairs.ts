/**
 * What people corrected, as labels: each merge says which articles belong together, each split which do not, each story
 * left out why. For measuring how stories are made of articles. No names of people; what was taken back is no label.
 */
import type { Decision } from "#terms/triage.ts";
import { standing } from "./hold-decisions.ts";

interface Labelled {
  readonly day: string;
  readonly decidedAt: string;
  readonly decision: string;
}

export type Label =
  | (Labelled & { readonly label: "same" | "different"; readonly a: string; readonly b: string })
  | (Labelled & {
      readonly label: "left_out";
      readonly articles: readonly string[];
      readonly reason: string;
      readonly words?: string;
    });

const pairs = (left: readonly string[], right: readonly string[]): [string, string][] =>
  left.flatMap((a) => right.filter((b) => b !== a).map((b): [string, string] => (a < b ? [a, b] : [b, a])));

const labelsOf = (decision: Decision): Label[] => {
  const { act, on, day, at, id } = decision;
  const common = { day, decidedAt: at, decision: id };
  const stories = on.map(({ articleIds }) => articleIds);
  const [story = []] = stories;
  if (act.kind === "merge")
    return stories.flatMap((left, place) =>
      stories
        .slice(place + 1)
        .flatMap((right) => pairs(left, right).map(([a, b]): Label => ({ label: "same", a, b, ...common }))),
    );
  if (act.kind === "split") {
    const off = new Set(act.off);
    const rest = story.filter((article) => !off.has(article));
    return pairs([...off], rest).map(([a, b]): Label => ({ label: "different", a, b, ...common }));
  }
  if (act.kind !== "leave_out") return [];
  return [
    {
      label: "left_out",
      articles: story,
      reason: act.reason ?? "own_words",
      ...(act.words === undefined ? {} : { words: act.words }),
      ...common,
    },
  ];
};

/** Oldest first. A pair that was put together and later taken apart, or the other way, carries its last label alone. */
export const labelPairs = (decisions: readonly Decision[]): Label[] => {
  const labels = standing(decisions).flatMap(labelsOf);
  const lastOf = new Map<string, Label>();
  for (const label of labels) if (label.label !== "left_out") lastOf.set(`${label.a} ${label.b}`, label);
  return labels.filter((label) => label.label === "left_out" || lastOf.get(`${label.a} ${label.b}`) === label);
};
