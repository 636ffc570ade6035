/**
 * The gate before the parser for logs of many kinds of event: peeks into a line of JSON for what its event is, then asks the engine
 * whether any rule may fire on a line of that kind.
 *
 * Only for lines whose event holds what the line does: no aliases of names, nothing added. Where next to nothing is refused the
 * gate stands open for a while, as peeking costs.
 */
import type { LogSourceFacts } from "#terms/event.ts";
import type { Engine } from "./engine.ts";
import type { LineGate } from "./fast/line-gate.ts";
import { LinePeek, type PeekedValues } from "./fast/line-peek.ts";

const judgedLines = 10_000;
const leastRefused = 300;
const openLines = 20_000;
const mostSources = 10_000;

/**
 * @param names of members at the top of a record that `sourceOf` goes by
 * @param sourceOf what the event is, by their values; `undefined` where that does not tell
 */
export const createKindGate = (
  engine: Engine,
  names: readonly string[],
  sourceOf: (values: PeekedValues) => LogSourceFacts | undefined,
): LineGate => {
  const peek = new LinePeek(names);
  const sources = new Map<number, LogSourceFacts | undefined>();
  const lookUp = (key: number): LogSourceFacts | undefined => {
    const known = sources.get(key);
    if (known !== undefined || sources.has(key)) return known;
    const source = sourceOf(peek.values);
    if (sources.size < mostSources) sources.set(key, source);
    return source;
  };
  let asked = 0;
  let refused = 0;
  let left = 0;
  return (bytes, start, end) => {
    if (left > 0) {
      left -= 1;
      return true;
    }
    const key = peek.read(bytes, start, end);
    const source = key === undefined ? undefined : lookUp(key);
    const passes = source === undefined || engine.mayFire(bytes, start, end, source);
    asked += 1;
    if (!passes) refused += 1;
    if (asked === judgedLines) {
      if (refused < leastRefused) left = openLines;
      asked = 0;
      refused = 0;
    }
    return passes;
  };
};
