/** The short name by which a story is headed: the product, campaign, group or companies it is about. */
import type { Article } from "#terms/article.ts";
import type { NameMention } from "#terms/mention.ts";
import type { StoryFacts } from "./gather-facts.ts";
import { partyOf } from "./party-of.ts";
import type { StoryKind } from "./story-kind.ts";

const preferred: Readonly<Record<StoryKind, readonly NameMention["type"][]>> = {
  intrusion: ["campaign", "intrusion_set", "malware", "organisation", "vendor", "product"],
  vulnerability: ["product", "vendor", "vulnerability_name"],
  hijack: ["product", "vendor", "malware", "organisation"],
  patch_batch: ["vendor", "product"],
  wave: ["vendor", "product", "malware", "campaign", "intrusion_set", "organisation"],
  leak: ["organisation", "vendor", "product"],
  outage: ["organisation", "vendor", "product", "malware"],
  arrest: ["malware", "intrusion_set", "organisation", "person"],
  volumetric: ["malware", "organisation", "vendor"],
  policy: ["authority", "organisation"],
  other: ["intrusion_set", "campaign", "malware", "product", "vendor", "organisation", "authority"],
};

const countIn = (articles: readonly Article[], name: string): number =>
  articles.filter((article) => `${article.title}\n${article.text}`.includes(name)).length;

const smallWord =
  /^(?:a|an|the|and|or|of|in|on|at|to|for|by|with|from|as|after|over|its|their|his|her|is|are|was|were|how|that)$/i;

/** A title up to its first stop; when still long, its opening run of capitals, else its first words, no name cut in two. */
const shortTitle = (title: string): string => {
  const words = (title.split(/[:,;–—]|\s-\s/)[0] ?? title).trim().split(/\s+/);
  if (words.length <= 5) return words.join(" ");
  const end = words.findIndex((word) => !/^\p{Lu}|^\d/u.test(word) && !/^(?:and|of|the|&)$/.test(word));
  let length = end >= 2 ? Math.min(end, 5) : 5;
  while (
    length < Math.min(8, words.length) &&
    /^\p{Lu}/u.test(words[length] ?? "") &&
    /^\p{Lu}/u.test(words[length - 1] ?? "")
  )
    length += 1;
  const run = words.slice(0, length);
  while (run.length > 1 && smallWord.test(run.at(-1) ?? "")) run.pop();
  return run.join(" ");
};

const packageName =
  /\b(?:packages?|library|libraries|modules?|plug-?ins?|extensions?|crates?|gems?|releases? of|versions? of)(?: (?:called|named))? ([a-z][a-z0-9._/@-]{2,40})\b|\b([a-z][a-z0-9._/@-]{2,40}) (?:package|library|npm releases?|releases on)\b/g;

/** The package that a hijack is of, as its lower-case name stands in a headline and in the text more than once. */
const hijackedPackage = (articles: readonly Article[]): string | undefined => {
  const counts = new Map<string, number>();
  const titles = articles.map((article) => ` ${article.title} `).join(" ");
  for (const { title, text } of articles)
    for (const match of `${title}. ${text.slice(0, 20_000)}`.matchAll(packageName)) {
      const name = (match[1] ?? match[2] ?? "").replace(/[.,]$/, "");
      if (name === "" || !titles.includes(` ${name}`) || smallWord.test(name) || commonWord.test(name)) continue;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  const [best] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return best?.[0];
};

const commonWord =
  /^(?:npm|pypi|popular|malicious|open|source|software|python|javascript|hijacked|poisoned|official|code|update|updated|logging|secur\w+|infected|which|were|was|has|have|with|that|this|from|used|new|two|three|widely|stole|steals?)$/;

/** Capitalised words inside sentences, where a capital is a name's. */
const insideName = /(?<=[\p{Ll},] )\p{Lu}[\p{L}\p{N}’'-]+(?: \p{Lu}[\p{L}\p{N}’'-]+){0,3}/gu;
const notAHeading =
  /^(?:The|A|An|In|On|At|I|It|He|She|They|We|Mr|Ms|Mrs|Dr|January|February|March|April|May|June|July|August|September|October|November|December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Europe\w*|America\w*|Brit\w+|German\w*|Chin\w+|Russia\w*|Telegram|Signal|Microsoft|Google|Windows|Linux)\b/;

/** What a headline and the text call by the same capitalised name; no person, place or agency that the lists know. */
const commonName = (articles: readonly Article[], facts: StoryFacts): string | undefined => {
  const others = new Set(
    facts.claims.flatMap((claim) =>
      claim.mentions.flatMap((mention) =>
        mention.kind === "name" && /^(?:authority|outlet|demonym|sector)$/.test(mention.type) ? [mention.surface] : [],
      ),
    ),
  );
  const text = articles.map((article) => article.text.slice(0, 20_000)).join(" \n ");
  const places = new Set(
    [...text.matchAll(/\b(?:in|at|near|from) (\p{Lu}[\p{L}’'-]+)(?! \p{Lu})/gu)].map((match) => match[1] ?? ""),
  );
  const counts = new Map<string, number>();
  for (const [surface] of text.matchAll(insideName)) {
    const name = surface.replace(/[’']s?$/, "");
    if (notAHeading.test(name) || others.has(name) || places.has(name)) continue;
    if (!articles.some((article) => article.title.includes(name))) continue;
    counts.set(name, (counts.get(name) ?? 0) + name.split(" ").length);
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return best?.[0];
};

/** The name that stands most in the headlines and the text, of the kinds wanted, in the order of the kinds. */
const preferredName = (
  kind: StoryKind,
  facts: StoryFacts,
  articles: readonly Article[],
  title: string,
): string | undefined => {
  const all = facts.claims.flatMap((claim) =>
    claim.mentions.filter((mention): mention is NameMention => mention.kind === "name"),
  );
  // A name in a headline says what the story is about; only then other names.
  const titled = all.filter((mention) => articles.some((article) => article.title.includes(mention.surface)));
  for (const pool of [titled, all])
    for (const type of preferred[kind]) {
      const [first, second] = rankNames(
        pool.filter((mention) => mention.type === type),
        articles,
      );
      if (first === undefined) continue;
      if (kind === "patch_batch" && second !== undefined && second[1] >= first[1] / 3 && type === "vendor")
        return [first[0], second[0]].sort((a, b) => title.indexOf(a) - title.indexOf(b)).join(" and ");
      return first[0].replace(/^the /i, "").replace(/[.,;:]+$/, "");
    }
  return undefined;
};

const rankNames = (mentions: readonly NameMention[], articles: readonly Article[]): [string, number][] => {
  const counts = new Map<string, number>();
  for (const { surface } of mentions) {
    if (!/[A-Z0-9]/.test(surface) || surface.split(" ").length > 5) continue;
    const inTitle = articles.filter((article) => article.title.includes(surface)).length;
    if (inTitle === 0 && articles.length > 1 && countIn(articles, surface) < 2) continue;
    counts.set(surface, (counts.get(surface) ?? 0) + 1 + inTitle * 6);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
};

/** What was done to somebody is headed by whom it was done to, not by who made what failed; a flaw by what it is in. */
const ownName = (kind: StoryKind, facts: StoryFacts, articles: readonly Article[]): string | undefined => {
  switch (kind) {
    case "vulnerability":
      return facts.products.find(({ mention }) => mention.from === "pattern")?.mention.surface;
    case "hijack":
      return hijackedPackage(articles);
    case "leak":
    case "outage":
      return partyOf({ claims: facts.claims, articles })?.mention.surface;
    default:
      return undefined;
  }
};

/** @returns a name of at most five words; the story's title cut at a word when no name is held. */
export const nameStory = (kind: StoryKind, facts: StoryFacts, articles: readonly Article[], title: string): string =>
  ownName(kind, facts, articles) ??
  preferredName(kind, facts, articles, title) ??
  commonName(articles, facts) ??
  shortTitle(title);
