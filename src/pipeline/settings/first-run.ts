/**
 * The first run: four steps from an empty desk to an edition of one's own. A step is done when the desk has what it is
 * about, however it came by it; one that was skipped is kept, so that it can be taken up again.
 *
 * What lies above a viewer's label is not there: a desk whose own editions they may not see shows them the example day.
 */
import { ok } from "#kit/result.ts";
import type { Store } from "#store/index.ts";
import { type FirstRunStep, type FirstRunView, firstRunSteps } from "#terms/first-run.ts";
import { isWithin, type Principal } from "#terms/person.ts";
import type { ChangedBy } from "./change-setting.ts";
import type { SettingsInForce } from "./in-force.ts";

export interface FirstRunTools {
  readonly store: Pick<Store, "settings" | "listEditions">;
  readonly inForce: SettingsInForce;
  /** The clock of the example day; absent on a desk that shows none. */
  readonly exampleAsOf?: string;
}

const looked = 20;

const marksOf = (body: unknown): Partial<Record<FirstRunStep, "done" | "skipped">> => {
  const marks = typeof body === "object" && body !== null ? Object.entries(body) : [];
  return Object.fromEntries(marks.filter(([, mark]) => mark === "done" || mark === "skipped"));
};

export const readFirstRun = async (
  { store, inForce, exampleAsOf }: FirstRunTools,
  viewer: Principal,
): Promise<FirstRunView> => {
  const [page, all, newest] = await Promise.all([
    store.listEditions({ limit: looked }, viewer),
    inForce.sources(),
    store.settings.newest("first_run"),
  ]);
  const editions = page?.editions ?? [];
  const sources = all.filter(({ tlp }) => isWithin(tlp, viewer.ceiling)).length;
  const ofOthers = exampleAsOf === undefined ? editions : editions.filter(({ asOf }) => asOf !== exampleAsOf);
  const isExample = sources === 0 && editions.length > 0 && ofOthers.length === 0;
  if (!viewer.may.has("setting.manage")) return { isExample };
  const marks = marksOf(newest.at(0)?.body);
  const [organisation, plans] = await Promise.all([inForce.organisation().catch(() => undefined), inForce.editions()]);
  const isThere: Readonly<Record<FirstRunStep, boolean>> = {
    you: viewer.via === "session",
    organisation: organisation?.value !== undefined,
    sources: sources > 0,
    delivery: plans.value.length > 0,
  };
  return {
    isExample,
    hasOwnEdition: ofOthers.length > 0,
    sources,
    steps: firstRunSteps.map((step) => ({ step, state: isThere[step] ? "done" : (marks[step] ?? "open") })),
  };
};

/** What others marked meanwhile stays. */
export const markStep = async (
  { settings }: Pick<Store, "settings">,
  by: ChangedBy,
  step: FirstRunStep,
  mark: "done" | "skipped",
): Promise<void> => {
  await settings.save("first_run", by, (all) => {
    const now = all.at(0);
    return ok({
      changes: [{ key: "", basedOn: now?.version ?? 0, body: { ...marksOf(now?.body), [step]: mark } }],
      entries: [
        { ...by, action: "setting.changed", object: { type: "setting", id: "first_run" }, detail: { step, mark } },
      ],
    });
  });
};
