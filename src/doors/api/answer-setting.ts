/** How a refusal to change a setting is answered: in words, with what a program needs to go on. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { type ChangedBy, faultWords, type SettingRefusal } from "#pipeline/settings/change-setting.ts";
import type { Setting } from "#terms/setting.ts";
import { answerProblem } from "./problem.ts";

/** @param view how what stands now is shown to who lost the race */
export const refuseSetting = async (
  reply: FastifyReply,
  refusal: SettingRefusal,
  view: () => Promise<unknown>,
): Promise<FastifyReply> => {
  switch (refusal.type) {
    case "locked":
      return answerProblem(reply, 409, `The operator’s file ${refusal.path} says it. Change it there.`, {
        locked: refusal.path,
      });
    case "no_version":
      return answerProblem(reply, 404, "There is no such version.");
    case "faults": {
      const [first, ...others] = refusal.faults;
      const rest = others.length === 0 ? "" : ` And ${others.length} more.`;
      const detail =
        first === undefined
          ? "This cannot be set."
          : `${first.line === undefined ? "" : `Line ${first.line}: `}${faultWords(first)}${rest}`;
      return answerProblem(reply, 422, detail, { faults: refusal.faults });
    }
    case "set_meanwhile": {
      const [now] = refusal.now;
      const who = now === undefined ? "Somebody" : now.by.name;
      const detail = `${who} changed it since you read it. Your words are kept; look at theirs first.`;
      return answerProblem(reply, 409, detail, { now: await view() });
    }
  }
};

/** Who changes a setting, and when. */
export const changedBy = ({ principal }: FastifyRequest, now: () => string): ChangedBy => {
  const { id, name, via } = principal;
  return { at: now(), who: { id, name, via } };
};

/** What every setting tells of itself, whatever it is. */
export const standingOf = ({
  origin,
  path,
  fault,
  newest,
}: {
  readonly origin: "file" | "here" | "default";
  readonly path?: string;
  readonly fault?: string;
  readonly newest?: Setting;
}) => ({
  origin,
  ...(path === undefined ? {} : { path }),
  ...(fault === undefined ? {} : { fault }),
  version: newest?.version ?? 0,
  ...(newest === undefined ? {} : { at: newest.at, by: newest.by.name }),
});
