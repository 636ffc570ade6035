/** A mail that says nothing but that mail arrives. It holds no word of any edition, and is labelled so. */
import type { MailContent } from "#terms/delivery.ts";
import { headerText, linkHtml, mailFrame, metaHtml } from "./edition-mail.ts";
import { styles } from "./mail-style.ts";

const tlp = "TLP:CLEAR";

export const testMail = ({ list, at, link }: { list: string; at: string; link?: string | undefined }): MailContent => {
  const name = headerText(list, 120);
  const subject = `[${tlp}] Test: Watchfloor, list ${name}`;
  const said = "This is a test. It says that mails of the desk arrive here; nothing else left the desk.";
  const about = `List ${name}, sent ${headerText(at, 40)}.`;
  const inside = [
    `<h1 class="k" style="${styles.h1}">Test</h1><p style="${styles.p}">${said}</p>`,
    metaHtml(about),
    linkHtml("The desk", link),
  ].join("\n");
  const text = [tlp, said, about, ...(link === undefined ? [] : [link]), tlp].join("\n\n");
  return { subject, html: mailFrame({ tlp, subject, inside }), text: `${text}\n` };
};
