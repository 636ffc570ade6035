/** A notice that says nothing but that notices arrive. It holds no word of any edition, and is labelled so. */
import type { Hook } from "#terms/delivery.ts";
import { headerText } from "../mail/edition-mail.ts";
import { slackNotice, teamsNotice } from "./hook-bodies.ts";
import type { EditionNotice } from "./notice-of-edition.ts";

export interface TestNotice {
  /** Name of the hook. */
  readonly hook: string;
  readonly at: string;
  readonly deliveryId: string;
  readonly link?: string | undefined;
}

export const testNotice = (way: Hook["way"], { hook, at, deliveryId, link }: TestNotice): string => {
  const notice: EditionNotice = {
    tlp: "TLP:CLEAR",
    heading: "Test: notices of the desk arrive here",
    when: `hook ${headerText(hook, 80)}, sent ${headerText(at, 40)}`,
    summary: ["This is a test. Nothing else left the desk."],
    ...(link === undefined ? {} : { link }),
  };
  if (way === "slack") return slackNotice(notice);
  if (way === "teams") return teamsNotice(notice);
  const { tlp, heading, when, summary } = notice;
  const event = "delivery.tested";
  return JSON.stringify({
    tlp,
    event,
    delivery: deliveryId,
    heading,
    when,
    summary,
    ...(link === undefined ? {} : { link }),
  });
};
