/** What a claim tells, as keys that can be compared across outlets: the same number of the same thing, the same date, the same id. */
import type { Claim } from "#terms/claim.ts";
import type { Mention } from "#terms/mention.ts";

/** Types whose mere presence is a fact worth telling once, even without a number or a name. */
export const tellingTypes: ReadonlySet<string> = new Set(
  "recon_limit zero_day not_exploited limited_exploitation exploited precondition workaround unfixed attribution_none attribution denial local_view awareness entry selective goal unknown_stated inference advice kev_added due vuln_what hijack wave leak outage arrest goal phishing infrastructure naming ransom victims_kind scope tool recon mechanism".split(
    " ",
  ),
);

export const keyOfMention = (mention: Mention): string | undefined => {
  switch (mention.kind) {
    case "quantity":
      return mention.ordinal ? undefined : `q:${mention.value}:${mention.unit}`;
    case "date":
      return mention.precision === "year" ? undefined : `d:${mention.timex}`;
    case "duration":
      return `t:${mention.timex}`;
    case "vulnerability":
      return `cve:${mention.id}`;
    case "version":
      return `v:${mention.version}`;
    case "score":
      return `s:${mention.value}`;
    case "identifier":
      return `id:${mention.id}`;
    case "observable":
      return `o:${mention.value}`;
    case "name":
      return mention.type === "demonym" || mention.type === "sector" || mention.type === "outlet"
        ? undefined
        : `n:${mention.canonical.toLowerCase()}`;
    default:
      return undefined;
  }
};

export const keysOf = (claims: readonly Claim[]): string[] => {
  const keys = new Set<string>();
  for (const claim of claims) {
    for (const mention of claim.mentions) {
      if (mention.start < claim.content.start || mention.end > claim.content.end) continue;
      const key = keyOfMention(mention);
      if (key !== undefined) keys.add(key);
    }
    const rated = /\b(?:rated|scored?|scores|rating of|severity of)\b[^.;]{0,20}?\b(10|\d\.\d)\b/.exec(
      claim.evidence.quote,
    )?.[1];
    if (rated !== undefined && claim.types.includes("severity")) keys.add(`s:${Number(rated)}`);
    for (const type of claim.types) if (tellingTypes.has(type)) keys.add(`type:${type}`);
  }
  return [...keys].sort();
};
