/** The first of the three gates that are types: a briefing whose every sentence was checked against its passages. */
import type { Edition } from "#terms/edition.ts";

declare const cited: unique symbol;

/** Made in `compose-briefing.ts` and nowhere else; `publish` accepts nothing less. */
export type CitedBriefing = Edition & { readonly [cited]: true };
