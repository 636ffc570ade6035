/** `watchfloor drafts`: drafts as lines or as JSON. Nothing is decided here: a decision has a person’s name to it. */
import { escapeInvisibleInJson, showInvisible } from "#kit/text/show-invisible.ts";
import { systemClock } from "#outside/clock.ts";
import type { Desk } from "#pipeline/open-desk.ts";
import { openReview } from "#pipeline/steps/review-draft.ts";
import { mainAudience } from "#terms/audience.ts";
import type { DraftView } from "#terms/draft-view.ts";
import { deskViewer, type Principal } from "#terms/person.ts";
import { openDeskConfig } from "./desk-config.ts";
import { type ExitCode, exitCodes, wrongUse } from "./exit-codes.ts";
import { openTables } from "./open-config.ts";
import { countOf, print, say } from "./say.ts";
import { withDesk } from "./with-desk.ts";

const mostListed = 100;

/** Whoever runs the command holds the store and sees all of it; but is nobody who could approve. */
const lookingOn: Principal = {
  ...deskViewer,
  id: "desk",
  name: "the command line",
  may: new Set(["draft.read"]),
  via: "open",
};

const reviewOf = async ({ store }: Desk) =>
  openReview({
    store,
    rule: (await openDeskConfig()).config.approval,
    now: () => systemClock.now(),
    annotate: async () => (await openTables()).annotate,
  });

const json = (value: unknown): string => `${escapeInvisibleInJson(JSON.stringify(value, null, 2))}\n`;
const plain = (text: string): string => showInvisible(text.replace(/\s+/gu, " ").trim());

export const runDraftList = (asJson: boolean): Promise<ExitCode> =>
  withDesk("drafts", async ({ store }) => {
    const { drafts } = await store.review.list({ limit: mostListed, ceiling: "TLP:RED" });
    if (asJson) await print(json({ drafts }));
    else
      for (const { id, asOf, tlp, kind, audience, version, savedBy, approvedAs, title } of drafts) {
        const state = approvedAs === undefined ? "not approved" : "approved";
        const by = savedBy === undefined ? "" : ` by ${savedBy}`;
        const forWhom = audience === mainAudience ? kind : `${kind} for ${plain(audience)}`;
        await print(
          `${id.slice(0, 12)}\t${asOf}\t${tlp}\t${forWhom}\t${state}, version ${version}${plain(by)}\t${plain(title)}\n`,
        );
      }
    say(`${countOf(drafts.length, "draft")} on record, those that wait first`);
    return drafts.length === 0 ? exitCodes.findings : exitCodes.fine;
  });

const printDraft = async (draft: DraftView): Promise<void> => {
  await print(
    `${plain(draft.title)}\n${draft.asOf}  ${draft.tlp}  version ${draft.version}, ${draft.decided} of ${draft.of} decided\n`,
  );
  for (const { id, name, passed, faults } of draft.gates) {
    await print(`${id} ${passed ? "passes" : "closed"}: ${name}\n`);
    for (const { sentenceId, message } of faults) await print(`   ${sentenceId ?? ""} ${plain(message)}\n`);
  }
  for (const { title, sentences } of draft.sections) {
    const open = sentences.filter((sentence) => sentence.open);
    if (open.length > 0) await print(`\n${title}\n`);
    for (const { id, text, verdict, kind, mark, rejected } of open) {
      const done =
        mark === undefined ? "" : `, ${rejected === undefined ? mark.type : "rejected"} by ${plain(mark.by)}`;
      await print(`${id}\t${verdict ?? kind}${done}\t${plain(text)}\n`);
    }
  }
};

export const runDraftShow = (id: string, asJson: boolean): Promise<ExitCode> =>
  withDesk("drafts", async (desk) => {
    if (!/^[0-9a-f]{4,64}$/.test(id))
      throw wrongUse(`drafts show: Expected 4 to 64 hex digits but found “${plain(id).slice(0, 80)}”`);
    const { drafts } = await desk.store.review.list({ limit: mostListed, ceiling: "TLP:RED" });
    const found = drafts.filter((draft) => draft.id.startsWith(id));
    if (found.length > 1)
      throw wrongUse(`drafts show: Expected one draft that begins with ${id} but found ${found.length}`);
    const draft = await (await reviewOf(desk)).read(lookingOn, found[0]?.id ?? id);
    if (draft === undefined) {
      say(`No draft on record begins with ${id}.`);
      return exitCodes.findings;
    }
    if (asJson) await print(json(draft));
    else await printDraft(draft);
    return draft.gates.every(({ id: gate, passed }) => passed || gate === "G10") ? exitCodes.fine : exitCodes.findings;
  });
