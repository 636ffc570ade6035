/** An edition for one audience: whose profile weighs the stories, and which of them stand back. */
import type { Assessment } from "#terms/assessment.ts";
import type { Audience } from "#terms/audience.ts";
import { type Organisation, organisationSchema } from "#terms/organisation.ts";
import type { StoryId } from "#terms/story.ts";

/** The profile in force, with the sectors of the audience where it names some. */
export const profileFor = (
  audience: Audience | undefined,
  organisation: Organisation | undefined,
): Organisation | undefined => {
  if (audience === undefined || audience.sectors.length === 0) return organisation;
  const sectors = [...audience.sectors];
  return organisation === undefined
    ? organisationSchema.parse({ name: audience.title, sectors })
    : { ...organisation, sectors };
};

/** What tells of other sectors alone is told in a sentence each. */
export const standBack = (assessments: readonly Assessment[]): ReadonlyMap<StoryId, "supporting"> =>
  new Map(assessments.flatMap(({ storyId, fit }) => (fit === "others" ? [[storyId, "supporting"] as const] : [])));
