/**
 * Review: what people decide. Triage arranges the stories of a day; a draft is decided sentence by sentence until named
 * people approve exactly one text.
 */

export {
  type ApprovalFault,
  approvalsInForce,
  approveBriefing,
  type PreparedDraft,
  readApproved,
  whyNotApprove,
} from "./approve-briefing.ts";
export { compareVersions, type SentenceDifference } from "./compare-versions.ts";
export { type DecideTools, type DecisionFault, decide, withStep } from "./decide.ts";
export { draftEdition, startOf } from "./draft-edition.ts";
export { findSentence, foldDraft } from "./fold-draft.ts";
export { standGates } from "./stand-gates.ts";
export { versionOf } from "./steps-in-effect.ts";
export { suggestText } from "./suggest-text.ts";
export { applyVerdicts, placementOf, rankByPlacement } from "./triage/apply-verdicts.ts";
export { type ArrangedStory, arrangeStories } from "./triage/arrange-stories.ts";
export { type BoardInput, composeBoard } from "./triage/compose-board.ts";
export { composeHandover, type HandoverDraft } from "./triage/compose-handover.ts";
export { standing } from "./triage/hold-decisions.ts";
export { judgeDecision, type Refusal } from "./triage/judge-decision.ts";
export { type Label, labelPairs } from "./triage/label-pairs.ts";
export { lastShift, type Shift } from "./triage/last-shift.ts";
export { decidedOf, isToDecide, type LaidOut, layOutBoard, type Viewer } from "./triage/lay-out-board.ts";
export { viewDraft } from "./view-draft.ts";
