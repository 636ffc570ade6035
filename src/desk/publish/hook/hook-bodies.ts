/**
 * Bodies for hooks: our own signed JSON, Slack's Block Kit, an Adaptive Card for Teams. Foreign text stands only where the
 * receiver draws plain text: no mention, no link and no format can be made of it. The label stands first and last.
 */
import type { DeliveryMatter } from "#terms/delivery.ts";
import type { Edition } from "#terms/edition.ts";
import { type EditionNotice, type HookOptions, noticeOfEdition } from "./notice-of-edition.ts";

const events: Readonly<Record<DeliveryMatter, string>> = {
  edition: "edition.published",
  correction: "edition.corrected",
  recall: "edition.recalled",
};

export const webhookBody = (edition: Edition, matter: DeliveryMatter, options: HookOptions): string => {
  const { tlp, heading, when, summary, action, link } = noticeOfEdition(edition, options);
  const { date, asOf, textHash } = edition.edition;
  return JSON.stringify({
    tlp,
    event: events[matter],
    delivery: options.deliveryId,
    edition: { id: options.editionId, date, asOf, ...(textHash === undefined ? {} : { textHash }) },
    heading,
    when,
    summary,
    ...(action === undefined ? {} : { action }),
    ...(link === undefined ? {} : { link }),
  });
};

/** Slack reads three characters of plain text as control characters. */
const slackText = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const slackPlain = (text: string) => ({ type: "plain_text", text, emoji: false });

export const slackBody = (edition: Edition, options: HookOptions): string =>
  slackNotice(noticeOfEdition(edition, options));

export const slackNotice = ({ tlp, heading, when, summary, action, link }: EditionNotice): string => {
  const label = { type: "context", elements: [slackPlain(tlp)] };
  const lines = [...summary, ...(action === undefined ? [] : [action])];
  const open = { type: "button", text: slackPlain("Open edition"), url: link };
  return JSON.stringify({
    text: slackText(`[${tlp}] ${heading}`),
    mrkdwn: false,
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      label,
      { type: "header", text: slackPlain(heading) },
      { type: "context", elements: [slackPlain(`Watchfloor, ${when}`)] },
      ...lines.map((line) => ({ type: "section", text: slackPlain(line) })),
      ...(link === undefined ? [] : [{ type: "actions", elements: [open] }]),
      label,
    ],
  });
};

/** `{{DATE(…)}}` is computed by some readers of cards. */
const cardText = (text: string): string => text.replaceAll("{{", "{ {");

const cardLine = (text: string, look: Readonly<Record<string, unknown>> = {}) => ({
  type: "RichTextBlock",
  inlines: [{ type: "TextRun", text: cardText(text), ...look }],
});

export const teamsBody = (edition: Edition, options: HookOptions): string =>
  teamsNotice(noticeOfEdition(edition, options));

export const teamsNotice = ({ tlp, heading, when, summary, action, link }: EditionNotice): string => {
  const label = cardLine(tlp, { weight: "Bolder" });
  const content = {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    body: [
      label,
      cardLine(heading, { size: "Large", weight: "Bolder" }),
      cardLine(`Watchfloor, ${when}`, { isSubtle: true }),
      ...summary.map((line) => cardLine(line)),
      ...(action === undefined ? [] : [cardLine(action, { weight: "Bolder" })]),
      label,
    ],
    ...(link === undefined ? {} : { actions: [{ type: "Action.OpenUrl", title: "Open edition", url: link }] }),
  };
  return JSON.stringify({
    type: "message",
    attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content }],
  });
};
