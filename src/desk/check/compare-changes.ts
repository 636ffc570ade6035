/** "Fell by 310 million" is not "fell to 310 million": of what rose or fell, the small word tells what the figure is. */
import { type ReadText, sentenceRange } from "./read-text.ts";
import { isChange } from "./words/kinds.ts";

const reach = 12;
const ofBound = /^(?:about|around|some|nearly|almost|over|roughly|at|least|more|than|a|an|the)$/;

/** "by", "to" or "from" before the figure at `at`, behind a verb of change. */
const smallWord = (read: ReadText, at: number): string | undefined => {
  if (read.tokens[at]?.kind !== "number") return undefined;
  const words = [1, 2, 3].map((back) => read.tokens[at - back]?.lower ?? "");
  const by = words.find((word) => !ofBound.test(word)) ?? "";
  if (!/^(?:by|to|from)$/.test(by)) return undefined;
  const [from] = sentenceRange(read, at);
  const before = read.tokens.slice(Math.max(from, at - reach), at);
  return before.some(({ key }) => isChange(key)) ? by : undefined;
};

/** What sentence and source say of the same figure, when the two differ. */
export const changedBy = (
  claim: ReadText,
  c: number,
  source: ReadText,
  s: number,
): readonly [string, string] | undefined => {
  const [said, told] = [smallWord(claim, c), smallWord(source, s)];
  if (said === undefined || told === undefined || said === told) return undefined;
  return [`${said} ${claim.tokens[c]?.text ?? ""}`, `${told} ${source.tokens[s]?.text ?? ""}`];
};
