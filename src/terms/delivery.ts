/** What leaves the desk, to whom and by which way. */

/** What a mail says; its headers and its reader are added when it is sent. */
export interface MailContent {
  /** One line without controls. */
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}
