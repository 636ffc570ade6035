/** The first person of an article is its outlet: "we have seen" becomes "‹Outlet› has seen". */
import { readVerb, thirdPerson } from "#kit/english/verbs.ts";

const verbAfterWe: Readonly<Record<string, string>> = {
  have: "has",
  are: "is",
  were: "was",
  do: "does",
  "haven't": "has not",
  know: "knows",
  believe: "believes",
  see: "sees",
  advise: "advises",
  recommend: "recommends",
  expect: "expects",
  assess: "assesses",
  track: "tracks",
  think: "thinks",
};

/** The verb as the outlet takes it: "count" → "counts"; past and modal verbs stay. */
const afterOutlet = (verb: string): string | undefined => {
  const readings = readVerb(verb);
  if (
    readings.some((reading) => reading.form === "past") ||
    /^(?:could|would|can|may|must|will|did|had|might|should)$/.test(verb)
  )
    return verb;
  return readings.some((reading) => reading.form === "base") ? thirdPerson(verb) : undefined;
};

/** "We have seen" → "‹Outlet› has seen"; "told us" → "told ‹Outlet›". */
export const nameTheOutlet = (text: string, outlet: string): string | undefined => {
  if (!/\b(?:we|our|us|ours|i|my|me)\b/i.test(text)) return text;
  const named = text
    .replace(/^our recommendation is (?:to )?/i, `${outlet} recommends to `)
    .replace(/\bwe ([a-z']+)\b/gi, (whole, verb: string) => {
      const lower = verb.toLowerCase();
      const form = verbAfterWe[lower] ?? afterOutlet(lower);
      return form === undefined ? whole : `${outlet} ${form}`;
    })
    .replace(/\b(told|asked|to|by|with) us\b/gi, `$1 ${outlet}`)
    .replace(/\bour\b/gi, (_whole, at: number, all: string) =>
      // Named once already, it is "its" own.
      all.slice(0, at).includes(outlet) ? "its" : `${outlet}’s`.replace(/s’s$/, "s’"),
    );
  return /\b(?:we|our|us|ours|i|my|me)\b/i.test(named.replace(/\bUS\b/g, "")) ? undefined : named;
};
