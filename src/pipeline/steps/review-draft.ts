/**
 * Step review: a draft is read from the store, a decision looked at by the room, kept by the store. Nothing here decides;
 * the version that a person saw goes with whatever they do, so that nobody writes over what they have not read.
 */
import {
  approvalsInForce,
  approveBriefing,
  compareVersions,
  type DecisionFault,
  decide,
  draftEdition,
  foldDraft,
  type PreparedDraft,
  standGates,
  startOf,
  versionOf,
  viewDraft,
  whyNotApprove,
} from "#desk/review/index.ts";
import { sha256Hex } from "#kit/hash.ts";
import { err, ok, type Result } from "#kit/result.ts";
import type { Store } from "#store/index.ts";
import type { Difference, DraftView, Judgement } from "#terms/draft-view.ts";
import type { Edition } from "#terms/edition.ts";
import type { Annotate } from "#terms/mention.ts";
import { deskViewer, type Principal } from "#terms/person.ts";
import type { ApprovalRule, Decision, Draft, DraftSentence, DraftStep } from "#terms/review.ts";
import type { Tlp } from "#terms/tlp.ts";
import { openWordJudge, type WordJudge } from "./judge-words.ts";
import { readKept } from "./keep-edition.ts";
import { articleIdOf, editionToJson } from "./publish-edition.ts";

export interface ReviewOptions {
  readonly store: Store;
  readonly rule: ApprovalRule;
  /** RFC 3339, UTC. */
  readonly now: () => string;
  /** Loads the tables that sentences are read with, when first needed. */
  readonly annotate: () => Promise<Annotate>;
}

export type ReviewFault =
  | { readonly type: "Gone" | "Approved"; readonly message: string }
  /** Others decided since; what they did, with their words. */
  | {
      readonly type: "Overtaken";
      readonly message: string;
      readonly version: number;
      readonly since: readonly DraftStep[];
    }
  | { readonly type: "Refused"; readonly message: string; readonly because: string };

type KeptDraft = NonNullable<Awaited<ReturnType<Store["review"]["read"]>>>;

interface OpenDraft extends PreparedDraft {
  readonly kept: KeptDraft;
  readonly state: ReturnType<typeof foldDraft>;
  readonly judge: WordJudge;
}

export interface Review {
  readonly list: (viewer: Principal, page: { limit: number; after?: string }) => ReturnType<Store["review"]["list"]>;
  readonly read: (viewer: Principal, id: string) => Promise<DraftView | undefined>;
  /** The draft as the edition it would be, and the place of an article in it. */
  readonly edition: (viewer: Principal, id: string) => Promise<Edition | undefined>;
  /** What a decision would come to. Nothing is kept. */
  readonly judge: (viewer: Principal, id: string, decision: Decision) => Promise<Result<Judgement, ReviewFault>>;
  /** A sentence as it stands, judged anew, with what would mend it. */
  readonly suggest: (viewer: Principal, id: string, sentenceId: string) => Promise<Result<Judgement, ReviewFault>>;
  readonly decide: (
    viewer: Principal,
    id: string,
    asked: { readonly version: number; readonly decision: Decision },
  ) => Promise<Result<DraftView, ReviewFault>>;
  readonly versions: (viewer: Principal, id: string) => Promise<readonly DraftStep[] | undefined>;
  readonly compare: (viewer: Principal, id: string, from: number, to: number) => Promise<Difference | undefined>;
  readonly approve: (
    viewer: Principal,
    id: string,
    asked: { readonly version: number; readonly textHash: string },
  ) => Promise<Result<{ readonly editionId?: string; readonly draft: DraftView }, ReviewFault>>;
  /** @param which id of an approved edition */
  readonly correct: (viewer: Principal, which: string, reason: string) => Promise<string | undefined>;
  readonly visit: (
    viewer: Principal,
    id: string,
    visit: { readonly visit: string; readonly sentenceId?: string; readonly left: boolean },
  ) => Promise<
    | {
        readonly version: number;
        /** How many people approved this version. */
        readonly given: number;
        readonly approvedAs?: string;
        readonly others: Awaited<ReturnType<Store["review"]["visit"]>>;
      }
    | undefined
  >;
}

const forgetAfterMs = 30_000;
const heldEditions = 6;

const who = ({ id, name }: Principal) => ({ id, name });

const gone: ReviewFault = { type: "Gone", message: "No such draft is on record." };
const approved: ReviewFault = {
  type: "Approved",
  message: "This text was approved and is on its way. What is wrong in it is put right by a correction.",
};

const refused = (fault: DecisionFault): ReviewFault => ({
  type: "Refused",
  because: fault.type,
  message: fault.message,
});

/** A name under a text is a person’s who looked at it, not a program’s that holds their token. */
const notInPerson: ReviewFault = {
  type: "Refused",
  because: "NotInPerson",
  message: "Approving and overriding are for people who have signed in; a token does neither.",
};

const toFault = (conflict: {
  type: "Approved" | "Overtaken" | "Gone";
  version: number;
  since: readonly DraftStep[];
}): ReviewFault => {
  if (conflict.type === "Gone") return gone;
  if (conflict.type === "Approved") return approved;
  const names = [...new Set(conflict.since.map(({ by }) => by.name))].join(", ");
  return {
    type: "Overtaken",
    message: `${names === "" ? "Somebody" : names} decided since you read this (version ${conflict.version}). Your words are kept; look at theirs first.`,
    version: conflict.version,
    since: conflict.since,
  };
};

interface Begun {
  readonly start: Edition;
  readonly judge: WordJudge;
}

/** Editions that drafts begin as, the last used few. */
const openBegun = ({ store, annotate }: ReviewOptions) => {
  const held = new Map<string, Promise<Begun | undefined>>();
  const begin = async (editionId: string): Promise<Begun | undefined> => {
    const edition = await readKept(store, editionId, deskViewer);
    if (edition === undefined) return undefined;
    const start = startOf(edition);
    const zones = await store.review.zonesOf(editionId);
    return { start, judge: openWordJudge(start, await annotate(), zones) };
  };
  return (editionId: string): Promise<Begun | undefined> => {
    const begun = held.get(editionId) ?? begin(editionId);
    held.delete(editionId);
    held.set(editionId, begun);
    begun.catch(() => held.delete(editionId));
    const [oldest] = held.keys();
    if (held.size > heldEditions && oldest !== undefined) held.delete(oldest);
    return begun;
  };
};

/** A composed headline carries no verdict: it is asked for, so that its reviewer sees one. */
const withVerdict = (title: DraftSentence, start: Edition, { judge }: WordJudge): DraftSentence => {
  if (title.verdict !== undefined || title.citations.length === 0) return title;
  const { verdict } = judge(title, start);
  return verdict === undefined ? title : { ...title, verdict };
};

const judgementOf = (
  { edition, gates }: Pick<OpenDraft, "edition" | "gates">,
  sentenceId: string | undefined,
  step: DraftStep | undefined,
): Judgement => {
  const faults = gates.flatMap(({ id, faults }) =>
    faults.filter((fault) => fault.sentenceId === sentenceId).map(({ message }) => ({ gate: id, message })),
  );
  const sentence = edition.sections.flatMap(({ sentences }) => sentences).find(({ id }) => id === sentenceId);
  const verdict = step?.outcome?.verdict ?? sentence?.verdict;
  const reason = step?.outcome?.reason ?? faults[0]?.message;
  const checked = step?.outcome?.checked ?? sentence?.checked;
  return {
    ...(verdict === undefined ? {} : { verdict }),
    ...(reason === undefined ? {} : { reason }),
    ...(checked === undefined ? {} : { checked: [...checked] }),
    faults,
    closed: gates.filter(({ passed }) => !passed).map(({ id }) => id),
  };
};

const subjectIn = (decision: Decision, step: DraftStep): string | undefined =>
  "sentenceId" in decision ? decision.sentenceId : step.outcome?.id;

const auditOf = (
  { id, tlp }: Pick<KeptDraft, "id" | "tlp">,
  viewer: Principal,
  at: string,
  action: string,
): Parameters<Store["review"]["decide"]>[0]["audit"] => ({
  at,
  who: { ...who(viewer), via: viewer.via },
  action,
  object: { type: "draft", id, tlp: tlp as Tlp },
});

const g10 = (given: number, rule: ApprovalRule): DraftView["gates"][number] => ({
  id: "G10",
  name: "a named person approved this text",
  passed: false,
  faults: [
    {
      message:
        given === 0
          ? "Nobody has approved this text."
          : `${given} of ${rule.people} people approved; a second name is waited for.`,
    },
  ],
  overridden: [],
});

export const openReview = (options: ReviewOptions): Review => {
  const { store, rule, now } = options;
  const beginOf = openBegun(options);

  const draftOf = async (kept: KeptDraft, more: readonly DraftStep[] = []) => {
    const begun = await beginOf(kept.editionId);
    if (begun === undefined) return undefined;
    const draft: Draft = {
      id: kept.id,
      start: begun.start,
      steps: [...kept.steps, ...more],
      ...(kept.corrects === undefined ? {} : { corrects: kept.corrects }),
    };
    return { draft, judge: begun.judge };
  };

  const prepare = async (kept: KeptDraft, more: readonly DraftStep[] = []): Promise<OpenDraft | undefined> => {
    const opened = await draftOf(kept, more);
    if (opened === undefined) return undefined;
    const { draft, judge } = opened;
    const { start } = draft;
    const folded = foldDraft(draft);
    const state = { ...folded, title: withVerdict(folded.title, start, judge) };
    const edition = draftEdition(draft, state, judge, start.edition);
    return { kept, draft, state, judge, edition, gates: standGates(edition, state) };
  };

  const open = async (viewer: Principal, id: string): Promise<OpenDraft | undefined> => {
    const kept = await store.review.read(id, viewer.ceiling);
    return kept === undefined ? undefined : prepare(kept);
  };

  const view = (viewer: Principal, prepared: OpenDraft): DraftView => {
    const { kept } = prepared;
    const given = approvalsInForce(prepared, kept.approvals);
    const because = viewer.may.has("edition.approve")
      ? whyNotApprove(prepared, kept.approvals, rule, who(viewer))?.message
      : "Approving is for reviewers.";
    const laid = viewDraft(prepared, who(viewer));
    const shelved = new Set(prepared.edition.articles.map(({ url }) => url));
    const { openedAt, openedBy, savedAt, savedBy, corrects, approvedAs, kind, audience } = kept;
    const isOpen = approvedAs === undefined;
    return {
      ...laid,
      sources: laid.sources.map((source) =>
        shelved.has(source.url) ? { ...source, article: articleIdOf(source.url) } : source,
      ),
      editionId: kept.editionId,
      kind,
      audience,
      openedAt,
      ...(openedBy === undefined ? {} : { openedBy }),
      ...(savedAt === undefined ? {} : { savedAt }),
      ...(savedBy === undefined ? {} : { savedBy }),
      ...(corrects === undefined ? {} : { corrects }),
      ...(approvedAs === undefined ? {} : { approvedAs }),
      gates: [
        ...laid.gates,
        isOpen ? g10(given.length, rule) : { ...g10(given.length, rule), passed: true, faults: [] },
      ],
      approval: {
        people: rule.people,
        given: given.map(({ by, at }) => ({ name: by.name, at })),
        ...(because === undefined ? {} : { because }),
      },
      may: {
        write: isOpen && viewer.may.has("draft.write"),
        approve: isOpen && viewer.may.has("edition.approve"),
        override: isOpen && viewer.may.has("gate.override"),
      },
    };
  };

  /** A decision looked at: the step that it would be. */
  const look = async (viewer: Principal, kept: KeptDraft, decision: Decision) => {
    const before = await draftOf(kept);
    if (before === undefined) return err(gone);
    if (kept.approvedAs !== undefined) return err(approved);
    const outcome = decide(before.draft, decision, before.judge);
    if (!outcome.ok) return err(refused(outcome.error));
    const step: DraftStep = {
      version: versionOf(before.draft) + 1,
      by: who(viewer),
      at: now(),
      decision,
      ...(outcome.value === undefined ? {} : { outcome: outcome.value }),
    };
    return ok(step);
  };

  return {
    list: (viewer, page) => store.review.list({ ...page, ceiling: viewer.ceiling }),

    read: async (viewer, id) => {
      const prepared = await open(viewer, id);
      return prepared === undefined ? undefined : view(viewer, prepared);
    },

    edition: async (viewer, id) => (await open(viewer, id))?.edition,

    judge: async (viewer, id, decision) => {
      const kept = await store.review.read(id, viewer.ceiling);
      if (kept === undefined) return err(gone);
      const looked = await look(viewer, kept, decision);
      if (!looked.ok) return looked;
      const step = looked.value;
      const after = await prepare(kept, [step]);
      return after === undefined ? err(gone) : ok(judgementOf(after, subjectIn(decision, step), step));
    },

    suggest: async (viewer, id, sentenceId) => {
      const prepared = await open(viewer, id);
      const sentence = prepared?.edition.sections
        .flatMap(({ sentences }) => sentences)
        .find((one) => one.id === sentenceId);
      if (prepared === undefined || sentence === undefined) return err(gone);
      const step = prepared.state.marks.get(sentenceId);
      const suggestion = prepared.judge.suggest(sentence, prepared.draft.start);
      return ok({
        ...judgementOf(prepared, sentenceId, step),
        ...(suggestion === undefined ? {} : { suggestion }),
      });
    },

    decide: async (viewer, id, { version, decision }) => {
      if (decision.type === "override" && viewer.via !== "session") return err(notInPerson);
      const kept = await store.review.read(id, viewer.ceiling);
      if (kept === undefined) return err(gone);
      // Told before it is judged: a decision on words that are no longer there says nothing.
      if (kept.version !== version)
        return err(
          toFault({
            type: kept.approvedAs === undefined ? "Overtaken" : "Approved",
            version: kept.version,
            since: kept.steps.filter((step) => step.version > version),
          }),
        );
      const looked = await look(viewer, kept, decision);
      if (!looked.ok) return looked;
      const step = looked.value;
      const saved = await store.review.decide({
        draftId: id,
        basedOn: version,
        step,
        audit: { ...auditOf(kept, viewer, step.at, actionOf(decision)), detail: detailOf(decision) },
      });
      if (!saved.ok) return err(toFault(saved.error));
      const prepared = await open(viewer, id);
      return prepared === undefined ? err(gone) : ok(view(viewer, prepared));
    },

    versions: async (viewer, id) => (await store.review.read(id, viewer.ceiling))?.steps,

    compare: async (viewer, id, from, to) => {
      const prepared = await open(viewer, id);
      return prepared === undefined
        ? undefined
        : {
            from,
            to,
            sentences: compareVersions(prepared.draft, from, to).map((one) => ({
              ...one,
              words: [...one.words],
              hands: [...one.hands],
            })),
          };
    },

    approve: async (viewer, id, { version, textHash }) => {
      if (viewer.via !== "session") return err(notInPerson);
      const prepared = await open(viewer, id);
      if (prepared === undefined) return err(gone);
      if (prepared.kept.approvedAs !== undefined) return err(approved);
      const approval = { by: who(viewer), at: now(), version, textHash };
      const answer = await store.review.approve({
        draftId: id,
        approval,
        publish: (given) => {
          const briefing = approveBriefing(prepared, given, rule, approval);
          if (!briefing.ok || briefing.value === undefined) return briefing.ok ? ok(undefined) : briefing;
          return ok({ edition: briefing.value, json: editionToJson(briefing.value) });
        },
        audit: {
          ...auditOf(prepared.kept, viewer, approval.at, "draft.approved-by-one"),
          detail: { version, textHash },
        },
      });
      if (!answer.ok)
        return err(
          "conflict" in answer.error
            ? toFault(answer.error.conflict)
            : { type: "Refused", because: answer.error.fault.type, message: answer.error.fault.message },
        );
      const after = await open(viewer, id);
      return after === undefined ? err(gone) : ok({ ...answer.value, draft: view(viewer, after) });
    },

    correct: async (viewer, which, reason) => {
      const edition = await readKept(store, which, viewer);
      if (edition === undefined) return undefined;
      const at = now();
      const id = sha256Hex(`correction\n${which}\n${at}\n${viewer.id}`);
      const opened = await store.review.correct(
        { id, editionId: which, at, by: who(viewer), corrects: { editionId: which, reason } },
        { ...auditOf({ id, tlp: edition.edition.tlp }, viewer, at, "draft.opened"), detail: { corrects: which } },
      );
      return opened ? id : undefined;
    },

    visit: async (viewer, id, { visit, sentenceId, left }) => {
      const entry = await store.review.entry(id, viewer.ceiling);
      if (entry === undefined) return undefined;
      const others = await store.review.visit(
        {
          draftId: id,
          visit,
          personId: viewer.id,
          name: viewer.name,
          at: now(),
          left,
          ...(sentenceId === undefined ? {} : { sentenceId }),
        },
        forgetAfterMs,
      );
      return {
        version: entry.version,
        given: await store.review.given(id, entry.version),
        ...(entry.approvedAs === undefined ? {} : { approvedAs: entry.approvedAs }),
        others,
      };
    },
  };
};

const actionOf = ({ type }: Decision): string => (type === "override" ? "gate.overridden" : `draft.${pastOf[type]}`);

const pastOf: Readonly<Record<Exclude<Decision["type"], "override">, string>> = {
  accept: "accepted",
  edit: "edited",
  swap: "passage-swapped",
  reject: "rejected",
  gap: "made-a-gap",
  add: "added-to",
  undo: "undone",
  redo: "redone",
};

const detailOf = (decision: Decision): { readonly [key: string]: string | number } => {
  if (decision.type === "override") return { gate: decision.gate, reason: decision.reason };
  if (decision.type === "undo" || decision.type === "redo") return { of: decision.version };
  if (decision.type === "add") return { section: decision.section };
  return { sentence: decision.sentenceId, ...(decision.type === "reject" ? { reason: decision.reason } : {}) };
};
