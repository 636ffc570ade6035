/**
 * What a sentence of a briefing is there for, by the general form of briefings: what it states of the world must rest on
 * passages; a labelled judgement or a named gap may say what no source says, but names no figure, name or identifier that
 * none has; advice and plans (owner, date, proof) state nothing, headings and lists of readers neither.
 *
 * Limits: English. Only a label, a heading above, or the words of the sentence decide; a fact under "Assessment" that sounds
 * like a fact stays one.
 */
import { hasFiniteVerb } from "#kit/english/finite-verb.ts";
import { readVerb } from "#kit/english/verbs.ts";
import type { DraftSentence } from "./read-draft.ts";

export type SentenceKind = "statement" | "assessment" | "gap" | "advice" | "heading";

const planLabel =
  /^(?:do|actions?|actions? (?:required|needed|this week)|to do|next steps?|recommend(?:ed|ation)s?(?: actions?)?|owners?|lead|responsible|by|due(?: date)?|deadline|when|done when|done if|success|proof|evidence|priority|effort)$/i;
const judgementLabel = /^(?:(?:our |analyst )?(?:assessment|judge?ment|confidence|outlook|view|analysis)|so what)$/i;
const gapLabel = /^(?:gaps?|unknowns?|not (?:yet )?known|open questions?|limits|limitations|caveats?)$/i;

const judgementSection =
  /\b(?:assessments?|judge?ments?|outlook|so what|implications?|analysis|forecast|expectations?|why (?:now|it matters|this matters)|what (?:this|it) means|what to expect)\b/i;
const gapSection =
  /\b(?:gaps?|unknowns?|not (?:yet )?known|do(?: not|n't) know|open questions?|uncertaint(?:y|ies)|(?:sources?|accounts?|reports?) (?:disagree|differ|conflict)|where sources|conflicting|discrepancies|limitations)\b/i;
const planSection = /^(?:actions?|recommend(?:ed|ations?)|next steps|what to do|to do|mitigations?|checklist)\b/i;
/** "Who should care": a list of readers, whatever they are called. */
const readerSection = /\b(?:who should|audience|readers?|for whom|distribution|recipients)\b/i;

/** Words by which a writer judges, in ICD 203's terms or in the first person. */
const estimates =
  /\b(?:likely|unlikely|probabl[ey]|almost certain(?:ly)?|remote chance|roughly even|we (?:assess|judge|believe|expect|think|estimate)|our (?:confidence|assessment|judge?ment|view)|(?:low|moderate|medium|high) confidence|may|might|could|expect(?:ed)?)\b/i;
const ownVoice =
  /^(?:we (?:assess|judge|expect|think|estimate)|(?:in )?our (?:confidence|assessment|judge?ment|view)|with (?:low|moderate|medium|high) confidence, we)\b/i;
/** Of the briefing itself, not of the world. */
const ofItself =
  /\b(?:earlier edition|previous edition|last edition|this (?:edition|briefing|bulletin|issue|digest|newsletter)|(?:today['’]s|these|our) sources|nothing here|in this (?:edition|briefing))\b/i;

const openingVerb =
  /^(?:[-•*]\s*)?(?:for [\w &]{2,40}: )?(?:(?:please|immediately|urgently|then|also) )?(\p{L}{2,20})(?: (\p{L}+|\d\S*))?/iu;
const neverImperative = /^(?:may|will|can|might|must|shall|should|would|could|let|thank|being|having)$/i;
const auxiliary = /^(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|does|did|do|of|that|in|on)$/i;

/** "Sign the list", "Tell the board": a base form that opens the sentence and has no subject before it. */
const isImperative = (text: string): boolean => {
  const match = openingVerb.exec(text);
  const [first, second] = [match?.[1] ?? "", match?.[2] ?? ""];
  if (neverImperative.test(first) || !readVerb(first).some((reading) => reading.form === "base")) return false;
  // "Patch notes say", "Report finds": a noun with its verb.
  if (auxiliary.test(second) || /^\p{Lu}/u.test(second) === false) {
    const rest = text.slice(match?.index ?? 0).replace(/^\S+\s+/, "");
    if (auxiliary.test(second)) return false;
    return !readVerb(second).some((reading) => reading.form === "s" || reading.form === "past") || !hasFiniteVerb(rest);
  }
  return true;
};

const withoutStop = (text: string): boolean => !/[.!?”"')\]]$/.test(text);

const isHeading = ({ text, heading, emphasised, section }: DraftSentence): boolean => {
  const words = text.split(/\s+/).length;
  if (heading || words < 4 || (withoutStop(text) && words < 14)) return true;
  // "Watchfloor · 6 May 2026 · as of 18:00": a line of labels.
  if (withoutStop(text) && text.split(/ [·|•] /).length >= 3) return true;
  // A short run-in heading in bold, of a paragraph that goes on.
  if (emphasised && words <= 8 && !/\d/.test(text)) return true;
  if (hasFiniteVerb(text)) return false;
  // "SolarWinds Web Help Desk." in bold opens a paragraph; "A · B · C" lists; a line of readers names them.
  return emphasised || readerSection.test(section) || (withoutStop(text) && words < 60);
};

/** What the sentence is there for. */
export const readKind = (sentence: DraftSentence): SentenceKind => {
  const { text, label, section } = sentence;
  if (planLabel.test(label)) return "advice";
  if (isHeading(sentence)) return "heading";
  if (judgementLabel.test(label) || ownVoice.test(text) || ofItself.test(text)) return "assessment";
  if (gapLabel.test(label) || gapSection.test(section)) return "gap";
  if (planSection.test(section) || isImperative(text)) return "advice";
  return judgementSection.test(section) && estimates.test(text) ? "assessment" : "statement";
};
