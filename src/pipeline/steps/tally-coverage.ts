/** What a run of a source, and the making of an edition, add to the ledger of coverage. */
import type { CoverageLine } from "#terms/coverage.ts";
import type { Loss } from "#terms/loss.ts";
import type { EditionRecord } from "#terms/record.ts";
import type { SourceRun } from "#terms/source.ts";

const lost = (losses: readonly Loss[]): CoverageLine[] =>
  losses.map(({ step, reason, item }) => ({ step, flow: "lost", reason, count: 1, example: item }));

/**
 * @param losses all of them: a run keeps the first few hundred
 * @param held entries that were on record already
 */
export const tallyRun = (run: SourceRun, losses: readonly Loss[], held: number): CoverageLine[] => [
  { step: "collect", flow: "runs", reason: run.outcome, count: 1 },
  { step: "collect", flow: "in", reason: "entries", count: run.entries },
  { step: "collect", flow: "out", reason: "on_record_already", count: held },
  { step: "read", flow: "out", reason: "articles", count: run.fresh - run.fromFeed },
  { step: "read", flow: "out", reason: "articles_by_feed_words", count: run.fromFeed },
  ...lost(losses),
];

/** Stories set aside, by why; and articles that no sentence cites. */
export const tallyEdition = (record: EditionRecord, losses: readonly Loss[]): CoverageLine[] => {
  const { edition, articles, stories } = record;
  const aside = stories.flatMap(({ excluded, title }) => (excluded === undefined ? [] : [{ ...excluded, title }]));
  const cited = edition.sources.filter((source) => source.cited).length;
  return [
    { step: "brief", flow: "runs", reason: "edition", count: 1 },
    { step: "corroborate", flow: "in", reason: "articles", count: articles.length },
    { step: "corroborate", flow: "out", reason: "stories", count: stories.length - aside.length },
    ...aside.map(
      ({ reason, title }): CoverageLine => ({
        step: "corroborate",
        flow: "lost",
        reason: `story_${reason}`,
        count: 1,
        example: title,
      }),
    ),
    { step: "corroborate", flow: "lost", reason: "duplicates", count: edition.record?.foldedDuplicates ?? 0 },
    { step: "brief", flow: "out", reason: "articles_cited", count: cited },
    { step: "brief", flow: "lost", reason: "articles_not_cited", count: articles.length - cited },
    ...Object.entries(edition.record?.unphrased ?? {}).map(
      ([reason, count]): CoverageLine => ({ step: "brief", flow: "lost", reason: `not_phrased_${reason}`, count }),
    ),
    ...lost(losses),
  ];
};
