/** The second of the three gates that are types: a briefing of which named people approved this very text. */
import type { Edition } from "./edition.ts";

declare const approved: unique symbol;

/** Made in `desk/review/approve-briefing.ts` and nowhere else; whatever sends to readers accepts nothing less. */
export type ApprovedBriefing = Edition & { readonly [approved]: true };
