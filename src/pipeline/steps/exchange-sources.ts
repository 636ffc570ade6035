/** Lists of sources in OPML. The doors reach `intel/collect` through here. */
export { type OpmlList, opmlFeeds, sourcesToOpml } from "#intel/collect/index.ts";
