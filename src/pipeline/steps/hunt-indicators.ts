/** Files of indicators of a person's choice, read from disk, with what extract knows: marks, observables, warning lists. */
import { type Indicator, type IndicatorFault, type IndicatorTools, parseIndicators } from "#defend/hunt/index.ts";
import { judgeObservables, refangValue } from "#intel/extract/index.ts";
import { type ReadTexts, readTexts } from "#outside/read-texts.ts";
import type { Loss } from "#terms/loss.ts";
import { warnOf } from "./hunt-warnings.ts";
import type { Reference } from "./open-reference.ts";

export interface ReadIndicators {
  readonly indicators: readonly Indicator[];
  readonly faults: readonly IndicatorFault[];
  readonly passedOver: ReadonlyMap<string, number>;
  readonly losses: readonly Loss[];
}

const toolsOf = ({ annotate, warningLists }: Reference): IndicatorTools => ({
  refang: refangValue,
  warn: (type, value) => warnOf(warningLists(), type, value),
  observablesOf: ({ url, text }) => {
    const publisherHosts = URL.canParse(url) ? [new URL(url).hostname].filter((host) => host !== "") : [];
    return judgeObservables(text, annotate(text, {}), { publisherHosts, lists: warningLists() }).flatMap((mention) => {
      if (mention.kind === "observable") return [{ value: mention.value, is: mention.verdict?.is ?? "unknown" }];
      return mention.kind === "vulnerability" ? [{ value: mention.id, is: "indicator" }] : [];
    });
  },
});

const mostBytes = 256 * 1024 * 1024;

/** `FILE#STORY` names one story of an edition, unless a file is called so. */
const readNamed = async (named: string): Promise<ReadTexts & { readonly story?: string }> => {
  const read = await readTexts([named], { maxBytes: mostBytes });
  const at = named.lastIndexOf("#");
  if (at <= 0 || read.losses[0]?.reason !== "not_found") return read;
  return { ...(await readTexts([named.slice(0, at)], { maxBytes: mostBytes })), story: named.slice(at + 1) };
};

export const readIndicators = async (named: readonly string[], reference: Reference): Promise<ReadIndicators> => {
  const tools = toolsOf(reference);
  const indicators: Indicator[] = [];
  const faults: IndicatorFault[] = [];
  const losses: Loss[] = [];
  const passedOver = new Map<string, number>();
  for (const one of named) {
    const { story, ...read } = await readNamed(one);
    losses.push(...read.losses);
    for (const file of read.files) {
      const parsed = parseIndicators({ ...file, ...(story === undefined ? {} : { story }) }, tools);
      indicators.push(...parsed.indicators);
      faults.push(...parsed.faults);
      for (const [reason, count] of parsed.passedOver) passedOver.set(reason, (passedOver.get(reason) ?? 0) + count);
    }
  }
  return { indicators, faults, passedOver, losses };
};
