/** Dates of a claim in house style, as edits of its words; relative ones are taken out with their preposition. */
import type { Claim } from "#terms/claim.ts";
import type { DateMention } from "#terms/mention.ts";
import type { Edit } from "./edit-text.ts";
import { printDate } from "./print-date.ts";

const hasPreposition =
  /\b(?:on|by|until|since|from|of|before|after|and|to|to the|than|for|,|–|-|every|through|least|most|early as|late as|around|about|circa|late|early) ?$|[(,] ?$/i;

/** "released Thursday by" needs its preposition back; "on Thursday morning" becomes "on the morning of Thursday 5 February". */
const printedEdit = (mention: DateMention, printed: string, claim: Claim, text: string): Edit => {
  const lead = text.slice(Math.max(0, mention.start - 10), mention.start);
  // "the Sunday shift", "spent Sunday night": the day is part of a noun phrase or the object itself.
  const isObject = /\b(?:spent|spend|spends|took|all|that|this|last|next|a|an|the) $/i.test(lead);
  const needsOn =
    mention.precision === "day" && mention.start > claim.content.start && !hasPreposition.test(lead) && !isObject;
  const part =
    mention.basis === "weekday"
      ? /^ (morning|afternoon|evening|night|noon|midday|midnight)\b/.exec(text.slice(mention.end, mention.end + 12))
      : null;
  const hour = /^(?:noon|midday|midnight)$/.test(part?.[1] ?? "");
  const words = part === null ? printed : hour ? `${part[1]} on ${printed}` : `the ${part[1]} of ${printed}`;
  return { start: mention.start, end: mention.end + (part?.[0].length ?? 0), with: needsOn ? `on ${words}` : words };
};

const preposition =
  /(?:^|\s)(in|on|from|during|by|until|since|before|after|over|within)\s+(?:(?:the|earlier|late|later|early)\s+)?$/i;

/** A date that cannot be printed is taken out, unless it is a bound ("since last year") that the statement needs. */
const removalEdit = (mention: DateMention, claim: Claim, text: string): Edit | undefined => {
  const lead = preposition.exec(text.slice(Math.max(claim.content.start, mention.start - 24), mention.start));
  if (mention.weekdayConflict === true || /^(?:by|until|since|before|after|from|within)$/i.test(lead?.[1] ?? ""))
    return undefined;
  let start = mention.start - (lead?.[0].length ?? 0);
  while (start > claim.content.start && text.charAt(start - 1) === " ") start -= 1;
  return { start, end: mention.end, with: "" };
};

/** ", a Sunday" beside its own date says nothing more; "a Sunday shift" cannot be given a date. */
const afterArticle = (mention: DateMention, text: string): Edit | "keep" | undefined => {
  const lead = /(,)? ?\b(?:an?|the|each|every|some) $/i.exec(
    text.slice(Math.max(0, mention.start - 10), mention.start),
  );
  if (mention.basis !== "weekday" || lead === null) return "keep";
  if (lead[1] === undefined || !/^(?:[,.;]|$)/.test(text.slice(mention.end, mention.end + 1))) return undefined;
  return { start: mention.start - lead[0].length, end: mention.end, with: "" };
};

/** @returns undefined when a date can neither be printed nor left out. */
export const dateEdits = (claim: Claim, text: string): Edit[] | undefined => {
  const edits: Edit[] = [];
  for (const mention of claim.mentions) {
    if (mention.kind !== "date" || mention.start < claim.content.start || mention.end > claim.content.end) continue;
    const printed = printDate(mention);
    if (printed === mention.surface) continue;
    const article = afterArticle(mention, text);
    if (article === undefined) return undefined;
    if (article !== "keep") {
      edits.push(article);
      continue;
    }
    const edit = printed === undefined ? removalEdit(mention, claim, text) : printedEdit(mention, printed, claim, text);
    if (edit === undefined) return undefined;
    edits.push(edit);
  }
  return edits;
};
