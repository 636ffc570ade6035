/** Assess: how much a story matters, how far its sources are trusted, how sure we are, and why. */
export { type AssessInput, assessStories } from "./assess-stories.ts";
export { gradeItems } from "./grade/grade-items.ts";
export { type GradeSourcesOptions, gradeSources } from "./grade/grade-sources.ts";
export type { OrganisationFault } from "./load-yaml.ts";
export { parseOrganisation } from "./parse-organisation.ts";
export { type Choices, checkProfile, profileChoices } from "./profile/check-profile.ts";
export { fitProfile, type StoryFit, type ToldStory } from "./profile/fit-profile.ts";
export { type ProfileText, readProfileText } from "./profile/read-profile-text.ts";
export { touchCatalogue } from "./profile/touch-catalogue.ts";
export { scaleReasons } from "./weigh/scale-reasons.ts";
