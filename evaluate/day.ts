/**
 * Suite `day`: the main job on whole days. Each folder `reporting/day*` with a `key.json` is briefed as a user would, its
 * feeds read by address with `--map BASE_URL/=site`, as of the key's `as_of`; measures are means over days.
 *
 * articlesDistinct: share of the key's articles read once. datesExact: of those the feeds date, to the minute; undated
 * stays undated or takes the page's own. textF1: mean token F1 against `body_text`. clusterPairF1: pairs in one story,
 * round-ups left out. mustRecall, shouldRecall: a sentence cites a span that overlaps the key's quote for that fact in that
 * article and holds the numbers, ids and names of its value (else 40 % of the quote's content words); hedges and denials
 * kept. mustNot: sentences that assert a forbidden claim outside an attributed disagreement. contradictionsShown: both
 * values' articles stand in one entry of the list. gapsStated: half of a gap's content words in one gap sentence.
 * specificsGrounded: fact sentences whose numbers, names and ids stand in their own passages. copiedShare: words in runs of
 * twelve taken over outside quotation marks.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { makeEdition } from "#pipeline/index.ts";
import type { Edition, EditionSentence } from "#terms/edition.ts";
import {
  contentWords,
  copiedWords,
  factPresent,
  isGrounded,
  type KeyArticle,
  type KeyClaim,
  tokenF1,
} from "./day/compare-day.ts";
import type { Suite, SuiteResult } from "./suite.ts";

interface KeyFact {
  readonly id: string;
  readonly importance: string;
  readonly kind: string;
}

interface Key {
  readonly base_url: string;
  readonly as_of: string;
  readonly clusters: readonly {
    readonly id: string;
    readonly treatment: string;
    readonly articles: readonly string[];
  }[];
  readonly facts: readonly KeyFact[];
  readonly contradictions: readonly {
    readonly id: string;
    readonly fact: string;
    readonly values: Readonly<Record<string, readonly string[]>>;
  }[];
  readonly articles: readonly (KeyArticle & {
    readonly cluster: string;
    readonly published_utc: string | null;
    readonly hidden_instruction?: string;
    readonly feeds: readonly string[];
  })[];
}

interface Expected {
  readonly per_cluster: readonly {
    readonly cluster: string;
    readonly must: readonly string[];
    readonly should: readonly string[];
  }[];
  readonly must_not: readonly { readonly claim: string; readonly article: string | null }[];
  readonly gaps_to_state?: readonly string[];
}

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, "utf8")) as T;
const mean = (numbers: readonly number[]): number =>
  numbers.length === 0 ? 0 : numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
const isStated = (sentence: EditionSentence): boolean =>
  sentence.kind === "fact" || sentence.kind === "assessment" || sentence.kind === "gap" || sentence.kind === "action";

export const briefDay = async (folder: string): Promise<{ key: Key; edition: Edition; wallMs: number }> => {
  const key = readJson<Key>(join(folder, "key.json"));
  const feeds = readdirSync(join(folder, "site", "feeds"))
    .sort()
    .map((name) => `${key.base_url}/feeds/${name}`);
  const started = performance.now();
  const { edition } = await makeEdition({
    inputs: feeds,
    maps: [{ prefix: `${key.base_url}/`, folder: join(folder, "site") }],
    asOf: key.as_of,
  });
  return { key, edition, wallMs: performance.now() - started };
};

const clusterPairs = (key: Key, edition: Edition): { f1: number; excludedAbsent: number } => {
  const idByUrl = new Map(key.articles.map((article) => [article.url, article.id]));
  const roundUps = new Set(
    key.clusters
      .filter((cluster) => cluster.id === "ROUNDUP" || /supporting/.test(cluster.treatment))
      .flatMap((cluster) => cluster.articles),
  );
  const pairsOf = (groups: readonly (readonly string[])[]): Set<string> =>
    new Set(
      groups.flatMap((group) =>
        group.flatMap((a) =>
          group.filter((b) => a < b && !roundUps.has(a) && !roundUps.has(b)).map((b) => `${a}|${b}`),
        ),
      ),
    );
  const truth = pairsOf(key.clusters.map((cluster) => cluster.articles));
  const found = pairsOf(edition.stories.map((story) => story.articleUrls.map((url) => idByUrl.get(url) ?? url)));
  const shared = [...found].filter((pair) => truth.has(pair)).length;
  const f1 = truth.size === 0 ? 1 : (2 * shared) / (truth.size + found.size);
  const excluded = key.clusters
    .filter((cluster) => /exclude/.test(cluster.treatment))
    .flatMap((cluster) => cluster.articles);
  const cited = new Set(
    edition.sections.flatMap((section) =>
      section.sentences.flatMap((sentence) => sentence.citations.map((citation) => idByUrl.get(citation.articleUrl))),
    ),
  );
  return {
    f1,
    excludedAbsent: excluded.length === 0 ? 1 : excluded.filter((id) => !cited.has(id)).length / excluded.length,
  };
};

/** Whether a feed dates the article: an item without a date of its own stays undated. */
const isDatedByFeed = (dir: string, article: Key["articles"][number]): boolean =>
  article.feeds.some((name) => {
    const text = readFileSync(join(dir, "site", "feeds", name), "utf8");
    const path = new URL(article.url).pathname.split("/").at(-1) ?? article.url;
    const items = name.endsWith(".json")
      ? (JSON.parse(text) as { items: unknown[] }).items.map((item) => JSON.stringify(item))
      : text.split(/<(?:item|entry)\b/i).slice(1);
    return items.some(
      (item) =>
        item.includes(path) && /<(?:pubDate|dc:date|published|updated)\b|"date_(?:published|modified)"/i.test(item),
    );
  });

const articleMeasures = (
  dir: string,
  key: Key,
  edition: Edition,
): { distinct: number; dates: number; text: number[]; hidden: boolean } => {
  const byUrl = new Map(edition.articles.map((article) => [article.url, article]));
  const read = key.articles.filter(
    (article) => edition.articles.filter((other) => other.url === article.url).length === 1,
  );
  const dated = key.articles.filter((article) => article.published_utc !== null);
  const minute = (time: string | null | undefined): string => (time ?? "").slice(0, 16);
  const exact = key.articles.filter((article) => {
    const found = byUrl.get(article.url)?.publishedAt ?? null;
    return found === null
      ? article.published_utc === null || !isDatedByFeed(dir, article)
      : minute(found) === minute(article.published_utc);
  });
  const allText = `${JSON.stringify(edition.articles.map((article) => article.text))}${JSON.stringify(edition.sections)}`;
  const hidden = key.articles.some(
    (article) => article.hidden_instruction !== undefined && allText.includes(article.hidden_instruction.slice(0, 60)),
  );
  return {
    distinct: read.length / key.articles.length,
    dates: exact.length / Math.max(1, dated.length),
    text: key.articles.map((article) => tokenF1(byUrl.get(article.url)?.text ?? "", article.body_text)),
    hidden,
  };
};

const recall = (
  ids: readonly string[],
  key: Key,
  sentences: readonly EditionSentence[],
  edition: Edition,
): { share: number; missed: string[] } => {
  const missed = ids.filter((id) => {
    const claims = key.articles.flatMap((article) =>
      article.claims
        .filter((claim: KeyClaim) => claim.fact === id && claim.mode !== "wrong")
        .map((claim) => ({ article, claim })),
    );
    return !claims.some(({ article, claim }) => factPresent(claim, article, sentences, edition));
  });
  return { share: ids.length === 0 ? 1 : (ids.length - missed.length) / ids.length, missed };
};

const contradictionsShown = (key: Key, edition: Edition): { shown: number; missed: string[] } => {
  const urlOf = new Map(key.articles.map((article) => [article.id, article.url]));
  const missed = key.contradictions.filter((contradiction) => {
    const sides = Object.entries(contradiction.values).slice(0, 3);
    const covers = (urls: ReadonlySet<string>): boolean =>
      sides.filter(([, ids]) => ids.some((id) => urls.has(urlOf.get(id) ?? ""))).length >= 2;
    const quotesOf = (id: string): string[] =>
      key.articles
        .find((article) => article.id === id)
        ?.claims.filter((claim: KeyClaim) => claim.fact === contradiction.fact)
        .map((claim) => claim.quote) ?? [];
    return !edition.contradictions.some((entry) => {
      const urls = new Set(entry.values.flatMap((value) => value.articleUrls));
      const words = contentWords(
        entry.values
          .map((value) => `${value.value} ${(value.citations ?? []).map((citation) => citation.quote).join(" ")}`)
          .join(" "),
      );
      const touched = sides.filter(([, ids]) =>
        ids.some((id) =>
          (quotesOf(id).length === 0 ? [""] : quotesOf(id)).some((quote) => {
            const wanted = [...contentWords(quote)];
            // The key marks a side by article alone where that article has no claim under this fact.
            if (quote === "") return urls.has(urlOf.get(id) ?? "");
            return wanted.length > 0 && wanted.filter((word) => words.has(word)).length / wanted.length >= 0.6;
          }),
        ),
      );
      return covers(urls) && touched.length >= 2;
    });
  });
  return { shown: key.contradictions.length - missed.length, missed: missed.map((contradiction) => contradiction.id) };
};

const gapsStated = (
  gaps: readonly string[] | undefined,
  sentences: readonly EditionSentence[],
): { share: number | null; missed: string[] } => {
  if (gaps === undefined) return { share: null, missed: [] };
  const stated = sentences.filter((sentence) => sentence.kind === "gap").map((sentence) => contentWords(sentence.text));
  const missed = gaps.filter((gap) => {
    const words = [...contentWords(gap)];
    return !stated.some((held) => words.filter((word) => held.has(word)).length / words.length >= 0.5);
  });
  return { share: gaps.length === 0 ? 1 : (gaps.length - missed.length) / gaps.length, missed };
};

const mustNot = (expected: Expected, sentences: readonly EditionSentence[], edition: Edition): string[] => {
  const low = new Set(edition.sources.filter((source) => source.reliability >= "D").map((source) => source.outlet));
  return expected.must_not
    .filter(({ claim }) => {
      const wanted = [...contentWords(claim)];
      return sentences.some((sentence) => {
        const held = contentWords(sentence.text);
        const all = wanted.length > 0 && wanted.every((word) => held.has(word));
        const attributed = [...low].some((outlet) => sentence.text.includes(outlet)) || /“[^”]+”/.test(sentence.text);
        const asNegated = /\b(?:no|not|never)\b/.test(sentence.text.toLowerCase()) && !/\b(?:no|not)\b/.test(claim);
        return all && !attributed && !asNegated;
      });
    })
    .map(({ claim }) => claim);
};

const run: Suite["run"] = async ({ dataDir }): Promise<SuiteResult> => {
  const reporting = join(dataDir, "reporting");
  const days = existsSync(reporting)
    ? readdirSync(reporting)
        .filter((name) => name.startsWith("day") && existsSync(join(reporting, name, "key.json")))
        .sort()
    : [];
  const rows: Record<string, number | null>[] = [];
  const worst: unknown[] = [];
  for (const day of days) {
    const { key, edition, wallMs } = await briefDay(join(reporting, day));
    const expected = readJson<Expected>(join(reporting, day, "expected-briefing.json"));
    const sentences = edition.sections.flatMap((section) => section.sentences);
    const stated = sentences.filter(isStated);
    const articles = articleMeasures(join(reporting, day), key, edition);
    const clusters = clusterPairs(key, edition);
    const must = recall(
      expected.per_cluster.flatMap((cluster) => cluster.must),
      key,
      stated,
      edition,
    );
    const should = recall(
      expected.per_cluster.flatMap((cluster) => cluster.should),
      key,
      stated,
      edition,
    );
    const contradictions = contradictionsShown(key, edition);
    const gaps = gapsStated(expected.gaps_to_state, sentences);
    const forbidden = mustNot(expected, stated, edition);
    const facts = sentences.filter((sentence) => sentence.kind === "fact");
    const ungrounded = facts.filter((sentence) => !isGrounded(sentence, edition));
    const copied = copiedWords(sentences, edition);
    rows.push({
      articlesDistinct: articles.distinct,
      datesExact: articles.dates,
      textF1: mean(articles.text),
      textF1Floor: Math.min(...articles.text),
      hiddenTextAbsent: articles.hidden ? 0 : 1,
      clusterPairF1: clusters.f1,
      excludedAbsent: clusters.excludedAbsent,
      mustRecall: must.share,
      shouldRecall: should.share,
      mustNot: forbidden.length,
      contradictionsShown: contradictions.shown,
      contradictionsOf: key.contradictions.length,
      gapsStated: gaps.share,
      specificsGrounded: facts.length === 0 ? 0 : (facts.length - ungrounded.length) / facts.length,
      words: sentences.reduce((sum, sentence) => sum + sentence.text.split(/\s+/).length, 0),
      copiedShare: copied.share,
      score: edition.scoreCard.total,
      gatesFailed: edition.gates.filter((gate) => !gate.passed).length,
      wallS: Math.round(wallMs) / 1000,
      rssMb: Math.round(process.memoryUsage().rss / 1e6),
    });
    worst.push(
      ...must.missed.map((id) => ({ day, must: id })),
      ...should.missed.map((id) => ({ day, should: id })),
      ...contradictions.missed.map((id) => ({ day, contradiction: id })),
      ...gaps.missed.map((gap) => ({ day, gap })),
      ...forbidden.map((claim) => ({ day, mustNot: claim })),
      ...ungrounded.map((sentence) => ({ day, ungrounded: sentence.text })),
    );
  }
  const names = Object.keys(rows[0] ?? {});
  const metrics = Object.fromEntries(
    names.map((name) => {
      const values = rows.map((row) => row[name]).filter((value): value is number => typeof value === "number");
      return [name, values.length === 0 ? null : mean(values)];
    }),
  );
  return { suite: "day", n: days.length, metrics, worst: worst.slice(0, 20) };
};

export const suite: Suite = { name: "day", run };
