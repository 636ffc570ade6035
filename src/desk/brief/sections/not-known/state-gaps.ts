/**
 * Gaps of a story as sentences: "{Question} is not {known}: {Speaker} has not said. {What} would answer it."
 *
 * From the lacks that its trusted articles state, and from slots its kind wants and no article fills. One gap a topic,
 * the one that names its holder first; at most three a story.
 */
import type { EvidenceSpan } from "#terms/span.ts";
import { overlap } from "../../plan/choose-tellings.ts";
import type { PlannedStory } from "../../plan/plan-story.ts";
import { countWords, sentenceCase, tidy } from "../../tell/edit-text.ts";
import { askedBy, type Topic } from "./answers.ts";
import { emptySlots, thingOf } from "./empty-slots.ts";
import type { Gap } from "./gap.ts";
import { describedHolder, type Holder, holderOf } from "./name-holder.ts";
import { isUnconfirmed, type Lack, lacksIn, questionsIn, type Sentence, sentencesOf } from "./read-lacks.ts";
import { type Named, settleQuestion, standsAlone, topicOf } from "./settle-question.ts";

const people =
  /\b(people|users|customers|patients|employees|persons|students|staff|developers|residents|officials) that\b/;
const manyParts =
  /^([\p{L}-]+(?: [\p{L}-]+){0,4}?) ((?:has|have|had) been|received|were|was|have|had|got|are|installed|downloaded|took|lost|ran|use|fell|paid|clicked)\b(.*)$/iu;

/** "how many people received X" → "The number of people who received X"; other questions stay as they are. */
const nounClause = (asks: string, rest: string, isHeld: boolean): string => {
  const many = isHeld && /^how (?:many|much)$/.test(asks) ? manyParts.exec(rest) : null;
  if (many === null) return `${asks} ${rest}`;
  return `the number of ${many[1]} that ${many[2]}${many[3]}`.replace(people, "$1 who");
};

/** Who exploits a flaw is asked in one way, whatever the source's words. */
const exploiters = (clause: string, planned: PlannedStory): string => {
  const cve = planned.facts.cves[0]?.mention.surface;
  if (cve === undefined || planned.kind !== "vulnerability" || !/^who\b/.test(clause) || !clause.includes(cve))
    return clause;
  return `who exploits ${cve}${/\b(?:whom|victims|targets)\b/.test(clause) ? ", and against whom," : ""}`;
};

const becauseOf = (lack: Lack, holder: Holder | undefined): string | undefined => {
  const silence = lack.silence ?? "said";
  if (silence === "known") return undefined;
  const who = holder?.name ?? describedHolder(lack);
  if (who === undefined) return undefined;
  // "has not named" wants an object: those of the question, when they are several.
  const done = silence !== "named" ? silence : /s$/.test(lack.rest) ? "named them" : "said";
  return `${who} has not ${done}`;
};

/** Questions that say nothing without the name of what they are about. */
const needsName = (topic: Topic): boolean => topic === "whether" || topic === "motive" || topic === "other";

const gapOf = (lack: Lack, planned: PlannedStory, thing: Named | undefined): Gap | undefined => {
  const settled = settleQuestion(lack, planned);
  if (settled === undefined) return undefined;
  const holder = lack.holder === undefined ? undefined : holderOf(lack);
  const clause = exploiters(tidy(nounClause(lack.asks, settled.text, holder !== undefined)), planned);
  const named = topicOf(planned, clause, thing, holder?.name);
  const because = becauseOf(lack, holder);
  const asked = askedBy(clause);
  if (named === undefined && !standsAlone(clause) && needsName(asked.topic)) return undefined;
  const cve = planned.facts.cves[0];
  return {
    clause: named === undefined ? clause : `on ${named.name}, ${clause}`,
    open: lack.silence === "known" && holder !== undefined ? `known to ${holder.name}` : lack.open,
    ...(because === undefined ? {} : { because }),
    answer: asked.answer,
    topic: asked.topic,
    rank: asked.rank + (holder === undefined ? 0.2 : 0),
    passages: [
      lack.sentence.span,
      ...(lack.answer === undefined ? [] : [lack.answer.span]),
      ...settled.extra,
      ...(holder?.spans ?? []),
      ...(named === undefined ? [] : [named.span]),
      ...(cve !== undefined && clause.includes(cve.mention.surface) ? [cve.claim.evidence] : []),
    ],
  };
};

/** The sentence of a gap, or of two told together. */
export const sayGap = (gap: Gap): string => {
  const closed = /,/.test(gap.clause) && !gap.clause.endsWith(",") && !gap.clause.startsWith("on ") ? "," : "";
  return `${sentenceCase(gap.clause)}${closed} is not ${gap.open}${gap.because === undefined ? "" : `: ${gap.because}`}${gap.doubt === undefined ? "" : `, ${gap.doubt}`}. ${gap.answer}`;
};

const mostWordsTogether = 34;

/** Two open questions of one story that nobody is named as silent on are one sentence. */
const merged = (gaps: readonly Gap[]): Gap[] => {
  const [first, second, ...rest] = gaps;
  if (first === undefined || second === undefined) return [...gaps];
  const together: Gap = {
    ...first,
    clause: `${first.clause.replace(/,$/, "")}, and ${second.clause.replace(/^on [^,]+, /, "").replace(/,$/, "")},`,
    passages: [...first.passages, ...second.passages],
  };
  const fits =
    first.because === undefined &&
    second.because === undefined &&
    (first.open === second.open || (first.open === "known" && second.open === "clear")) &&
    !/^on /.test(first.clause) &&
    countWords(sayGap(together)) <= mostWordsTogether;
  return fits ? [together, ...rest] : [...gaps];
};

/** "…, and no other network has published matching data" beside what nobody knows of the same happening. */
const withDoubt = (gaps: readonly Gap[], sentences: readonly Sentence[]): Gap[] => {
  const doubt = sentences.find((sentence) => isUnconfirmed(sentence.span.quote));
  const [first, ...rest] = gaps;
  const words = doubt === undefined ? null : /\bno (?:other|independent) [^.;,]{6,80}/i.exec(doubt.span.quote);
  if (first === undefined || doubt === undefined || words === null || first.because !== undefined) return [...gaps];
  const said = words[0].toLowerCase();
  const isFigure = /\b(?:data|figures?|numbers?|counts?|measurements?|peak)\b/.test(said);
  return [
    {
      ...first,
      doubt: isFigure ? `and nobody else has confirmed the figure: ${said}` : `and ${said}`,
      passages: [...first.passages, doubt.span],
    },
    ...rest,
  ];
};

const mostPerStory = 3;
const longest = 48;

export const gapsOfStory = (
  planned: PlannedStory,
  refuse: (text: string, passages: readonly EvidenceSpan[]) => string | undefined,
): Gap[] => {
  const sentences = planned.trusted.flatMap((article) => sentencesOf(article, planned.claims));
  const thing = thingOf(planned, sentences);
  const lacks = [...sentences.flatMap(lacksIn), ...questionsIn(sentences)];
  const stated = lacks.flatMap((lack) => gapOf(lack, planned, thing) ?? []);
  const kept: Gap[] = [];
  for (const gap of [...stated, ...emptySlots(planned, sentences)].sort((a, b) => a.rank - b.rank)) {
    const repeats = kept.some(
      (other) =>
        (other.topic === gap.topic && /^(?:exploiters|actor|number|entry|victims|taken)$/.test(gap.topic)) ||
        overlap(other.clause, gap.clause) > 0.6,
    );
    if (!repeats && countWords(sayGap(gap)) <= longest && refuse(sentenceCase(sayGap(gap)), gap.passages) === undefined)
      kept.push(gap);
  }
  const told = withDoubt(merged(kept), sentences);
  return (told.every((gap) => refuse(sayGap(gap), gap.passages) === undefined) ? told : kept).slice(0, mostPerStory);
};
