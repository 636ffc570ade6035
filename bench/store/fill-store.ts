/** A desk after ninety days: articles of five hundred sources with their runs, and an approved edition a day. */
import { openExampleDay } from "../../src/doors/cli/example-day.ts";
import { sumUpRuns } from "../../src/intel/collect/index.ts";
import { editionToJson } from "../../src/pipeline/steps/publish-edition.ts";
import { openReview } from "../../src/pipeline/steps/review-draft.ts";
import type { Store } from "../../src/store/index.ts";
import type { Article } from "../../src/terms/article.ts";
import type { Edition } from "../../src/terms/edition.ts";
import { type Principal, permissionsFor } from "../../src/terms/person.ts";
import { type Source, type SourceRun, sourcesSchema } from "../../src/terms/source.ts";
import { sourceCount } from "./make-texts.ts";

export const days = 90;
const dayMs = 86_400_000;
const firstDay = Date.UTC(2031, 0, 1);
const runsEach = 20;

const reviewer: Principal = {
  id: "bench",
  name: "Bench",
  may: permissionsFor(["reviewer"]),
  ceiling: "TLP:RED",
  via: "session",
};

export const makeSources = (): readonly Source[] =>
  sourcesSchema.parse({
    sources: Array.from({ length: sourceCount }, (_, at) => ({
      id: `source-${at}`,
      address: `https://outlet-${at}.example/feed.xml`,
    })),
  }).sources;

/** In as many runs as sources have; each brings its share. */
export const fillArticles = async (store: Store, articles: readonly Article[]): Promise<void> => {
  const bySource = Map.groupBy(articles, (_, at) => at % sourceCount);
  for (const [source, brought] of [...bySource].sort(([one], [other]) => one - other)) {
    const runs: SourceRun[] = [];
    for (let at = 0; at < runsEach; at += 1) {
      const part = brought.filter((_, place) => place % runsEach === at);
      const run: SourceRun = {
        startedAt: new Date(firstDay + (days - runsEach + at) * dayMs + source * 1000).toISOString(),
        outcome: "ok",
        entries: 30,
        fresh: part.length,
        fromFeed: 0,
        losses: [
          { item: "https://outlet.example/a", step: "collect", reason: "timeout", detail: "No answer in 20 s." },
        ],
      };
      runs.unshift(run);
      await store.saveRun({
        sourceId: `source-${source}`,
        run,
        articles: part,
        entryUrls: new Map(),
        known: [],
        summary: sumUpRuns(runs),
      });
    }
  }
};

/** The example day again and again, as of other days. */
export const fillEditions = async (store: Store): Promise<Edition> => {
  const example = await openExampleDay();
  let newest = example;
  for (let day = 0; day < days; day += 1) {
    const asOf = new Date(firstDay + day * dayMs + 18 * 3_600_000).toISOString();
    newest = { ...example, edition: { ...example.edition, asOf, date: asOf.slice(0, 10) } };
    const record = {
      edition: newest,
      articles: [],
      claims: new Map(),
      stories: [],
      contradictions: [],
      assessments: [],
    };
    const draft = await store.saveEdition(record, editionToJson(newest));
    const review = openReview({
      store,
      rule: { people: 1, lastEditorAlone: true },
      now: () => asOf,
      annotate: async () => () => [],
    });
    const view = await review.read(reviewer, draft);
    const approved = await review.approve(reviewer, draft, {
      version: view?.version ?? 0,
      textHash: view?.textHash ?? "",
    });
    if (!approved.ok) throw new Error(`bench: the edition of ${asOf} could not be approved: ${approved.error.message}`);
  }
  return newest;
};
