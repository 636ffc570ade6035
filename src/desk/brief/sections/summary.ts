/** Section 1 and the headline: the lead in one sentence of at most 35 words, then the two other stories that weigh most. */
import { type Candidate, chooseTellings } from "../plan/choose-tellings.ts";
import type { PlannedStory } from "../plan/plan-story.ts";
import { countWords, lowerFirst } from "../tell/edit-text.ts";
import type { Telling } from "../tell/telling.ts";
import { corroborate } from "./corroborate.ts";
import { type DraftSection, factOf, note } from "./draft.ts";

const longestFirst = 35;

/** Joins two tellings of one story when the result is short enough: "A; b." */
const joinTellings = (first: Telling, second: Telling, longest: number): Telling | undefined => {
  const head = first.text.replace(/\.$/, "");
  if (head.includes(";") || second.text.includes(";")) return undefined;
  const text = `${head}; ${lowerFirst(second.text, startsWithName(second))}`;
  if (countWords(text) > longest) return undefined;
  const passages = [
    ...first.passages,
    ...second.passages.filter(
      (passage) =>
        !first.passages.some((other) => other.articleId === passage.articleId && other.start === passage.start),
    ),
  ];
  return {
    ...first,
    text,
    passages,
    claims: [...first.claims, ...second.claims],
    types: [...first.types, ...second.types],
    keys: [...new Set([...first.keys, ...second.keys])].sort(),
  };
};

const startsWithName = (telling: Telling): boolean =>
  telling.claims.some((claim) =>
    claim.mentions.some(
      (mention) =>
        (mention.kind === "name" || mention.kind === "vulnerability") &&
        telling.text.startsWith(mention.surface.split(" ")[0] ?? mention.surface),
    ),
  ) || /^\p{Lu}\S*\p{Lu}/u.test(telling.text);

/** "Actor broke into …; Actor also probed …" reads better as "…; it also probed …". */
const withPronoun = (first: Telling, second: Telling): Telling => {
  const subject = /^(\S+(?: \S+){0,3}?) (?:broke into|breached|compromised|hacked|infected|encrypted) /.exec(
    first.text,
  )?.[1];
  return subject !== undefined && second.text.startsWith(`${subject} also `)
    ? { ...second, text: `It${second.text.slice(subject.length)}` }
    : second;
};

/** What a reader wants of a story first, by kind of statement. */
const firstWanted =
  "due exploited kev_added scope leak ransom outage hijack vuln_what arrest attribution wave phishing volumetric flaw_count infrastructure publication fixed".split(
    " ",
  );

/** What somebody asks for or advises is not what has happened. */
const asks =
  /^[^.]{2,60}? (?:asks?|asked|advises?|advised|recommends?|recommended|urges?|urged) (?:that|users|customers|operators|owners|organisations|defenders|everyone|people|the)\b/;

const mostTelling = (candidates: readonly Candidate[], planned: PlannedStory): Candidate | undefined => {
  const rankOf = (candidate: Candidate): number => {
    const ranks = candidate.types
      .slice(0, 2)
      .map((type) => firstWanted.indexOf(type))
      .filter((rank) => rank >= 0);
    return (
      (ranks.length === 0 ? firstWanted.length : Math.min(...ranks)) -
      (candidate.by.startsWith("F") && ranks.length > 0 ? 2 : 0) +
      (asks.test(candidate.text) ? 20 : 0) +
      (candidate.types[0] === "naming" ? 4 : 0) -
      candidate.centrality * 4 +
      (candidate.place % 1000 < 4 ? 0 : 1.5)
    );
  };
  // A first sentence says what a report is about, by whatever noun.
  const namesIt = (candidate: Candidate): boolean =>
    candidate.text.includes(planned.name) ||
    candidate.keys.some((key) => /^(?:n|cve):/.test(key)) ||
    (!candidate.by.startsWith("F") && candidate.place % 1000 === 0) ||
    /^(?:\p{Lu}\S{3,})/u.exec(planned.name)?.[0] === candidate.text.split(/\s/)[0];
  return (
    candidates.filter(namesIt).sort((a, b) => rankOf(a) - rankOf(b) || a.place - b.place)[0] ??
    chooseTellings(candidates, planned.kind, { sentences: 1, words: 40, floor: 0 })[0]
  );
};

const sentenceFor = (planned: PlannedStory, longest: number): Telling | undefined => {
  const short = planned.candidates.filter(
    (candidate) =>
      countWords(candidate.text) <= longest && !candidate.contextual && !candidate.types.includes("advice"),
  );
  const scope = short.find((candidate) => candidate.by === "F1");
  const recon = planned.candidates.find((candidate) => candidate.by === "F3");
  if (scope !== undefined && recon !== undefined)
    return joinTellings(scope, withPronoun(scope, recon), longest) ?? scope;
  const first = mostTelling(short, planned);
  if (first === undefined) return undefined;
  const urgent = short.find(
    (candidate) =>
      candidate !== first &&
      (candidate.types.includes("due") || candidate.types[0] === "exploited") &&
      !first.types.includes(candidate.types[0] ?? ""),
  );
  return urgent === undefined ? first : (joinTellings(first, urgent, longest) ?? first);
};

/** Exploitation or a deadline goes before weight for the second and third sentence. */
const urgency = (planned: PlannedStory): number =>
  (planned.facts.types.has("due") ? 2 : 0) +
  (planned.facts.types.has("exploited") || planned.facts.types.has("kev_added") ? 1 : 0);

export interface Summary {
  readonly section: DraftSection;
  readonly told: readonly Telling[];
}

export const writeSummary = (stories: readonly PlannedStory[]): Summary => {
  const [lead, ...others] = stories;
  const told: { telling: Telling; storyId: string }[] = [];
  const add = (planned: PlannedStory | undefined, longest: number): void => {
    const telling = planned === undefined ? undefined : sentenceFor(planned, longest);
    if (planned !== undefined && telling !== undefined)
      told.push({
        telling: { ...telling, storyId: planned.story.id, passages: corroborate(telling, planned) },
        storyId: planned.story.id,
      });
  };
  add(lead, longestFirst);
  const next = others
    .slice(0, 3)
    .sort((a, b) => urgency(b) - urgency(a) || a.assessment.rank - b.assessment.rank)
    .slice(0, 2);
  for (const planned of next) add(planned, 40);
  return {
    section: {
      id: "summary",
      sentences:
        told.length === 0
          ? [note("No story of today’s sources is supported well enough to report.")]
          : told.map(({ telling, storyId }) => factOf(telling, storyId)),
    },
    told: told.map(({ telling }) => telling),
  };
};

const trimTail = (text: string): string =>
  text
    .replace(/\.$/, "")
    .replace(/[;:].*$/, "")
    .replace(/, (?:which|who|whose|after|where|while|as|and|but|a|an|the) [^,]*$/, "");

/** "Attackers exploit CVE-… in X": the one thing a leader needs of a flaw that is being used. */
const exploitHeadline = (lead: PlannedStory): { text: string; telling: Telling } | undefined => {
  const cve = lead.facts.cves[0];
  const used = lead.candidates.find(
    (candidate) => candidate.types[0] === "exploited" || candidate.types.includes("kev_added"),
  );
  if (lead.kind !== "vulnerability" || cve === undefined || used === undefined) return undefined;
  const product = lead.facts.products[0];
  const text = `Attackers exploit ${cve.mention.surface}${product === undefined ? "" : ` in ${product.mention.surface}`}`;
  const passages = [...used.passages, cve.claim.evidence, ...(product === undefined ? [] : [product.claim.evidence])];
  return {
    text,
    telling: {
      ...used,
      passages: passages.filter(
        (passage, index) =>
          passages.findIndex((other) => other.articleId === passage.articleId && other.start === passage.start) ===
          index,
      ),
    },
  };
};

/** "Orlin Gate 7.4 fixes CVE-…": of a flaw that nobody is known to use, what there is to do. */
const fixHeadline = (lead: PlannedStory): { text: string; telling: Telling } | undefined => {
  const [cve] = lead.facts.cves;
  const [fix] = lead.facts.fixes;
  const [product] = lead.facts.products;
  const told = lead.candidates.find(
    (candidate) => candidate.types[0] === "fixed" || candidate.types[0] === "vuln_what",
  );
  if (lead.kind !== "vulnerability" || cve === undefined || fix === undefined || product === undefined)
    return undefined;
  if (told === undefined || fix.mention.kind !== "version") return undefined;
  const passages = [cve.claim.evidence, fix.claim.evidence, product.claim.evidence];
  return {
    text: `${product.mention.surface} ${fix.mention.version} fixes ${cve.mention.surface}`,
    telling: { ...told, passages },
  };
};

/** At most fourteen words, told from the lead; only its largest confirmed number, never the scanned one. */
export const writeHeadline = (lead: PlannedStory | undefined): { text: string; telling?: Telling } => {
  if (lead === undefined) return { text: "No story of today’s sources is well enough supported to lead" };
  const exploited = exploitHeadline(lead);
  if (exploited !== undefined) return exploited;
  const fixed = fixHeadline(lead);
  if (fixed !== undefined) return fixed;
  const fits = (text: string): boolean => countWords(text) >= 4 && countWords(text) <= 14;
  const first = mostTelling(lead.candidates, lead);
  const ranked = [
    ...lead.candidates.filter((candidate) => candidate.by === "F1"),
    ...(first === undefined ? [] : [first]),
    ...chooseTellings(lead.candidates, lead.kind, { sentences: 8, words: 300, floor: 0 }),
  ];
  for (const telling of ranked) {
    if (telling.types.includes("recon") || telling.types.includes("advice") || telling.contextual) continue;
    const text = trimTail(telling.text).replace(/ reports$/, " says");
    if (fits(text)) return { text, telling };
  }
  return { text: lead.story.title };
};
