/** The public surface of `collect`. */
export { canonicalUrl } from "#kit/address/canonical-url.ts";
export { type Collected, type CollectTools, collect, type FetchTools, itemOf } from "./collect.ts";
export {
  type CollectedEntries,
  type CollectedPage,
  collectEntries,
  dedupeEntries,
  type ListedEntry,
} from "./collect-entries.ts";
export { type OpmlList, opmlFeeds, sourceIds, sourcesToOpml } from "./exchange-opml.ts";
export { feedsNamedBy, usualFeedPlaces } from "./find-feeds.ts";
export { type HealthInput, judgeHealth } from "./health/judge-health.ts";
export { planNext } from "./health/plan-next.ts";
export { runsSummedUp, sumUpRuns } from "./health/sum-up-runs.ts";
export { type Expectation, type Judgement, judgeDocument } from "./judge-document.ts";
export type { CollectInput } from "./plan-inputs.ts";
export { type DocumentKind, sniffKind } from "./sniff-kind.ts";
export { type ChangedPassage, comparePages, isSame, type PageComparison } from "./watch/compare-pages.ts";
