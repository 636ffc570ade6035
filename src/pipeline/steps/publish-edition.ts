/** The last step: an edition in the forms people read. The doors reach `desk/publish` through here. */
export {
  arrangeEdition,
  editionHtmlPolicy,
  editionsToAtom,
  editionsToJsonFeed,
  editionsToRss,
  editionToHtml,
  editionToJson,
  editionToMarkdown,
  snapshotArticle,
} from "#desk/publish/index.ts";
