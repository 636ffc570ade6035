/** `Field|modifier|…` to one plan of what the modifiers together mean, with what they cannot mean named. */
import type { Comparison, TimePart } from "#terms/rule.ts";
import type { Encoding } from "./encode-value.ts";
import type { FaultBook } from "./fault.ts";
import type { Placement } from "./parse-pattern.ts";

export interface ModifierPlan {
  /** Empty for a keyword. */
  readonly field: string;
  placement: Placement;
  all: boolean;
  cased: boolean;
  negated: boolean;
  exists: boolean;
  dashes: boolean;
  /** Whether `windash` comes before an encoding: then the dashes must be written out. */
  dashesEncoded: boolean;
  expand: boolean;
  readonly encodings: Encoding[];
  regex: boolean;
  regexFlags: string;
  cidr: boolean;
  fieldRef: boolean;
  comparison: Exclude<Comparison, "eq" | "neq"> | undefined;
  timePart: TimePart | undefined;
}

type Apply = (plan: ModifierPlan) => void;

/** What may stand before and after: anywhere. */
const placed =
  (placement: Placement): Apply =>
  (plan) => {
    plan.placement = plan.placement === "exact" || plan.placement === placement ? placement : "contains";
  };
const encoded =
  (encoding: Encoding): Apply =>
  (plan) => {
    if (plan.dashes) plan.dashesEncoded = true;
    plan.encodings.push(encoding);
  };
const compared =
  (comparison: Exclude<Comparison, "eq" | "neq">): Apply =>
  (plan) => {
    plan.comparison = comparison;
  };
const timed =
  (part: TimePart): Apply =>
  (plan) => {
    plan.timePart = part;
  };
const flagged =
  (flag: string): Apply =>
  (plan) => {
    if (!plan.regexFlags.includes(flag)) plan.regexFlags += flag;
  };
const turned =
  (key: "all" | "cased" | "negated" | "exists" | "dashes" | "expand" | "regex" | "cidr" | "fieldRef"): Apply =>
  (plan) => {
    plan[key] = true;
  };

const modifiers: ReadonlyMap<string, Apply> = new Map<string, Apply>([
  ["contains", placed("contains")],
  ["startswith", placed("startswith")],
  ["endswith", placed("endswith")],
  ["all", turned("all")],
  ["cased", turned("cased")],
  ["neq", turned("negated")],
  ["exists", turned("exists")],
  ["windash", turned("dashes")],
  ["expand", turned("expand")],
  ["re", turned("regex")],
  ["i", flagged("i")],
  ["m", flagged("m")],
  ["s", flagged("s")],
  ["cidr", turned("cidr")],
  ["fieldref", turned("fieldRef")],
  ["base64", encoded("base64")],
  ["base64offset", encoded("base64offset")],
  ["utf16", encoded("utf16")],
  ["utf16le", encoded("utf16le")],
  ["utf16be", encoded("utf16be")],
  ["wide", encoded("wide")],
  ["lt", compared("lt")],
  ["lte", compared("lte")],
  ["gt", compared("gt")],
  ["gte", compared("gte")],
  ["minute", timed("minute")],
  ["hour", timed("hour")],
  ["day", timed("day")],
  ["week", timed("week")],
  ["month", timed("month")],
  ["year", timed("year")],
]);

/** Which kinds of value a plan asks for; more than one cannot hold together. */
const valueKinds = (plan: ModifierPlan): string[] => {
  const kinds: string[] = [];
  if (plan.regex) kinds.push("re");
  if (plan.cidr) kinds.push("cidr");
  if (plan.exists) kinds.push("exists");
  if (plan.encodings.length > 0) kinds.push(plan.encodings.join("|"));
  if (plan.timePart !== undefined) kinds.push(plan.timePart);
  else if (plan.comparison !== undefined && !plan.fieldRef) kinds.push(plan.comparison);
  if (plan.fieldRef) kinds.push("fieldref");
  return kinds;
};

const checkTogether = (plan: ModifierPlan, at: number, book: FaultBook): void => {
  const kinds = valueKinds(plan);
  if (kinds.length > 1)
    book.error("ModifiersClash", at, `Expected modifiers that go together but found ${kinds.join(" with ")}`);
  const text = plan.placement !== "exact" || plan.dashes || plan.encodings.length > 0;
  if (text && (plan.regex || plan.cidr || plan.exists || plan.comparison !== undefined || plan.timePart !== undefined))
    book.error("ModifiersClash", at, `Expected a modifier of texts to stand without ${kinds.join(", ")}`);
  if (
    plan.field === "" &&
    (plan.cidr || plan.exists || plan.comparison !== undefined || plan.timePart !== undefined || plan.fieldRef)
  )
    book.error("ModifiersClash", at, "Expected a field before this modifier but found none");
  if (plan.regexFlags !== "" && !plan.regex)
    book.error("ModifiersClash", at, `Expected re before ${plan.regexFlags} but found none`);
  if (plan.dashes && plan.fieldRef)
    book.error("ModifiersClash", at, "Expected windash with a text but found a field reference");
};

export const parseModifiers = (key: string, at: number, book: FaultBook): ModifierPlan => {
  const [field = "", ...names] = key.split("|");
  const plan: ModifierPlan = {
    field: field.trim(),
    placement: "exact",
    all: false,
    cased: false,
    negated: false,
    exists: false,
    dashes: false,
    dashesEncoded: false,
    expand: false,
    encodings: [],
    regex: false,
    regexFlags: "",
    cidr: false,
    fieldRef: false,
    comparison: undefined,
    timePart: undefined,
  };
  for (const name of names.map((one) => one.trim())) {
    const apply = modifiers.get(name);
    if (apply === undefined)
      book.unsupported("UnknownModifier", at, `Expected a modifier of Sigma 2 but found "${name}"`);
    else apply(plan);
  }
  checkTogether(plan, at, book);
  return plan;
};
