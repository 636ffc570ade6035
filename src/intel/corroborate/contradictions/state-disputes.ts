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
