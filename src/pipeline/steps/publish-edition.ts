/** The last step: an edition in the forms people read. The doors reach `desk/publish` through here. */
export {
  arrangeEdition,
  articleIdOf,
  type EditionFeed,
  editionHtmlPolicy,
  editionsToAtom,
  editionsToJsonFeed,
  editionsToRss,
  editionToHtml,
  editionToJson,
  editionToMarkdown,
  editionToText,
  feedTitle,
  snapshotArticle,
} from "#desk/publish/index.ts";
