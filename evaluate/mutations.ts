/**
 * Suite `mutations`: faults of known kinds are put into sentences, and the check must not call the result supported.
 *
 * literals: share caught of changed numbers, units, dates, versions, identifiers, quotations and counts. names: of swapped
 * actors, victims, countries. polarityHedge: of dropped hedges, added certainty, flipped polarity, claims made confirmations.
 * speakerMerged: of moved speakers and merged facts. fairPassed: share of untouched and fairly reworded sentences called
 * supported. byOperator: the same share for each operator. A fault counts when the untouched sentence passes.
 */
import { indexPassages, judgeSentence } from "#desk/check/index.ts";
import { annotate } from "#intel/extract/index.ts";
import { sha256Hex } from "#kit/hash.ts";
import { literalOperators } from "./mutations/change-literals.ts";
import { gatherCases, type MakeEdition } from "./mutations/gather-cases.ts";
import { moveOperators } from "./mutations/move-statements.ts";
import type { Case, Operator, Pick } from "./mutations/operator.ts";
import { fairOperators } from "./mutations/reword-fairly.ts";
import { nameOperators } from "./mutations/swap-names.ts";
import { turnOperators } from "./mutations/turn-statements.ts";
import type { Suite } from "./suite.ts";

const operators: readonly Operator[] = [
  ...literalOperators,
  ...nameOperators,
  ...turnOperators,
  ...moveOperators,
  ...fairOperators,
];

interface Tally {
  right: number;
  all: number;
}

const pickFor =
  (sentence: string, operator: string): Pick =>
  (count) =>
    count === 0 ? 0 : Number.parseInt(sha256Hex(`${operator}:${sentence}`).slice(0, 8), 16) % count;

const share = (tallies: readonly Tally[]): number | null => {
  const all = tallies.reduce((sum, tally) => sum + tally.all, 0);
  return all === 0 ? null : tallies.reduce((sum, tally) => sum + tally.right, 0) / all;
};

/** Loaded only when a day is there: the alignment originals need no pipeline. */
const editionOfDay: MakeEdition = async (folder) => {
  const { briefDay } = await import("./day.ts");
  return (await briefDay(folder)).edition;
};

export const suite: Suite = {
  name: "mutations",
  run: async ({ dataDir }) => {
    const gathered = await gatherCases(dataDir, editionOfDay);
    const tallies = new Map(operators.map((operator) => [operator.name, { right: 0, all: 0 }]));
    const worst: unknown[] = [];
    let n = 0;
    const judge = (item: Case, origin: string): void => {
      const index = indexPassages(item.passages, annotate);
      const sound = judgeSentence(item.sentence, index, { annotate }).verdict === "supported";
      for (const operator of operators) {
        const fair = operator.group === "fair";
        if (!fair && !sound) continue;
        const changed = operator.apply(item, pickFor(item.sentence, operator.name));
        const tally = tallies.get(operator.name);
        if (changed === undefined || tally === undefined || (!fair && changed === item.sentence)) continue;
        const verdict = judgeSentence(changed, index, { annotate });
        const right = (verdict.verdict === "supported") === fair;
        n += 1;
        tally.all += 1;
        if (right) tally.right += 1;
        else
          worst.push({
            operator: operator.name,
            origin,
            changed,
            sentence: item.sentence,
            verdict: verdict.verdict,
            reason: verdict.reason,
          });
      }
    };
    for (const [origin, cases] of Object.entries(gathered)) for (const item of cases) judge(item, origin);
    const group = (name: Operator["group"]): number | null =>
      share(
        operators
          .filter((operator) => operator.group === name)
          .map((operator) => tallies.get(operator.name) ?? { right: 0, all: 0 }),
      );
    return {
      suite: "mutations",
      n,
      metrics: {
        literals: group("literals"),
        names: group("names"),
        polarityHedge: group("polarityHedge"),
        speakerMerged: group("speakerMerged"),
        fairPassed: group("fair"),
        byOperator: Object.fromEntries([...tallies].map(([name, tally]) => [name, share([tally])])),
        cases: Object.fromEntries([...tallies].map(([name, tally]) => [name, tally.all])),
      },
      worst: worst.filter((_item, at) => at % Math.max(1, Math.floor(worst.length / 20)) === 0).slice(0, 20),
    };
  },
};
