/**
 * Puts the speaker beside what is said, with a verb no stronger than the source's: strength may fall, never rise.
 */
import type { Claim } from "#terms/claim.ts";
import { lowerFirst, sentenceCase } from "./edit-text.ts";

const verbs: Readonly<Record<string, string>> = {
  said: "says",
  says: "says",
  say: "say",
  told: "says",
  tells: "says",
  wrote: "writes",
  writes: "writes",
  "according to": "says",
  reports: "reports",
  reported: "reports",
  report: "report",
  confirmed: "confirmed",
  confirms: "confirms",
  confirm: "confirm",
  claimed: "claims",
  claims: "claims",
  claim: "claim",
  believe: "believe",
  believes: "believes",
  believed: "believed",
  think: "think",
  thinks: "thinks",
  warned: "warns",
  warns: "warns",
  denied: "denied",
  denies: "denies",
  found: "found",
  "has found": "found",
  finds: "finds",
  estimates: "estimates",
  estimated: "estimated",
  estimate: "estimate",
  counts: "counts",
  counted: "counted",
  describes: "describes",
  described: "describes",
};

const plural =
  /\b(?:researchers|analysts|officials|experts|investigators|responders|teams|companies|authorities|agencies|people|sources|they|both|vendors|and \S+)\b/i;

const reportingVerb = (claim: Claim, name: string): string => {
  const verb = verbs[(claim.speaker.verb ?? "says").toLowerCase()] ?? "says";
  const head =
    name.split(/ (?:of|in|at|who|that|from|by|for|with|circulated|published|released|familiar)\b/)[0] ?? name;
  if (!plural.test(head) && !/^(?:[A-Z]?[a-z]+(?:[’']s)? )*[a-z]{2,}[^s’']s$/.test(head))
    return /^(?:say|believe|think|estimate|report|confirm|claim|find|count|warn|write)$/.test(verb) ? `${verb}s` : verb;
  return (
    {
      says: "say",
      writes: "write",
      reports: "report",
      warns: "warn",
      claims: "claim",
      confirms: "confirm",
      believes: "believe",
      thinks: "think",
      describes: "describe",
      finds: "find",
      estimates: "estimate",
      counts: "count",
      denies: "deny",
    }[verb] ?? verb
  );
};

/** "had been in its network", "neither could say": what it means is the speaker, who must stand before it. */
const leansOnSpeaker = /^[^,;]*\b(?:its|their)\b|\bneither\b/;

/** A count, a memo, a filing: it is read, it does not speak. */
const isPaper =
  /^(?:an?|the|its|their|one|\p{Lu}\p{L}+[’']s) (?:[\p{L}-]+ ){0,3}(?:counts?|tally|estimates?|memo|filing|scan|dataset|data|figures?|records?|documents?|invoice|transcript|indictment|complaint)\b/iu;

const singular: Readonly<Record<string, string>> = { have: "has", are: "is", were: "was", do: "does" };

const isNamed = (text: string, claim: Claim): boolean =>
  claim.mentions.some(
    (mention) => (mention.kind === "name" || mention.kind === "vulnerability") && text.startsWith(mention.surface),
  );

/** "‹Name› says ‹content›" or "‹Content›, ‹name› says". Content that opens with "it" keeps its speaker in front. */
export const sayWho = (content: string, claim: Claim, name: string, front: boolean): string => {
  if (isPaper.test(name)) {
    const paper = lowerFirst(name, /^\p{Lu}\p{L}+[’']s /u.test(name));
    return front
      ? `According to ${paper}, ${lowerFirst(content, isNamed(content, claim))}`
      : `${content}, according to ${paper}`;
  }
  const verb = reportingVerb(claim, name);
  const opensWithPronoun = /^(?:it|they|he|she|its|their)\b/i.test(content);
  const settled = plural.test(name)
    ? content
    : content.replace(
        /^they (have|are|were|do|can|could|had|did|will|would)\b/i,
        (_, verb: string) => `it ${singular[verb.toLowerCase()] ?? verb}`,
      );
  if (
    front ||
    opensWithPronoun ||
    content.includes(" and that ") ||
    leansOnSpeaker.test(content) ||
    /^(?:confirm|den|believ|think|estimat|found|warn)/.test(verb)
  ) {
    const past = /\b(?:had|would)\b/.test(content.slice(0, 40)) && verb === "says" ? "said" : verb;
    return `${sentenceCase(name)} ${past} ${opensWithPronoun ? "" : "that "}${lowerFirst(settled, isNamed(content, claim))}`;
  }
  return `${content}, ${claim.speaker.kind === "unnamed" ? lowerFirst(name, false) : name.replace(/^(?:The|A|An) /, (article) => article.toLowerCase())} ${verb}`;
};
