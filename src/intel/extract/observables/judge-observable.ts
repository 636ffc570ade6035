/**
 * What an observable is to the report it stands in: indicator, reference, shared infrastructure, benign, victim, publisher or
 * unknown, with reasons. Flags, never drops.
 */
import type { Mention, ObservableMention, ObservableVerdict } from "#terms/mention.ts";

export interface JudgeContext {
  /** Every mention of the text, to see how its author marks indicators. */
  readonly mentions: readonly Mention[];
}

export const judgeObservable = (
  mention: ObservableMention,
  _text: string,
  context: JudgeContext,
): ObservableVerdict => {
  if (mention.defanged) return { is: "indicator", reasons: ["written with a defang mark"] };
  const marked = context.mentions.some((other) => other.kind === "observable" && other.defanged);
  const isName = mention.type === "url" || mention.type === "domain" || mention.type === "email";
  if (marked && isName) return { is: "reference", reasons: ["the author marks others and not this"] };
  return { is: "unknown", reasons: [] };
};
