/**
 * What a story of this kind should tell and no trusted article does. Only where what is told shows the hole: victims by
 * kind without a name, exploitation without an exploiter, downloads without a count of those affected.
 */
import type { QuantityMention } from "#terms/mention.ts";
import type { PlannedStory } from "../../plan/plan-story.ts";
import { askedBy } from "./answers.ts";
import type { Gap } from "./gap.ts";
import type { Sentence } from "./read-lacks.ts";
import type { Named } from "./settle-question.ts";

/** After every lack that a source states itself. */
const afterStated = 0.5;

const victims = ({ facts, kind, claims }: PlannedStory): Gap[] => {
  const kinds = claims.find((claim) => claim.types.includes("victims_kind"));
  if (kind !== "intrusion" || kinds === undefined || facts.types.has("victim_named")) return [];
  const team = facts.researchers[0] ?? facts.authorities[0];
  return [
    {
      clause: "the exact victim list",
      open: "public",
      ...(team === undefined ? {} : { because: `${team.mention.surface} gives counts and kinds` }),
      answer: "Victims that name their own cases would answer it.",
      topic: "victims",
      rank: 0.5,
      passages: [kinds.evidence, ...(team === undefined ? [] : [team.claim.evidence])],
    },
  ];
};

const exploiters = ({ facts, kind, claims }: PlannedStory): Gap[] => {
  const cve = facts.cves[0];
  const exploited = claims.find(
    (claim) =>
      (claim.types.includes("exploited") || claim.types.includes("kev_added")) &&
      claim.polarity === "affirmed" &&
      !claim.types.includes("not_exploited"),
  );
  if (kind !== "vulnerability" || exploited === undefined || facts.actors.length > 0 || cve === undefined) return [];
  return [
    {
      clause: `who exploits ${cve.mention.surface}, and against whom,`,
      open: "public",
      answer: "A published case would answer it.",
      topic: "exploiters",
      rank: afterStated,
      passages: [exploited.evidence, cve.claim.evidence],
    },
  ];
};

const populations = /\b(developers|users|customers|administrators|builds|machines|patients|employees|visitors)\b/gi;
const harmed = /\b(?:infected|affected|compromised|hit|victims?)\b/;

/** The noun that the story's articles use most for those who could be affected, and a sentence that holds it. */
const population = (sentences: readonly Sentence[]): { noun: string; sentence: Sentence } | undefined => {
  const counts = new Map<string, { count: number; sentence: Sentence }>();
  for (const sentence of sentences)
    for (const match of sentence.span.quote.matchAll(populations)) {
      const noun = match[0].toLowerCase();
      const known = counts.get(noun);
      counts.set(noun, { count: (known?.count ?? 0) + 1, sentence: known?.sentence ?? sentence });
    }
  const [first] = [...counts].sort((a, b) => b[1].count - a[1].count || (a[0] < b[0] ? -1 : 1));
  return first === undefined ? undefined : { noun: first[0], sentence: first[1].sentence };
};

const countsDownloads = (sentence: Sentence): boolean =>
  /\b(?:download(?:ed|s)?|fetched|pulled|requests)\b/i.test(sentence.span.quote) &&
  sentence.claims.some((claim) => claim.mentions.some((mention) => mention.kind === "quantity"));

const countsVictims = (sentence: Sentence): boolean =>
  harmed.test(sentence.span.quote) &&
  sentence.claims.some((claim) =>
    claim.mentions.some(
      (mention): mention is QuantityMention =>
        mention.kind === "quantity" &&
        /^(?:person|user|developer|customer|computer|machine|device|organisation|company|victim)$/.test(mention.unit),
    ),
  );

const thingForms = [
  /\b(?:package|library|extension|plugin|module|app|add-on)(?:, | called | named )([\p{L}@][\p{L}\d@/._-]{2,40})(?=[,.;]| (?:is|was|has|had)\b)/giu,
  /\b(?:npm|pypi|python|javascript|node|ruby|rust|go|nuget|maven|php|browser|chrome|wordpress) (?:package|library|module|gem|crate|extension|plugin) (?:called |named )?([\p{L}@][\p{L}\d@/._-]{2,40})/giu,
  /\b(?:releases?|versions?|builds?) of (?:the (?:\S{1,30} )?(?:package|library|extension) )?([\p{L}@][\p{L}\d@/._-]{2,40})/giu,
];
const notName =
  /^(?:was|is|are|were|that|which|whose|from|for|and|the|its|this|with|in|on|by|at|to|has|had|pulls?|numbered|called|named|manager|registry|maintainers?|developers?|released?|published)$/i;

/** The package or product the story is about: named as such, and standing in most of its articles ("left-pad" too). */
export const thingOf = (planned: PlannedStory, sentences: readonly Sentence[]): Named | undefined => {
  for (const sentence of sentences)
    for (const form of thingForms)
      for (const match of sentence.span.quote.matchAll(form)) {
        const name = (match[1] ?? "").replace(/[.,]+$/, "");
        const held = planned.trusted.filter((article) => `${article.title} ${article.text}`.includes(name)).length;
        if (
          name.length > 2 &&
          !notName.test(name) &&
          held * 2 > planned.trusted.length &&
          planned.trusted.some((article) => article.title.includes(name))
        )
          return { name, span: sentence.span };
      }
  return undefined;
};

const affected = (planned: PlannedStory, sentences: readonly Sentence[]): Gap[] => {
  // What a library is fetched in an ordinary week is its reach; the count of the bad releases comes first.
  const counted = sentences.filter(countsDownloads);
  const downloads =
    counted.find((sentence) => !/\b(?:week|month|day|year)(?:ly)?\b/i.test(sentence.span.quote)) ?? counted[0];
  if (downloads === undefined || planned.facts.cves.length > 0 || sentences.some(countsVictims)) return [];
  const [whose, thing] = [population(sentences), thingOf(planned, sentences)];
  if (whose === undefined || thing === undefined) return [];
  const clause = `how many ${whose.noun} were affected by ${thing.name}`;
  return [
    {
      clause,
      open: "known",
      because: "the counts are of downloads",
      answer: askedBy(clause).answer.replace("the systems", "the registry"),
      topic: "number",
      rank: 1 + afterStated,
      passages: [downloads.span, thing.span, whose.sentence.span],
    },
  ];
};

export const emptySlots = (planned: PlannedStory, sentences: readonly Sentence[]): Gap[] => [
  ...victims(planned),
  ...exploiters(planned),
  ...affected(planned, sentences),
];
