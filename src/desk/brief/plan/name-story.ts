/** The short name by which a story is headed: the product, campaign, group or companies it is about. */
import type { Article } from "#terms/article.ts";
import type { NameMention } from "#terms/mention.ts";
import type { StoryFacts } from "./gather-facts.ts";
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

/** A title up to its first stop; when still long, its opening run of capitals, else its first five words. */
const shortTitle = (title: string): string => {
  const words = (title.split(/[:,;–—]|\s-\s/)[0] ?? title).trim().split(/\s+/);
  if (words.length <= 5) return words.join(" ");
  const end = words.findIndex((word) => !/^\p{Lu}|^\d/u.test(word) && !/^(?:and|of|the|&)$/.test(word));
  const run = words.slice(0, end >= 2 ? Math.min(end, 5) : 5);
  while (run.length > 1 && smallWord.test(run.at(-1) ?? "")) run.pop();
  return run.join(" ");
};

/** @returns a name of at most five words; the story's title cut at a word when no name is held. */
export const nameStory = (kind: StoryKind, facts: StoryFacts, articles: readonly Article[], title: string): string => {
  // What a flaw is in heads its story.
  const affected = facts.products.find(({ mention }) => mention.from === "pattern")?.mention.surface;
  if (kind === "vulnerability" && affected !== undefined) return affected;
  const all = facts.claims.flatMap((claim) =>
    claim.mentions.filter((mention): mention is NameMention => mention.kind === "name"),
  );
  // A name in a headline says what the story is about; only then other names.
  const titled = all.filter((mention) => articles.some((article) => article.title.includes(mention.surface)));
  for (const [pool, type] of [
    ...preferred[kind].map((type) => [titled, type] as const),
    ...preferred[kind].map((type) => [all, type] as const),
  ]) {
    const counts = new Map<string, number>();
    for (const mention of pool) {
      if (mention.type !== type || !/[A-Z0-9]/.test(mention.surface) || mention.surface.split(" ").length > 5) continue;
      const inTitle = articles.filter((article) => article.title.includes(mention.surface)).length;
      const inAll = countIn(articles, mention.surface);
      if (inTitle === 0 && inAll < 2 && articles.length > 1) continue;
      counts.set(mention.surface, (counts.get(mention.surface) ?? 0) + 1 + inTitle * 6);
    }
    const ranked = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const [first, second] = ranked;
    if (first === undefined) continue;
    if (kind === "patch_batch" && second !== undefined && second[1] >= first[1] / 3 && type === "vendor")
      return [first[0], second[0]].sort((a, b) => title.indexOf(a) - title.indexOf(b)).join(" and ");
    return first[0].replace(/^the /i, "");
  }
  return shortTitle(title);
};
