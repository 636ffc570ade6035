/** The profiles that editions are made with: the desk's own, and that of each plan which names one of its own. */
import { causeText } from "#kit/cause-text.ts";
import type { EditionPlan } from "#terms/config.ts";
import { audienceNameOf } from "../plan-audiences.ts";
import type { SettingsInForce } from "../settings/in-force.ts";
import { readOrganisation } from "../settings/read-organisation.ts";
import { type Check, type Found, finding, fine, unset } from "./examine.ts";

export interface ProfilePatient {
  readonly inForce: Pick<SettingsInForce, "organisation">;
  readonly editions: readonly EditionPlan[];
}

const put = "Put right what it names: no edition that needs it can be made until then.";

const checkOwn = async ({ inForce }: ProfilePatient): Promise<Found> => {
  try {
    const { value, origin } = await inForce.organisation();
    const where = origin === "file" ? "the operator's file" : "Settings, Organisation";
    return value === undefined
      ? unset("No profile is set: no story is held against an organisation.")
      : fine(`The profile of ${value.name}, from ${where}, can be read.`);
  } catch (cause) {
    return finding(causeText(cause), put);
  }
};

const checkPlan = async (plan: EditionPlan): Promise<Found[]> => {
  const { organisation } = plan;
  if (organisation === undefined) return [];
  const what = `the plan for ${audienceNameOf(plan)} at ${plan.at}`;
  try {
    return [fine(`The profile of ${(await readOrganisation(organisation)).name}, of ${what}, can be read.`)];
  } catch (cause) {
    return [finding(`The profile of ${what} cannot be read. ${causeText(cause)}`, put)];
  }
};

export const profileChecks = (patient: ProfilePatient): readonly Check[] => [
  {
    name: "profiles",
    run: async () => [await checkOwn(patient), ...(await Promise.all(patient.editions.map(checkPlan))).flat()],
  },
];
