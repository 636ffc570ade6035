/**
 * Bench `check`: the judge against a plain twin that only asks how many words of a sentence stand in its source, one thread.
 *
 * Data: the pairs of suite `alignment`. First the answers: threat reporting must reach 0.98 balanced accuracy, and a source
 * that is read once must give the verdicts of one that is read anew. Then judge and twin take turns over the same pairs;
 * medians of CPU time count. `sentenceMs` is a sentence against a source that is read already, as a briefing's sentences
 * are; `pairMs` reads the source with it, names and all, as `check --pairs` does.
 */
import { readJsonLines } from "../../evaluate/read-json-lines.ts";
import { indexPassages, judgeSentence, type PassageIndex } from "../../src/desk/check/index.ts";
import { annotate } from "../../src/intel/extract/index.ts";
import type { Bench, BenchResult } from "../bench.ts";
import { cpuMs, median } from "../measure-time.ts";

interface Pair {
  readonly source: string;
  readonly claim: string;
  readonly label: 0 | 1;
}

const sets = ["cti-perturb", "qags", "xsumfaith", "cliff-goyal"] as const;
const mostPairs = 400;
const leastCti = 0.98;

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** The plain twin: enough words of the sentence stand in the source. */
const judgePlainly = (claim: string, source: ReadonlySet<string>): boolean => {
  const words = wordsOf(claim);
  return words.filter((word) => source.has(word)).length >= words.length * 0.8;
};

const judge = (claim: string, index: PassageIndex): string => judgeSentence(claim, index, { annotate }).verdict;
const read = (source: string): PassageIndex => indexPassages([{ text: source }], annotate);

const balanced = (pairs: readonly Pair[], verdicts: readonly string[]): number => {
  const share = (label: 0 | 1): number => {
    const own = pairs.flatMap((pair, at) => (pair.label === label ? [verdicts[at] === "supported"] : []));
    return own.filter((supported) => supported === (label === 1)).length / Math.max(1, own.length);
  };
  return (share(0) + share(1)) / 2;
};

/** Every nth pair, so that all kinds of a set take part. */
const sample = (pairs: readonly Pair[]): Pair[] => {
  const step = Math.max(1, Math.floor(pairs.length / mostPairs));
  return pairs.filter((_pair, at) => at % step === 0).slice(0, mostPairs);
};

const measure = (name: string, pairs: readonly Pair[], rounds: number): Readonly<Record<string, string | number>> => {
  const indexes = pairs.map((pair) => read(pair.source));
  const plain = pairs.map((pair) => new Set(wordsOf(pair.source)));
  const times: { sentence: number[]; pair: number[]; twin: number[] } = { sentence: [], pair: [], twin: [] };
  const noSet: ReadonlySet<string> = new Set();
  for (let round = 0; round < rounds; round += 1) {
    times.twin.push(cpuMs(() => void pairs.map((pair, at) => judgePlainly(pair.claim, plain[at] ?? noSet))));
    times.sentence.push(cpuMs(() => void pairs.map((pair, at) => judge(pair.claim, indexes[at] ?? read(pair.source)))));
    times.pair.push(cpuMs(() => void pairs.map((pair) => judge(pair.claim, read(pair.source)))));
  }
  const each = (list: readonly number[]): number => median(list) / pairs.length;
  return {
    set: name,
    pairs: pairs.length,
    sentenceMs: each(times.sentence),
    pairMs: each(times.pair),
    timesPlain: median(times.sentence) / Math.max(0.001, median(times.twin)),
  };
};

export const bench: Bench = {
  run: async ({ dataDir, rounds }): Promise<BenchResult> => {
    const rows: BenchResult["rows"][number][] = [];
    const wrong: string[] = [];
    for (const name of sets) {
      const pairs = await readJsonLines<Pair>(dataDir, `extraction/align/${name}.jsonl`);
      if (pairs.length === 0) continue;
      const chosen = sample(pairs);
      const verdicts = chosen.map((pair) => judge(pair.claim, read(pair.source)));
      const again = chosen.filter((pair, at) => {
        const index = read(pair.source);
        judge("Something else was read before it.", index);
        return judge(pair.claim, index) !== verdicts[at];
      });
      if (again.length > 0) wrong.push(`${name}: ${again.length} verdicts differ when the source is read once`);
      const accuracy = balanced(chosen, verdicts);
      if (name === "cti-perturb" && accuracy < leastCti)
        wrong.push(`${name}: balanced accuracy ${accuracy.toFixed(3)}`);
      rows.push({ ...measure(name, chosen, rounds), accuracy });
    }
    if (rows.length === 0) wrong.push("no pairs in the data");
    return { bench: "check", rows, wrong };
  },
};
