/** Yes or no: exploited, needs an account, has a fix, used a zero-day, names a sponsor, was breached; and two grades of severity. */
import type { Claim } from "#terms/claim.ts";
import type { NameMention, ScoreMention, VersionMention } from "#terms/mention.ts";
import type { Dispute, DisputeRule, Side } from "./side.ts";

const acrossArticles = (about: string, yes: readonly Side[], no: readonly Side[]): Dispute[] =>
  yes.length > 0 &&
  no.length > 0 &&
  yes.some((side) => no.every((other) => other.claim.articleId !== side.claim.articleId))
    ? [{ about, sides: [...no, ...yes] }]
    : [];

const side =
  (value: string) =>
  (claim: Claim): Side => ({ value, claim });

export const exploitedDisputes: DisputeRule = (claims) => {
  const yes = claims.filter(
    (claim) =>
      claim.types.includes("exploited") &&
      claim.polarity === "affirmed" &&
      /\b(?:already|are|is|has been|have been|confirmed|actively|widely)\b/.test(claim.shape) &&
      /exploit|attack/.test(claim.shape),
  );
  const no = claims.filter((claim) => claim.types.includes("not_exploited") && claim.type === "not_exploited");
  return acrossArticles("exploited", yes.map(side("attacks")), no.map(side("no attacks")));
};

const needs =
  /\b(?:needs?|requires?|must have|only if)\b[^.]*\b(?:account|login|log in|credential|authenticat|privilege|permission|rights|access)|\b(?:logged[- ]in|authenticated)\b(?<!unauthenticated)|\battacker with [a-z]+ rights/;
const free =
  /\b(?:no (?:login|password|account|authentication|credentials)|without (?:logging in|a login|a password|an account|authenticat|credentials)|unauthenticated)\b/;

export const preconditionDisputes: DisputeRule = (claims) =>
  acrossArticles(
    "precondition",
    claims.filter((claim) => free.test(claim.shape)).map(side("no login is needed")),
    claims.filter((claim) => needs.test(claim.shape) && !free.test(claim.shape)).map(side("an account is needed")),
  );

const noFix =
  /\b(?:no (?:fix|patch|update)(?: is)?(?: yet)? (?:available|exists?)?|there is no (?:fix|patch)|unpatched and|no (?:fix|patch))\b/;

export const fixDisputes: DisputeRule = (claims) => {
  const fixed = claims.flatMap((claim) => {
    if (!claim.types.includes("fixed")) return [];
    const versions = claim.mentions.filter(
      (mention): mention is VersionMention =>
        mention.kind === "version" &&
        mention.bound !== "before" &&
        mention.start >= claim.content.start &&
        mention.end <= claim.content.end,
    );
    return versions.length === 0
      ? []
      : [{ value: `a fix in ${versions.map((version) => version.version).join(" and ")}`, claim }];
  });
  const none = claims.filter((claim) => noFix.test(claim.shape)).map(side("no fix"));
  return acrossArticles("fix", fixed, none);
};

export const zeroDayDisputes: DisputeRule = (claims) => {
  const about = claims.filter((claim) => claim.types.includes("zero_day"));
  return acrossArticles(
    "zero-day",
    about.filter((claim) => claim.polarity === "affirmed").map(side("zero-day use")),
    about.filter((claim) => claim.polarity === "denied").map(side("no zero-day use")),
  );
};

const asFact = /\b(?:is|are|was|were) (?:behind|responsible)|\b(?:revealed|confirmed|proves?) that\b/;

/** Who is behind it: one names nobody, another names a state or group as fact; or two groups are named. */
export const attributionDisputes: DisputeRule = (claims) => {
  const none = claims.filter(
    (claim) =>
      claim.types.includes("attribution_none") && /sponsor|state|country|suspects|name|attribut/.test(claim.shape),
  );
  const named = claims.flatMap((claim) => {
    if (!claim.types.includes("attribution") || claim.certainty !== "stated" || !asFact.test(claim.shape)) return [];
    const who = /(?:that )?((?:the )?[^,.;]{3,40}?) (?:is|are|was|were) (?:behind|responsible)/i.exec(
      claim.evidence.quote.slice(claim.content.start - claim.evidence.start),
    )?.[1];
    return who === undefined ? [] : [{ value: who.replace(/^.*\bthat /i, ""), claim }];
  });
  return acrossArticles("sponsor", named, none.map(side("no sponsor")));
};

const band = (score: ScoreMention): string =>
  score.value >= 9 ? "critical" : score.value >= 7 ? "high" : score.value >= 4 ? "medium" : "low";
const scale = (score: ScoreMention): string =>
  `${score.value} under CVSS ${score.systemVersion ?? "(version not stated)"}`;
const gradeWord =
  /\b(critical|high|medium|moderate|low)(?:-| )(?:severity|rated)|\bas (critical|high|medium|low)\b|\brated (critical|high|medium|low)\b|\b(critical|high|medium|low) severity\b/;

/** One article scores the same under two scales; outlets that print only one word stand on the side of that word. */
const scaleDisputes: DisputeRule = (claims) => {
  for (const claim of claims) {
    const scores = claim.mentions.filter(
      (mention): mention is ScoreMention => mention.kind === "score" && mention.systemVersion !== undefined,
    );
    const [first, second] = scores;
    if (
      first === undefined ||
      second === undefined ||
      first.systemVersion === second.systemVersion ||
      band(first) === band(second)
    )
      continue;
    const graded = (word: string): Side[] =>
      claims
        .filter((other) => other !== claim && (gradeWord.exec(other.shape)?.slice(1).includes(word) ?? false))
        .map((other) => ({ value: `${word}, ${scale(word === band(first) ? first : second)}`, claim: other }));
    return [
      {
        about: "severity",
        sides: [
          { value: `${band(first)}, ${scale(first)}`, claim },
          ...graded(band(first)),
          { value: `${band(second)}, ${scale(second)}`, claim },
          ...graded(band(second)),
        ],
      },
    ];
  }
  return [];
};

const perfect = /\b(?:perfect|maximum|full) (?:score of )?10\b|\bscores? (?:a )?(?:perfect )?10\b/;

/** Two scores for one flaw. */
const scoreDisputes: DisputeRule = (claims) => {
  const cves = new Set(
    claims.flatMap((claim) =>
      claim.mentions.flatMap((mention) => (mention.kind === "vulnerability" ? [mention.id] : [])),
    ),
  );
  if (cves.size > 2) return [];
  const sides = claims.flatMap((claim): Side[] => {
    const scores = claim.mentions.filter(
      (mention): mention is ScoreMention => mention.kind === "score" && mention.system === "CVSS",
    );
    const rated = /\b(?:rat(?:ed|ing)(?: of)?|scores?|scored)\b[^.]{0,24}?\b(\d\.\d)\b/.exec(claim.evidence.quote)?.[1];
    const values = [
      ...scores.map((score) => String(score.value)),
      ...(rated === undefined ? [] : [rated]),
      ...(perfect.test(claim.shape) || perfect.test(claim.evidence.quote.toLowerCase()) ? ["10"] : []),
    ];
    return [...new Set(values)].map((value) => ({ value: `a score of ${value}`, claim }));
  });
  const articles = new Set(sides.map((entry) => entry.claim.articleId));
  return new Set(sides.map((entry) => entry.value)).size >= 2 && articles.size >= 2 ? [{ about: "score", sides }] : [];
};

export const severityDisputes: DisputeRule = (claims) => [...scaleDisputes(claims), ...scoreDisputes(claims)];

/** A breach claimed by one and denied by the one concerned. */
export const denialDisputes: DisputeRule = (claims) => {
  const denied = claims.filter(
    (claim) =>
      claim.types.includes("denial") &&
      /\b(?:breach|hack|intrusion|compromis|einbruch)/.test(claim.shape) &&
      claim.polarity === "denied",
  );
  const claimed = claims.filter(
    (claim) =>
      /\b(?:breached|hacked|was compromised|were compromised|broke into)\b/.test(claim.shape) &&
      claim.polarity === "affirmed" &&
      !claim.types.includes("denial"),
  );
  const names = (claim: Claim): string[] =>
    claim.mentions
      .filter(
        (mention): mention is NameMention =>
          mention.kind === "name" && /^(?:vendor|organisation|product)$/.test(mention.type),
      )
      .map((mention) => mention.canonical);
  const same = claimed.filter((claim) =>
    denied.some(
      (other) => other.articleId !== claim.articleId && names(other).some((name) => names(claim).includes(name)),
    ),
  );
  return acrossArticles("breach", same.map(side("a breach")), denied.map(side("no breach")));
};
