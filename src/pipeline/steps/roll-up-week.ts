/** Step roll up: the approved editions of seven days as one, a draft like any other: named people approve it or it stays here. */
import { composeWeek, type WeekEdition } from "#desk/brief/index.ts";
import { arrangeStories } from "#desk/review/index.ts";
import type { Store } from "#store/index.ts";
import { type Audience, mainAudience } from "#terms/audience.ts";
import type { Edition } from "#terms/edition.ts";
import type { Annotate } from "#terms/mention.ts";
import { readerViewer } from "#terms/person.ts";
import { decisionsByAddress } from "./decisions-in-force.ts";
import { gateEdition } from "./judge-words.ts";
import { keepEdition } from "./keep-edition.ts";
import { openApproved } from "./open-approved.ts";

const dayMs = 24 * 3_600_000;
const weekMs = 7 * dayMs;
const mostEditions = 60;

/** Newest first; what a later edition put right, or the desk took back, is not told again. */
const editionsOfWeek = async (store: Store, asOf: string, audience: string): Promise<WeekEdition[]> => {
  const from = new Date(Date.parse(asOf) - weekMs).toISOString();
  const page = await store.listEditions({ limit: mostEditions, audience }, readerViewer);
  const week: WeekEdition[] = [];
  for (const { id, asOf: at, correctedBy, recalledAt } of page?.editions ?? []) {
    if (at < from || at > asOf || correctedBy !== undefined || recalledAt !== undefined) continue;
    const edition = await openApproved(store, id);
    if (edition !== undefined && edition.edition.kind !== "weekly") week.push({ id, edition });
  }
  return week;
};

/** Each day of the week until now. */
const daysOfWeek = (asOf: string): string[] =>
  Array.from({ length: 8 }, (_, ago) => new Date(Date.parse(asOf) - ago * dayMs).toISOString().slice(0, 10));

/** @returns the roll-up, gated and scored; nothing when nothing was approved in the week */
export const rollUpWeek = async (
  store: Store,
  annotate: Annotate,
  asOf: string,
  audience?: Audience,
): Promise<Edition | undefined> => {
  const decisions = await decisionsByAddress(store, daysOfWeek(asOf));
  const week = composeWeek(await editionsOfWeek(store, asOf, audience?.name ?? mainAudience), asOf, (groups) =>
    arrangeStories(groups, decisions, []).map(({ articleIds }) => articleIds),
  );
  if (week === undefined) return undefined;
  const head = audience === undefined ? {} : { audience: { ...audience, sectors: [...audience.sectors] } };
  return gateEdition({ ...week, edition: { ...week.edition, ...head } }, annotate);
};

/** @returns its id */
export const keepWeek = (store: Store, edition: Edition): Promise<string> =>
  keepEdition(store, { edition, articles: [], claims: new Map(), stories: [], contradictions: [], assessments: [] });
