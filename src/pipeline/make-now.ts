/**
 * An edition at once, because a person asked for it: what is collected for the first time is waited for, then the edition
 * is made as one that is due. How far it is stands in the store, so that whoever waits sees it in any process.
 *
 * Its clock is fixed when the work begins: done again after a kill, on the same record, it gives the same edition.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Result } from "#kit/result.ts";
import { err, ok } from "#kit/result.ts";
import type { Store, Task } from "#store/index.ts";
import type { AuditEntry } from "#terms/audit.ts";
import type { Making } from "#terms/making.ts";
import { isWithin, type Viewer } from "#terms/person.ts";
import type { Source } from "#terms/source.ts";
import type { Tlp } from "#terms/tlp.ts";
import { type EditionOptions, type MadeEdition, makeEdition } from "./make-edition.ts";
import type { ConfiguredModel } from "./open-model.ts";
import { payloadField } from "./payload-field.ts";
import type { OnProgress } from "./progress.ts";
import { keepEdition } from "./steps/keep-edition.ts";
import { makeFlash } from "./steps/make-flash.ts";
import { tellProgress } from "./tell-progress.ts";
import type { ClockTools } from "./watch-clock.ts";

export const makeNowTaskName = "make_now";

/** A source that has never been asked is waited for, and no longer than this. */
const longestWaitMs = 90_000;
const lookEveryMs = 500;

export interface MakeNowTools {
  readonly store: Store;
  readonly clock: ClockTools;
  /**
   * What an edition of the record is made with, for an audience by name; without one for everyone.
   * @throws Error when the desk has none of that name any more
   */
  readonly ofRecord: (audience?: string) => Promise<EditionOptions>;
  readonly sources: () => Promise<readonly Source[]>;
  readonly openModel?: () => Promise<ConfiguredModel | undefined>;
  readonly onFlash: (id: string, ms: number) => void;
  readonly onMade: (made: MadeEdition, id: string, ms: number) => Promise<void>;
  readonly onFailure: (what: string, cause: unknown) => void;
}

/**
 * @param id a new one, by chance
 * @returns the one that is under way; an error in words when there is nothing to make it from
 */
export const askForEdition = async (
  store: Store,
  sources: readonly Source[],
  id: string,
  by: Pick<AuditEntry, "at" | "who">,
  { ceiling }: Viewer,
): Promise<Result<Making, string>> => {
  if (!sources.some(({ tlp, paused }) => !paused && isWithin(tlp, ceiling)))
    return err("The desk collects from no source yet. Add one, then make an edition.");
  return ok(
    await store.makings.ask(
      id,
      { task: makeNowTaskName, key: makeNowTaskName, payload: { making: id } },
      { ...by, action: "desk.edition-asked", object: { type: "desk", id: "desk" } },
    ),
  );
};

/** A story as an edition of its own, at once. */
export interface AskedFlash {
  readonly storyId: string;
  /** Label of the story, as whoever asks sees it. */
  readonly tlp: Tlp;
  /** Of one of its articles. */
  readonly url: string;
  /** Name of the audience; absent: the main one. */
  readonly audience?: string | undefined;
}

/** @returns the one of this story for this audience that is under way; an error in words while another edition is made */
export const askForFlash = async (
  store: Store,
  { storyId, tlp, url, audience }: AskedFlash,
  id: string,
  by: Pick<AuditEntry, "at" | "who">,
): Promise<Result<Making, string>> => {
  const making = await store.makings.ask(
    id,
    { task: makeNowTaskName, key: makeNowTaskName, payload: { making: id } },
    {
      ...by,
      action: "story.flash-asked",
      object: { type: "story", id: storyId, tlp },
      ...(audience === undefined ? {} : { detail: { audience } }),
    },
    { url, audience },
  );
  return making.flash === url && making.audience === audience
    ? ok(making)
    : err("Another edition is being made. Ask again when it is done.");
};

/** Until each source that was never asked has answered once. */
const awaitFirstAnswers = async (
  { store, sources }: MakeNowTools,
  tell: OnProgress,
  signal: AbortSignal,
): Promise<void> => {
  const until = performance.now() + longestWaitMs;
  const all = (await sources()).filter(({ paused }) => !paused).map(({ id }) => id);
  for (;;) {
    const asked = await store.askedSources(all);
    tell({ step: "collect", done: asked.size, total: all.length });
    if (asked.size === all.length || performance.now() >= until) return;
    await sleep(lookEveryMs, undefined, { signal });
  }
};

const secondsOf = (time: Date): string => time.toISOString().replace(/\.\d+Z$/, "Z");

export const makeNowTask = (tools: MakeNowTools): Task => {
  const { store, clock, ofRecord, openModel, onMade, onFlash, onFailure } = tools;
  const flash = async (making: Making, url: string): Promise<void> => {
    const began = performance.now();
    const { tell, settle } = tellProgress(store.makings, making.id);
    const asOf = making.asOf ?? secondsOf(clock.now());
    await store.makings.step(making.id, { state: "running", asOf, step: "read" });
    const made = await makeFlash({ ...(await ofRecord(making.audience)), asOf, onProgress: tell }, url);
    await settle();
    if (made === undefined) {
      await store.makings.step(making.id, { state: "failed", because: "nothing" });
      return;
    }
    const editionId = await keepEdition(store, made);
    await store.makings.step(making.id, { state: "made", editionId, step: "brief" });
    onFlash(editionId, Math.round(performance.now() - began));
  };
  const make = async (making: Making, signal: AbortSignal): Promise<void> => {
    const { id } = making;
    const began = performance.now();
    const { tell, settle } = tellProgress(store.makings, id);
    if (making.asOf === undefined) await awaitFirstAnswers(tools, tell, signal);
    const asOf = making.asOf ?? secondsOf(clock.now());
    await settle();
    await store.makings.step(id, { state: "running", asOf, step: "read" });
    const record = await ofRecord();
    const model = await openModel?.();
    const made = await makeEdition({
      ...record,
      asOf,
      onProgress: tell,
      ...(model === undefined ? {} : { model }),
    }).finally(() => model?.close());
    await settle();
    if (made.articles.length === 0) {
      await store.makings.step(id, { state: "failed", because: "nothing" });
      return;
    }
    const editionId = await keepEdition(store, made);
    await store.makings.step(id, { state: "made", editionId, step: "brief" });
    await onMade(made, editionId, Math.round(performance.now() - began));
  };
  return async (payload, signal) => {
    const id = payloadField(payload, "making");
    const making = id === undefined ? undefined : await store.makings.read(id);
    if (making === undefined || making.state === "made" || making.state === "failed") return;
    try {
      await (making.flash === undefined ? make(making, signal) : flash(making, making.flash));
    } catch (cause) {
      // Stopped while it waited: whoever works next takes it up.
      if (signal.aborted) throw cause;
      // It is asked for again by a person, not tried again behind their back.
      onFailure("edition asked for", cause);
      await store.makings.step(making.id, { state: "failed", because: "error" });
    }
  };
};
