/**
 * JSON in one form only, for hashing: the JSON Canonicalization Scheme (RFC 8785). Keys stand in the order of their UTF-16
 * code units, without spaces; numbers and strings are written as ECMAScript writes them.
 *
 * Lone surrogates, which RFC 8785 refuses, become U+FFFD. What JSON cannot say (a function, NaN) is refused.
 */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

const write = (value: Json, depth: number): string => {
  if (depth > 32) throw new Error("Expected at most 32 levels of JSON but found more.");
  if (typeof value === "string") return JSON.stringify(value.toWellFormed());
  if (typeof value === "number" && !Number.isFinite(value)) throw new Error(`Expected a number but found ${value}.`);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((each: Json) => write(each, depth + 1)).join(",")}]`;
  const entries = Object.entries(value).flatMap(([key, each]) =>
    each === undefined ? [] : [[key.toWellFormed(), each] as const],
  );
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${sorted.map(([key, each]) => `${JSON.stringify(key)}:${write(each, depth + 1)}`).join(",")}}`;
};

export const canonicalJson = (value: Json): string => write(value, 0);
