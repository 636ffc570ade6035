/** Words that point back are replaced by what they mean; where that is not known, the claim is refused. */
import { readVerb, thirdPerson } from "#kit/english/verbs.ts";
import type { Claim, Reference } from "#terms/claim.ts";
import type { Span } from "#terms/span.ts";
import type { Edit } from "./edit-text.ts";

export interface ReferenceEdits {
  readonly edits: readonly Edit[];
  /** Places where the names now printed stand. */
  readonly bindings: readonly Span[];
  /** It leans on a name told just before ("the group"). */
  readonly contextual: boolean;
}

/** Definite nouns that may stay where the paragraph holds one such thing. */
const mayStay =
  /^the (?:group|gang|crew|attackers?|intruders?|hackers?|operators?|culprits?|criminals|spies|perpetrators?|flaw|bug|vulnerability|weakness|hole|issue|campaign|attack|intrusion|report|paper|study|notice|advisory|malware|update|project|product|software|tool|platform|service|appliance|library|plugin|package|app|application|group)\b/i;

const happens = /^ (?:happened|lasted|began|started|ended|took(?! place (?:of|in))|was over|peaked|occurred|came)\b/;

/** "It lasted 35 seconds": the happening itself. */
const happeningEdit = (reference: Reference, text: string, happening: string): Edit | undefined => {
  const { words, span } = reference;
  if (!/^it$/i.test(words) || !happens.test(text.slice(span.end, span.end + 24))) return undefined;
  return { ...span, with: words === "It" ? `${happening.charAt(0).toUpperCase()}${happening.slice(1)}` : happening };
};

const agreement: Readonly<Record<string, string>> = { have: "has", are: "is", were: "was", do: "does" };

/** "They have" becomes "X has": a name is one. */
const theyEdit = (span: Span, name: string, text: string): Edit => {
  const verb = /^ ([a-z]+)\b/.exec(text.slice(span.end, span.end + 16))?.[1];
  if (verb === undefined) return { ...span, with: name };
  const readings = readVerb(verb);
  const isBase =
    readings.some((reading) => reading.form === "base") && !readings.some((reading) => reading.form === "past");
  const agreed = agreement[verb] ?? (isBase ? thirdPerson(verb) : undefined);
  return agreed === undefined
    ? { ...span, with: name }
    : { start: span.start, end: span.end + verb.length + 1, with: `${name} ${agreed}` };
};

const possessiveOf = (name: string): string => `${name}${name.endsWith("s") ? "’" : "’s"}`;

const nameEdit = (reference: Reference, name: string, text: string): Edit => {
  const { words, span } = reference;
  if (/^the (?:report|paper|study|notice|advisory|analysis|write-up|research)/i.test(words))
    return { ...span, with: `${possessiveOf(name)} ${words.slice(4)}` };
  if (/^they$/i.test(words)) return theyEdit(span, name, text);
  return { ...span, with: /^(?:its|their|his|her)$/i.test(words) ? possessiveOf(name) : name };
};

/** The speaker's own pronoun ("X said it had …") stays beside the speaker. */
const isSpeakers = (claim: Claim, words: string): boolean =>
  claim.speaker.span !== undefined &&
  claim.content.start > claim.speaker.span.end &&
  /^(?:it|they|he|she|its|their)$/i.test(words);

/** @returns the edits, or why the claim cannot be told. */
export const referenceEdits = (claim: Claim, text: string, happening: string): ReferenceEdits | string => {
  const edits: Edit[] = [];
  const bindings: Span[] = [];
  let contextual = false;
  for (const reference of claim.references) {
    const { target, words } = reference;
    const happened = happeningEdit(reference, text, happening);
    if (happened !== undefined) {
      edits.push(happened);
      contextual = true;
    } else if (!isSpeakers(claim, words)) {
      if (target === undefined && !mayStay.test(words)) return `“${words}” has no single antecedent`;
      if (target === undefined) contextual = true;
      else {
        edits.push(nameEdit(reference, target.name, text));
        bindings.push(target.span);
      }
    }
  }
  return { edits, bindings, contextual };
};
