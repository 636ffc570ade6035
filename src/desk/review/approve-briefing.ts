/**
 * G10: named people approve exactly this text. The only place that makes an `ApprovedBriefing`, and only of approvals that
 * name the hash of what is published. Any decision after an approval makes another version, and the approval void.
 */
import { err, ok, type Result } from "#kit/result.ts";
import type { ApprovedBriefing } from "#terms/approved-briefing.ts";
import type { Edition } from "#terms/edition.ts";
import type { Actor, Approval, ApprovalRule, Draft } from "#terms/review.ts";
import { withApproval } from "./draft-edition.ts";
import { hashText } from "./hash-text.ts";
import type { StandingGate } from "./stand-gates.ts";
import { versionOf } from "./steps-in-effect.ts";

export interface ApprovalFault {
  readonly type: "TextChanged" | "GateClosed" | "SamePerson" | "LastEditor" | "NotApproved";
  readonly message: string;
}

export interface PreparedDraft {
  readonly draft: Draft;
  /** As `draftEdition` gives it. */
  readonly edition: Edition;
  readonly gates: readonly StandingGate[];
}

/** Approvals of the text as it stands now. */
export const approvalsInForce = ({ draft, edition }: PreparedDraft, given: readonly Approval[]): readonly Approval[] =>
  given.filter(({ version, textHash }) => version === versionOf(draft) && textHash === edition.edition.textHash);

const closed = (gates: readonly StandingGate[]): ApprovalFault | undefined => {
  const failing = gates.filter(({ passed }) => !passed);
  const [first] = failing;
  return first === undefined
    ? undefined
    : {
        type: "GateClosed",
        message: `Approval opens when ${failing.map(({ id }) => id).join(", ")} ${failing.length === 1 ? "passes" : "pass"}. ${first.id}: ${first.faults[0]?.message ?? first.name}`,
      };
};

const lastEditor = ({ draft }: PreparedDraft): Actor | undefined =>
  draft.steps.findLast(({ decision }) => decision.type !== "accept")?.by;

/** Why this person may not approve now; nothing when they may. */
export const whyNotApprove = (
  prepared: PreparedDraft,
  given: readonly Approval[],
  rule: ApprovalRule,
  who: Actor,
): ApprovalFault | undefined => {
  const faulty = closed(prepared.gates);
  if (faulty !== undefined) return faulty;
  const inForce = approvalsInForce(prepared, given);
  if (inForce.some(({ by }) => by.id === who.id))
    return { type: "SamePerson", message: "You approved this text. The second name must be another person’s." };
  if (rule.people === 1 && !rule.lastEditorAlone && lastEditor(prepared)?.id === who.id)
    return {
      type: "LastEditor",
      message: "You made the last change. On this desk another person approves what you wrote.",
    };
  return undefined;
};

/**
 * One more approval.
 *
 * @param textHash what the person saw when they approved
 * @returns the briefing once enough people approved this text; nothing while another is waited for
 */
export const approveBriefing = (
  prepared: PreparedDraft,
  given: readonly Approval[],
  rule: ApprovalRule,
  one: Approval,
): Result<ApprovedBriefing | undefined, ApprovalFault> => {
  const { draft, edition } = prepared;
  if (one.version !== versionOf(draft) || one.textHash !== edition.edition.textHash)
    return err({
      type: "TextChanged",
      message: "The text changed since you read it. Look at what changed, then approve the new text.",
    });
  const refused = whyNotApprove(prepared, given, rule, one.by);
  if (refused !== undefined) return err(refused);
  const all = [...approvalsInForce(prepared, given), one];
  if (new Set(all.map(({ by }) => by.id)).size < rule.people) return ok(undefined);
  return readApproved(
    withApproval(
      edition,
      all.map(({ by, at }) => ({ name: by.name, at })),
    ),
    all,
  );
};

/**
 * The type again, from what is on record: an edition and the approvals that stand beside it. Plain data becomes no more
 * than that unless every approval names the hash of exactly this text.
 */
export const readApproved = (
  edition: Edition,
  approvals: readonly Pick<Approval, "textHash">[],
): Result<ApprovedBriefing, ApprovalFault> => {
  const hash = hashText(edition);
  const named = edition.edition.approval?.by ?? [];
  const holds =
    named.length > 0 &&
    approvals.length >= named.length &&
    edition.edition.textHash === hash &&
    approvals.every(({ textHash }) => textHash === hash);
  return holds
    ? ok(edition as ApprovedBriefing)
    : err({ type: "NotApproved", message: "No approval on record names the hash of this text." });
};
