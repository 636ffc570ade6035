/** Which kind of thing a few words are about: their last noun of a kind says it ("a ransomware group" is a group). */
import type { NameType } from "#terms/mention.ts";
import { actorNouns, campaignNouns, malwareNouns, toolNouns, vulnerabilityNouns } from "./cues.ts";
import { listWords } from "./listed-words.ts";

/** Of two nouns that end at one place the earlier kind is meant. */
const kinds: readonly (readonly [nouns: string, type: NameType])[] = [
  [vulnerabilityNouns, "vulnerability_name"],
  [`${actorNouns}|it tracks`, "intrusion_set"],
  [malwareNouns, "malware"],
  [toolNouns, "tool"],
  [campaignNouns.replace("|intrusion set", ""), "campaign"],
];

const words = listWords(
  kinds.map(([nouns]) => nouns),
  true,
);

export const nearestKind = (before: string): NameType | undefined => {
  let at = -1;
  let kind = -1;
  words.read(before, 0, before.length, (list, end) => {
    if (end > at || (end === at && list < kind)) {
      at = end;
      kind = list;
    }
    return false;
  });
  return kinds[kind]?.[1];
};

/** The plain twin: one expression a kind, kind after kind. */
export const nearestKindPlainly = (before: string): NameType | undefined => {
  let at = -1;
  let type: NameType | undefined;
  words.readPlainly(before, 0, before.length, (list, end) => {
    if (end > at) {
      at = end;
      type = kinds[list]?.[1];
    }
    return false;
  });
  return type;
};
