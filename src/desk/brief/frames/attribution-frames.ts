/** F17–F20: who is said to be behind it, by whom, and with what confidence; the confidence travels with the attribution. */
import type { Claim } from "#terms/claim.ts";
import type { NameMention } from "#terms/mention.ts";
import type { Telling } from "../tell/telling.ts";
import { bound, type Frame, type FrameContext, framed } from "./frame.ts";

const confidence = /\bwith (low|medium|moderate|high) confidence\b/i;
const toActor = /\b(attributes?|attributed|links|linked|ties|tied)\b ([^,.;]{2,70}?) (?:to|with) /i;

const speakerOf = (claim: Claim): { name: string; span: { start: number; end: number } } | undefined => {
  const [reference] = claim.references;
  if (reference?.target !== undefined) return { name: reference.target.name, span: reference.target.span };
  const first = claim.mentions.find(
    (mention): mention is NameMention =>
      mention.kind === "name" && /^(?:research_team|vendor|organisation|authority|person)$/.test(mention.type),
  );
  return first === undefined || first.start - claim.content.start > 30
    ? undefined
    : { name: first.surface, span: first };
};

/** The gloss right after an actor's name: ", a Chinese-speaking espionage group". */
const glossAfter = (text: string, end: number): string =>
  /^, (an? [^,.;]{6,60}?)(?= known since|,|\.| that | which | and does)/.exec(text.slice(end, end + 120))?.[1] ?? "";

export const gradedAttributionFrame: Frame = (context: FrameContext): Telling[] => {
  for (const claim of context.facts.claims) {
    const { quote } = claim.evidence;
    const graded = confidence.exec(quote);
    const verb = toActor.exec(quote);
    if (!claim.types.includes("attribution") || graded === null || verb === null || claim.polarity === "denied")
      continue;
    const actor = claim.mentions.find(
      (mention): mention is NameMention =>
        mention.kind === "name" &&
        mention.start >= claim.evidence.start + verb.index + verb[0].length - 1 &&
        /^(?:intrusion_set|organisation|country|campaign)$/.test(mention.type),
    );
    const speaker = speakerOf(claim);
    const article = context.articlesById.get(claim.articleId);
    if (actor === undefined || speaker === undefined || article === undefined) continue;
    const gloss = glossAfter(article.text, actor.end);
    const object = (verb[2] ?? "the operation").replace(/^(?:it|this|them)$/i, "the operation");
    const text = `With ${(graded[1] ?? "").toLowerCase()} confidence, ${speaker.name} attributes ${object} to ${actor.surface}${gloss === "" ? "" : `, ${gloss}`}`;
    return framed(
      "F18",
      text,
      [claim],
      [bound(claim, claim.content), bound(claim, speaker.span)],
      ["attribution"],
      context,
      [`n:${actor.canonical.toLowerCase()}`, "type:attribution"],
    );
  }
  return [];
};

/** F9: "Unit 42 tracks the group as TGR-STA-1030 and calls the activity the Shadow Campaigns." */
export const namingFrame: Frame = (context: FrameContext): Telling[] => {
  for (const claim of context.facts.claims) {
    const { quote } = claim.evidence;
    if (
      !claim.types.includes("naming") ||
      claim.polarity === "denied" ||
      !/\b(?:calls?|called|dubbed|labels?|named|tracks?|tracked)\b/i.test(quote)
    )
      continue;
    const inQuote = claim.mentions.filter((mention): mention is NameMention => mention.kind === "name");
    const actor = inQuote.find((mention) => mention.type === "intrusion_set");
    const campaign = inQuote.find((mention) => mention.type === "campaign");
    const speaker = speakerOf(claim);
    const article = context.articlesById.get(claim.articleId);
    if (speaker === undefined || article === undefined || actor === undefined || actor.surface === speaker.name)
      continue;
    const the =
      campaign !== undefined && /\bthe $/i.test(article.text.slice(campaign.start - 4, campaign.start)) ? "the " : "";
    const calls =
      campaign === undefined ? "" : ` and calls the activity ${the}${campaign.surface.replace(/^the /i, "")}`;
    return framed(
      "F9",
      `${speaker.name} tracks the group as ${actor.surface}${calls}`,
      [claim],
      [bound(claim, claim.content), bound(claim, speaker.span)],
      ["naming"],
      context,
      [
        `n:${actor.canonical.toLowerCase()}`,
        ...(campaign === undefined ? [] : [`n:${campaign.canonical.toLowerCase()}`]),
      ],
    );
  }
  return [];
};
