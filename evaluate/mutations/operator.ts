/**
 * A mutation operator puts one fault of a known kind into a sentence, or rewords it fairly. Operators know nothing of the
 * check: they are plain edits of text, written apart from it, so that the check is not measured by its own rules.
 */
export interface Case {
  readonly sentence: string;
  readonly passages: readonly CasePassage[];
  /** Sentences of other stories, for swaps and merges. */
  readonly others: readonly string[];
}

export interface CasePassage {
  readonly text: string;
  readonly outlet?: string;
  readonly publishedAt?: string;
}

export interface Operator {
  readonly name: string;
  readonly group: "literals" | "names" | "polarityHedge" | "speakerMerged" | "fair";
  /** The changed sentence; undefined when the operator has nothing to change. `pick` chooses among places, deterministic. */
  readonly apply: (item: Case, pick: Pick) => string | undefined;
}

/** Chooses an index below `count`, the same for the same case. */
export type Pick = (count: number) => number;

/** Replaces the picked match of `pattern` by what `change` gives; undefined when there is none or nothing changes. */
export const replaceOne = (
  text: string,
  pattern: RegExp,
  pick: Pick,
  change: (match: RegExpExecArray) => string | undefined,
): string | undefined => {
  const matches = [...text.matchAll(pattern)];
  const match = matches[pick(matches.length)];
  if (match === undefined) return undefined;
  const replaced = change(match as RegExpExecArray);
  if (replaced === undefined || replaced === match[0]) return undefined;
  return text.slice(0, match.index) + replaced + text.slice(match.index + match[0].length);
};

export const allText = (item: Case): string => item.passages.map((passage) => passage.text).join("\n");
