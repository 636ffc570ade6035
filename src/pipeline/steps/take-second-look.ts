/**
 * Step brief, second part, only where the operator has configured a model: its looks at a composed edition, gathered in
 * order. What it may not do is left out here (rewording, lowering); what it says is judged in `desk/brief`.
 */
import { askRewording, readSecondLooks, type SecondLook } from "#desk/brief/index.ts";
import type { Edition } from "#terms/edition.ts";
import type { Loss } from "#terms/loss.ts";
import type { AskModel } from "#terms/model.ts";

export interface SecondLooker {
  readonly ask: AskModel;
  readonly name: string;
  readonly rewords: boolean;
  readonly lowers: boolean;
  readonly sentencesPerCall: number;
}

export interface SecondLooks {
  readonly byId: ReadonlyMap<string, SecondLook>;
  readonly losses: readonly Loss[];
}

const allowed = (look: SecondLook, { rewords, lowers }: SecondLooker): SecondLook => ({
  ...look,
  ...(rewords ? {} : { rewording: look.of }),
  // Who may not doubt may not reword what it doubts either.
  ...(lowers || look.verdict === "supported" ? {} : { verdict: "supported", rewording: look.of }),
});

export const takeSecondLooks = async (edition: Edition, looker: SecondLooker): Promise<SecondLooks> => {
  const byId = new Map<string, SecondLook>();
  const unanswered = new Map<string, { count: number; message: string }>();
  for (const question of askRewording(edition, looker.sentencesPerCall)) {
    const answer = await looker.ask(question);
    if (answer.ok)
      for (const [id, look] of readSecondLooks(question, answer.value)) byId.set(id, allowed(look, looker));
    else {
      const { type, message } = answer.error;
      unanswered.set(type, { count: (unanswered.get(type)?.count ?? 0) + question.asked.size, message });
    }
  }
  const losses = [...unanswered].map(
    ([reason, { count, message }]): Loss => ({
      step: "brief",
      item: `model ${looker.name}`,
      reason: `model_${reason}`,
      detail: `${count} sentences stay as the desk composed them: ${message}`,
    }),
  );
  return { byId, losses };
};
