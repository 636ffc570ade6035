/**
 * Section 5: what follows, labelled as assessment. Likelihood by ICD 203 with its basis after a colon; confidence in a
 * sentence of its own with its reason. The consequences are a table keyed to kinds of claim; a row without a basis is silent.
 */
import type { Likelihood } from "#terms/assessment.ts";
import type { EvidenceSpan } from "#terms/span.ts";
import type { Candidate } from "../plan/choose-tellings.ts";
import { partyOf } from "../plan/party-of.ts";
import type { PlannedStory } from "../plan/plan-story.ts";
import type { StoryKind } from "../plan/story-kind.ts";
import { countWords, lowerFirst, sentenceCase } from "../tell/edit-text.ts";
import type { DraftSection, DraftSentence } from "./draft.ts";

interface Consequence {
  readonly level: "strategic" | "operational";
  readonly needs: readonly RegExp[];
  readonly unless?: RegExp;
  /** What is judged, up to the likelihood word and after it. */
  readonly subject: (planned: PlannedStory) => string | undefined;
  readonly likelihood: Likelihood;
  readonly to: (planned: PlannedStory) => string;
  readonly basis: readonly RegExp[];
  /** Words without which a sentence of that kind does not bear the judgement. */
  readonly bears?: RegExp;
  /** Kinds of story it is for; absent = any. */
  readonly kinds?: readonly StoryKind[];
}

const product = (planned: PlannedStory): string | undefined => planned.facts.products[0]?.mention.surface;
const actor = (planned: PlannedStory): string => planned.facts.actors[0]?.mention.surface ?? "the group";
const fix = (planned: PlannedStory): string | undefined => {
  const held = planned.facts.fixes[0]?.mention;
  return held?.kind === "version" ? held.version : undefined;
};

const waysIn: readonly [RegExp, string][] = [
  [/\b(?:unpatched|old(?:er)? (?:flaws?|bugs?|vulnerabilit)|known (?:flaws?|vulnerabilit)|n-day)/i, "old flaws"],
  [/\b(?:phish|lure|deceptive|malicious (?:mail|email|e-mail|attachment|link))/i, "deceptive mail"],
  [/\b(?:passwords?|credentials?|logins?|log-ins?|(?:remote-access|vpn) accounts?)\b/i, "weak or stolen logins"],
  [/\b(?:support (?:tool|software)|remote-support|suppliers?|contractors?|integrators?)\b/i, "suppliers’ access"],
];

/** The ways in that the story itself reports, as a subject; none when it reports none of these. */
const wayIn = (planned: PlannedStory): string | undefined => {
  const quotes = planned.claims.filter((claim) => claim.types.includes("entry")).map((claim) => claim.evidence.quote);
  const found = waysIn.filter(([words]) => quotes.some((quote) => words.test(quote))).map(([, name]) => name);
  const [first, second] = found;
  if (first === undefined) return undefined;
  return `${sentenceCase(second === undefined ? first : `${first} and ${second}`)} are`;
};

/** `words` with the organisation that it happened to in the place of `%`; a product is no party. */
const withParty =
  (words: string) =>
  (planned: PlannedStory): string | undefined => {
    const party = partyOf(planned)?.mention.surface;
    return party === undefined ? undefined : words.replace("%", () => party);
  };

/** The story's name where the sources name it so; a heading cut from a title names nobody who could hold or run anything. */
const named = (planned: PlannedStory): string | undefined =>
  planned.claims.some((claim) =>
    claim.mentions.some((mention) => mention.kind === "name" && mention.surface === planned.name),
  )
    ? planned.name
    : undefined;

/** `words` with the story's name in the place of `%`, or nothing when it has none. */
const withName =
  (words: string) =>
  (planned: PlannedStory): string | undefined => {
    const name = named(planned);
    return name === undefined ? undefined : words.replace("%", () => name);
  };

const consequences: readonly Consequence[] = [
  {
    level: "operational",
    needs: [/^(?:exploited|kev_added)$/, /^(?:fixed|affected)$/],
    subject: (planned) =>
      product(planned) === undefined
        ? undefined
        : `Any ${product(planned)} server that can be reached from the internet${fix(planned) === undefined ? "" : ` and lacks ${fix(planned)}`} is`,
    likelihood: "likely",
    to: () => "to be attacked",
    basis: [/^exploited$/, /^kev_added$/, /^precondition$/],
  },
  {
    level: "strategic",
    needs: [/^(?:scope|victims_kind)$/, /^(?:goal|attribution|attribution_none)$/],
    kinds: ["intrusion"],
    subject: () => "Bodies of the kinds already entered are",
    likelihood: "likely",
    to: () => "to be approached again",
    // Whom they entered, and how many, bears it; what they looked for inside does not.
    basis: [/^victims_kind$/, /^scope$/],
    bears: /\d|\b(?:two|three|four|five|six|seven|eight|nine|among|include[sd]?)\b/,
  },
  {
    level: "strategic",
    needs: [/^entry$/, /^zero_day$/],
    kinds: ["intrusion"],
    subject: wayIn,
    likelihood: "likely",
    to: (planned) => `to remain the way in for ${actor(planned)}`,
    basis: [/^entry$/, /^zero_day$/],
  },
  {
    level: "operational",
    needs: [/^hijack$/, /^selective$/],
    kinds: ["hijack"],
    subject: (planned) => (product(planned) === undefined ? undefined : `An ordinary user of ${product(planned)} is`),
    likelihood: "unlikely",
    to: () => "to have been picked out",
    basis: [/^selective$/],
  },
  {
    level: "operational",
    needs: [/^precondition$/, /^not_exploited$/],
    unless: /^(?:exploited|kev_added)$/,
    subject: (planned) => `A mass attack through ${planned.facts.cves[0]?.mention.surface ?? "this flaw"} is`,
    likelihood: "unlikely",
    to: () => "for now",
    basis: [/^precondition$/, /^not_exploited$/],
  },
  {
    level: "strategic",
    needs: [/^leak$/],
    kinds: ["leak"],
    subject: withParty("People whose data % held are"),
    likelihood: "likely",
    to: () => "to receive lures that use it",
    basis: [/^leak$/, /^(?:scope|statement|spared)$/],
    bears:
      /\b(?:names?|addresse?s?|e-?mails?|phone|telephone|accounts?|salary|salaries|records?|passports?|diagnos\w+|customers?|patients?|employees?|people)\b/i,
  },
  {
    level: "operational",
    needs: [/^(?:outage|ransom)$/],
    kinds: ["outage"],
    subject: withParty("Services of % are"),
    likelihood: "likely",
    to: () => "to stay slower than usual after they return",
    basis: [/^outage$/, /^timespan$/, /^statement$/, /^ransom$/],
    bears:
      /\b(?:until|restor\w+|rebuil\w+|weeks?|days|resum\w+|by hand|on paper|manual\w*|backlog|not be back|again)\b/i,
  },
  {
    level: "strategic",
    needs: [/^arrest$/],
    kinds: ["arrest"],
    subject: () => "The arrests or seizures are",
    likelihood: "unlikely",
    to: () => "to end this kind of crime",
    basis: [/^arrest$/, /^statement$/, /^(?:scope|awareness|unfixed|response)$/],
    bears:
      /\b(?:at large|on the run|not (?:been )?(?:caught|identified|charged|arrested|found|cleaned)|none of the|remains?|still|rented|customers|rebuilt|returned|affiliates|other (?:members|gangs|groups))\b/i,
  },
  {
    level: "operational",
    needs: [/^phishing$/],
    kinds: ["wave", "other"],
    subject: () => "More lures of the same make are",
    likelihood: "likely",
    to: () => "to reach the same kinds of people",
    basis: [/^phishing$/, /^wave$/, /^(?:scope|timespan|statement)$/],
    bears:
      /\b(?:since|campaign|again|wave|still|\d+ (?:targeted|recipients|mailboxes|people|offices|customers)|sends?|sent)\b/i,
  },
  {
    level: "operational",
    needs: [/^wave$/],
    kinds: ["wave"],
    subject: withName("A further wave through % is"),
    likelihood: "likely",
    to: () => "while open forms stay open",
    basis: [/^wave$/, /^entry$/],
  },
  {
    level: "operational",
    needs: [/^volumetric$/],
    kinds: ["volumetric"],
    subject: () => "Floods of this size are",
    likelihood: "likely",
    to: () => "to recur",
    basis: [/^volumetric$/],
  },
  {
    level: "operational",
    needs: [/^flaw_count$/, /^fixed$/],
    unless: /^(?:exploited|kev_added)$/,
    subject: withName("Attacks on unpatched % systems are"),
    likelihood: "roughly even chance",
    to: () => "within weeks",
    basis: [/^flaw_count$/, /^not_exploited$/],
  },
];

const has = (planned: PlannedStory, pattern: RegExp): boolean =>
  planned.candidates.some(
    (candidate) => candidate.types[0] !== "advice" && candidate.types.slice(0, 3).some((type) => pattern.test(type)),
  );

/** The basis is named in few words: the best sayable sentence of the types asked for, cut to its first clause. */
const basisOf = (
  planned: PlannedStory,
  { basis: patterns, bears }: Pick<Consequence, "basis" | "bears">,
): Candidate | undefined => {
  for (const pattern of patterns) {
    const found = planned.candidates
      .filter(
        (candidate) =>
          pattern.test(candidate.types[0] ?? "") &&
          bears?.test(candidate.text) !== false &&
          !candidate.contextual &&
          !candidate.types.includes("advice") &&
          countWords(candidate.text) <= 24 &&
          !candidate.text.includes(";") &&
          !/: /.test(candidate.text),
      )
      .sort((a, b) => b.trust - a.trust || countWords(a.text) - countWords(b.text) || a.place - b.place);
    if (found[0] !== undefined) return found[0];
  }
  return undefined;
};

const startsWithName = (candidate: Candidate): boolean =>
  /^\p{Lu}\S*[\p{Lu}\d]/u.test(candidate.text) ||
  candidate.claims.some((claim) =>
    claim.mentions.some((mention) => mention.kind === "name" && candidate.text.startsWith(mention.surface)),
  );

const unverified =
  /\b(?:has|have|had|could) not (?:been |be )?(?:independently )?(?:verif|confirm|check|tied|establish)\w*|\bnot independently\b|\btakes no position\b/i;

/** Why we are this sure, with the words that show it. What a trusted source says it has not verified caps confidence. */
const confidenceSentence = (
  planned: PlannedStory,
  both: boolean,
): { text: string; passages: readonly EvidenceSpan[] } => {
  const { confidence, confidenceBasis } = planned.assessment;
  const doubt = planned.claims.find(
    (claim) => unverified.test(claim.evidence.quote) && claim.evidence.quote.length <= 600,
  );
  const capped = confidence === "high" && doubt !== undefined;
  const basis = capped ? "part of the account is not independently verified" : confidenceBasis.replace(/\.$/, "");
  const text = `Our confidence in ${both ? "both" : "this"} is ${capped ? "moderate" : confidence}, because ${basis}.`;
  const heads = planned.trusted.slice(0, 3).flatMap((article) =>
    planned.claims
      .filter((claim) => claim.articleId === article.id && claim.evidence.quote.length <= 600)
      .slice(0, 1)
      .map((claim) => claim.evidence),
  );
  return { text, passages: capped && doubt !== undefined ? unique([doubt.evidence, ...heads]) : heads };
};

type Refuse = (text: string, passages: readonly EvidenceSpan[]) => boolean;
type Level = Consequence["level"];

const groupOf = (level: Level): string => (level === "strategic" ? "Strategic" : "Operational");

/** Passages that hold the names a judgement prints beside its basis. */
const namedIn = (text: string, planned: PlannedStory): EvidenceSpan[] =>
  [planned.facts.products[0], planned.facts.fixes[0], planned.facts.actors[0], planned.facts.cves[0]]
    .filter((held) => held !== undefined && text.includes(held.mention.surface))
    .flatMap((held) => (held === undefined ? [] : [held.claim.evidence]));

const judge = (
  row: Consequence,
  planned: PlannedStory,
  used: ReadonlySet<Candidate>,
  refuse: Refuse,
): { sentence: DraftSentence; basis: Candidate } | undefined => {
  if (
    (row.kinds !== undefined && !row.kinds.includes(planned.kind)) ||
    !row.needs.every((pattern) => has(planned, pattern)) ||
    (row.unless !== undefined && has(planned, row.unless))
  )
    return undefined;
  const subject = row.subject(planned);
  const basis = basisOf(planned, row);
  if (subject === undefined || basis === undefined || used.has(basis)) return undefined;
  const word = row.likelihood === "roughly even chance" ? "about as likely as not" : row.likelihood;
  const text = `${sentenceCase(subject)} ${word} ${row.to(planned)}: ${lowerFirst(basis.text.replace(/\.$/, ""), startsWithName(basis))}.`;
  const passages = unique([...basis.passages, ...namedIn(text, planned)]);
  if (refuse(text, passages)) return undefined;
  return {
    sentence: { text, kind: "assessment", passages, storyId: planned.story.id, group: groupOf(row.level) },
    basis,
  };
};

const mostOf: Readonly<Record<Level, number>> = { strategic: 2, operational: 1 };

/** The judgements of one level, all of one story, and how sure we are of them. Rows are tried in the order of the table. */
const judgeLevel = (level: Level, stories: readonly PlannedStory[], refuse: Refuse): DraftSentence[] => {
  const made: DraftSentence[] = [];
  const used = new Set<Candidate>();
  let about: PlannedStory | undefined;
  for (const row of consequences) {
    if (row.level !== level || made.length >= mostOf[level]) continue;
    for (const planned of about === undefined ? stories.slice(0, 5) : [about]) {
      const judged = judge(row, planned, used, refuse);
      if (judged === undefined) continue;
      made.push(judged.sentence);
      used.add(judged.basis);
      about = planned;
      break;
    }
  }
  if (about === undefined) return [];
  const confidence = confidenceSentence(about, made.length > 1);
  return [
    ...made,
    {
      text: confidence.text,
      kind: "assessment",
      passages: confidence.passages,
      storyId: about.story.id,
      group: groupOf(level),
    },
  ];
};

export const writeSoWhat = (stories: readonly PlannedStory[], refuse: Refuse): DraftSection => {
  const sentences = [...judgeLevel("strategic", stories, refuse), ...judgeLevel("operational", stories, refuse)];
  if (sentences.length === 0)
    sentences.push({ text: "Today’s sources do not support a judgement of what follows.", kind: "note", passages: [] });
  return { id: "so_what", sentences };
};

const unique = (passages: readonly EvidenceSpan[]): EvidenceSpan[] =>
  passages.filter(
    (passage, index) =>
      passages.findIndex(
        (other) => other.articleId === passage.articleId && other.start === passage.start && other.end === passage.end,
      ) === index,
  );
