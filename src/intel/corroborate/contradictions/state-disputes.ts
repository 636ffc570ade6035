/** Yes or no, told from claim types: exploited, needs an account, has a fix, used a zero-day, was breached. */
import type { Claim } from "#terms/claim.ts";
import type { NameMention, VersionMention } from "#terms/mention.ts";
import { acrossArticles, type DisputeRule, type Side, sideOf } from "./side.ts";

export const exploitedDisputes: DisputeRule = ({ claims }) => {
  const yes = claims.filter(
    (claim) =>
      claim.types.includes("exploited") &&
      claim.polarity === "affirmed" &&
      /\b(?:already|are|is|has been|have been|confirmed|actively|widely)\b/.test(claim.shape) &&
      /exploit|attack/.test(claim.shape),
  );
  const no = claims.filter((claim) => claim.types.includes("not_exploited") && claim.type === "not_exploited");
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

const noFix =
  /\b(?:no (?:fix|patch|update)(?: is)?(?: yet)? (?:available|exists?)?|there is no (?:fix|patch)|unpatched and|no (?:fix|patch))\b/;

export const fixDisputes: DisputeRule = ({ claims }) => {
  const fixed = claims.flatMap((claim): Side[] => {
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
      : [{ value: `a fix in ${versions.map((version) => version.version).join(" and ")}`, span: claim.evidence }];
  });
  const none = claims.filter((claim) => noFix.test(claim.shape)).map(sideOf("no fix"));
  return acrossArticles("fix", fixed, none);
};

export const zeroDayDisputes: DisputeRule = ({ claims }) => {
  const about = claims.filter((claim) => claim.types.includes("zero_day"));
  return acrossArticles(
    "zero-day",
    about.filter((claim) => claim.polarity === "affirmed").map(sideOf("zero-day use")),
    about.filter((claim) => claim.polarity === "denied").map(sideOf("no zero-day use")),
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
              /\b(?:fix(?:ed|es)?|patch(?:ed|es)?|corrected|update to|upgrade to|move to)\b[^.;]{0,40}$/i.test(
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
