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

const plain = kinds.map(([nouns]) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${nouns})(?![\\p{L}\\p{N}])`, "giu"));
const words = listWords(
  kinds.map(([nouns]) => nouns),
  true,
);

/** The plain twin: one expression a kind. */
export const nearestKindPlainly = (before: string): NameType | undefined => {
  let best: { at: number; type: NameType | undefined } | undefined;
  for (const [index, pattern] of plain.entries()) {
    for (const match of before.matchAll(pattern)) {
      const at = match.index + match[0].length;
      if (!best || at > best.at) best = { at, type: kinds[index]?.[1] };
    }
  }
  return best?.type;
};

export const nearestKind = (before: string): NameType | undefined => {
  let at = -1;
  let kind = -1;
  const read = words.read(before, 0, before.length, (list, end) => {
    if (end > at || (end === at && list < kind)) {
      at = end;
      kind = list;
    }
    return false;
  });
  return read ? kinds[kind]?.[1] : nearestKindPlainly(before);
};
