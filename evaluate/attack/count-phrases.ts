/**
 * How often phrases that stand for a technique are right: reports of AnnoCTR and TRAM in which the phrase stands, and those
 * of them to which annotators gave the technique or one of the same parent. TRAM knows fifty techniques: a phrase of
 * another is not counted there. Annotators leave some out, so the share is a lower bound.
 */
import { labelsOf } from "../../src/intel/extract/techniques/fit/training-rows.ts";
import { matchPhrases, readPhrase } from "../../src/intel/extract/techniques/match-phrases.ts";
import { readableSentences } from "../../src/intel/extract/techniques/read-report.ts";
import type { AttackData } from "./read-training.ts";

export interface PhraseCount {
  right: number;
  seen: number;
}

const parentOf = (id: string): string => id.split(".")[0] ?? id;

interface Marked {
  readonly text: string;
  readonly parents: ReadonlySet<string>;
  /** Parents the annotators could give; undefined = any. */
  readonly known?: ReadonlySet<string>;
}

const markedTexts = ({ data, annotated, revoked }: AttackData): Marked[] => {
  const inForce = (id: string): string => parentOf(revoked.get(id) ?? id);
  const known = new Set(labelsOf(data.clauses).map(inForce));
  return [
    ...annotated.map(({ text, links }) => ({
      text,
      parents: new Set(links.flatMap((one) => (one.attack === null ? [] : [inForce(one.attack)]))),
    })),
    ...data.reports.map(({ text, spans }) => ({
      text,
      parents: new Set(spans.map(([, , id]) => inForce(id))),
      known,
    })),
  ];
};

/** Rows `id|phrase`; the counts come in their order. `take` chooses reports by their place. */
export const countPhrases = (
  rows: readonly string[],
  attack: AttackData,
  take: (at: number) => boolean = () => true,
): PhraseCount[] => {
  const ids = rows.map((row) => row.split("|")[0] ?? "");
  const phrases = rows.flatMap((row, at) => readPhrase(row.split("|")[1] ?? "", at) ?? []);
  const counts = rows.map((): PhraseCount => ({ right: 0, seen: 0 }));
  for (const [at, { text, parents, known }] of markedTexts(attack).entries()) {
    if (!take(at)) continue;
    const found = new Set(
      readableSentences(text).flatMap(({ start, end }) =>
        matchPhrases(text.slice(start, end), phrases).map((one) => one.meaning),
      ),
    );
    for (const one of found) {
      const parent = parentOf(ids[one] ?? "");
      const count = counts[one];
      if (count === undefined || (known !== undefined && !known.has(parent))) continue;
      count.seen += 1;
      if (parents.has(parent)) count.right += 1;
    }
  }
  return counts;
};
