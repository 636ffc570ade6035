/**
 * By when to act: two days for one order, a weekday that does not fit its date, and one moment told in two time zones,
 * which is no disagreement but is shown so that nobody reads it as one.
 */
import type { DateMention } from "#terms/mention.ts";
import { printDate } from "./date-disputes.ts";
import { isParted } from "./event-disputes.ts";
import type { DisputeRule, Side, Statement } from "./side.ts";
import { clockTimesIn, instantOf } from "./time-zones.ts";

interface Deadline {
  readonly date: DateMention;
  readonly statement: Statement;
  readonly value: string;
  /** Minutes since 1970, where a time and its zone are written. */
  readonly instant?: number;
}

const leadIn = /\b(?:until|by|deadline(?: of| is| for)?|before|due|no later than|on)\s+(?:\p{L}+,?\s+)?$/iu;
const order = /\b(?:until|deadline|by|due|no later than|requires?|must|order(?:ed|s)?|admins?|fix|patch|update)\b/;
const day = 86_400_000;

const deadlinesIn = (statement: Statement): Deadline[] => {
  if (!order.test(statement.lower)) return [];
  const { quote, start } = statement.span;
  const times = clockTimesIn(quote);
  return statement.mentions
    .filter((mention): mention is DateMention => mention.kind === "date" && mention.precision === "day")
    .flatMap((date): Deadline[] => {
      const at = date.start - start;
      const time = times.find((clock) => Math.abs(clock.start - at) < 40);
      const led = leadIn.test(quote.slice(Math.max(0, at - 24), at));
      const timed =
        time !== undefined &&
        /\b(?:until|by|deadline|before)\b/.test(statement.lower.slice(0, Math.min(time.start, at)));
      if (
        !(
          timed ||
          (led && /\b(?:until|by|deadline|before|due)\b/.test(statement.lower.slice(Math.max(0, at - 30), at)))
        )
      )
        return [];
      const instant = time === undefined ? undefined : instantOf(time, date.from.slice(0, 10));
      const value = date.weekdayConflict === true ? `“${date.surface.replace(/[.,;]$/, "")}”` : printDate(date);
      return [
        {
          date,
          statement,
          value: time === undefined || date.weekdayConflict === true ? value : `${time.surface} on ${value}`,
          ...(instant === undefined ? {} : { instant }),
        },
      ];
    });
};

const advice = /\b(?:advis(?:es|ed|e)|recommend(?:s|ed)?|suggests?|urg(?:es|ed)) /;

const toUpdate = /\b(?:apply|install|patch|update|upgrade|fix|replace|disconnect|remove|unplug)\b/;

/** Two orders to do the same, each the only day its article gives. */
const isSameOrder = (one: Deadline, other: Deadline, all: readonly Deadline[]): boolean =>
  one.statement.articleId !== other.statement.articleId &&
  toUpdate.exec(one.statement.lower)?.[0] === (toUpdate.exec(other.statement.lower)?.[0] ?? "") &&
  !isParted(one.statement, other.statement) &&
  [one, other].every(
    (deadline) => all.filter((entry) => entry.statement.articleId === deadline.statement.articleId).length === 1,
  );

const sidesOf = (deadlines: readonly Deadline[]): Side[] =>
  deadlines.map((deadline) => ({ value: deadline.value, span: deadline.statement.span }));

export const deadlineDisputes: DisputeRule = ({ statements }) => {
  const all = statements.flatMap(deadlinesIn);
  // Advice to act sooner is no other day for the order.
  const ordered = all.filter((one) => !advice.test(one.statement.lower));
  const binding = ordered.length > 0 ? ordered : all;
  const near = binding.filter((one) =>
    binding.some(
      (other) =>
        other !== one &&
        Math.abs(Date.parse(other.date.from) - Date.parse(one.date.from)) <=
          (isSameOrder(one, other, binding) ? 31 : 3) * day,
    ),
  );
  if (new Set(near.map((one) => one.statement.articleId)).size < 2) return [];
  const instants = new Set(near.flatMap((one) => one.instant ?? []));
  const timed = near.filter((one) => one.instant !== undefined);
  if (instants.size === 1 && new Set(timed.map((one) => one.value)).size >= 2)
    return [{ about: "deadline in two time zones", bothStand: true, sides: sidesOf(timed) }];
  const days = new Set(timed.map((one) => one.date.from.slice(0, 10)));
  if (instants.size === 1 && near.every((one) => days.has(one.date.from.slice(0, 10)))) return [];
  const conflicts = near.filter((one) =>
    near.some((other) => other.date.from.slice(0, 10) !== one.date.from.slice(0, 10)),
  );
  return conflicts.length < 2 ? [] : [{ about: "deadline", sides: sidesOf(conflicts) }];
};
