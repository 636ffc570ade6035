/** Who is silent: the name behind "He", "The agency" or "We", with the passage that binds it. */
import type { EvidenceSpan } from "#terms/span.ts";
import type { Lack } from "./read-lacks.ts";

export interface Holder {
  readonly name: string;
  readonly spans: readonly EvidenceSpan[];
}

const holderTypes = /^(?:authority|vendor|person|research_team|organisation|product)$/;
const generic = /^(?:an?|the) (?:\p{L}+ )?(?:spokes\p{L}+|official|person|source)/iu;

/** A passage of the article, before the sentence, that holds the name. */
const bindingOf = (lack: Lack, name: string): EvidenceSpan | undefined => {
  for (let at = lack.sentence.previous; at !== undefined; at = at.previous)
    if (at.span.quote.includes(name)) return at.span;
  return undefined;
};

/** "An agency spokesperson", "the catalog itself": told as they stand, when they say enough. */
export const describedHolder = (lack: Lack): string | undefined => {
  const words = (lack.holder ?? "")
    .replace(/^.*,\s+/, "")
    .replace(/ (?:itself|themselves|also|still|yet)$/, "")
    .trim();
  const said = /^(an?|the) ((?:[\p{L}-]+ ){0,3}[\p{L}-]+)$/iu.exec(words);
  return said === null || /^(?:firm|company|group|agency|vendor|team|body|note|two|others?)$/i.test(said[2] ?? "")
    ? undefined
    : `${(said[1] ?? "").toLowerCase()} ${said[2]}`;
};

export const holderOf = (lack: Lack): Holder | undefined => {
  const words = (lack.holder ?? "").replace(/^.*,\s+/, "").trim();
  if (words === "" || generic.test(words)) return undefined;
  if (/^(?:we|our)\b/i.test(words)) return { name: lack.sentence.article.outlet, spans: [] };
  for (const claim of lack.sentence.claims) {
    const named = claim.mentions.find(
      (mention) =>
        mention.kind === "name" &&
        holderTypes.test(mention.type) &&
        lack.holder?.includes(mention.surface) === true &&
        !/\b(?:of|at|for|from|in)\b/.test(words),
    );
    if (named !== undefined) return { name: named.surface, spans: [] };
    const reference = claim.references.find((candidate) => candidate.words.toLowerCase() === words.toLowerCase());
    const name = reference?.target?.name;
    const binding = name === undefined ? undefined : bindingOf(lack, name);
    if (name !== undefined && binding !== undefined) return { name, spans: [binding] };
  }
  const capital = /^(?:the )?(\p{Lu}[\p{L}\d.&-]*(?: \p{Lu}[\p{L}\d.&-]*){0,3})$/u.exec(words);
  if (capital !== null && !/^(?:He|She|It|They|The|This|That)$/.test(capital[1] ?? ""))
    return { name: capital[1] ?? "", spans: [] };
  return undefined;
};
