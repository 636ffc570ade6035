/**
 * Integers that a double cannot hold (64-bit ids and masks, times in nanoseconds) keep their digits, as texts: rules compare numbers
 * by the text that writes them, so nothing is lost by it and two ids that differ in their last digits stay different.
 *
 * Most records have none, and are looked at by value only. Needs a reader of JSON that tells how a number was written
 * (`context.source`, ECMAScript proposal "JSON.parse source text access").
 */
import type { EventFields } from "#terms/event.ts";

const isInexact = (value: unknown): boolean =>
  typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value);

const deepest = 100;

const holdsInexact = (value: unknown, left: number): boolean => {
  if (typeof value !== "object" || value === null) return isInexact(value);
  if (left === 0) return false;
  for (const member of Array.isArray(value) ? value : Object.values(value))
    if (typeof member === "object" ? holdsInexact(member, left - 1) : isInexact(member)) return true;
  return false;
};

type Revive = (this: unknown, key: string, value: unknown, context?: { readonly source?: string }) => unknown;
type ParseWithSource = (text: string, revive: Revive) => unknown;

const reviveExactly: Revive = (_, value, context) =>
  isInexact(value) && /^-?\d{1,400}$/.test(context?.source ?? "") ? context?.source : value;

/** A name with digits behind it, at the top of a record: enough to find the few numbers that most such records have. */
const rewriteTop = (fields: EventFields, text: string): EventFields | undefined => {
  const exact: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === "object" && value !== null && holdsInexact(value, deepest)) return undefined;
    if (!isInexact(value)) continue;
    const written = `${JSON.stringify(name)}:`;
    const at = text.indexOf(written);
    if (at < 0 || text.indexOf(written, at + 1) >= 0 || name === "__proto__") return undefined;
    const digits = /^\s{0,20}(-?\d{1,400})(?=\s{0,20}[,}])/.exec(
      text.slice(at + written.length, at + written.length + 450),
    );
    if (digits?.[1] === undefined || Number(digits[1]) !== value) return undefined;
    exact[name] = digits[1];
  }
  return { ...fields, ...exact };
};

const isRecord = (value: unknown): value is EventFields =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !Object.hasOwn(value, "__proto__");

/** @param value what `text` was parsed to */
export const keepIntegers = (value: unknown, text: string): unknown => {
  if (!holdsInexact(value, deepest)) return value;
  const rewritten = isRecord(value) ? rewriteTop(value, text) : undefined;
  if (rewritten !== undefined) return rewritten;
  try {
    return (JSON.parse as ParseWithSource)(text, reviveExactly);
  } catch {
    // Nested so deeply that only the plain reader can: its numbers are rounded.
    return value;
  }
};
