/** Brief: claims, stories and assessments become a briefing whose every sentence carries its sources. */
export type { BriefInput } from "./brief-input.ts";
export type { CitedBriefing } from "./cited-briefing.ts";
export { toPassage } from "./cited-words.ts";
export { composeBriefing } from "./compose-briefing.ts";
export { openSentenceGates, type SentenceSources } from "./gate-sentence.ts";
export type { GateTools } from "./gates.ts";
export { openGround } from "./open-ground.ts";
export { type RevisedTools, reviseEdition } from "./revise-edition.ts";
export {
  askAbout,
  askRewording,
  type RewordQuestion,
  readSecondLooks,
  type SecondLook,
} from "./reword/ask-rewording.ts";
export { parseRoleRules, type RoleRule, type RoleRuleFault } from "./roles/role-rule.ts";
export { composeWeek } from "./roll-up/compose-week.ts";
export type { WeekEdition } from "./roll-up/week-stories.ts";
export { type ScoreFacts, scoreEdition } from "./score-card.ts";
