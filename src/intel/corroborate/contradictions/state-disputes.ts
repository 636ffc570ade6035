/** Yes or no, told from claim types: exploited, needs an account, has a fix, used a zero-day, was breached. */
import type { Claim } from "#terms/claim.ts";
import type { NameMention, VersionMention } from "#terms/mention.ts";
import { acrossArticles, type DisputeRule, type Side, sideOf } from "./side.ts";

/** "When the flaw was published, no attacks were known": no word about now. */
const atThatTime =
  /^when\b[^.;]{0,120}\b(?:was|were|had)\b|\b(?:at the time|at first|initially|back then)\b|\b(?:was|were|had)\b[^.;]{0,60}\b(?:when|before|until)\b/i;
const aboutAttacks = /exploit|attack|attempt|in the wild|abus|misus|intrusion/;

export const exploitedDisputes: DisputeRule = ({ claims }) => {
  const yes = claims.filter(
    (claim) =>
      claim.types.includes("exploited") &&
      claim.polarity === "affirmed" &&
      /\b(?:already|are|is|has been|have been|confirmed|actively|widely)\b/.test(claim.shape) &&
      /exploit|attack|\bin the wild\b|\babus/.test(claim.shape),
  );
  // An article that tells of attacks itself denies something else: earlier ones, or ones against somebody.
  const tellers = new Set(
    claims
      .filter((claim) => claim.types.includes("exploited") && claim.polarity === "affirmed")
      .map((claim) => claim.articleId),
  );
  const no = claims.filter(
    (claim) =>
      claim.type === "not_exploited" &&
      aboutAttacks.test(claim.shape) &&
      !tellers.has(claim.articleId) &&
      !atThatTime.test(claim.evidence.quote),
  );
  return acrossArticles("exploited", yes.map(sideOf("attacks")), no.map(sideOf("no attacks")));
};

const needs =
  /\b(?:needs?|requires?|must have|only if)\b[^.]*\b(?:account|login|log in|credential|authenticat|privilege|permission|rights|access)|\b(?:logged[- ]in|authenticated)\b(?<!unauthenticated)|\battacker with [a-z]+ rights/;
const free =
  /\b(?:no (?:login|password|account|authentication|credentials)|without (?:logging in|a login|a password|an account|authenticat|credentials)|unauthenticated)\b/;

export const preconditionDisputes: DisputeRule = ({ claims }) =>
  acrossArticles(
    "precondition",
    claims.filter((claim) => free.test(claim.shape)).map(sideOf("no login is needed")),
    claims.filter((claim) => needs.test(claim.shape) && !free.test(claim.shape)).map(sideOf("an account is needed")),
  );

/** No fix then is no word about now: "no fix was available when the attacks began". */
const thenOnly =
  /\b(?:was|were|had|did)\b[^.;]{0,60}\b(?:when|before|until|at the time|at first|then)\b|\bbefore (?:a|any|the) (?:fix|patch)\b/;
/** What is no longer supported gets none, whatever the fix for the rest. */
const outOfSupport =
  /\b(?:out of support|end[- ]of[- ](?:life|support)|no longer supported|unsupported|discontinued|older (?:models?|versions?|series))\b/;
const noFix =
  /\b(?:no (?:fix|patch|update)(?: is)?(?: yet)? (?:available|exists?)?|there is no (?:fix|patch)|unpatched and|no (?:fix|patch)|refus\w{1,3} to (?:publish|release|issue|provide) (?:an? |any )?(?:fix|patch|update))\b/;

interface Fix {
  readonly versions: readonly string[];
  readonly claim: Claim;
}

/** What an outlet printed before is no longer what it says; a range is what is affected. */
const notFixes =
  /\b(?:originally|earlier version|previously (?:said|listed|stated))\b|\bversions? (?:concerned|affected)\b|> (?:up )?to (?:and including )?<v|\b(?:are|is) (?:affected|vulnerable)\b/;

const fixIn = (claim: Claim): Fix[] => {
  if (!claim.types.includes("fixed") || claim.type === "affected" || notFixes.test(claim.shape)) return [];
  const versions = claim.mentions.filter(
    (mention): mention is VersionMention =>
      mention.kind === "version" &&
      (mention.bound === "exact" || mention.bound === "from") &&
      mention.start >= claim.content.start &&
      mention.end <= claim.content.end,
  );
  return versions.length === 0 ? [] : [{ versions: versions.map((version) => version.version), claim }];
};

/** One release of two is part of the same answer. */
const isPartOf = (fix: Fix, other: Fix): boolean =>
  other.versions.length > fix.versions.length && fix.versions.every((version) => other.versions.includes(version));

export const fixDisputes: DisputeRule = ({ claims }) => {
  const fixes = claims.flatMap(fixIn);
  const fixed = fixes
    .filter((fix) => !fixes.some((other) => isPartOf(fix, other)))
    .map(({ versions, claim }): Side => ({ value: `a fix in ${versions.join(" and ")}`, span: claim.evidence }));
  const none = claims
    .filter(
      (claim) => noFix.test(claim.shape) && !thenOnly.test(claim.shape) && !outOfSupport.test(claim.evidence.quote),
    )
    .map(sideOf("no fix"));
  return acrossArticles("fix", fixed, none);
};

export const zeroDayDisputes: DisputeRule = ({ claims, statements }) => {
  const about = claims.filter((claim) => claim.types.includes("zero_day"));
  // "With a never-seen zero-day that no tool can stop." has no verb and denies something else.
  const verbless = statements.filter(
    (statement) =>
      /\b(?:with|using|used|relied on|through|via|by) (?:an? |several |many )?(?:[a-z-]+ ){0,3}zero-days?\b/.test(
        statement.lower,
      ) &&
      !/\b(?:no|not|without|never|nothing) (?:[a-z]+ )?(?:an? |any )?zero-day/.test(statement.lower) &&
      statement.claims.every((claim) => !claim.types.includes("zero_day") || claim.polarity === "denied"),
  );
  return acrossArticles(
    "zero-day",
    [
      ...about.filter((claim) => claim.polarity === "affirmed").map(sideOf("zero-day use")),
      ...verbless.map((statement): Side => ({ value: "zero-day use", span: statement.span })),
    ],
    about
      .filter(
        (claim) =>
          claim.polarity === "denied" && !verbless.some((statement) => statement.claims.some((own) => own === claim)),
      )
      .map(sideOf("no zero-day use")),
  );
};

/** A breach claimed by one and denied by the one concerned. */
export const denialDisputes: DisputeRule = ({ claims }) => {
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
  return acrossArticles("breach", same.map(sideOf("a breach")), denied.map(sideOf("no breach")));
};

/** "Versions up to 4.1.3", "up to 4.1.5": the last version of one branch that is affected. */
export const affectedDisputes: DisputeRule = ({ claims, isLow }) => {
  const last = claims.flatMap((claim) =>
    /\b(?:affected|vulnerable)\b/.test(claim.shape) && !isLow(claim.articleId)
      ? claim.mentions
          .filter(
            (mention): mention is VersionMention =>
              mention.kind === "version" &&
              mention.bound === "through" &&
              mention.start >= claim.content.start &&
              mention.end <= claim.content.end,
          )
          .map(({ version }) => ({ version, claim }))
      : [],
  );
  const holds = (id: string, version: string): boolean =>
    claims.some((claim) => claim.articleId === id && claim.evidence.quote.includes(version));
  for (const first of last) {
    const rival = last.find(
      (other) =>
        other.version !== first.version &&
        branchOf(other.version) === branchOf(first.version) &&
        !holds(other.claim.articleId, first.version) &&
        !holds(first.claim.articleId, other.version),
    );
    if (rival === undefined) continue;
    return [
      {
        about: "versions affected",
        sides: last
          .filter(({ version }) => version === first.version || version === rival.version)
          .map(({ version, claim }) => ({ value: `versions up to ${version} as affected`, span: claim.evidence })),
      },
    ];
  }
  return [];
};

const branchOf = (version: string): string => version.split(".").slice(0, 2).join(".");

/** Two articles name two versions of one branch as the fix, and neither names the other's. */
export const fixVersionDisputes: DisputeRule = ({ claims, isLow }) => {
  const fixes = claims.flatMap((claim) =>
    claim.types.includes("fixed") && !isLow(claim.articleId)
      ? claim.mentions
          .filter(
            (mention): mention is VersionMention =>
              mention.kind === "version" &&
              mention.bound === "exact" &&
              mention.start >= claim.content.start &&
              mention.end <= claim.content.end &&
              /\b(?:fix(?:ed|es)?|patch(?:ed|es)?|corrected|closed in|cured in|(?:update|upgrade|move|go) to)\b[^.;]{0,40}$/i.test(
                claim.evidence.quote.slice(0, mention.start - claim.evidence.start),
              ),
          )
          .map((mention) => ({ version: mention.version, claim }))
      : [],
  );
  for (const first of fixes) {
    const rival = fixes.find(
      (other) =>
        other.version !== first.version &&
        branchOf(other.version) === branchOf(first.version) &&
        other.claim.articleId !== first.claim.articleId &&
        !claims.some(
          (claim) =>
            (claim.articleId === first.claim.articleId && claim.evidence.quote.includes(other.version)) ||
            (claim.articleId === other.claim.articleId && claim.evidence.quote.includes(first.version)),
        ),
    );
    if (rival === undefined) continue;
    const sides = fixes
      .filter((fix) => fix.version === first.version || fix.version === rival.version)
      .map((fix) => ({ value: `a fix in ${fix.version}`, span: fix.claim.evidence }));
    return [{ about: "fixed version", sides }];
  }
  return [];
};
