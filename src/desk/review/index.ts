/** Review: what people decide about stories and sentences. Triage arranges the stories of a day. */
export { applyVerdicts, placementOf, rankByPlacement } from "./triage/apply-verdicts.ts";
export { type ArrangedStory, arrangeStories } from "./triage/arrange-stories.ts";
export { type BoardInput, composeBoard } from "./triage/compose-board.ts";
export { composeHandover, type HandoverDraft } from "./triage/compose-handover.ts";
export { standing } from "./triage/hold-decisions.ts";
export { judgeDecision, type Refusal } from "./triage/judge-decision.ts";
export { type Label, labelPairs } from "./triage/label-pairs.ts";
export { lastShift, type Shift } from "./triage/last-shift.ts";
export { decidedOf, isToDecide, type LaidOut, layOutBoard, passesFilter, type Viewer } from "./triage/lay-out-board.ts";
