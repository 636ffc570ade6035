/** What was lost on the way, and why. Nothing is dropped without one of these; the edition's footer counts them. */
export interface Loss {
  /** The step that lost it, as in `pipeline/order.ts`. */
  readonly step: "collect" | "read" | "extract" | "corroborate" | "assess" | "brief";
  /** The address, file or item as the user knows it. */
  readonly item: string;
  /** A closed word for counting: `timeout`, `too_large`, `not_a_feed`, `nothing_usable`, … */
  readonly reason: string;
  /** One sentence: what was expected and what was found. */
  readonly detail: string;
}

/** Reasons of a page that is a frame, or a check for people, and holds no text of its own. */
export const shellReasons: ReadonlySet<string> = new Set(["shell_page", "bot_wall", "empty_page"]);

/** Such a page, of which the feed's own words were read instead. */
export const feedForShell = "feed_words_for_a_shell";

/** A feed with a fault, or a page that may miss paragraphs, was read all the same: not lost. */
export const isReadAnyway = ({ reason }: Pick<Loss, "reason">): boolean =>
  reason.startsWith("feed_") || reason === "lost_paragraphs";
