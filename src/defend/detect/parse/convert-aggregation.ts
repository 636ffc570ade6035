/**
 * The obsolete `selection | count(field) by group > n` and `| near other`, as the correlations that replaced them.
 *
 * `count()` counts events, `count(field)` distinct values, `sum` and `avg` their figures; `near` is a temporal correlation
 * of the condition and each selection named. `min` and `max` have no successor and are listed as unsupported.
 */
import type { Bound, Comparison, CorrelationType, RuleNode } from "#terms/rule.ts";
import type { FaultBook } from "./fault.ts";
import { parseCondition } from "./parse-condition.ts";
import { parseTimespan } from "./parse-timespan.ts";
import { textOf, type YamlNode } from "./read-yaml.ts";

export interface LegacyAggregation {
  readonly type: CorrelationType;
  readonly valueFields: readonly string[];
  readonly groupBy: readonly string[];
  readonly bounds: readonly Bound[];
  readonly timespanMs: number;
  /** For `near`: the other events that must be there. */
  readonly near: readonly { readonly name: string; readonly condition: RuleNode }[];
}

interface Context {
  readonly selections: ReadonlyMap<string, RuleNode>;
  readonly book: FaultBook;
}

export const splitAggregation = (text: string): { condition: string; rest: string | undefined; restAt: number } => {
  const bar = text.indexOf("|");
  if (bar < 0) return { condition: text, rest: undefined, restAt: 0 };
  return { condition: text.slice(0, bar), rest: text.slice(bar + 1), restAt: bar + 1 };
};

const comparisons: ReadonlyMap<string, Comparison> = new Map([
  [">", "gt"],
  [">=", "gte"],
  ["<", "lt"],
  ["<=", "lte"],
  ["=", "eq"],
  ["==", "eq"],
] as [string, Comparison][]);

/** Obsolete rules without a time frame were run over what a search returned: a day. */
const defaultTimespanMs = 86_400_000;

const countForm =
  /^\s*(count|sum|avg|min|max)\s*\(\s*([^()\s]{0,200})\s*\)(?:\s+by\s+([^<>=]{1,400}?))?\s*(<=|>=|==|<|>|=)\s*(\d{1,15}(?:\.\d{1,9})?)\s*$/i;

const timespanOf = (timeframe: YamlNode | undefined, book: FaultBook): number => {
  const text = textOf(timeframe);
  if (text === undefined) return defaultTimespanMs;
  const span = parseTimespan(text);
  if (span === undefined)
    book.error("BadTimespan", timeframe?.at ?? 0, `Expected a time frame as 5m but found "${text}"`);
  return span ?? defaultTimespanMs;
};

const convertNear = (rest: string, at: number, timespanMs: number, context: Context): LegacyAggregation | undefined => {
  const near: { name: string; condition: RuleNode }[] = [];
  for (const piece of rest
    .trim()
    .slice("near".length)
    .split(/\s+and\s+/i)) {
    const name = piece.trim();
    if (/^not\s/i.test(name)) {
      context.book.unsupported("NearNot", at, "Expected near to name events that happen but found one that must not");
      return undefined;
    }
    near.push({
      name,
      condition: parseCondition({ text: name, at, selections: context.selections, book: context.book }),
    });
  }
  return { type: "temporal", valueFields: [], groupBy: [], bounds: [], timespanMs, near };
};

const typeOf = (name: string, field: string): CorrelationType | undefined => {
  if (name === "count") return field === "" ? "event_count" : "value_count";
  if (name === "sum") return "value_sum";
  return name === "avg" ? "value_avg" : undefined;
};

export const convertAggregation = (
  rest: string,
  at: number,
  timeframe: YamlNode | undefined,
  context: Context,
): LegacyAggregation | undefined => {
  const { book } = context;
  const timespanMs = timespanOf(timeframe, book);
  if (/^\s*near\s/i.test(rest)) return convertNear(rest, at, timespanMs, context);
  const found = countForm.exec(rest.replace(/\s#.*$/, ""));
  const [, name = "", field = "", by, sign = "", limit] = found ?? [];
  const type = typeOf(name.toLowerCase(), field);
  const comparison = comparisons.get(sign);
  if (type === undefined || comparison === undefined || (type !== "event_count" && field === "")) {
    book.unsupported(
      "Aggregation",
      at,
      `Expected count, sum or avg with a limit but found "${rest.trim().slice(0, 80)}"`,
    );
    return undefined;
  }
  return {
    type,
    valueFields: field === "" ? [] : [field],
    groupBy: by === undefined ? [] : by.split(/[\s,]+/).filter((one) => one !== "" && one !== "and"),
    bounds: [{ comparison, value: Number(limit) }],
    timespanMs,
    near: [],
  };
};
