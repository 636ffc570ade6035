/** The edition in the forms people read: Markdown, one HTML file, plain text, JSON, feeds; and arranged for the web. */
export { arrangeEdition, snapshotArticle } from "./arrange-edition.ts";
export { editionsToAtom, editionsToJsonFeed, editionsToRss } from "./edition-feeds.ts";
export { editionHtmlPolicy, editionToHtml } from "./edition-html.ts";
export { editionToJson } from "./edition-json.ts";
export { editionToMarkdown } from "./edition-markdown.ts";
export { editionToText } from "./edition-text.ts";
export { type EditionFeed, feedTitle } from "./feed-items.ts";
export { slackBody, teamsBody, webhookBody } from "./hook/hook-bodies.ts";
export type { HookOptions } from "./hook/notice-of-edition.ts";
export { testNotice } from "./hook/test-notice.ts";
export { correctionLines, correctionToMail, recallLines, recallToMail } from "./mail/correction-mail.ts";
export { editionToMail, type MailOptions } from "./mail/edition-mail.ts";
export { testMail } from "./mail/test-mail.ts";
export { articleIdOf } from "./number-passages.ts";
