/**
 * Suite `alignment`: pairs of a source and a claim, judged as `check --pairs` judges them; `supported` is the positive class.
 *
 * cti: balanced accuracy over rule-made faults and harmless rewrites of threat reporting. ctiWorstKind: the lowest share of
 * right verdicts among kinds with 20 or more cases; ctiByKind: all of them. qags, xsum, cliff: balanced accuracy on human
 * judgements of news summaries. Thresholds are fixed in the product; nothing is fitted here.
 */
import { checkPair } from "#desk/check/index.ts";
import { annotate } from "#intel/extract/index.ts";
import { readJsonLines } from "./read-json-lines.ts";
import type { Suite } from "./suite.ts";

interface Row {
  readonly id: string;
  readonly source: string;
  readonly claim: string;
  readonly label: 0 | 1;
  readonly kind?: string;
}

interface Judged {
  readonly row: Row;
  readonly right: boolean;
  readonly verdict: string;
  readonly reason: string;
}

const leastCases = 20;

const judge = (row: Row): Judged => {
  const { verdict, reason } = checkPair(row, { annotate });
  return { row, right: (verdict === "supported") === (row.label === 1), verdict, reason };
};

const share = (judged: readonly Judged[]): number => judged.filter((item) => item.right).length / judged.length;

const balancedAccuracy = (judged: readonly Judged[]): number | null => {
  const positive = judged.filter((item) => item.row.label === 1);
  const negative = judged.filter((item) => item.row.label === 0);
  return positive.length === 0 || negative.length === 0 ? null : (share(positive) + share(negative)) / 2;
};

const byKind = (judged: readonly Judged[]): Record<string, number> => {
  const kinds = Map.groupBy(judged, (item) => item.row.kind ?? "");
  return Object.fromEntries(
    [...kinds]
      .filter(([, items]) => items.length >= leastCases)
      .map(([kind, items]) => [kind, share(items)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
};

export const suite: Suite = {
  name: "alignment",
  run: async ({ dataDir }) => {
    const read = async (file: string): Promise<Judged[]> =>
      (await readJsonLines<Row>(dataDir, `extraction/align/${file}.jsonl`)).map(judge);
    const cti = await read("cti-perturb");
    const [qags, xsum, cliff] = [await read("qags"), await read("xsumfaith"), await read("cliff-goyal")];
    const kinds = byKind(cti);
    const worst = cti.filter((item) => !item.right).slice(0, 20);
    return {
      suite: "alignment",
      n: cti.length + qags.length + xsum.length + cliff.length,
      metrics: {
        cti: balancedAccuracy(cti),
        ctiWorstKind: cti.length === 0 ? null : Math.min(...Object.values(kinds)),
        qags: balancedAccuracy(qags),
        xsum: balancedAccuracy(xsum),
        cliff: balancedAccuracy(cliff),
        ctiByKind: kinds,
      },
      worst: worst.map(({ row, verdict, reason }) => ({
        id: row.id,
        kind: row.kind,
        claim: row.claim,
        verdict,
        reason,
      })),
    };
  },
};
