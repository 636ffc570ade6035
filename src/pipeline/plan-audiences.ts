/** For whom the desk's plans make editions, and so for whom a flash can be. */
import { type Audience, audienceOf, mainAudience } from "#terms/audience.ts";
import type { EditionPlan } from "#terms/config.ts";

/** By name; without one of its own a plan is for the main edition. */
export const audienceNameOf = (plan: EditionPlan): string => audienceOf(plan)?.name ?? mainAudience;

/** The plan by which an audience is served: that of its days before that of its weeks. */
export const planFor = (plans: readonly EditionPlan[], audience: string): EditionPlan | undefined => {
  const own = plans.filter((plan) => audienceNameOf(plan) === audience);
  return own.find(({ kind }) => kind !== "weekly") ?? own[0];
};

/** Each audience once, the main one first; a desk without plans has the main one. */
export const plannedAudiences = (plans: readonly EditionPlan[]): readonly Pick<Audience, "name" | "title">[] => {
  const main = { name: mainAudience, title: "Everyone" };
  if (plans.length === 0) return [main];
  const others = new Map(
    plans.flatMap((plan) => {
      const audience = audienceOf(plan);
      return audience === undefined ? [] : [[audience.name, { name: audience.name, title: audience.title }] as const];
    }),
  );
  const isMain = plans.some((plan) => audienceOf(plan) === undefined);
  return [...(isMain ? [main] : []), ...others.values()];
};
