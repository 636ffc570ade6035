/** What kind of happening a story is, by the statements made in it; each kind has its must-take list, in telling order. */
import type { Claim } from "#terms/claim.ts";

export const storyKinds = [
  "intrusion",
  "vulnerability",
  "hijack",
  "patch_batch",
  "wave",
  "leak",
  "outage",
  "arrest",
  "volumetric",
  "policy",
  "other",
] as const;
export type StoryKind = (typeof storyKinds)[number];

/** Order in which a story of this kind is told; what has no claim is left out, never padded. */
export const mustTake: Readonly<Record<StoryKind, readonly string[]>> = {
  intrusion: [
    "publication",
    "naming",
    "scope",
    "recon",
    "recon_limit",
    "victims_kind",
    "leak",
    "ransom",
    "outage",
    "timespan",
    "entry",
    "zero_day",
    "tool",
    "phishing",
    "goal",
    "infrastructure",
    "attribution_none",
    "attribution",
    "inference",
    "denial",
    "spared",
    "response",
    "awareness",
    "local_view",
  ],
  vulnerability: [
    "kev_added",
    "vuln_what",
    "mechanism",
    "precondition",
    "severity",
    "affected",
    "fixed",
    "unfixed",
    "exploited",
    "not_exploited",
    "limited_exploitation",
    "due",
    "workaround",
    "flaw_count",
    "inference",
    "publication",
    "attribution",
  ],
  hijack: [
    "publication",
    "hijack",
    "denial",
    "spared",
    "response",
    "timespan",
    "selective",
    "scope",
    "tool",
    "entry",
    "attribution",
    "attribution_none",
    "inference",
    "fixed",
    "affected",
    "awareness",
    "leak",
    "unknown_stated",
  ],
  patch_batch: [
    "flaw_count",
    "severity",
    "vuln_what",
    "mechanism",
    "precondition",
    "affected",
    "fixed",
    "unfixed",
    "exploited",
    "not_exploited",
    "workaround",
    "due",
  ],
  wave: [
    "wave",
    "mechanism",
    "phishing",
    "goal",
    "entry",
    "scope",
    "selective",
    "denial",
    "spared",
    "response",
    "timespan",
    "tool",
    "attribution",
    "attribution_none",
    "workaround",
    "advice",
  ],
  leak: [
    "publication",
    "leak",
    "scope",
    "entry",
    "ransom",
    "timespan",
    "attribution",
    "denial",
    "spared",
    "response",
    "not_exploited",
    "awareness",
    "outage",
  ],
  outage: [
    "outage",
    "mechanism",
    "scope",
    "timespan",
    "ransom",
    "entry",
    "attribution",
    "attribution_none",
    "denial",
    "spared",
    "response",
    "awareness",
    "leak",
  ],
  arrest: ["arrest", "scope", "leak", "ransom", "timespan", "attribution", "denial", "response", "awareness"],
  volumetric: ["volumetric", "scope", "timespan", "outage", "spared", "tool", "attribution", "awareness", "workaround"],
  policy: ["guidance", "due", "publication", "scope", "trend", "denial", "spared", "response", "awareness"],
  other: [
    "publication",
    "scope",
    "naming",
    "mechanism",
    "entry",
    "tool",
    "infrastructure",
    "timespan",
    "goal",
    "attribution",
    "inference",
    "denial",
    "spared",
    "response",
    "awareness",
  ],
};

const signs: readonly (readonly [StoryKind, readonly string[]])[] = [
  [
    "intrusion",
    ["scope", "recon", "attribution", "attribution_none", "goal", "tool", "naming", "victims_kind", "zero_day"],
  ],
  [
    "vulnerability",
    ["vuln_what", "precondition", "severity", "affected", "fixed", "exploited", "not_exploited", "kev_added", "due"],
  ],
  ["hijack", ["hijack", "hijack", "selective"]],
  ["wave", ["wave", "phishing", "wave"]],
  ["leak", ["leak", "leak", "ransom"]],
  ["outage", ["outage", "outage", "ransom"]],
  ["arrest", ["arrest", "arrest", "arrest"]],
  ["volumetric", ["volumetric", "volumetric", "volumetric"]],
  ["policy", ["guidance", "guidance"]],
];

/** Software that was altered on its way to its users: packages, updates, installers, extensions. */
const alteredSoftware =
  /\b(?:versions?|releases?|packages?|uploads?) [^.;]{0,60}\b(?:uploaded|shipped with code|steals?|stole|infected that way|made to steal)\b|\b(?:code|script) (?:also )?ran on (?:import|install\w*)|\bran the (?:malicious )?code\b|\binfected that way\b|\bpublish a copy of itself\b|\b(?:trojani[sz]ed|poisoned|hijacked|backdoored|tampered|malicious) (?:[a-z-]+ )?(?:versions?|releases?|packages?|updates?|installers?|builds?|code|extensions?)|\bpostinstall\b|\btyposquat|\b(?:redirected|altered|yanked|rogue release|bad (?:versions?|releases?|ones))\b/;

export const storyKindOf = (claims: readonly Claim[]): StoryKind => {
  const counts = new Map<StoryKind, number>();
  for (const claim of claims) {
    for (const [kind, types] of signs) {
      const weight =
        types.filter((type) => type === claim.type).length +
        0.3 * types.filter((type) => type !== claim.type && claim.types.includes(type)).length;
      counts.set(kind, (counts.get(kind) ?? 0) + weight);
    }
  }
  const altered = claims.filter((claim) => alteredSoftware.test(claim.shape)).length;
  if (altered >= 3 && altered * 4 >= claims.length / 2) return "hijack";
  const cves = new Set(
    claims.flatMap((claim) =>
      claim.mentions.flatMap((mention) => (mention.kind === "vulnerability" ? [mention.id] : [])),
    ),
  );
  const [best] = [...counts].sort((a, b) => b[1] - a[1] || storyKinds.indexOf(a[0]) - storyKinds.indexOf(b[0]));
  if (best === undefined || best[1] < 1.5) return "other";
  if (best[0] === "vulnerability" && cves.size >= 3 && claims.some((claim) => claim.types.includes("flaw_count"))) {
    const exploited = claims.some((claim) => claim.types.includes("exploited") || claim.types.includes("kev_added"));
    return exploited ? "vulnerability" : "patch_batch";
  }
  return best[0];
};
