/** What a hook is told of an edition: enough to decide whether to open it, and never more than its own sentences. */
import { formatClock, formatShortDay } from "#kit/text/format-time.ts";
import type { Edition } from "#terms/edition.ts";
import type { RoleId } from "#terms/organisation.ts";
import { arrangeEdition } from "../arrange-edition.ts";
import { headerText } from "../mail/edition-mail.ts";
import { clampText } from "../mail/mail-size.ts";
import { yourAction } from "../your-action.ts";

export interface HookOptions {
  /** SHA-256 of the edition's JSON form. */
  readonly editionId: string;
  /** The same for each repetition of this notice. */
  readonly deliveryId: string;
  readonly role?: RoleId;
  /** Address of the edition on the desk. */
  readonly link?: string;
  /** `Correction:`, `Recalled:`, `Test:`. */
  readonly mark?: string;
  /** What is said instead of the summary: all of it, so whoever says it bounds it. */
  readonly says?: readonly string[];
}

export interface EditionNotice {
  readonly tlp: string;
  readonly heading: string;
  readonly when: string;
  readonly summary: readonly string[];
  readonly action?: string;
  readonly link?: string;
}

const longestLine = 900;
const mostSentences = 6;

export const noticeOfEdition = (edition: Edition, options: HookOptions): EditionNotice => {
  const reading = arrangeEdition(edition);
  const summary =
    reading.sections.find(({ id }) => id === "summary")?.blocks.flatMap(({ sentences }) => sentences) ?? [];
  const said = options.says ?? summary.slice(0, mostSentences).map(({ text }) => text);
  const action = yourAction(reading, options.role);
  const { date, asOf, tlp, title, audience } = edition.edition;
  const who = audience === undefined ? "" : `For ${headerText(audience.title, 80)}. `;
  return {
    tlp: headerText(tlp, 40),
    heading: headerText(`${options.mark === undefined ? "" : `${options.mark} `}${title}`, 140),
    when: `${who}${headerText(formatShortDay(date), 40)}, ${headerText(formatClock(asOf), 40)}`,
    summary: said.map((text) => clampText(headerText(text, longestLine), longestLine)),
    ...(options.says === undefined ? { action: headerText(`${action.label}: ${action.text}`, longestLine) } : {}),
    ...(options.link === undefined ? {} : { link: options.link }),
  };
};
