/**
 * Suite `dates`: date strings of feeds against their instants.
 *
 * Data: every `reporting/feeds/dates*.jsonl`, lines `{input, utc}`; `utc` null must be refused, `*` must give some date.
 * Metric `exact`: share of strings that came out so. Also `given`, `refused`, `mustParse`: the same by kind of truth.
 */
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseDate } from "../src/intel/read/dates/parse-date.ts";
import type { Suite } from "./suite.ts";

interface DateCase {
  readonly input: string;
  readonly utc: string | null;
}

const casesIn = async (dataDir: string): Promise<DateCase[]> => {
  const folder = join(dataDir, "reporting", "feeds");
  if (!existsSync(folder)) return [];
  const files = (await readdir(folder)).filter((name) => /^dates.*\.jsonl$/.test(name)).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), "utf8")));
  return texts.flatMap((text) =>
    text
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => JSON.parse(line) as DateCase),
  );
};

const passes = ({ input, utc }: DateCase): boolean => {
  const got = parseDate(input)?.utc;
  if (utc === null) return got === undefined;
  return utc === "*" ? got !== undefined : got === utc;
};

const share = (cases: readonly DateCase[]): number | null =>
  cases.length === 0 ? null : cases.filter(passes).length / cases.length;

export const suite: Suite = {
  name: "dates",
  run: async ({ dataDir }) => {
    const cases = await casesIn(dataDir);
    const worst = cases
      .filter((one) => !passes(one))
      .map((one) => ({ ...one, got: parseDate(one.input)?.utc ?? null }));
    return {
      suite: "dates",
      n: cases.length,
      metrics: {
        exact: share(cases),
        given: share(cases.filter(({ utc }) => utc !== null && utc !== "*")),
        refused: share(cases.filter(({ utc }) => utc === null)),
        mustParse: share(cases.filter(({ utc }) => utc === "*")),
      },
      worst: worst.slice(0, 20),
    };
  },
};
