/** The check with what it needs: a draft against articles, pairs of a source and a claim, and the forms of a report. */
import { type CheckedBriefing, checkBriefing, checkPair, type JudgedPair, readPair } from "#desk/check/index.ts";
import type { Article } from "#terms/article.ts";
import type { Annotate } from "#terms/mention.ts";
import { nameAsCited } from "./name-as-cited.ts";

export { type CheckedBriefing, formatJson, formatSarif, formatText, type JudgedPair } from "#desk/check/index.ts";

export const checkDraft = (
  draft: { readonly text: string; readonly path: string },
  articles: readonly Article[],
  annotate: Annotate,
): CheckedBriefing => checkBriefing(draft.text, nameAsCited(draft.text, draft.path, articles), { annotate });

/** One line of a pairs file, judged; a string says what is wrong with the line. */
export const checkPairLine = (line: string, annotate: Annotate): JudgedPair | string => {
  const pair = readPair(line);
  return typeof pair === "string" ? pair : checkPair(pair, { annotate });
};
